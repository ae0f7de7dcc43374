"""From what is asked in words to figures: periods, day of knowledge, dimensions, comparison with N-1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicator, indicators
from levier.disclosure import mark_small_teams, shared
from levier.figures.constant import with_constant_tariffs
from levier.figures.coverage import Coverage
from levier.figures.figure import NOT_AVAILABLE, Figure, number
from levier.figures.needs import WHOLES, dimensions
from levier.figures.run import Request, Run
from levier.holding import Holding
from levier.i18n import sentence as _
from levier.measures.language import Total, measures_of
from levier.periods import GRAINS, Period, parse_period, period_of, periods_between, to_day
from levier.problems import WrongCommand, suggest

DIMENSIONS = (
    *("service", "specialty", "site", "payer_type", "payer", "channel", "reminder", "first_visit"),
    *("delay_band", "weekday", "hour", "room", "rejection_family"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of ``levier measure``; every part has a default.

    Without ``wholes``, a request with dimensions gives its slices alone, not the whole centre before them.
    """

    every: str = "month"
    first: str | None = None
    last: str | None = None
    as_of: date | None = None
    by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    compare: bool = False
    shareable: bool = False
    wholes: bool = True

    def checked(self) -> Asked:
        """Return the same once every word is known.

        Raises:
            WrongCommand: a grain, a dimension, an indicator or a period that does not exist, with the nearest name.
        """
        if self.every not in GRAINS:
            raise WrongCommand(
                _("--every « {name} » ; attendu : {names}. {near}")
                .format(name=self.every, names=", ".join(GRAINS), near=suggest(self.every, GRAINS))
                .strip()
            )
        if len(set(self.by)) < len(self.by):
            raise WrongCommand(_("--by {names} : la même dimension deux fois.").format(names=",".join(self.by)))
        for name in self.by:
            if name not in DIMENSIONS:
                raise WrongCommand(
                    _("--by « {name} » ; attendu : {names}. {near}")
                    .format(name=name, names=", ".join(DIMENSIONS), near=suggest(name, DIMENSIONS))
                    .strip()
                )
        for name in self.names:
            indicator(name)
        first, last = (parse_period(text) if text else None for text in (self.first, self.last))
        if first is not None and last is not None and last.last < first.first:
            raise WrongCommand(_("--from {first} vient après --to {last}.").format(first=first.label, last=last.label))
        return self

    def indicators(self) -> list[Indicator]:
        """Return the indicators asked for, every one by default."""
        return [indicator(name) for name in dict.fromkeys(self.names)] if self.names else list(indicators().values())

    def without_dimension(self) -> list[str]:
        """Return the names asked for that cannot be cut along the dimensions asked for."""
        return [one.name for one in self.indicators() if not set(self.by) <= set(dimensions(one))]


def measure(holding: Holding, asked: Asked) -> list[Figure]:
    """Return the figures of one centre.

    Periods go from the first to the last line not after ``as_of`` unless ``first`` and ``last`` say otherwise;
    ``as_of`` is that of the holding (a store's last import), else today.

    Raises:
        WrongCommand: a word of the request is unknown.
    """
    as_of = day_of_knowledge(holding, asked)
    periods = asked_periods(holding, asked.checked(), as_of)
    if not periods:
        return []
    if asked.compare and not asked.by:
        figures = _both(holding, asked, periods, as_of)
    else:
        figures = _run(holding, asked.indicators(), periods, as_of, asked.by, wholes=asked.wholes)
        figures = mark_small_teams(holding, figures)
        figures = compared(holding, figures, asked, as_of) if asked.compare else figures
    if not asked.shareable:
        return figures
    return list(map(without_private_past, shared(figures, holding.centre.number("equipe_reduite"))))


def measure_period(holding: Holding, asked: Asked, period: Period) -> list[Figure]:
    """Return the figures of one period, whatever its grain."""
    figures = _run(holding, asked.checked().indicators(), [period], day_of_knowledge(holding, asked), asked.by)
    return mark_small_teams(holding, figures)


def day_of_knowledge(holding: Holding, asked: Asked) -> int:
    """Return the day at which the figures are known."""
    if asked.as_of is not None:
        return to_day(asked.as_of)
    return holding.as_of if holding.as_of is not None else to_day(date.today())


def asked_periods(holding: Holding, asked: Asked, as_of: int) -> list[Period]:
    """Return the periods asked for, in order."""
    first = parse_period(asked.first) if asked.first else None
    last = parse_period(asked.last) if asked.last else None
    if first is not None and first.grain == "sample" and last in (None, first):
        return [first]
    span = holding.span(as_of)
    begin = first.first if first else (span[0] if span else None)
    end = last.last if last else (span[1] if span else None)
    if begin is None or end is None or end < begin:
        return []
    if asked.every == "rolling12" and first is not None:
        begin = min(begin, period_of(first.last, "rolling12").first)
    return list(periods_between(begin, end, asked.every))


