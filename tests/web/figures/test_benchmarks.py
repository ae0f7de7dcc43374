"""Quartiles worked by hand, and what nobody can read in them."""

from __future__ import annotations

from typing import Any

import builders
import pytest

from levier.web.figures.benchmarks import conventions_key, refresh, rounded_quartiles
from levier.web.figures.models import Benchmark, Comparable, Series

RATES = [0.1012, 0.1234, 0.1571, 0.1844, 0.2213]
ABOUT = {"version": 1, "basis": "fichiers", "conventions": {"annulation_tardive": "excusee"}}


def rate(value: float, **more: Any) -> dict[str, Any]:
    return {"period": "2025", "from": "2025-01-01", "to": "2025-12-31", "numerator": 1, "denominator": 9,
            "value": value, "status": "ok"} | more  # fmt: skip


def centre_at(value: float, about: dict[str, Any] = ABOUT, **more: Any) -> Series:
    """Make a centre whose yearly no-show rate is known, and put it among those compared."""
    centre = builders.make_centre()
    series = Series.objects.create(
        centre=centre, indicator="no_show_rate", grain="year", unit="%", about=about, points=[rate(value, **more)]
    )
    refresh(centre, [series])
    return series


@pytest.mark.django_db
def test_five_centres_alike_make_quartiles() -> None:
    made = [centre_at(value) for value in RATES[:4]]
    assert not Benchmark.objects.exists()
    made.append(centre_at(RATES[4]))
    found = Benchmark.objects.get()
    assert (found.centres, found.low, found.middle, found.high) == (5, 0.12, 0.16, 0.18)
    assert found.conventions == conventions_key(made[0]) == conventions_key(made[4], "2025")


@pytest.mark.django_db
def test_other_conventions_small_teams_and_unknown_values_do_not_count() -> None:
    for value in RATES[:4]:
        centre_at(value)
    centre_at(0.3, ABOUT | {"basis": "grille"})
    centre_at(0.3, ABOUT | {"conventions": {"annulation_tardive": "non_venue"}})
    centre_at(0.3, ABOUT | {"version": 2})
    centre_at(0.3, private=True)
    centre_at(0.3, status="not_computable")
    centre_at(0.3, notes=["définition : operateur"])
    assert not Benchmark.objects.exists()


@pytest.mark.django_db
def test_a_centre_that_changes_moves_the_quartiles_and_one_that_leaves_takes_them_away() -> None:
    made = [centre_at(value) for value in RATES]
    last = made[-1]
    last.points = [rate(0.1399)]
    refresh(last.centre, [last])
    found = Benchmark.objects.get()
    # 0.1012 0.1234 0.1399 0.1571 0.1844: quartiles are the second, third and fourth values.
    assert (found.low, found.middle, found.high) == (0.12, 0.14, 0.16)
    assert refresh(last.centre, [last]) == 0
    refresh(last.centre, [])
    assert not Benchmark.objects.exists()
    assert Comparable.objects.count() == 4


def test_with_five_values_and_ones_own_no_other_is_read() -> None:
    """Whoever knows their own value and the rounded quartiles still has many possible values for each other centre."""
    shown = rounded_quartiles(RATES)
    assert not set(shown) & set(RATES)
    for rank in (1, 2, 3):
        others = [[*RATES[:rank], RATES[rank] + step / 1000, *RATES[rank + 1 :]] for step in (-2, -1, 0, 1, 2)]
        same = [one for one in others if rounded_quartiles(one) == shown]
        assert len(same) >= 3, "several values of this centre give the same quartiles"


def test_whole_numbers_are_rounded_more() -> None:
    days = [11.0, 12.0, 13.0, 14.0, 18.0]
    assert rounded_quartiles(days) == (10.0, 15.0, 15.0)
    assert rounded_quartiles([0.0, 0.0, 0.0, 0.0, 0.0]) == (0.0, 0.0, 0.0)


@pytest.mark.django_db
def test_totals_are_not_compared() -> None:
    for value in RATES:
        centre = builders.make_centre()
        point = rate(1000 * value) | {"denominator": None}
        refresh(centre, [Series(centre=centre, indicator="activity_revenue", grain="year", unit="€", points=[point])])
    assert not Benchmark.objects.exists()
