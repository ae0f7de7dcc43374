"""How far a block is: what the year asks for that is over, and what of it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from levier.grid.layout import GRAINS, Line, Page
from levier.periods import Period, parse_period, periods_between
from levier.web.entry.keys import CellKey, LineKey, line_of
from levier.web.entry.sheet import ended, year_of


@dataclass(frozen=True, slots=True)
class Progress:
    """``expected`` cells are those of periods that are over, optional lines left out.

    ``a_time`` are those of one period of the block's rhythm, ``grain``; ``values`` is all that was typed.
    """

    filled: int
    expected: int
    a_time: int
    values: int
    grain: str = "month"

    @property
    def complete(self) -> bool:
        """Tell whether nothing is missing."""
        return self.expected > 0 and self.filled >= self.expected


def progress(page: Page, values: Mapping[CellKey, Any], year: int, today: date) -> Progress:
    """Return how far a block is in a year."""
    mine = [key for key in values if key.line.about.block == page.block.name and year_of(key.period) == year]
    known: dict[tuple[str, ...], list[Period]] = {}
    for key in mine:
        known.setdefault(_broad(key.line), []).append(parse_period(key.period))
    asked = {_broad(line_of({"measure": one.measure.name, **one.keys})): one for one in _asked(page)}
    counts = [_counted(line, known.get(broad, []), year, today) for broad, line in asked.items()]
    grains = [_grain(line) for line in asked.values()]
    grain = max(GRAINS, key=grains.count)
    return Progress(
        sum(one for one, _all in counts), sum(one for _filled, one in counts), grains.count(grain), len(mine), grain
    )


def _grain(line: Line) -> str:
    return next((one for one in GRAINS if one in line.measure.rhythm), "year")


def _counted(line: Line, given: list[Period], year: int, today: date) -> tuple[int, int]:
    """Return (known, asked for) of a line: one counting of two weeks a year is enough, whenever it is done."""
    if set(line.measure.rhythm) == {"sample"}:
        over = ended(parse_period(f"{year:04d}"), today)
        return int(bool(given)), int(over or bool(given))
    wanted = _wanted(line, year, today)
    return sum(any(one.contains(asked) for one in given) for asked in wanted), len(wanted)


def _asked(page: Page) -> list[Line]:
    return [line for line in page.lines if not line.measure.detail]


def _broad(key: LineKey) -> tuple[str, ...]:
    """Return a line without its specialty and site: a service given by specialty is given."""
    return (key.measure, key.service, key.payer_type, key.job, key.family)


def _wanted(line: Line, year: int, today: date) -> list[Period]:
    whole = parse_period(f"{year:04d}")
    return [
        one for one in periods_between(whole.first, whole.last, _grain(line)) if line.asked(one) and ended(one, today)
    ]
