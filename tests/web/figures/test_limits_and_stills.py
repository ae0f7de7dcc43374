"""The control chart in the unit of the figures, and pictures drawn once, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import builders
import pytest

from levier.periods import Period, periods_between, to_day
from levier.readings.limits import limits_of
from levier.readings.plan import Plan
from levier.readings.points import TOTAL, Point, Series
from levier.web.figures import selectors
from levier.web.figures.models import Still
from levier.web.figures.stills import draw


def months() -> list[Period]:
    return list(periods_between(to_day(date(2024, 1, 1)), to_day(date(2025, 3, 31)), "month"))


def test_limits_of_a_total_are_in_euros_of_the_month() -> None:
    """10 and 12 a day in turn: centre 11, moving ranges of 2, limits 11 ± 2.66 × 2; 20 opening days a month."""
    points = tuple(
        Point(month, 20 * value, 20.0, value) for month, value in zip(months(), [10.0, 12.0] * 7 + [30.0], strict=True)
    )
    series = Series("A", "activity_revenue", TOTAL, points)
    spans = [(months()[0].first, months()[11].last), (months()[12].first, months()[14].last)]
    found = limits_of(series, series, Plan(*spans, "base gelée"))
    assert len(found) == 15
    assert found[0].middle == pytest.approx(220)
    assert found[0].low == pytest.approx(20 * (11 - 2.66 * 2), abs=0.5)
    assert found[0].high == pytest.approx(20 * (11 + 2.66 * 2), abs=0.5)
    assert [one.signal for one in found] == [False] * 14 + [True]
    assert [one.baseline for one in found] == [True] * 12 + [False] * 3


@pytest.mark.django_db
def test_a_picture_is_drawn_when_its_content_changes_and_hidden_when_a_team_is_small() -> None:
    centre = builders.make_centre(followed=["no_show_rate"])
    series = builders.make_series(centre, "no_show_rate", [{"period": "2025-01", "value": 0.1}])
    assert draw(centre, languages=("fr",)) == 3
    assert draw(centre, languages=("fr",)) == 0
    still = Still.objects.get(centre=centre, name="trend/no_show_rate")
    assert still.light.startswith("<svg")
    assert still.dark.startswith("<svg")
    assert not still.private
    assert selectors.still(centre, selectors.SHARED, still.digest) == still
    series.points = [series.points[0] | {"value": 0.2, "private": True}]
    series.save()
    assert draw(centre, languages=("fr",)) == 3
    still.refresh_from_db()
    assert still.private
    assert selectors.still(centre, selectors.SHARED, still.digest) is None


@pytest.mark.django_db
def test_the_year_before_of_a_small_team_does_not_leave() -> None:
    centre = builders.make_centre()
    before: dict[str, Any] = {"period": "2024-01", "value": 0.3, "status": "ok", "private": True}
    builders.make_series(centre, "no_show_rate", [{"period": "2025-01", "value": 0.1, "n-1": before}])
    (said,) = selectors.series(centre, selectors.SHARED)[0].points
    assert said["value"] == 0.1
    assert said["n-1"] == {"period": "2024-01", "status": "hidden"}
