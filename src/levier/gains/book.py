"""The figures that margins are made of, gathered once for a centre; what must not be shared is told here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.levers import levers
from levier.catalogue.quantities import LIKE, QUANTITIES
from levier.disclosure import mark_small_teams, shareable, shared
from levier.figures.figure import Figure, Slice
from levier.figures.run import Request, Run
from levier.holding import Holding
from levier.i18n import _
from levier.measuring import Asked, day_of_knowledge, measure_period
from levier.periods import Period, parse_period, period_of, periods_between, to_date
from levier.problems import NothingUsable, WrongCommand

BY = ((), ("service",), ("service", "specialty"))
MARGINS = ("gross_margin", "gross_margin_with_town_charges", "activity_revenue")
Key = tuple[str, Slice, bool]


@dataclass(slots=True)
class Book:
    """Figures by indicator, slice, and year (``True``: one year earlier)."""

    holding: Holding
    period: Period
    as_of: int
    for_sharing: bool = False
    figures: dict[Key, Figure] = field(default_factory=dict)
    months: list[Figure] = field(default_factory=list)

    def find(self, name: str, slice_: Slice = (), *, year_before: bool = False) -> Figure | None:
        """Return a figure, ``None`` when there is none."""
        return self.figures.get((name, slice_, year_before))

    def hidden(self, figure: Figure | None) -> bool:
        """Tell whether a figure is for the director alone, in what is shared."""
        return self.for_sharing and figure is not None and not shareable(figure)

    def slices(self, name: str, dims: tuple[str, ...]) -> list[Slice]:
        """Return the slices that an indicator has along these dimensions."""
        return [key[1] for key in self.figures if key[0] == name and tuple(dim for dim, _value in key[1]) == dims]

    def service(self, name: str, service: str) -> Figure | None:
        """Return the figure of a service; the whole centre's where the centre has only that service."""
        found = self.find(name, (("service", service),))
        alone = self.holding.centre.services == (service,)
        return self.find(name) if alone and (found is None or found.value is None) else found


def year_of(holding: Holding, year: str | None, as_of: date | None) -> tuple[Period, int]:
    """Return the year asked for, or the last twelve months that files speak of, and the day of knowledge.

    Raises:
        WrongCommand: the text is no year.
        NothingUsable: no line is dated.
    """
    day = day_of_knowledge(holding, Asked(as_of=as_of))
    if year is not None:
        return parse_year(year), day
    last = _last_day(holding, day)
    if last is None:
        message = _("Centre {name} : aucune ligne datée au {day}. → Vérifiez les fichiers, ou --as-of.")
        raise NothingUsable(message.format(name=holding.centre.name, day=f"{to_date(day):%d/%m/%Y}"))
    month = period_of(last, "month")
    if month.last > day:
        month = period_of(month.first - 1, "month")
    twelve = period_of(month.first, "rolling12")
    whole = period_of(twelve.first, "year")
    return (whole if (whole.first, whole.last) == (twelve.first, twelve.last) else twelve), day


def parse_year(text: str) -> Period:
    """Read a year, or twelve months.

    Raises:
        WrongCommand: the text is neither.

    >>> parse_year("2025").label
    '2025'
    """
    period = parse_period(text)
    if period.grain not in ("year", "rolling12"):
        raise WrongCommand(_("--year « {year} » : attendu une année, p. ex. 2025.").format(year=text))
    return period


def _last_day(holding: Holding, day: int) -> int | None:
    """Return the last day of activity: debts and claims speak of later days, which are not a year of activity."""
    for tables in (("appointments", "acts"), ("typed_measures",)):
        if tables == ("typed_measures",):
            span = holding.span(day)
            return span[1] if span else None
        days = [one for table in tables for one in holding.source().days(table) if one <= day]
        if days:
            return max(days)
    return None


def gather(holding: Holding, period: Period, as_of: int, *, for_sharing: bool = False) -> Book:
    """Measure everything that the levers speak of."""
    book = Book(holding, period, as_of, for_sharing)
    inputs = [one for lever in levers().values() for part in lever.components for one in part.inputs]
    shown = [name for lever in levers().values() for name in (*lever.indicators, *lever.counters)]
    wanted = dict.fromkeys((*MARGINS, *shown, *(one.indicator for one in inputs)))
    names = tuple(name for name in wanted if name in indicators())
    _take(book, measure_period(holding, Asked(as_of=to_date(as_of), names=names), period))
    for dims in BY[1:]:
        cut = _cut(dims)
        _take(book, measure_period(holding, Asked(as_of=to_date(as_of), names=cut, by=dims), period))
    _take(book, _quantities(holding, (one for one in wanted if one in QUANTITIES), period, as_of))
    late = [one.indicator for one in inputs if one.year_before]
    _take(book, _quantities(holding, late, period.year_before(), as_of), year_before=True)
    book.months = _months(holding, period, as_of)
    return book


def _cut(dims: tuple[str, ...]) -> tuple[str, ...]:
    parts = [part for lever in levers().values() for part in lever.components]
    names = [one.indicator for part in parts for one in part.inputs if part.domains == dims]
    names += [one.indicator for part in parts for one in part.inputs if one.service and dims == ("service",)]
    return tuple(dict.fromkeys(name for name in names if name in indicators()))


def _take(book: Book, figures: Iterable[Figure], *, year_before: bool = False) -> None:
    for one in _kept(book, list(figures)):
        book.figures.setdefault((one.indicator, one.slice, year_before), one)


def _kept(book: Book, figures: list[Figure]) -> list[Figure]:
    """Return the figures; in what is shared, those that would give a small team away by subtraction count as one."""
    if not book.for_sharing:
        return figures
    told = {id(one) for one in shared(figures, book.holding.centre.number("equipe_reduite"))}
    return [one if id(one) in told else replace(one, small_team=True) for one in figures]


def _quantities(holding: Holding, names: Iterable[str], period: Period, as_of: int) -> list[Figure]:
    asked: list[Indicator] = [QUANTITIES[name] for name in names]
    holding.ask([period], as_of)
    made = list(Run(holding.source(), Request(asked, [period], as_of)).figures())
    # The team rule speaks of indicators: each quantity follows the one that it resembles.
    marked = mark_small_teams(holding, [replace(one, indicator=LIKE[one.indicator]) for one in made])
    return [replace(one, indicator=first.indicator) for one, first in zip(marked, made, strict=True)]


def _months(holding: Holding, period: Period, as_of: int) -> list[Figure]:
    months: Sequence[Period] = list(periods_between(period.first, period.last, "month"))
    holding.ask([period], as_of)
    return list(Run(holding.source(), Request([indicators()["activity_revenue"]], months, as_of)).figures())
