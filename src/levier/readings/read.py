"""From a holding to its readings: one per indicator, worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicator, indicators
from levier.disclosure import mark_small_teams
from levier.holding import Holding
from levier.i18n import _
from levier.measuring import Asked, day_of_knowledge
from levier.periods import period_of, periods_between, to_day
from levier.problems import WrongCommand, suggest
from levier.readings import compose
from levier.readings.build import Builder, late_words
from levier.readings.difference import SAME, pairs_of
from levier.readings.judge import EARLY, LIKELY, REAL, Judgement, Peers, judge
from levier.readings.limits import limits_of
from levier.readings.mix import Mix, mix_of
from levier.readings.plan import Plan, TooEarly, french_day, make_plan
from levier.readings.points import PROPORTION, RATIO, Point, Series
from levier.readings.reading import UNKNOWN, Activation, Reading, Target
from levier.readings.typed import compare

GRAINS = ("week", "month")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of readings; every part has a default."""

    since: int | None = None
    every: str = "month"
    activations: Sequence[Activation] = ()
    targets: Sequence[Target] = ()
    peers: Mapping[str, Peers] = field(default_factory=dict)


def read(
    holding: Holding,
    *,
    as_of: date | None = None,
    since: date | None = None,
    every: str = "month",
    activations: Sequence[Activation] = (),
    targets: Sequence[Target] = (),
    names: Sequence[str] = (),
    peers: Mapping[str, Peers] | None = None,
    shareable: bool = False,
) -> list[Reading]:
    """Return the readings of a centre, worst first.

    Args:
        holding: the centre, see :func:`levier.opening.open_centres`.
        as_of: day at which things are known; by default that of the holding, or the last day its lines speak of when
            that is earlier: after it, nothing could be known.
        since: day from which months are new; by default the frozen calendar year is the baseline.
        every: grain of the control chart, ``week`` or ``month``.
        activations: dated actions, each placing the baseline of its indicator just before it.
        targets: values to reach.
        names: indicators wanted, every one by default.
        peers: for centres chosen in a group because they were bad, see :class:`levier.readings.judge.Peers`.
        shareable: leave out what speaks of a small team, beside other indicators too.

    Raises:
        WrongCommand: an unknown indicator or grain, or a start after the last day known.
    """
    wanted = Wanted(None if since is None else to_day(since), every, activations, targets, peers or {})
    _check(wanted, names)
    last = day_known(holding, as_of)
    asked = [indicator(name) for name in names] or list(indicators().values())
    span = holding.span(last)
    if span is None:
        return [compose.nothing(holding, one, last) for one in asked]
    if wanted.since is not None and wanted.since > last:
        sentence = _("--since {since} vient après le dernier jour connu ({last}). → Donnez une date antérieure.")
        raise WrongCommand(sentence.format(since=french_day(wanted.since), last=french_day(last)))
    reader = Reader(holding, last, wanted, _with_counters(asked), span)
    found = reader.readings()
    kept = [one for one in found.values() if not (shareable and one.small_team)]
    told = [compose.with_counter(one, {other.indicator: other for other in kept}) for one in kept]
    wanted_names = {one.name for one in asked}
    return sorted((one for one in told if one.indicator in wanted_names), key=lambda one: one.rank)


def series(holding: Holding, name: str, every: str = "month", *, as_of: date | None = None) -> Series:
    """Return the series of an indicator of a centre: its months, and in ``points`` its weeks when asked for.

    Holes are points without value that say why; amounts of acts are at the tariffs of the baseline.

    Raises:
        WrongCommand: an unknown indicator or grain, or nothing dated.
    """
    wanted = Wanted(every=every)
    _check(wanted, [name])
    last = day_known(holding, as_of)
    span = holding.span(last)
    found = None if span is None else Reader(holding, last, wanted, [indicator(name)], span).series(name)
    if found is None:
        raise WrongCommand(_("« {name} » : aucune donnée datée dans ce centre.").format(name=name))
    return replace(found, points=found.weeks, weeks=()) if every == "week" else found


def day_known(holding: Holding, as_of: date | None) -> int:
    """Return the day at which readings are known."""
    last = day_of_knowledge(holding, Asked(as_of=as_of))
    span = holding.span(last)
    return last if as_of is not None or span is None else min(last, span[1])


def _check(wanted: Wanted, names: Sequence[str]) -> None:
    if wanted.every not in GRAINS:
        sentence = _("--every « {name} » ; attendu : week ou month. {near}")
        raise WrongCommand(sentence.format(name=wanted.every, near=suggest(wanted.every, GRAINS)).strip())
    spoken = [*names, *(one.indicator for one in wanted.activations), *(one.indicator for one in wanted.targets)]
    for name in spoken:
        indicator(name)


def _with_counters(asked: Sequence[Indicator]) -> list[Indicator]:
    """Return the indicators and their counter-indicators, which are read with them."""
    names = [one.name for one in asked] + [one.counter_indicator for one in asked if one.counter_indicator]
    return [indicator(name) for name in dict.fromkeys(names)]


