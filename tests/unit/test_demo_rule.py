"""The report's rule, applied to the lines of small fictitious centres, gives the result written beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from levier.demo.centre import Desk, live
from levier.demo.days import MONTH_OF, MONTHS, month_days
from levier.demo.dialect import dialect_of
from levier.demo.plan import GRID, region_plan
from levier.demo.typed import Life

BEFORE, AFTER = range(3, 9), range(15, 21)
"""April to September of 2024 and of 2025."""

SMALL = [code for code, plan in region_plan(2013).items() if plan.size <= 6]


def _counted(desk: Desk, measure: str, months: range) -> int:
    return sum(counts[month] for (name, _), counts in desk.tally.counts.items() if name == measure for month in months)


def _hourly(life: Life, service: str, kind: str, months: range) -> float | None:
    minutes = sum(life.held[kind][month] for month in months)
    return sum(life.revenue[service][month] for month in months) / minutes if minutes else None


def _indicators(desk: Desk, life: Life, months: range) -> list[float | None]:
    absent, technical = _counted(desk, "rdv_absents", months), _counted(desk, "lignes_ccam", months)
    rooms = sum(room[0] == "C" for room in life.team.rooms)
    available = rooms * sum(life.opening.minutes(month_days(month)) for month in months)
    lab = [(files, cents) for month, files, cents in life.lab if month in months]
    names = {MONTHS[month] for month in months}
    revenue = sum(billed[month] for billed in life.revenue.values() for month in months)
    return [
        absent / (absent + _counted(desk, "rdv_honores", months)),
        technical / (technical + _counted(desk, "lignes_ngap", months)),
        sum(life.held["cabinet"][month] for month in months) / available,
        _hourly(life, "imagerie", "imagerie", months),
        _hourly(life, "dentaire", "fauteuil", months),
        _counted(desk, "rejets_premiers", months) / _counted(desk, "factures_transmises", months),
        sum(cents for _, cents in lab) / sum(files for files, _ in lab),
        sum(one.received for one in life.sums if one.period in names),
        sum(one.cents for one in life.purchases if MONTH_OF[one.day] in months) / revenue,
    ]


@pytest.mark.parametrize("code", SMALL)
def test_the_rule_on_the_lines_gives_the_result_of_the_register(code: str, tmp_path: Path) -> None:
    plan = replace(region_plan(2013)[code], kind=GRID)
    desk = Desk(tmp_path, plan, dialect_of(plan), 1.0)
    life, *_ = live(plan, desk, 1, 1.0)
    desk.close()
    before, after = _indicators(desk, life, BEFORE), _indicators(desk, life, AFTER)
    for choice, old, new in zip(plan.choices, before, after, strict=True):
        if choice.positive is not None:
            assert old is not None
            assert new is not None
            better = new > old if choice.lever.better == "hausse" else new < old
            assert better is choice.positive, (code, choice.lever.key, old, new)
