"""Call logs that a spreadsheet saved again: their identifiers became numbers, many calls would be made one."""

import pytest
from telephone_logs import cdr, read
from test_calls_queues import ENTERED, log
from test_calls_vendors import ANSWERED, TYPES, A, freeswitch, threecx

NINE = "2025-01-06 09:00:00"
SENTENCE = (
    "{} : attendu : des identifiants entiers ; un tableur les a réécrits en nombres et leurs chiffres sont perdus. → "
    "Réexportez depuis le logiciel et donnez le fichier sans l'ouvrir ni l'enregistrer dans un tableur."
)


def asterisk(source: str, unique: str) -> str:
    """Return one record of Asterisk."""
    return cdr(source, "600", "PJSIP/ovh-0000001a", "PJSIP/201-0000001b", "Dial", NINE, 75, 60, "ANSWERED", unique)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Master.csv", asterisk("0612345678", "1736150400.1") * 30 + asterisk("0612345679", "1,74E+09")),
        ("Master.csv", asterisk("3,36123E+10", "1736150400.1")),
        ("queue_log", log(ENTERED, "9|1.74e+09|accueil|NONE|ABANDON|1|1|9")),
        ("smdr.csv", ANSWERED.replace("1000013,", "1E+06,")),
        ("cdr.log", threecx("09:00:10", "09:05:46", "3.36E+10", "Ext.504", TYPES.format("Line", "Extension"))),
        ("Master.csv", freeswitch("201", "public", 75, 60, A, "", "3,36E+10")),
    ],
)
def test_a_log_saved_by_a_spreadsheet_is_refused_whole(name: str, text: str) -> None:
    calls, reading = read(text, name)
    assert calls == []
    assert [one.sentence() for one in reading.problems] == [SENTENCE.format(name)]
    assert all(account.kept == 0 for account in reading.accounts)


def test_a_plus_and_an_exponent_elsewhere_are_no_damage() -> None:
    calls, reading = read(asterisk("+33612345678", "1736150400.1") + asterisk("JEAN+E+9", "1736150400.2"))
    assert len(calls) == 2
    assert not list(reading.problems)
