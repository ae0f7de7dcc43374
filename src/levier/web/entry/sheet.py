"""A block of the grid as a page shows it: one rhythm at a time, lines under their headings, the year before beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.typed import TYPED, Block
from levier.catalogue.words import in_language
from levier.grid.layout import GRAINS, Line, Page, pages, place
from levier.periods import Period, parse_period, period_of, periods_between, to_day
from levier.web.entry import doubts
from levier.web.entry.keys import CellKey, LineKey, key_of, line_of
from levier.web.entry.numbers import billionths, spaced, units
from levier.web.entry.words import heading, line_label, short_period, unit_word
from levier.web.ui.formats import number, period_label

Values = Mapping[CellKey, Any]  # of the year and of the one before
TOTALLED = ("month", "quarter")


@dataclass(slots=True)
class CellView:
    """A cell of the page. ``text`` is what stands in it, ``was`` what is kept (empty: nothing)."""

    key: CellKey
    id: str
    label: str
    asked: bool = True
    text: str = ""
    was: str = ""
    nature: str = ""
    before: str = ""
    error: str = ""
    doubts: list[str] = field(default_factory=list)
    # Files cover the period: they win over what is typed.
    won: bool = False

    @property
    def token(self) -> str:
        """Return the name of the cell."""
        return self.key.token

    @property
    def described(self) -> str:
        """Return the ids of what is said of the cell, for who does not see it."""
        said = [f"m{self.id}"] if self.error or self.doubts else []
        return " ".join([*said, f"f{self.id}"] if self.won else said)


@dataclass(slots=True)
class LineView:
    """A line of the page."""

    key: LineKey
    label: str
    help: str
    unit: str
    detail: bool
    whole: bool
    cells: list[CellView]
    total: str = ""
    total_before: str = ""
    # A total that months and year say differently, in words.
    gap: str = ""

    @property
    def token(self) -> str:
        """Return the name of the line."""
        return self.key.token

    @property
    def any_before(self) -> bool:
        """Tell whether the year before has something to recall."""
        return any(one.before for one in self.cells)

    @property
    def filled(self) -> int:
        """Return how many cells hold a number."""
        return sum(bool(one.was) for one in self.cells)


@dataclass(slots=True)
class SheetView:
    """What the page of a block shows."""

    block: Block
    year: int
    grain: str
    grains: list[str]
    periods: list[Period]
    sections: list[tuple[str, list[LineView]]]
    hidden: int
    totals: bool

    @property
    def lines(self) -> list[LineView]:
        """Return every line, in order."""
        return [line for _title, lines in self.sections for line in lines]

    @property
    def wide(self) -> bool:
        """Tell whether some line holds amounts, longer than counts."""
        return any(line.unit == "€" for line in self.lines)

    @property
    def heads(self) -> list[tuple[str, str]]:
        """Return the heads of the columns: short, and in full."""
        return [(short_period(one), period_label(one)) for one in self.periods]


def row(key: CellKey, value: Any) -> dict[str, Any]:
    """Return a typed value as the grid's layout takes it: without what is said of it, so that a line stays one."""
    keys = {name: text or None for name, text in key.line.keys().items()}
    return {"measure": key.line.measure, "period": key.period, "value": billionths(value.value), **keys}


def year_of(period: str) -> int:
    """Return the year of a period.

    >>> year_of("2025-03-03/2025-03-14")
    2025
    """
    return int(period[:4])


def grid_pages(values: Values, year: int, services: Sequence[str], more: Iterable[LineKey] = ()) -> list[Page]:
    """Return the pages of a year: lines with values, lines of the year before, lines just added, lines to fill."""
    known = {key: one for key, one in values.items() if key.line.measure in TYPED}
    found = pages([row(key, one) for key, one in known.items() if year_of(key.period) == year], year, services)
    former = [key.line for key in known if year_of(key.period) == year - 1]
    for page in found:
        there = {line_of({"measure": line.measure.name, **line.keys}) for line in page.lines}
        wanted = [one for one in (*former, *more) if one.about.block == page.block.name and one not in there]
        page.lines = sorted([*page.lines, *(_blank(one) for one in dict.fromkeys(wanted))], key=place)
    return found


def _blank(key: LineKey) -> Line:
    return Line(key.about, {name: text or None for name, text in key.keys().items()}, {})


def sheet(
    page: Page, values: Values, year: int, *, grain: str = "", only: str = "", detail: bool = False, sample: str = ""
) -> SheetView:
    """Return the page of a block.

    Args:
        values: what was typed for the year and the one before.
        grain: the rhythm shown; the first that the block asks for when empty.
        only: the label of the only period to show.
        detail: show the lines asked for « si votre document le donne » (those that hold a number always are).
        sample: a period of counting to add, as a label.
    """
    grains = [one for one in GRAINS if any(_speaks(line, one, year, values) for line in page.lines)]
    grain = grain if grain in grains else (grains or ["year"])[0]
    periods = _periods(page, values, year, grain, sample)
    shown = [one for one in periods if one.label == only] or periods
    asked = [line for line in page.lines if _speaks(line, grain, year, values)]
    kept = [line for line in asked if detail or not line.measure.detail or _typed(line, year, values)]
    sections: dict[str, list[LineView]] = {}
    for rank, line in enumerate(kept):
        view = _line(line, rank, shown, values, year)
        sections.setdefault(heading(_spoken(line)), []).append(view)
    return SheetView(
        in_language(page.block), year, grain, grains, shown, list(sections.items()), len(asked) - len(kept),
        totals=grain in TOTALLED and len(shown) > 1 and any(one.measure.kind_in_time == "flow" for one in kept),
    )  # fmt: skip


