"""What a cell takes, and how a page names it."""

from __future__ import annotations

import pytest

from levier.web.entry.keys import CellKey, LineKey, cell_key, line_key
from levier.web.entry.numbers import checked, spaced

CALLS = CellKey(LineKey("appels_recus"), "2025-01")
FTE = CellKey(LineKey("etp", job="medecin"), "2025-06")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1204", "1204"),
        ("1 204", "1204"),
        ("1\u202f204", "1204"),
        ("1\u00a0204", "1204"),
        ("0", "0"),
        ("  ", ""),
    ],
)
def test_a_count_is_read_as_french_people_write_it(text: str, value: str) -> None:
    assert (checked(text, CALLS).value, checked(text, CALLS).error) == (value, "")


def test_a_decimal_comma_where_the_measure_has_decimals() -> None:
    assert checked("41,7", FTE).value == "41,7"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("abc", "« abc » lu ; attendu : un nombre, par exemple 1 234,50."),
        ("12 %", "« 12 % » lu ; attendu : un nombre, pas un pourcentage."),
        ("41,7", "« 41,7 » lu ; attendu : un nombre entier (lignes)."),
        ("-3", "« -3 » lu ; attendu : 0 ou plus."),
        ("1.204", "« 1.204 » lu ; attendu : un nombre sans équivoque : 1234 ou 1,234."),
    ],
)
def test_a_refusal_says_what_was_read_and_expected(text: str, sentence: str) -> None:
    assert checked(text, CALLS).error.startswith(sentence)


def test_a_percentage_is_sent_to_the_helper() -> None:
    assert "taux et total donnent le nombre" in checked("12 %", CALLS).error


def test_a_measure_that_is_never_given_by_payer_refuses_one() -> None:
    cell = CellKey(LineKey("appels_recus", payer_type="AMO"), "2025-01")
    assert "« appels_recus » ne se donne pas par payeur_type" in checked("3", cell).error


@pytest.mark.parametrize(
    ("value", "shown"), [("1204", "1\u202f204"), ("1204,5", "1\u202f204,5"), ("-1204", "-1\u202f204"), ("", "")]
)
def test_thousands_stand_apart(value: str, shown: str) -> None:
    assert spaced(value) == shown


def test_a_line_and_a_cell_come_back_from_their_names() -> None:
    cell = CellKey(LineKey("rdv_honores", "medical", "médecine générale", site="Nord"), "2025-03-03/2025-03-14")
    assert cell_key(cell.token) == cell
    assert line_key(cell.line.token) == cell.line


@pytest.mark.parametrize("token", ["", "2025-01", "2025-01~inconnue", "~rdv_honores", "2025-01~rdv_honores~~~~~~~~"])
def test_a_name_that_is_no_cell_is_nothing(token: str) -> None:
    assert cell_key(token) is None
