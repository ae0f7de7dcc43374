"""A slice left out must not be the whole centre minus the slices that are shown."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from levier.disclosure import shared
from levier.figures.figure import Figure
from levier.periods import parse_period

LEAST = 3
WHOLE = Figure(
    "A", "no_show_rate", parse_period("2025-01"), (), Fraction(9), Fraction(90), Fraction(1, 10), "%", "ok", 1.0, 1, 0
)


def slice_of(name: str, weight: int, team: int) -> Figure:
    marked = replace(WHOLE, slice=(("specialty", name),), denominator=Fraction(weight), team=team)
    return replace(marked, small_team=team < LEAST)


def names(figures: list[Figure]) -> list[str]:
    return [str(one.slice[0][1]) for one in figures if one.slice]


def test_the_smallest_other_slice_goes_with_a_slice_that_would_be_alone() -> None:
    slices = [slice_of("orl", 10, 1), slice_of("dermatologie", 30, 3), slice_of("générale", 50, 5)]
    assert names(shared([WHOLE, *slices], LEAST)) == ["générale"]


def test_two_persons_in_two_slices_are_still_two_persons() -> None:
    slices = [
        slice_of("orl", 10, 1),
        slice_of("cardiologie", 10, 1),
        slice_of("dermatologie", 30, 3),
        slice_of("générale", 50, 5),
    ]
    assert names(shared([WHOLE, *slices], LEAST)) == ["générale"]


def test_slices_of_three_persons_together_are_enough() -> None:
    slices = [slice_of("orl", 10, 2), slice_of("cardiologie", 10, 1), slice_of("générale", 50, 5)]
    assert names(shared([WHOLE, *slices], LEAST)) == ["générale"]


def test_nothing_goes_when_nothing_is_hidden() -> None:
    slices = [slice_of("dermatologie", 30, 3), slice_of("générale", 50, 5)]
    assert names(shared([WHOLE, *slices], LEAST)) == ["dermatologie", "générale"]


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 6)), max_size=8))
def test_what_the_whole_minus_the_slices_shown_gives_is_made_by_enough_people(drawn: list[tuple[int, int]]) -> None:
    slices = [slice_of(str(rank), weight, team) for rank, (weight, team) in enumerate(drawn)]
    shown = set(names(shared([WHOLE, *slices], LEAST)))
    hidden = [one for one in slices if str(one.slice[0][1]) not in shown]
    assert not any(one.small_team for one in slices if str(one.slice[0][1]) in shown)
    assert not hidden or not shown or (len(hidden) > 1 and sum(one.team or 0 for one in hidden) >= LEAST)
