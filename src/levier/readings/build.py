"""From figures to series: months through a run, weeks from the same days, tariffs held constant, holes said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from levier.catalogue.definition import Basis, Indicator
from levier.catalogue.indicators import indicators
from levier.disclosure import mark_small_teams
from levier.figures import figure as states
from levier.figures.figure import Figure
from levier.figures.memory import Remembering
from levier.figures.needs import needs_of
from levier.figures.run import Request, Run
from levier.figures.source import Source
from levier.holding import Holding
from levier.i18n import _
from levier.measures.language import Ratio, Term, measures_of
from levier.periods import Period, periods_between
from levier.readings.kinds import has_weeks, kind_of
from levier.readings.points import TOTAL, Point, Series
from levier.readings.tariffs import Tariffs, amounts_in, tariffs


@dataclass(slots=True)
class Builder:
    """The series of one centre, known at one day; cubes are asked for once."""

    holding: Holding
    as_of: int
    months: Sequence[Period]
    indicators: Sequence[Indicator]
    source: Source = field(init=False)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    _run: Run = field(init=False)
    _weekly: dict[tuple[int, int], Run] = field(default_factory=dict)
    _tariffs: dict[tuple[str, tuple[int, int]], Tariffs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = Remembering(self.holding.source())
        self._run = Run(self.source, Request(self.indicators, self.months, self.as_of))
        for figure in mark_small_teams(self.holding, list(self._run.figures())):
            self.figures.setdefault(figure.indicator, []).append(figure)

    def basis(self, indicator: Indicator) -> Basis | None:
        """Return the basis of most months of an indicator."""
        found = [figure.basis for figure in self.figures.get(indicator.name, []) if figure.basis]
        name = max(dict.fromkeys(found), key=found.count, default=None)
        return next((one for one in indicator.bases if one.name == name), None)

    def monthly(self, indicator: Indicator) -> Series | None:
        """Return the months of an indicator as they were billed; ``None`` when no month has a basis."""
        basis = self.basis(indicator)
        if basis is None:
            return None
        kind = kind_of(indicator, basis)
        points = tuple(self._point(figure, kind, basis) for figure in self.figures[indicator.name])
        units = next((one.units for one in self.figures[indicator.name] if one.basis == basis.name), (None, None))
        return Series(self.source.centre.name, indicator.name, kind, points, basis=basis.name, units=units)

    def _point(self, figure: Figure, kind: str, basis: Basis) -> Point:
        why = self._hole(figure, basis)
        over, under = _float(figure.numerator), _float(figure.denominator)
        known = None if figure.bounds is None else 1 - (figure.bounds[1] - figure.bounds[0])
        point = Point(figure.period, over, under, None, over, figure.coverage, known, why, figure.small_team)
        return point if why else self._with_value(point, kind, _float(figure.value))

    def _with_value(self, point: Point, kind: str, value: float | None) -> Point:
        if kind != TOTAL:
            return replace(point, value=value)
        days = self._opened(point.period)
        if not days:
            return replace(point, why=_("aucun jour d'ouverture"))
        return replace(point, denominator=days, value=(point.numerator or 0.0) / days)

    def _opened(self, period: Period) -> float:
        return float(sum(day <= self.as_of for day in self._run.coverage.opening_days(period)))

    def _hole(self, figure: Figure, basis: Basis) -> str:
        """Return why a month is left out of the series, nothing when it is in."""
        late = [
            self._run.evaluator.cut(one) < figure.period.last for one in measures_of(basis.formula) if one.older_than
        ]
        doubt = indicators()[figure.indicator].doubt
        pending = figure.status == states.PARTIAL and doubt is not None and not doubt.bounds
        if any(late) or pending:
            return late_words()
        if figure.value is None:
            return figure.notes[-1] if figure.notes else _("pas de chiffre")
        if figure.basis != basis.name:
            return _("calculé autrement ce mois-là ({basis})").format(basis=figure.basis)
        least = self.source.centre.number("couverture_min") / 100
        if figure.coverage is not None and figure.coverage < least:
            return _("données présentes sur {share} % des jours d'ouverture").format(
                share=f"{100 * figure.coverage:.0f}"
            )
        return ""

    def with_weeks(self, series: Series, indicator: Indicator, baseline: tuple[int, int], last: int) -> Series:
        """Return the series with its weeks, amounts of acts at the tariffs of the baseline."""
        basis = self.basis(indicator)
        if basis is None:
            return series
        weeks = tuple(self._weeks(indicator, basis, series, (baseline[0], last))) if has_weeks(basis) else ()
        above, under = self._amounts(basis, baseline)
        if not above and not under:
            return replace(series, weeks=weeks)
        deflated = [tuple(_deflated(one, above, under) for one in part) for part in (series.points, weeks)]
        return replace(series, points=deflated[0], weeks=deflated[1])

    def _amounts(self, basis: Basis, baseline: tuple[int, int]) -> tuple[list[Tariffs], list[Tariffs]]:
        """Return the tariffs of the amounts of acts above and under a formula."""
        formula: Any = basis.formula
        parts: list[Term | None] = [formula.numerator, formula.denominator] if isinstance(formula, Ratio) else []
        parts = parts or [getattr(formula, "term", None), None]
        found = [
            [self._tariff(one, baseline) for one in dict.fromkeys(amounts_in(part))] if part is not None else []
            for part in parts
        ]
        return found[0], found[1]

    def _tariff(self, amount: Any, baseline: tuple[int, int]) -> Tariffs:
        key = (amount.key, baseline)
        if key not in self._tariffs:
            self._tariffs[key] = tariffs(self.source, amount, baseline, self.as_of)
        return self._tariffs[key]

    def _weeks(self, indicator: Indicator, basis: Basis, series: Series, span: tuple[int, int]) -> Iterable[Point]:
        run = self._weekly_run(span)
        least, needs = self.source.centre.number("couverture_min") / 100, needs_of(basis)
        for rank, week in enumerate(run.request.periods):
            cover = min((max(run.coverage.of((table,), week) for table in need) for need in needs), default=1.0)
            found = run.evaluator.formula(basis.formula, rank, ()) if cover >= least else None
            if found is not None and found.numerator is not None:
                over, under = float(found.numerator), _float(found.denominator)
                point = Point(week, over, under, None, over, cover)
                yield self._with_value(point, series.kind, _float(found.value))

    def _weekly_run(self, span: tuple[int, int]) -> Run:
        if span not in self._weekly:
            weeks = [one for one in periods_between(*span, "week") if span[0] <= one.first and one.last <= span[1]]
            self._weekly[span] = Run(self.source, Request(self.indicators, weeks, self.as_of))
        return self._weekly[span]


def late_words() -> str:
    """Return why a month whose answers have not all come is left out."""
    return _("trop récent : les réponses ne sont pas toutes arrivées")


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _deflated(point: Point, above: Sequence[Tariffs], under: Sequence[Tariffs]) -> Point:
    if point.numerator is None or point.value is None:
        return point
    over = point.numerator - sum(one.effect(point.period) for one in above)
    below = (point.denominator or 0.0) - sum(one.effect(point.period) for one in under)
    value = over / below if point.denominator else over
    return replace(point, numerator=over, denominator=below if point.denominator else None, value=value)
