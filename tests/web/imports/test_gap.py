"""« Contre le chiffre de votre logiciel »: the gap, reason by reason."""

from __future__ import annotations

from typing import Any

from imports.conftest import HEADER
from levier.web.imports.gap import matching

# Ten honoured, four not come, three cancelled, two excused: 14 make the rate.
LINES = ["honore"] * 10 + ["non_venu"] * 4 + ["annule"] * 3 + ["absent_excuse"] * 2
FILE = "\n".join(
    [
        HEADER,
        *(
            f"{n};2025-01-{n + 1:02d} 09:00;2025-01-{n + 1:02d} 09:30;{s};medical;P{n};D1"
            for n, s in enumerate(LINES, 1)
        ),
    ]
)


def asked(client: Any, centre: Any, total: str, what: str = "counted") -> str:
    data = {"indicator": "no_show_rate", "period": "2025-01", "what": what, "total": total}
    answer = client.post(f"/centres/{centre.code}/imports/comparer/", data, follow=True)
    return str(answer.content.decode()).replace("&#x27;", "'")


def test_the_gap_is_named_when_one_reason_makes_it(sent: Any, confirmed: Any, client_of: Any, centre: Any) -> None:
    confirmed(sent({"rendez_vous.csv": FILE.encode()}))
    client = client_of("director", centre)
    page = asked(client, centre, "17")
    assert "Votre logiciel : <strong>17</strong>. Levier : <strong>14</strong>." in page
    assert "L'écart de +3 est exactement le nombre de lignes « annulé »" in page
    assert "Les deux nombres sont égaux" in asked(client, centre, "14")
    # The software counts the excused as absent: 6 against 4.
    page = asked(client, centre, "6", "numerator")
    assert "exactement le nombre de lignes « absence excusée »" in page
    assert "Aucune raison ne le donne exactement" in asked(client, centre, "15")
    assert "Levier en compte 4 de plus que votre logiciel" in asked(client, centre, "10")


def test_a_number_that_is_none_is_refused(client_of: Any, centre: Any) -> None:
    page = asked(client_of("director", centre), centre, "beaucoup")
    assert "« beaucoup » lu ; attendu : un nombre entier" in page


def test_two_ways_to_make_the_gap_name_none() -> None:
    assert matching(5, [("a", 5), ("b", 5)]) == []
    assert matching(8, [("a", 5), ("b", 3), ("c", 9)]) == ["a", "b"]
    assert matching(-3, [("a", 3)]) == []
    assert matching(0, [("a", 0)]) == []
