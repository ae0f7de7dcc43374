"""Asterisk call records as files: widths, orders, headers, spreadsheets, damage; worked by hand from the records."""

import pytest
from telephone_logs import cdr, controls, hashed, read

TRUNK, SET = "PJSIP/ovh-0000001a", "PJSIP/201-0000001b"
# 6 January 2025, 09:00:00 in Paris is 08:00:00 in universal time: 1 736 150 400 seconds since 1970.
NINE, EPOCH = "2025-01-06 09:00:00", "1736150400"
PATIENT = "0612345678"


@pytest.mark.parametrize("width", [16, 17, 18, 19, 20, 21])
def test_every_width_of_the_file(width: int) -> None:
    base = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED").strip()
    ends = {
        16: "",
        17: f',"{EPOCH}.1"',
        18: f',"{EPOCH}.1","champ"',
        19: f',"","{EPOCH}.1",3',
        20: f',"{EPOCH}.5","","{EPOCH}.1",3',
        21: f',"{EPOCH}.5","champ","","{EPOCH}.1",3',
    }
    calls, reading = read((base + ends[width] + "\n") * 2)
    assert len(calls) == 1
    joined = "canal" if width == 16 else "uniqueid" if width < 19 else "linkedid"
    assert controls(reading)["lignes_reunies_par"] == joined


def test_an_update_of_the_switchboard_adds_columns_midway() -> None:
    narrow = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.1")
    wide = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.2", f"{EPOCH}.2")
    calls, reading = read(narrow + wide)
    assert len(calls) == 2
    assert controls(reading)["lignes_reunies_par"] == "linkedid"


CUSTOM = (
    '"""Nom"" <{source}>","{source}","201","from-trunk","PJSIP/ovh-0000001a","PJSIP/201-0000001b","Dial","PJSIP/201,30",'
    '"2025-01-06 09:00:00","2025-01-06 09:00:15","2025-01-06 09:01:15","75","60","ANSWERED","3","","1736150400.1","",0\n'
)


def test_cdr_custom_has_another_order_under_the_same_name() -> None:
    calls, reading = read(CUSTOM.format(source=PATIENT))
    assert calls == [("2025-01-06 09:00:00", "201", "entrant", 1, None, 15, 60, hashed(PATIENT))]
    assert controls(reading)["ordre_des_colonnes"] == "cdr_custom"
    assert controls(reading)["lignes_reunies_par"] == "uniqueid"


def test_quotes_that_cdr_custom_does_not_double() -> None:
    row = CUSTOM.format(source=PATIENT).replace('"""Nom"" <', '""Nom" <')
    calls, _reading = read(row * 3 + row.replace("1736150400.1", "1736150400.2"))
    assert len(calls) == 2


FREEPBX = (
    "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,"
    "uniqueid,userfield,did,recordingfile,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,linkedid,peeraccount,sequence\n"
    '2025-01-06 09:00:00,"""N"" <0612345678>",0612345678,600,ext-queues,PJSIP/ovh-0000001a,PJSIP/201-0000001b,Queue,'
    "'600,t',75,60,ANSWERED,3,,1736150400.1,,0144556677,,0612345678,N,,,,1736150400.1,,12\n"
).replace("'", '"')


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("start", ["2025-01-06 09:00:00", "06/01/2025 09:00", "06/01/2025 09:00:00"])
def test_an_export_of_freepbx_also_after_a_spreadsheet(separator: str, start: str) -> None:
    text = FREEPBX.replace('"600,t"', "600").replace(",", separator).replace("2025-01-06 09:00:00", start)
    calls, reading = read(text.replace("\n", "\r\n").encode("cp1252"), "cdr_report.csv")
    assert calls == [("2025-01-06 09:00:00", "600", "entrant", 1, None, 15, 60, hashed(PATIENT))]
    assert controls(reading)["ordre_des_colonnes"] == "en-tête"


def test_a_record_that_stops_before_the_last_columns_of_the_header_is_a_call_all_the_same() -> None:
    header, whole, _end = FREEPBX.split("\n")
    # Up to « uniqueid »: no linkedid, no did.
    short = whole.rpartition(",,0144556677")[0].replace("1736150400.1", "1736150460.2").replace("09:00:00", "09:01:00")
    calls, reading = read("\n".join([header, *[whole] * 5, short, whole]) + "\n")
    assert [(one[0], one[1], one[5], one[6]) for one in calls] == [
        ("2025-01-06 09:01:00", "600", 15, 60),
        ("2025-01-06 09:00:00", "600", 15, 60),
    ]
    assert not list(reading.problems)


