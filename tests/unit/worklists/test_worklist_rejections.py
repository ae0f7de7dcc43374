"""The list of rejections, worked by hand."""

from __future__ import annotations

import pytest

from levier.holding import Holding, Options, hold_texts
from levier.periods import parse_period
from levier.worklists import Rejection, WorkList, read_families, rejections

HEAD = "facture;payeur_type;payeur;transmis_le;tentative;statut;decide_le;montant_demande;montant_paye;famille_rejet;code_rejet"
AS_OF = parse_period("2025-06-30").first


def held(*lines: str, engine: str = "sqlite") -> Holding:
    return hold_texts({"retours_organismes": "\n".join((HEAD, *lines)) + "\n"}, options=Options(engine=engine))


def listed(*lines: str) -> WorkList[Rejection]:
    return rejections(held(*lines), AS_OF)


def test_rejected_claims_come_with_cause_remedy_money_and_age() -> None:
    found = listed(
        "F1;AMO;CPAM;06/01/2025;1;rejete;10/01/2025;21,00;0;Droits;",
        "F2;AMC;Alpha;03/06/2025;1;rejete;05/06/2025;40,50;;contrat AMC;R24",
        "F3;AMO;CPAM;06/01/2025;1;paye;10/01/2025;99,00;99,00;;",
    )
    assert [(row.number, row.payer, row.amount, row.age, row.family) for row in found.rows] == [
        ("F2", "Alpha", 4_050, 27, "contrat"),
        ("F1", "CPAM", 2_100, 175, "droits"),
    ]
    # 40.50 + 21.00 = 61.50 €; 6 January to 30 June: 25 + 28 + 31 + 30 + 31 + 30 days.
    assert (found.total_amount, found.total_count) == (6_150, 2)
    assert found.sentence == "2 rejets, 61,50 €, le plus ancien a 175 jours"
    assert found.rows[1].remedy.startswith("Contrôlez les droits en ligne (ADRi)")
    assert found.left_out == ()


def test_groups_are_cause_by_payer_the_most_money_first() -> None:
    found = listed(
        "F1;AMO;CPAM;06/06/2025;1;rejete;;10,00;;droits;",
        "F2;AMO;cpam;16/06/2025;1;rejete;;20,00;;DROITS;",
        "F3;AMO;CPAM;16/06/2025;1;rejete;;8,00;;identité;",
        "F4;AMC;Alpha;16/06/2025;1;rejete;;50,00;;droits;",
    )
    droits = "droits fermés ou non à jour"
    assert [(one.labels, one.count, one.amount, one.oldest) for one in found.groups] == [
        ((droits, "AMC", "Alpha"), 1, 5_000, 14),
        ((droits, "AMO", "CPAM"), 2, 3_000, 24),
        (("identité", "AMO", "CPAM"), 1, 800, 14),
    ]


def test_what_was_paid_since_or_sent_again_lately_is_left_out_and_counted() -> None:
    found = listed(
        "F1;AMO;CPAM;06/01/2025;1;rejete;;21,00;0;droits;",
        "F1;AMO;CPAM;20/01/2025;2;paye;;21,00;21,00;;",
        "F2;AMO;CPAM;06/01/2025;1;rejete;;30,00;0;droits;",
        "F2;AMO;CPAM;20/06/2025;2;en_attente;;30,00;0;;",
        # Software that gives no amount paid: the status is enough.
        "F3;AMO;CPAM;06/01/2025;1;rejete;;;;droits;",
        "F3;AMO;CPAM;20/01/2025;2;paye;;;;;",
    )
    assert found.rows == ()
    assert found.sentence == "Aucun rejet à reprendre."
    assert [(one.code, one.reason, one.count, one.amount) for one in found.left_out] == [
        ("rejected_resent", "rejets renvoyés, réponse attendue", 1, 3_000),
        ("rejected_settled", "rejets payés depuis, ou sans reste dû", 2, 0),
    ]


def test_a_claim_rejected_again_shows_its_last_cause_and_what_a_partial_payment_left() -> None:
    found = listed(
        "F1;AMO;CPAM;06/05/2025;1;rejete;;21,00;0;droits;",
        "F1;AMO;CPAM;20/05/2025;2;rejete;;21,00;0;identité;",
        "F2;AMO;CPAM;06/05/2025;1;rejete;;50,00;0;droits;",
        "F2;AMO;CPAM;20/05/2025;2;paye_partiel;;50,00;30,00;;",
    )
    assert [(row.number, row.amount, row.family, row.line) for row in found.rows] == [
        ("F1", 2_100, "identite", 3),
        ("F2", 2_000, "droits", 5),
    ]


