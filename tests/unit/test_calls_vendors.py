"""Avaya, 3CX and FreeSWITCH: the layouts of their manuals; no real file was at hand."""

import pytest
from telephone_logs import controls, hashed, read

END = ",,,,,,,,,,,,,\n"
# The examples of the vendor's manual, names and numbers changed.
LOST = f"2025/01/06 09:00:00,00:00:00,9,0612345678,I,4324,4324,,0,1000014155,0,E4324,Nom,T9161,LINE 5.1,0,0{END}"
ANSWERED = f"2025/01/06 09:01:00,00:00:05,7,0612345679,I,403,390664,,0,1000013,0,E403,Nom,T9001,Line 1.2,0,0{END}"
TO_BOX_1 = (
    f"2025/01/06 09:02:00,00:00:13,7,0612345670,I,299999,299999,,0,1000014160,1,E4750,Nom,T9002,LINE 1.2,11,0{END}"
)
TO_BOX_2 = f"2025/01/06 09:02:00,00:00:21,0,0612345670,I,299999,299999,,0,1000014160,0,V9502,VM Channel 2,T9002,LINE 1.2,0,0{END}"
BOX = f"2025/01/06 09:03:00,00:00:10,21,0612345671,I,211,211,,0,28,0,V9051,VM Channel 1,T9001,Line 1.1,0,0{END}"
WITHIN = f"2025/01/06 09:04:00,00:00:44,4,4688,O,4207,4207,,1,1000013898,0,E4688,Nom,E4207,Autre,0,0{END}"
OUT = f"2025/01/06 09:05:00,00:01:04,6,4688,O,0612345672,0612345672,,0,1000013899,0,E4688,Nom,T9002,LINE 1.2,0,0{END}"


def test_avaya() -> None:
    calls, reading = read(LOST + ANSWERED + TO_BOX_1 + TO_BOX_2 + BOX + WITHIN + OUT, "smdr.csv")
    assert calls == [
        ("2025-01-06 09:00:00", "4324", "entrant", 0, None, 9, 0, hashed("0612345678")),
        ("2025-01-06 09:01:00", "403", "entrant", 1, None, 7, 5, hashed("0612345679")),
        # A person took it for 13 s, then sent it to the mailbox.
        ("2025-01-06 09:02:00", "299999", "entrant", 1, None, 7, 13, hashed("0612345670")),
        ("2025-01-06 09:03:00", "211", "entrant", 1, "messagerie", 21, 10, hashed("0612345671")),
        ("2025-01-06 09:04:00", None, "interne", 1, None, 4, 44, None),
        ("2025-01-06 09:05:00", None, "sortant", 1, None, 6, 64, None),
    ]
    assert controls(reading)["lignes_regroupees"] == 1


def test_avaya_with_the_titles_of_the_delta_server() -> None:
    titles = (
        "Call Start,Call Duration,Ring Duration,Caller,Direction,Called Number,Dialled Number,Account,Is Internal\n"
    )
    calls, reading = read(titles + LOST + ANSWERED, "smdr.csv")
    assert len(calls) == 2
    assert reading.accounts[0].not_data == 1


def test_avaya_identifiers_that_begin_again() -> None:
    calls, _reading = read(ANSWERED + ANSWERED.replace("09:01:00", "17:30:00"), "smdr.csv")
    assert len(calls) == 2


def test_avaya_an_odd_line_is_set_aside() -> None:
    _calls, reading = read(ANSWERED * 8 + LOST.replace("00:00:00,9", "neuf,9"), "smdr.csv")
    assert [one.sentence() for one in reading.problems] == [
        "smdr.csv, ligne 9 : « 2025/01/06 09:00:00 | neuf | 9 » lu ; attendu : un enregistrement SMDR : début, durée HH:MM:SS, "
        "sonnerie, appelant, I ou O…. → Recommencez l'export du journal sans l'ouvrir dans un tableur ; la ligne n'est pas "
        "comptée."
    ]


def threecx(answer: str, end: str, source: str, final: str, kinds: str, call: str = "00000C21DE5C2470_1") -> str:
    """Write a record in the order of the manual."""
    start = "2025/01/06 09:00:00"
    answered = answer and f"2025/01/06 {answer}"
    head = f"Call 612504,{call},00:05:36,{start},{answered},2025/01/06 {end},TerminatedBySrc,{source},Ext.960,10021,960,960,"
    return f"{head}QFwdToDNA,{final},504,,,,,Chain: {source};Ext.960;{final};{kinds}\n"


TYPES = ",{},Extension,{},Nom,Nom,Nom,"


@pytest.mark.parametrize(
    ("final", "kind", "expected"),
    [
        ("Ext.504", "Extension", (1, None)),
        ("VMail.504", "VoiceMail", (1, "messagerie")),
        ("Ext.800", "IVR", (1, "robot")),
        ("Ext.801", "Queue", (0, None)),
    ],
)
def test_threecx_by_the_kind_of_the_last_party(final: str, kind: str, expected: tuple[int, str | None]) -> None:
    text = threecx("09:00:10", "09:05:46", "0612345678", final, TYPES.format("Line", kind))
    calls, _reading = read(text, "cdr.log")
    ((_start, queue, way, answered, by, _wait, _talk, caller),) = calls
    assert (queue, way, caller) == ("960", "entrant", hashed("0612345678"))
    assert (answered, by) == expected


