"""The list of patients' debts, worked by hand."""

from __future__ import annotations

import pytest

from levier.centre import read_centre
from levier.holding import Options, hold_texts
from levier.periods import parse_period, to_date
from levier.worklists import Debt, WorkList, debts

HEAD = "facture;echeance;montant_du;montant_paye;transmis_comptable_le;recouvre;perte_le"
AS_OF = parse_period("2025-06-30").first


def listed(*lines: str, centre: str = "") -> WorkList[Debt]:
    text = "\n".join((HEAD, *lines)) + "\n"
    return debts(hold_texts({"creances_patients": text}, read_centre(centre), Options(engine="sqlite")), AS_OF)


def stages(found: WorkList[Debt]) -> dict[str, str]:
    return {row.number: row.stage for row in found.rows}


def test_what_is_owed_comes_with_its_stage_the_most_money_first() -> None:
    found = listed(
        # 90 days old on 30 June: due on 1 April.
        "F1;02/04/2025;20,00;0;;;",
        "F2;01/04/2025;30,00;0;;;",
        "F3;01/04/2025;40,00;10,00;;5,00;",
        "F4;01/01/2025;9,00;0;;;",
        "F5;01/01/2025;8,00;8,00;;;",
        "F6;01/07/2025;99,00;0;;;",
    )
    assert [(row.number, row.stage, row.amount, row.age) for row in found.rows] == [
        ("F2", "remise", 3_000, 90),
        ("F3", "remise", 2_500, 90),
        ("F1", "relance", 2_000, 89),
        ("F4", "seuil", 900, 180),
    ]
    assert to_date(found.rows[2].deadline).isoformat() == "2025-07-01"
    assert found.sentence == "4 créances, 84 €, la plus ancienne a 180 jours"
    assert [(one.labels, one.count, one.amount) for one in found.groups] == [
        (("à remettre au comptable public",), 2, 5_500),
        (("à relancer, avant remise",), 1, 2_000),
        (("sous le seuil d'un titre de recettes",), 1, 900),
    ]


def test_fifteen_euros_is_a_title_and_a_cent_less_is_not() -> None:
    lines = ("F1;01/01/2025;15,00;;;;", "F2;01/01/2025;14,99;;;;", "F3;01/01/2025;5,00;;;;")
    assert stages(listed(*lines)) == {"F1": "remise", "F2": "seuil", "F3": "seuil"}
    assert stages(listed(*lines, centre='gestionnaire = "hopital"')) == {"F1": "remise", "F2": "remise", "F3": "remise"}


def test_a_private_body_has_no_public_accountant() -> None:
    found = listed("F1;01/01/2025;9,00;;;;", centre='gestionnaire = "association"')
    assert [(row.stage, row.reason) for row in found.rows] == [("recouvrement", "à mettre en recouvrement")]


def test_the_age_of_a_debt_is_the_convention_of_the_centre() -> None:
    lines = ("F1;01/06/2025;20,00;;;;",)
    assert stages(listed(*lines)) == {"F1": "relance"}
    assert stages(listed(*lines, centre="[conventions]\nanciennete_j = 29")) == {"F1": "remise"}


def test_three_years_with_the_accountant_ask_for_a_decision() -> None:
    found = listed("F1;01/01/2022;20,00;;30/06/2022;;", "F2;01/01/2022;20,00;;01/07/2022;;")
    assert stages(found) == {"F1": "non_valeur", "F2": "comptable"}
    assert [to_date(row.deadline).isoformat() for row in found.rows] == ["2025-06-30", "2025-07-01"]


def test_written_off_debts_are_left_out_and_counted() -> None:
    found = listed("F1;01/01/2024;20,00;5,00;;;31/12/2024")
    assert found.rows == ()
    assert found.sentence == "Aucune créance de patient à traiter."
    assert [(one.reason, one.count, one.amount) for one in found.left_out] == [("admises en non-valeur", 1, 1_500)]


@pytest.mark.parametrize("lines", [(), ("F1;01/01/2025;8,00;12,00;;;",)])
def test_nothing_owed_is_said(lines: tuple[str, ...]) -> None:
    assert listed(*lines).sentence == "Aucune créance de patient à traiter."
