"""Where each export stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from levier.web.imports.models import Imported
from levier.web.imports.standing import standings


def imported(centre: Any, number: int, **spans: list[str]) -> None:
    Imported.objects.create(
        centre=centre, number=number, at=timezone.now(), mode="auto", lines=1, current=1, spans=spans
    )


def test_a_weekly_export_is_late_after_its_week_and_ten_days(centre: Any) -> None:
    for number, day in enumerate(("2025-03-02", "2025-03-09", "2025-03-16"), 1):
        imported(centre, number, appointments=["2025-03-01", day])
    (one,) = standings(centre, today=date(2025, 4, 3))
    # 16 March + 7 days + 10 of grace = 2 April.
    assert (one.covered, one.rhythm, one.due, one.late) == (date(2025, 3, 16), 7, date(2025, 4, 2), 1)
    assert standings(centre, today=date(2025, 4, 2))[0].late == 0


def test_a_month_of_staff_covers_the_whole_month(centre: Any) -> None:
    imported(centre, 1, staffing=["2025-01-01", "2025-02-01"])
    (one,) = standings(centre, today=date(2025, 3, 5))
    assert (one.covered, one.late) == (date(2025, 2, 28), 0)


def test_appointments_to_come_cover_no_day_that_is_to_come(centre: Any) -> None:
    imported(centre, 1, appointments=["2025-01-01", "2025-12-31"])
    assert standings(centre, today=date(2025, 3, 5))[0].covered == date(2025, 3, 5)


def test_what_lasts_is_never_late(centre: Any) -> None:
    imported(centre, 1, events=["2020-01-01", "2020-01-01"])
    (one,) = standings(centre, today=date(2025, 3, 5))
    assert (one.rhythm, one.late, one.due) == (None, 0, None)


def test_the_latest_comes_first(centre: Any) -> None:
    imported(centre, 1, acts=["2025-01-01", "2025-01-31"], calls=["2024-01-01", "2024-06-30"])
    assert [one.table for one in standings(centre, today=date(2025, 6, 1))] == ["calls", "acts"]