def test_threecx_without_the_kinds() -> None:
    answered = threecx("09:00:10", "09:05:46", "+33612345678", "Ext.504", "")
    lost = threecx("", "09:00:33", "+33612345679", "Ext.960", "", "00000C21DE5C2470_2")
    within = threecx("09:00:03", "09:00:05", "Ext.101", "Ext.504", "", "00000C21DE5C2470_3")
    calls, reading = read(answered + lost + within, "cdr.log")
    assert calls == [
        ("2025-01-06 09:00:00", "960", "entrant", 1, None, 10, 336, hashed("+33612345678")),
        ("2025-01-06 09:00:00", "960", "entrant", 0, None, 33, 0, hashed("+33612345679")),
        ("2025-01-06 09:00:00", None, "interne", 1, None, 3, 2, None),
    ]
    assert [one.code for one in reading.problems] == ["fuseau_inconnu"]


def test_threecx_in_an_order_that_the_administrator_chose() -> None:
    profile = (
        'format = "threecx"\nheaderless = ["time-start", "time-answered", "time-end", "from-no", "to-no"]\n'
        '[options]\nfuseau = "UTC"\n'
    )
    text = "2025/01/06 08:00:00;2025/01/06 08:00:20;2025/01/06 08:01:00;0612345678;Ext.201\n"
    calls, _reading = read(text, "cdr.log", profile)
    assert calls == [("2025-01-06 09:00:00", "201", "entrant", 1, None, 20, 40, hashed("0612345678"))]
    _calls, reading = read(text, "cdr.log", 'format = "threecx"\nheaderless = ["time-start", "from-no"]\n')
    assert (
        next(iter(reading.problems))
        .sentence()
        .startswith("cdr.log : attendu : les champs time-answered parmi ceux du journal 3CX, dans « headerless ».")
    )


def freeswitch(
    target: str, context: str, lasted: int, talked: int, uuid: str, other: str, source: str = "0612345678"
) -> str:
    """Write a record of the usual template."""
    start, end = "2025-01-06 09:00:00", "2025-01-06 09:05:00"
    texts = ["Nom", source, target, context, start, start if talked else "", end, str(lasted), str(talked)]
    return ",".join(f'"{one}"' for one in (*texts, "NORMAL_CLEARING", uuid, other, "")) + "\n"


A, B = "47bbf17a-95f4-11e1-84f9-00231470a30c", "47bc14de-95f4-11e1-84f9-00231470a30c"
C, D = "57bbf17a-95f4-11e1-84f9-00231470a30c", "67bc14de-95f4-11e1-84f9-00231470a30c"


def test_freeswitch() -> None:
    text = (
        freeswitch("201", "public", 75, 60, A, B)
        + freeswitch("201", "public", 70, 60, B, A)
        + freeswitch("201", "public", 20, 0, C, "")
        + freeswitch("4000", "public", 20, 15, D, "")
        + freeswitch("0612345678", "default", 20, 15, D.replace("67", "77"), A.replace("47", "97"), "201")
    )
    calls, _reading = read(text)
    assert calls == [
        ("2025-01-06 09:00:00", "201", "entrant", 1, None, 15, 60, hashed("0612345678")),
        ("2025-01-06 09:00:00", "201", "entrant", 0, None, 20, 0, hashed("0612345678")),
        ("2025-01-06 09:00:00", "4000", "entrant", 1, "messagerie", 5, 15, hashed("0612345678")),
        ("2025-01-06 09:00:00", None, "sortant", 1, None, 5, 15, None),
    ]


OPERATOR = """label = "Relevé de l'opérateur"
table = "appels"
headerless = ["jour", "heure", "sens", "appelant", "", "resultat", "attente"]
[columns]
debut = ["jour", "heure"]
sens = "sens"
decroche = "resultat"
attente_s = "attente"
appelant = "appelant"
[values.sens]
"E" = "entrant"
"S" = "sortant"
[values.decroche]
"R" = "oui"
"" = "non"
"""


def test_a_list_without_titles_through_a_profile() -> None:
    text = "06/01/2025;09:00;E;0612345678;x;R;12\n06/01/2025;09:05;S;0612345678;x;;30\n"
    calls, _reading = read(text, "releve.csv", OPERATOR)
    assert calls == [
        ("2025-01-06 09:00:00", None, "entrant", 1, None, 12, None, hashed("0612345678")),
        ("2025-01-06 09:05:00", None, "sortant", 0, None, 30, None, hashed("0612345678")),
    ]


@pytest.mark.parametrize(
    "text", ["06/01/2025;09:00;E;0612345678;R;12\n", "06/01/2025;9 h;E;0612345678;x;R;douze\n", "a;b;c;d;e;f;g\n"]
)
def test_a_list_of_another_shape_is_refused_with_the_columns_wanted(text: str) -> None:
    calls, reading = read(text, "releve.csv", OPERATOR)
    assert not calls
    assert [one.sentence() for one in reading.problems] == [
        "releve.csv : attendu : 7 colonnes sans ligne de titres, des genres que dit le profil « profil » : jour, heure, sens, "
        "appelant, resultat, attente. → Choisissez un autre profil, ou faites le sien : levier profile FICHIER en donne un "
        "modèle."
    ]


def test_an_option_that_a_format_has_not_is_refused() -> None:
    _calls, reading = read("a;b\n1;2\n", "x.csv", 'format = "queue_log"\n[options]\nfuseaux = "UTC"\n')
    assert (
        next(iter(reading.problems))
        .sentence()
        .startswith(
            "x.csv : attendu : option de « queue_log » ; « fuseaux » n'en est pas une. Vouliez-vous dire « fuseau »"
        )
    )