def _run(
    holding: Holding,
    names: Sequence[Indicator],
    periods: Sequence[Period],
    as_of: int,
    by: tuple[str, ...],
    *,
    wholes: bool = True,
) -> list[Figure]:
    """Return the figures of the whole centre and, with dimensions, those of each slice after them."""
    holding.ask(periods, as_of)
    figures: list[Figure] = []
    for dims in dict.fromkeys(((), by) if wholes else (by,)):
        run = Run(holding.source(), Request(names, periods, as_of, dims))
        figures += with_constant_tariffs(run, list(run.figures()))
    ranks = {one.name: rank for rank, one in enumerate(names)}
    return sorted(figures, key=lambda one: (ranks[one.indicator], one.period)) if by else figures


def _both(holding: Holding, asked: Asked, periods: Sequence[Period], as_of: int) -> list[Figure]:
    """Return the figures of the whole centre with those of the year before: one run makes both, most serve twice."""
    before = {one.year_before() for one in periods}
    found = mark_small_teams(holding, _run(holding, asked.indicators(), sorted({*periods, *before}), as_of, ()))
    wanted = set(periods)
    return _beside(holding, [one for one in found if one.period in wanted], found, as_of)


def compared(holding: Holding, figures: Sequence[Figure], asked: Asked, as_of: int) -> list[Figure]:
    """Return the figures with the same period of the year before, as it was and at equal opening days."""
    before = sorted({figure.period.year_before() for figure in figures})
    others = mark_small_teams(holding, _run(holding, asked.indicators(), before, as_of, asked.by))
    return _beside(holding, figures, others, as_of)


def _beside(holding: Holding, figures: Sequence[Figure], others: Iterable[Figure], as_of: int) -> list[Figure]:
    known = {(one.indicator, one.period, one.slice): one for one in others}
    before = sorted({figure.period.year_before() for figure in figures})
    coverage = Run(holding.source(), Request([], before, as_of)).coverage
    opened = {period: _opened(coverage, period, as_of) for period in {*before, *(one.period for one in figures)}}
    return [
        _with_previous(one, known.get((one.indicator, one.period.year_before(), one.slice)), opened) for one in figures
    ]


def _with_previous(figure: Figure, before: Figure | None, opened: Mapping[Period, int]) -> Figure:
    if before is None:
        return replace(
            figure, previous={"period": figure.period.year_before().label, "value": None, "status": "not_available"}
        )
    days, days_before = opened[figure.period], opened[before.period]
    said: dict[str, Any] = {
        "period": before.period.label,
        "numerator": before.as_json()["numerator"],
        "denominator": before.as_json()["denominator"],
        "value": number(before.value),
        "status": before.status,
        "opening_days": days_before,
    } | ({"small_team": True} if before.small_team else {})
    if before.basis is not None and figure.basis is not None and before.basis != figure.basis:
        said["note"] = _("autre base ({name}) : les deux chiffres ne se comparent pas").format(name=_(before.basis))
    elif figure.value is not None and before.value is not None:
        said["change"] = float(figure.value - before.value)
        if _is_flow(indicator(figure.indicator)) and before.value and days and days_before:
            a_day, a_day_before = figure.value / days, before.value / days_before
            said["change_at_equal_opening_days"] = float(a_day / a_day_before - Fraction(1))
    return replace(figure, previous=said)


def without_private_past(figure: Figure) -> Figure:
    """Return a figure without that of the year before when a small team made it: only the period stays."""
    if not figure.previous or not figure.previous.get("small_team"):
        return figure
    return replace(figure, previous={"period": figure.previous["period"], "value": None, "status": "not_available"})


def _is_flow(about: Indicator) -> bool:
    """Tell whether a figure grows with the days of opening: a state, persons, a median or a yearly whole does not."""
    formulas = [basis.formula for basis in about.bases]
    measures = [one for formula in formulas for one in measures_of(formula)]
    kept = all(one.state is None and one.kind != "distinct" and one.fact not in WHOLES for one in measures)
    return kept and all(isinstance(formula, Total) for formula in formulas)


def _opened(coverage: Coverage, period: Period, as_of: int) -> int:
    """Return the opening days of a period that are over: a month under way is compared day for day."""
    return sum(day <= as_of for day in coverage.opening_days(period))


def missing_indicators(figures: Iterable[Figure], asked: Asked) -> list[str]:
    """Return the indicators asked for by name that a centre lacks.

    An indicator is lacking where no period has a value or bounds and, when periods were asked for too, where one of
    them was not supplied.
    """
    found: dict[tuple[str, str], list[Figure]] = {}
    for one in figures:
        if one.indicator in asked.names and not one.slice:
            found.setdefault((one.indicator, one.centre), []).append(one)
    strict = bool(asked.first or asked.last)
    lacking = {name for (name, _centre), mine in found.items() if _lacking(mine, strict=strict)}
    known = {name for name, _centre in found}
    return [name for name in asked.names if name in lacking or name not in known]


def _lacking(figures: Sequence[Figure], *, strict: bool) -> bool:
    empty = [one.value is None and one.bounds is None for one in figures]
    return all(empty) or (strict and any(one.status == NOT_AVAILABLE for one in figures))