def test_a_duration_that_no_program_can_read_is_no_duration() -> None:
    # As an empty one: the record says that somebody answered, not how long; zero second answered is no answer.
    good = cdr(PATIENT, "600", TRUNK, SET, "Dial", NINE, 75, 60, "ANSWERED", f"{EPOCH}.1")
    wrong = cdr(PATIENT, "600", TRUNK, SET, "Dial", NINE, int("1" * 4_200), 0, "NO ANSWER", f"{EPOCH}.2")
    calls, _reading = read(good + wrong.replace("1" * 4_200, "1" * 5_000))
    assert [(one[3], one[5], one[6]) for one in calls] == [(1, 15, 60), (0, 0, 0)]


def test_an_export_with_fewer_columns_and_durations_in_words() -> None:
    text = (
        '"Date","Source","Ring Group","Destination","Src. Channel","Account Code","Dst. Channel","Status","Duration"\n'
        '"2025-01-06 09:00:00","0612345678","","201","SIP/ovh-0000001a","","SIP/201-0000001b","ANSWERED","63s (1m 3s)"\n'
        '"2025-01-06 09:10:00","0612345679","","201","SIP/ovh-0000001c","","SIP/201-0000001d","NO ANSWER","0s"\n'
    )
    calls, _reading = read(text, "issabel.csv")
    assert [(one[3], one[6]) for one in calls] == [(1, 63), (0, 0)]


def test_an_order_that_nobody_has_is_refused_and_a_profile_gives_it() -> None:
    row = "PJSIP/ovh-0000001a;PJSIP/201-0000001b;2025-01-06 09:00:00;20;9;ANSWERED;0612345678;201\n"
    calls, reading = read(row)
    assert not calls
    assert next(iter(reading.problems)).code == "table_inconnue"
    calls, reading = read(row, profile="asterisk_cdr")
    assert not calls
    assert [one.sentence() for one in reading.problems] == [
        "Master.csv : attendu : un journal d'appels Asterisk dont l'ordre des colonnes est connu (cdr-csv, cdr_custom, table "
        "cdr). → Choisissez un autre profil, ou faites le sien : levier profile FICHIER en donne un modèle."
    ]
    profile = (
        'format = "asterisk_cdr"\n'
        'headerless = ["channel", "dstchannel", "start", "duration", "billsec", "disposition", "src", "dst"]\n'
    )
    calls, reading = read(row, profile=profile)
    assert calls == [("2025-01-06 09:00:00", "201", "entrant", 1, None, 11, 9, hashed(PATIENT))]
    assert controls(reading)["ordre_des_colonnes"] == "profil"


def test_bytes_that_are_no_utf8_and_a_cut_end() -> None:
    row = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.1", clid='""Ren\xe9"" <1>')
    accents = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.2", clid='""Zoé"" <1>')
    calls, reading = read(row.encode("latin-1") + accents.encode() + accents.encode()[:90])
    assert len(calls) == 2
    (account,) = reading.accounts
    assert account.set_aside == 1
    assert [one.sentence() for one in reading.problems] == [
        "Master.csv, ligne 3 : attendu : une dernière ligne entière. → Le fichier s'arrête au milieu d'une ligne : "
        "recommencez l'export ou la copie."
    ]


def test_a_line_that_is_no_call_is_set_aside_with_its_reason() -> None:
    good = cdr(PATIENT, "201", TRUNK, SET, "Dial", NINE, 20, 9, "ANSWERED", f"{EPOCH}.1")
    wrong = good.replace("ANSWERED", "PEUT-ETRE")
    undated = good.replace("2025-01-06", "2025-31-06")
    calls, reading = read(good * 8 + "\n" + wrong + undated + "a,b\n")
    assert len(calls) == 1
    fix = "Recommencez l'export du journal sans l'ouvrir dans un tableur ; la ligne n'est pas comptée."
    assert [one.sentence() for one in reading.problems] == [
        "Master.csv, ligne 10, colonne « disposition » : « PEUT-ETRE » lu ; attendu : ANSWERED, BUSY, CONGESTION, FAILED, NO "
        f"ANSWER. → {fix}",
        f"Master.csv, ligne 11, colonne « start » : « 2025-31-06 09:00:00 » lu ; attendu : une date et une heure. → {fix}",
        "Master.csv, ligne 12 : attendu : une ligne d'appel Asterisk (16 à 21 colonnes, un résultat comme ANSWERED ou NO "
        f"ANSWER). → {fix}",
    ]


def test_blank_lines_and_comments_are_no_data() -> None:
    call = cdr(PATIENT, "600", TRUNK, SET, "Dial", NINE, 75, 60, "ANSWERED", f"{EPOCH}.1")
    calls, reading = read("# rotated\n" + call + "\n# " + call)
    assert len(calls) == 1
    assert (reading.accounts[0].not_data, reading.accounts[0].set_aside) == (3, 0)