def test_unanswered_claims_join_from_ninety_days() -> None:
    # 90 days before 30 June is 1 April.
    found = listed(
        "F1;AMO;CPAM;01/04/2025;1;en_attente;;25,00;;;",
        "F2;AMO;CPAM;02/04/2025;1;en_attente;;25,00;;;",
        "F3;AMC;Alpha;01/02/2025;1;en_attente;;5,00;;;",
    )
    assert [(row.number, row.age, row.reason, row.rejected) for row in found.rows] == [
        ("F1", 90, "sans réponse", False),
        ("F3", 149, "sans réponse", False),
    ]
    assert found.sentence == "2 factures sans réponse, 30 €, la plus ancienne a 149 jours"


def test_both_kinds_are_said_together() -> None:
    found = listed("F1;AMO;CPAM;01/06/2025;1;rejete;;1000,00;;;", "F2;AMO;CPAM;01/02/2025;1;en_attente;;840,40;;;")
    assert found.sentence == "1 rejet et 1 facture sans réponse, 1\u202f840 €, le plus ancien a 149 jours"


def test_a_rejection_sent_again_in_vain_is_unanswered() -> None:
    found = listed("F1;AMO;CPAM;06/01/2025;1;rejete;;21,00;0;droits;", "F1;AMO;CPAM;20/01/2025;2;en_attente;;21,00;0;;")
    assert [(row.reason, row.rejected, row.line) for row in found.rows] == [("sans réponse", True, 3)]


def test_a_claim_whose_first_sending_is_in_no_file_is_listed_and_told_apart() -> None:
    found = listed(
        "F1;AMO;CPAM;06/06/2025;2;rejete;;21,00;0;droits;",
        "F2;AMO;CPAM;06/06/2025;2;rejete;;21,00;0;droits;",
        "F2;AMO;CPAM;16/06/2025;3;paye;;21,00;21,00;;",
        "F3;AMO;CPAM;06/06/2025;2;en_attente;;21,00;0;;",
    )
    assert [(row.number, row.first_known) for row in found.rows] == [("F1", False)]
    assert found.left_out == ()


def test_amounts_that_are_not_known_come_last_and_add_nothing() -> None:
    found = listed("F1;AMO;CPAM;06/01/2025;1;rejete;;;;;", "F2;AMO;;06/06/2025;1;rejete;;2,00;;;R99")
    assert [(row.number, row.amount, row.payer) for row in found.rows] == [
        ("F2", 200, "organisme non renseigné"),
        ("F1", None, "CPAM"),
    ]
    assert found.total_amount == 200
    assert [row.reason for row in found.rows] == ["code R99", "cause non renseignée"]


def test_later_lines_are_not_seen_yet() -> None:
    found = listed("F1;AMO;CPAM;30/06/2025;1;rejete;;5,00;;;", "F2;AMO;CPAM;01/07/2025;1;rejete;;5,00;;;")
    assert [(row.number, row.age) for row in found.rows] == [("F1", 0)]
    assert found.sentence == "1 rejet, 5 €, le plus ancien a 0 jour"


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_engines_agree(engine: str) -> None:
    lines = (
        "F1;AMO;CPAM;06/01/2025;1;rejete;;21,00;0;Droits;",
        "F1;AMO;CPAM;20/01/2025;2;rejete;;21,00;0;identité;",
        "F3;AMO;CPAM;06/06/2025;2;rejete;;2,00;0;droits;",
    )
    found = rejections(held(*lines, engine=engine), AS_OF)
    assert [(row.number, row.family, row.first_known) for row in found.rows] == [
        ("F1", "identite", True),
        ("F3", "droits", False),
    ]


def test_the_table_of_a_centre_names_its_codes_and_families() -> None:
    own = """
[families.droits]
codes = ["r01"]
remedy = "Appelez la caisse."
[families.tutelle]
label = "tutelle"
names = ["Sous tutelle"]
remedy = "Écrivez au mandataire."
"""
    held_ = held("F1;AMO;CPAM;06/06/2025;1;rejete;;3,00;;;R01", "F2;AMO;CPAM;06/06/2025;1;rejete;;2,00;;sous TUTELLE;")
    found = rejections(held_, AS_OF, read_families(own))
    assert [(row.family, row.reason, row.remedy) for row in found.rows] == [
        ("droits", "droits fermés ou non à jour", "Appelez la caisse."),
        ("tutelle", "tutelle", "Écrivez au mandataire."),
    ]
