"""The eleven levers: their worked examples, their words, what each may never do."""

from __future__ import annotations

from fractions import Fraction

import pytest

from levier.catalogue.indicators import indicators
from levier.catalogue.lever import Lever, Worked
from levier.catalogue.levers import lever, levers
from levier.catalogue.levers.lab_sampling import cost_of_service
from levier.catalogue.parameters import theme
from levier.catalogue.quantities import LIKE, QUANTITIES
from levier.problems import WrongCommand

EXAMPLES = [(one, example) for one in levers().values() for example in one.examples]

# The worked examples of the method (domain §1.5), by lever; 5 and 7 are counted otherwise.
PUBLISHED = {
    1: 36_000,
    2: 18_000,
    3: Fraction("42652.50"),
    4: 65_000,
    9: 40_000,
    10: 100_800,
}
PUBLISHED_6 = [28_000, 16_500, 63_000]


@pytest.mark.parametrize(
    ("one", "example"), EXAMPLES, ids=[f"{one.name}: {example.title}" for one, example in EXAMPLES]
)
def test_a_worked_example_is_what_the_formula_gives(one: Lever, example: Worked) -> None:
    component = next(part for part in one.components if part.name == example.component)
    amount = component.formula(example.values, example.hypotheses)
    assert amount.net == example.net
    assert example.gross is None or amount.gross == example.gross


@pytest.mark.parametrize(("number", "euros"), PUBLISHED.items())
def test_the_published_worked_example_is_among_them(number: int, euros: Fraction) -> None:
    assert lever(str(number)).examples[0].net == euros


def test_the_three_lines_of_lever_six_have_theirs() -> None:
    assert [example.net for example in lever("6").examples] == PUBLISHED_6


def test_every_component_with_an_amount_has_a_worked_example() -> None:
    for one in levers().values():
        assert {part.name for part in one.components} == {example.component for example in one.examples}, one.name


def test_a_lever_has_its_words() -> None:
    assert [one.number for one in levers().values()] == list(range(1, 12))
    for one in levers().values():
        assert one.label, one.name
        assert one.why.endswith("."), one.name
        assert one.counter_words, one.name
        assert all(axis.actions for axis in one.axes), one.name
        assert one.acts_on in ("recettes", "charges")
        assert one.number > 9 or one.published, one.name


def test_the_published_counts_are_those_of_the_report() -> None:
    counts = {one.number: one.published for one in levers().values() if one.number < 10}
    assert sum(pair[0] for pair in counts.values() if pair) == 214
    # 19 dental activations of section 2.2.5, 20 of its summary: 158 agrees with the overall 74 %.
    assert sum(pair[1] for pair in counts.values() if pair) == 158
    assert sum(pair[2] for pair in counts.values() if pair) == 110


def test_indicators_inputs_and_hypotheses_exist() -> None:
    groups = theme("leviers")["hypotheses"]
    for one in levers().values():
        for name in (*one.indicators, *one.counters):
            assert name in indicators(), name
        for part in one.components:
            for given in part.inputs:
                assert given.indicator in indicators() or given.indicator in QUANTITIES, given
            for name in part.hypotheses:
                group, _dot, rest = name.partition(".")
                assert rest in groups[group], name
            assert set(part.measured) <= {name.rpartition(".")[2] for name in part.hypotheses}
    assert set(LIKE) == set(QUANTITIES)


def test_every_parameter_says_where_it_comes_from() -> None:
    content = theme("leviers")
    parts = [*content["targets"].values(), *(one for group in content["hypotheses"].values() for one in group.values())]
    for one in parts:
        assert one["provenance"] in ("report", "law", "contract", "hypothesis"), one
        assert one["source"], one
        assert one["checked"], one


def test_the_dental_lever_never_reads_revenue_per_hour() -> None:
    dental = lever("dental")
    spoken = {given.indicator for part in dental.components for given in part.inputs} | set(dental.indicators)
    assert "dental_revenue_per_hour" not in spoken
    assert {part.target for part in dental.components} == {"no_show_rate", "chair_occupancy_rate"}
    assert "care_prosthesis_ratio" in dental.counters


def test_sampling_and_pay_have_no_amount() -> None:
    for name in ("lab_sampling", "remuneration"):
        assert not lever(name).components
        assert lever(name).without_amount
    assert "L. 6211-21" in lever("lab_sampling").legal[0]
    assert "R. 4127-97" in lever("remuneration").legal[0]


def test_the_cost_of_sampling_is_worked_by_hand() -> None:
    # 8 minutes at 36 €/h = 4.80 €, and 1.20 € of consumables.
    given = {"minutes_par_dossier": 8, "cout_horaire_infirmier": 36, "consommables_par_dossier": Fraction("1.20")}
    assert cost_of_service(given) == 6
    assert cost_of_service(given | {"consommables_par_dossier": None}) is None


def test_support_staff_is_off_for_public_managers_and_in_no_total() -> None:
    one = lever("staff_ratios")
    assert one.not_for_public
    assert one.informative
    assert not one.shareable


def test_coding_has_no_euro_beside_a_specialty() -> None:
    part = lever("medical_coding").components[0]
    assert part.teams_only
    assert part.without_detail


def test_an_unknown_lever_is_refused_with_the_nearest() -> None:
    with pytest.raises(WrongCommand, match=r"Levier inconnu « no_shows ». Vouliez-vous dire « no_show » \?"):
        lever("no_shows")
