"""Where to start: margin × chance of success, the centres that say so, and when nothing is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from levier.centre import read_centre
from levier.gains import Activation, margins, read_activations, read_plan, where_to_start
from levier.gains.of_centre import Margins
from levier.gains.start import group_of
from levier.holding import Options, hold_texts
from levier.problems import Refused, WrongCommand
from levier.stats.shrinkage import beta_binomial

LINES = ("rdv_honores;7800;medical;", "rdv_absents;2200;medical;", "montant_facture;234000;medical;")
LINES += ("reste_du_patients_90j;9000;;", "achats;50000;;")
PLAN = "[no_show]\npart_reprise = 100\ncout_rappel = 0\n[objectifs]\npurchases_to_revenue = 20\n"


@pytest.fixture(scope="module")
def found() -> Margins:
    grid = "periode;mesure;valeur;service;metier\n" + "".join(f"2025;{line}\n" for line in LINES)
    centre = read_centre('identifiant = "X"\ngestionnaire = "commune"\n')
    holding = hold_texts({"grille": grid}, centre, Options(engine="sqlite"))
    # 36,000 € on no-shows; 9,000 − 1 % of 234,000 = 6,660 € of debts; 50,000 − 20 % of 234,000 = 3,200 € of purchases.
    return margins(holding, year="2025", as_of=date(2026, 6, 30), plan=read_plan(PLAN), draws=20)


def region(**results: tuple[int, int]) -> list[Activation]:
    """Return, for each lever, so many successes among so many other centres."""
    return [
        Activation(f"C{rank}", name, rank < successes)
        for name, (successes, total) in results.items()
        for rank in range(total)
    ]


ALL = region(no_show=(2, 12), unpaid_and_rejects=(11, 12), purchases=(6, 12), dental=(9, 10))


def test_levers_are_ranked_by_margin_times_chance(found: Margins) -> None:
    start = where_to_start(found, ALL)
    assert [one.lever.name for one in start.suggestions] == ["no_show", "unpaid_and_rejects", "purchases"]
    first, second = start.suggestions[:2]
    assert (first.margin, second.margin) == (36_000, 6_660)
    assert (first.successes, first.centres) == (2, 12)
    # Drawn towards the 28 successes of 46: above 2 ÷ 12, under it for 11 ÷ 12.
    assert 2 / 12 < first.chance < 28 / 46 < second.chance < 11 / 12
    assert first.expected == pytest.approx(36_000 * first.chance)
    assert first.reason.startswith(
        "36\u202f000 € par an si l'objectif est atteint ; sur 12 centres qui l'ont activé, 2 ont"
    )
    assert first.actions
    assert "C2S" in first.counter


def test_the_chance_is_that_of_the_beta_binomial(found: Margins) -> None:
    shrunk = beta_binomial([2, 11, 6, 9], [12, 12, 12, 10], 0.80)
    assert shrunk.alpha + shrunk.beta < 10
    assert shrunk.units[0] is not None
    first = where_to_start(found, ALL).suggestions[0]
    assert first.chance == pytest.approx(shrunk.units[0].value)
    assert first.low == pytest.approx(shrunk.units[0].low, abs=0.03)
    assert first.high == pytest.approx(shrunk.units[0].high, abs=0.03)


def test_the_other_levers_never_weigh_more_than_ten_centres(found: Margins) -> None:
    # All at 60 %: the fit finds no difference at all, and would leave no doubt. (10 × 0.6 + 3) ÷ 15.
    same = region(no_show=(3, 5), unpaid_and_rejects=(6, 10), purchases=(6, 10), dental=(9, 15))
    first = where_to_start(found, same).suggestions[0]
    assert first.chance == pytest.approx(0.6)
    assert first.high - first.low > 0.2


def test_a_small_margin_may_come_first(found: Margins) -> None:
    sure = region(no_show=(0, 40), unpaid_and_rejects=(40, 40), purchases=(20, 40), dental=(39, 40))
    start = where_to_start(found, sure)
    assert start.suggestions[0].lever.name == "unpaid_and_rejects"


def test_under_five_centres_a_lever_is_not_proposed(found: Margins) -> None:
    few = region(no_show=(4, 4), unpaid_and_rejects=(3, 8), purchases=(2, 6), dental=(5, 7))
    start = where_to_start(found, few)
    assert [one.lever.name for one in start.suggestions] == ["unpaid_and_rejects", "purchases"]
    assert start.left_out == (
        "Rendez-vous non honorés et téléphone : 4 centre(s) comparable(s) l'ont activé, il en faut 5",
    )


def test_a_region_too_small_is_refused(found: Margins) -> None:
    with pytest.raises(Refused, match=r"4 autre\(s\) centre\(s\) au plus .* attendu : 5 au moins"):
        where_to_start(found, region(no_show=(4, 4)))


def test_a_centre_without_margin_is_refused(found: Margins) -> None:
    with pytest.raises(Refused, match="aucun levier n'a de marge chiffrée ici"):
        where_to_start(replace(found, levers=()), ALL)


def test_the_centre_itself_does_not_count(found: Margins) -> None:
    mine = [Activation("X", "no_show", True, since="01/02/2025")]
    start = where_to_start(found, ALL + mine)
    assert start.suggestions[0].centres == 12
    assert "déjà activé ici le 01/02/2025 : à reprendre" in start.suggestions[0].reason


def test_a_result_not_known_yet_is_not_a_failure(found: Margins) -> None:
    waiting = [Activation(f"W{rank}", "no_show", None) for rank in range(10)]
    assert where_to_start(found, ALL + waiting).suggestions[0].centres == 12


def test_the_group_comes_first_when_it_is_large_enough(found: Margins) -> None:
    alike = [Activation(f"G{rank}", "no_show", True, "publics") for rank in range(5)]
    assert where_to_start(found, ALL + alike, group="publics").suggestions[0].centres == 5
    assert where_to_start(found, ALL + alike[1:], group="publics").suggestions[0].centres == 16


def test_everybody_succeeding_leaves_some_doubt(found: Margins) -> None:
    start = where_to_start(found, region(no_show=(6, 6)))
    # Laplace: 7 ÷ 8.
    assert start.suggestions[0].chance == 7 / 8


def test_the_file_of_a_region_is_read() -> None:
    text = "\ufeff# fictif\ncentre;levier;active_le;resultat_regle_rapport\nA;1;01/01/2025;positif\nB;purchases;02/01/2025;\nC;1;;\n"
    assert read_activations(text, "leviers.csv", {"A": "publics"}) == [
        Activation("A", "no_show", True, "publics", "01/01/2025"),
        Activation("B", "purchases", None, "", "02/01/2025"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("centre;levier\nA;1\n", "leviers.csv : colonne « active_le » absente"),
        ("", "leviers.csv : colonne « centre » absente"),
        (
            "centre;levier;active_le;resultat\nA;1;01/01/2025;bof\n",
            "centre A : résultat « bof » lu ; attendu : positif",
        ),
        ("centre;levier;active_le;resultat\nA;19;01/01/2025;positif\n", "Levier inconnu « 19 »"),
    ],
)
def test_a_wrong_file_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(WrongCommand, match=sentence):
        read_activations(text, "leviers.csv")


def test_centres_are_grouped_by_manager() -> None:
    assert group_of(read_centre('gestionnaire = "ccas"')) == "gestionnaires publics"
    assert group_of(read_centre('gestionnaire = "mutuelle"')) == "gestionnaires non publics"
    assert group_of(read_centre("")) == ""
