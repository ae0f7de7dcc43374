"""``levier profile`` on lists of calls as operators write them (made for the tests), then read through the proposal."""

import csv
import io

import pytest
from openpyxl import Workbook
from telephone_logs import cdr, hashed, read

from levier.problems import NothingUsable
from levier.readers import propose_profile
from levier.readers.profiles import load

FIRST = """Date;Heure;Sens;Numéro appelant;Numéro appelé;Durée de sonnerie;Durée de conversation;Résultat
06/01/2025;09:00:12;Entrant;0612345678;0144556677;12;185;Décroché
06/01/2025;09:05:40;Entrant;0612345679;0144556677;45;0;Manqué
06/01/2025;09:07:02;Sortant;0144556677;0612345679;8;62;Décroché
06/01/2025;09:12:30;Entrant;Anonyme;0144556677;20;33;Messagerie
"""
SECOND = """Date et heure de l'appel,Type d'appel,Appelant,Ligne,Temps d'attente (s),Temps de communication (s),Statut de l'appel
2025-01-06 09:00:12,Appel entrant,+33612345678,Accueil,12,185,Répondu
2025-01-06 09:05:40,Appel entrant,0612345679,Accueil,45,0,Abandonné
2025-01-06 09:07:02,Appel sortant,+33144556677,Accueil,8,62,Répondu
"""
THIRD = """Horodatage;Direction;De;Vers;File d'attente;Attente;Durée;Issue;Agent
06/01/2025 09h00;IN;06 12 34 56 78;Standard;Accueil;00:00:12;00:03:05;Pris;Poste 201
06/01/2025 09h05;IN;06 12 34 56 79;Standard;Accueil;00:00:45;00:00:00;Perdu;
06/01/2025 09h12;IN;Masqué;Standard;Accueil;00:00:20;00:00:33;Répondeur;
"""
TAKEN = ("entrant", 1, None, 12, 185, hashed("0612345678"))
MISSED = ("entrant", 0, None, 45, 0, hashed("0612345679"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FIRST,
            [
                TAKEN,
                MISSED,
                ("sortant", 1, None, 8, 62, hashed("0144556677")),
                ("entrant", 1, "messagerie", 20, 33, None),
            ],
        ),
        (SECOND, [TAKEN, MISSED, ("sortant", 1, None, 8, 62, hashed("0144556677"))]),
        (THIRD, [TAKEN, MISSED, ("entrant", 1, "messagerie", 20, 33, None)]),
    ],
)
def test_a_proposal_reads_the_list_as_it_is(text: str, expected: list[tuple[object, ...]]) -> None:
    profile = propose_profile(io.BytesIO(text.encode()), "releve.csv")
    calls, _reading = read(text, "releve.csv", profile)
    assert [one[2:] for one in calls] == expected


def test_a_log_that_is_read_gets_the_settings_of_its_format_and_no_number() -> None:
    row = cdr("0612345678", "201", "SIP/x-0001", "SIP/201-0002", "Dial", "2025-01-06 09:00:00", 9, 5, "ANSWERED")
    text = propose_profile(io.BytesIO(row.encode()), "Master.csv")
    assert load(text, "x") == []
    assert 'format = "asterisk_cdr"' in text
    assert '# fuseau = "UTC"' in text
    assert "0612345678" not in text
    calls, _reading = read(row, profile=text)
    assert len(calls) == 1


# Titles of the reports that 3CX (two versions), Yeastar and Wazo give; the lines are made.
NEW_3CX = """Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost
2025-01-06T09:00:12,00-1,0612345678,"Accueil, standard (800)",Inbound,Answered,00:00:12,00:03:05,0.00
2025-01-06T09:05:40,00-2,0612345679,"Accueil, standard (800)",Inbound,Unanswered,00:00:45,00:00:00,0.00
"""
OLD_3CX = """"Call Time","Caller ID","Destination","Status","Ringing","Talking","Totals","Cost","Reason"
"06/01/2025 09:00:12","0612345678","800","answered","00:00:12","00:03:05","00:03:17","",""
"06/01/2025 09:05:40","0612345679","800","unanswered","00:00:45","","00:00:45","",""
"Totals","","","","00:00:57","00:03:05","","",""
"""
YEASTAR = """Time,Call From,Call To,Call Duration(s),Ring Duration(s),Talk Duration(s),Status,Reason,Communication Type,DID
2025-01-06 09:00:12,0612345678,Accueil<800>,197,12,185,ANSWERED,,Inbound,0144556677
2025-01-06 09:05:40,0612345679,Accueil<800>,45,45,0,NO ANSWER,,Inbound,0144556677
"""
WAZO = """id,tenant_uuid,start,answer,end,source_name,source_extension,call_direction,destination_name,duration,call_status
1,a,2025-01-06T09:00:12+01:00,2025-01-06T09:00:24+01:00,2025-01-06T09:03:29+01:00,,0612345678,inbound,Accueil,185,answered
2,a,2025-01-06T09:05:40+01:00,,2025-01-06T09:06:25+01:00,,0612345679,inbound,Accueil,0,unanswered
"""


@pytest.mark.parametrize("text", [NEW_3CX, OLD_3CX, YEASTAR, WAZO], ids=["3cx 20", "3cx 16", "yeastar", "wazo"])
def test_the_report_of_a_switchboard_is_proposed_whole(text: str) -> None:
    profile = propose_profile(io.BytesIO(text.encode()), "rapport.csv")
    calls, reading = read(text, "rapport.csv", profile)
    direction = None if text == OLD_3CX else "entrant"
    waits = (None, None) if text == WAZO else (12, 45)
    missed = 0 if text != OLD_3CX else None
    assert [(one[0], *one[2:]) for one in calls] == [
        ("2025-01-06 09:00:12", direction, 1, None, waits[0], 185, hashed("0612345678")),
        ("2025-01-06 09:05:40", direction, 0, None, waits[1], missed, hashed("0612345679")),
    ]
    assert not list(reading.problems.blocking())


IN_A_WORKBOOK = (
    "Master.xlsx, feuille « Sheet » : « un classeur qui contient : Asterisk, journal des appels (CDR : Master.csv, "
    "cdr_custom, export FreePBX) » lu ; attendu : le fichier texte du standard : un tableur arrondit les identifiants "
    "qui réunissent les lignes d'un appel. → Exportez ou copiez le journal en CSV depuis le standard, et donnez-le "
    "sans l'ouvrir dans un tableur."
)


def test_a_log_that_went_through_a_spreadsheet_is_asked_for_as_text() -> None:
    """It would be read otherwise through a proposal: a call for each of its lines."""
    row = cdr(
        "0612345678", "201", "SIP/x-0001", "SIP/201-0002", "Dial", "2025-01-06 09:00:00", 9, 5, "ANSWERED", "1.20"
    )
    book = Workbook()
    sheet = book.active
    for record in csv.reader([row.strip()] * 2):
        sheet.append(record)
    out = io.BytesIO()
    book.save(out)
    calls, reading = read(out.getvalue(), "Master.xlsx")
    (problem,) = list(reading.problems)
    assert (calls, problem.sentence()) == ([], IN_A_WORKBOOK)
    with pytest.raises(NothingUsable) as refused:
        propose_profile(out, "Master.xlsx")
    assert str(refused.value) == IN_A_WORKBOOK
