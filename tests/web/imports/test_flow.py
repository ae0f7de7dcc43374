"""From files to figures, as a person does it."""

from __future__ import annotations

from typing import Any

from imports.conftest import appointments, on_disk
from levier.web.figures.models import Series


def value(centre: Any, name: str, period: str) -> Any:
    series = Series.objects.get(centre=centre, indicator=name, grain="month", dimension="")
    return next(one.get("value") for one in series.points if one["period"] == period)


def test_a_file_is_read_then_confirmed_then_the_figures_are_there(
    sent: Any, confirmed: Any, shown: Any, centre: Any
) -> None:
    delivery = sent({"rendez_vous.csv": appointments()})
    assert delivery.state == "review", (delivery.state, delivery.problem, delivery.job and delivery.job.problem)
    page = shown(delivery)
    assert "Rendez-vous" in page
    assert "41 lues = 40 gardées + 0 mises de côté + 1 sans donnée" in page
    delivery = confirmed(delivery)
    assert delivery.state == "done", (delivery.problem, delivery.job.problem)
    # One appointment in four was missed, every day.
    assert value(centre, "no_show_rate", "2025-01") == 0.25
    assert "40 gardées" in shown(delivery)
    assert on_disk(centre) == []