@dataclass(slots=True)
class Reader:
    """The reading of one centre at one day."""

    holding: Holding
    as_of: int
    wanted: Wanted
    asked: Sequence[Indicator]
    span: tuple[int, int]
    builder: Builder = field(init=False)

    def __post_init__(self) -> None:
        months = [one for one in periods_between(*self.span, "month") if one.last <= self.as_of]
        months = months or [period_of(self.span[0], "month")]
        self.holding.cover(min(self.span[0], months[0].first), max(self.span[1], months[-1].last))
        self.builder = Builder(self.holding, self.as_of, months, self.asked)

    def series(self, name: str) -> Series | None:
        """Return the series of an indicator, its amounts at the tariffs of its baseline where there is one."""
        one = indicator(name)
        found = self.builder.monthly(one)
        if found is None:
            return None
        plan, _notes = self._plan(one, found)
        last = found.points[-1].period.last
        baseline = plan.baseline if isinstance(plan, Plan) else (found.points[0].period.first, last)
        return self.builder.with_weeks(found, one, baseline, last)

    def readings(self) -> dict[str, Reading]:
        """Return one reading for each indicator, by name."""
        found = {one.name: self._read(one) for one in self.asked}
        late = [one for one in self.asked if found[one.name].outcome in (EARLY, UNKNOWN)]
        begun = self.span[0], self.as_of
        for name, comparison in compare(self.builder.source, late, begun, self.as_of).items():
            marked = mark_small_teams(self.holding, [comparison.now, comparison.before])
            small = any(one.small_team for one in marked)
            found[name] = compose.compared(found[name], indicator(name), comparison, small=small)
        return found

    def _read(self, one: Indicator) -> Reading:
        series = self.builder.monthly(one)
        if series is None:
            return compose.unknown(self.holding, one, self.builder.figures.get(one.name, []), self.as_of)
        plan, notes = self._plan(one, series)
        if isinstance(plan, TooEarly):
            return compose.too_early(series, one, plan, self.as_of, notes)
        billed, series = series, self.builder.with_weeks(series, one, plan.baseline, plan.recent[1])
        chosen = self._activation(one)[0] if self.wanted.since is None else None
        series = _left_out(series, chosen)
        found = judge(series, plan, peers=self.wanted.peers.get(one.name), weekly=self.wanted.every == "week")
        mix = self._mix(one, series, plan, found) if found.outcome in (REAL, LIKELY) else None
        if mix is not None:
            found = judge(
                series, plan, peers=self.wanted.peers.get(one.name), mix=mix.effect, weekly=self.wanted.every == "week"
            )
        target = next((goal for goal in self.wanted.targets if goal.indicator == one.name), None)
        told = compose.judged(series, one, plan, found, compose.Beside(self.as_of, mix, target, notes))
        return replace(told, limits=limits_of(billed, series, plan))

    def _mix(self, one: Indicator, series: Series, plan: Plan, found: Judgement) -> Mix | None:
        basis = self.builder.basis(one)
        if basis is None or series.kind not in (PROPORTION, RATIO):
            return None
        if found.difference.against == SAME:
            same = [before.period for _now, before in pairs_of(*(series.between(*one) for one in plan.spans))]
            plan = replace(plan, baseline=(min(same).first, max(same).last))
        return mix_of(self.builder.source, one, basis, plan, self.as_of)

    def _plan(self, one: Indicator, series: Series) -> tuple[Plan | TooEarly, tuple[str, ...]]:
        """Return what to compare: from ``since``, else around the last activation, else the frozen year."""
        points = list(series.points)
        while points and points[-1].why == late_words():
            points.pop()
        lag = self.as_of - points[-1].period.last if points else 0
        if self.wanted.since is not None:
            return _delayed(make_plan(points, self.wanted.since), lag), ()
        chosen, notes = self._activation(one)
        if chosen is not None:
            plan = make_plan(_without(tuple(points), chosen), to_day(chosen.on), _activated(chosen))
            if isinstance(plan, Plan) or plan.known_on is not None:
                return _delayed(plan, lag), notes
            notes = (*notes, _("{action} : {missing} ; la base reste l'année gelée").format(
                action=_activated(chosen), missing=plan.missing))  # fmt: skip
        return _delayed(make_plan(points), lag), notes

    def _activation(self, one: Indicator) -> tuple[Activation | None, tuple[str, ...]]:
        mine = sorted((act for act in self.wanted.activations if act.indicator == one.name), key=lambda act: act.on)
        past = [act for act in mine if to_day(act.on) <= self.as_of]
        future = [act for act in mine if to_day(act.on) > self.as_of]
        sentence = _("{action} : à venir, la lecture n'en tient pas compte")
        return (past[-1] if past else None), tuple(sentence.format(action=_activated(act)) for act in future)


def _activated(act: Activation) -> str:
    return (
        _("action « {label} » du {day}").format(label=act.label, day=french_day(to_day(act.on)))
        if act.label
        else _("action du {day}").format(day=french_day(to_day(act.on)))
    )


def _left_out(series: Series, act: Activation | None) -> Series:
    """Return the series without the months and weeks whose bad figures made the action be chosen."""
    if act is None or act.chosen_on is None:
        return series
    return replace(series, points=_without(series.points, act), weeks=_without(series.weeks, act))


def _without(points: tuple[Point, ...], act: Activation) -> tuple[Point, ...]:
    if act.chosen_on is None:
        return points
    first, last = (to_day(day) for day in act.chosen_on)
    why = _("trimestre qui a fait choisir l'action : laissé hors de la base")
    return tuple(
        replace(one, value=None, why=why) if first <= one.period.last and one.period.first <= last else one
        for one in points
    )


def _delayed(plan: Plan | TooEarly, lag: int) -> Plan | TooEarly:
    """Add to the day at which a reading will be known the time that answers take."""
    if isinstance(plan, TooEarly) and plan.known_on is not None and lag:
        return replace(plan, known_on=period_of(plan.known_on + lag, "month").last)
    return plan