def _spoken(line: Line) -> Line:
    return Line(in_language(line.measure), line.keys, line.about)


def _key(line: Line) -> LineKey:
    return line_of({"measure": line.measure.name, **line.keys})


def _speaks(line: Line, grain: str, year: int, values: Values) -> bool:
    key = _key(line)
    return grain in line.measure.rhythm or any(
        one.line == key and year_of(one.period) == year and parse_period(one.period).grain == grain for one in values
    )


def _typed(line: Line, year: int, values: Values) -> bool:
    key = _key(line)
    return any(one.line == key and year_of(one.period) in (year, year - 1) for one in values)


def _periods(page: Page, values: Values, year: int, grain: str, sample: str) -> list[Period]:
    whole = parse_period(f"{year:04d}")
    mine = {key.period for key in values if key.line.about.block == page.block.name and year_of(key.period) == year}
    given = {parse_period(label) for label in mine}
    found = {one for one in given if one.grain == grain}
    if grain == "sample":
        found |= {parse_period(sample)} if sample else set()
    else:
        usual = periods_between(whole.first, whole.last, grain)
        found |= {one for one in usual if any(line.asked(one) for line in page.lines)}
    return sorted(found, key=lambda one: one.first)


def _line(line: Line, rank: int, periods: Sequence[Period], values: Values, year: int) -> LineView:
    key, measure = _key(line), in_language(line.measure)
    cells = [_cell(line, key, rank, at, period, values) for at, period in enumerate(periods)]
    view = LineView(
        key=key,
        label=line_label(_spoken(line)),
        help=measure.help,
        unit=unit_word(measure.unit),
        detail=measure.detail,
        whole=measure.whole,
        cells=cells,
    )
    if measure.kind_in_time == "flow" and periods and periods[0].grain in TOTALLED:
        view.total = _sum((values.get(one.key) for one in cells), measure.whole)
        befores = (values.get(_before(one.key, period)) for one, period in zip(cells, periods, strict=True))
        view.total_before = _sum(befores, measure.whole)
        view.gap = _gap(key, cells, values, year)
    return view


def _sum(values: Iterable[Any], whole: bool) -> str:
    known = [billionths(one.value) for one in values if one is not None]
    return number(units(sum(known)), 0 if whole else 2) if known else ""


def _gap(key: LineKey, cells: Sequence[CellView], values: Values, year: int) -> str:
    """Say that the months, all there, and the year differ by more than 2 %."""
    said, months = values.get(CellKey(key, f"{year:04d}")), [values.get(one.key) for one in cells]
    if said is None or any(one is None for one in months) or len(months) not in (4, 12):
        return ""
    total, whole = sum(billionths(one.value) for one in months if one), billionths(said.value)
    if abs(total - whole) * 50 <= abs(whole):
        return ""
    sentence = _("L'année saisie ({year}) et la somme ({total}) diffèrent de plus de 2 % : vérifiez l'une des deux.")
    return sentence.format(year=spaced(said.value), total=number(units(total)))


def _before(key: CellKey, period: Period) -> CellKey:
    return CellKey(key.line, period.year_before().label)


def _cell(line: Line, key: LineKey, rank: int, at: int, period: Period, values: Values) -> CellView:
    place_ = CellKey(key, period.label)
    value, before = values.get(place_), values.get(CellKey(key, period.year_before().label))
    asked = value is not None or line.asked(period) or (period.grain == "sample" and "sample" in line.measure.rhythm)
    label = _("{line}, {period}").format(line=line_label(_spoken(line)), period=period_label(period))
    view = CellView(place_, f"c{rank}-{at}", label, asked=asked)
    if before is not None:
        view.before = spaced(before.value)
    if value is not None:
        view.text, view.was = spaced(value.value), value.value
        view.nature = value.nature if value.nature != "exact" else ""
        view.doubts = doubts.of_cell(place_, values)
    return view


def ended(period: Period, today: Any) -> bool:
    """Tell whether a period is over on a day."""
    return period.last < to_day(today)


def month_before(today: Any) -> Period:
    """Return the month that ended last."""
    return period_of(period_of(to_day(today), "month").first - 1, "month")


def by_key(values: Iterable[Any]) -> dict[CellKey, Any]:
    """Return typed values by their cell, those of measures that the catalogue no longer has left out."""
    return {key_of(one): one for one in values if one.measure in TYPED}
