"""The effect of a dated action on its indicator: raw change, expected drift, net effect, with its reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt
from statistics import fmean, pvariance, stdev
from typing import Any

from levier.i18n import _
from levier.outlook.counterfactual import LEAST_AFTER, LEAST_BEFORE, SIMPLE, Estimate, estimate, sides, simple
from levier.outlook.history import History
from levier.periods import period_of, to_date
from levier.readings import judge, make_plan
from levier.readings.judge import EARLY, LIKELY, REAL, USUAL
from levier.readings.plan import TooEarly, month_after
from levier.readings.points import Series, mean_of
from levier.readings.reading import WORDS, WORSE, sense_of
from levier.stats import BadSeries, TooFew, regression_to_mean, reliability

# Levels of the interval that leaves 0 out; bench/effects.py says how often a null effect passes them.
DECIDED = {REAL: 0.99, LIKELY: 0.95}
FEWEST_PEERS = 5
FUTURE, NO_DATA = "refused", "not_available"


@dataclass(frozen=True, slots=True)
class Action:
    """A dated action of a centre on an indicator; ``lever`` is its number in the report, when it is one."""

    indicator: str
    since: int
    lever: int | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action did, in the indicator's unit (a fraction for a rate) and in euros a month.

    ``estimate`` holds before, after, expected; ``regression`` what was expected to come back towards the group, part
    of the expected drift. ``euros`` is (value, low, high) per month, positive when the centre gains.
    ``counter`` says that the counter-indicator worsened.
    """

    centre: str
    action: Action
    history: History | None
    outcome: str
    sense: str
    estimate: Estimate | None = None
    regression: float | None = None
    euros: tuple[float, float, float] | None = None
    counter: str = ""
    missing: str = ""
    known_on: int | None = None
    notes: tuple[str, ...] = ()
    as_of: int = 0

    @property
    def words(self) -> str:
        """Return the reading in the words of the interface."""
        return (
            _("donnée non fournie")
            if self.outcome == NO_DATA
            else _("refusé")
            if self.outcome == FUTURE
            else _(WORDS[self.outcome, self.sense])
        )

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """Return the 95 % interval of the net effect; ``None`` where the series is too short to bound it."""
        low, high = self.estimate.limits() if self.estimate else (float("-inf"), float("inf"))
        return (low if isfinite(low) else None), (high if isfinite(high) else None)

    def as_json(self) -> dict[str, Any]:
        """Return the effect as ``levier effect --format json`` prints it."""
        from levier.outlook.effect_words import sentence

        found, (low, high) = self.estimate, self.limits
        return {
            "centre": self.centre,
            "indicator": self.action.indicator,
            "lever": self.action.lever,
            "since": to_date(self.action.since).isoformat(),
            "reading": self.words,
            "outcome": self.outcome,
            "sense": self.sense or None,
            "before": found and found.before,
            "after": found and found.after,
            "raw_change": found and found.raw,
            "expected_drift": found and found.drift,
            "regression_to_mean": self.regression,
            "net_effect": None if found is None else {"value": found.net, "low": low, "high": high, "level": 0.95},
            "euros_per_month": self.euros and dict(zip(("value", "low", "high"), self.euros, strict=True)),
            "unit": self.history.about.unit if self.history else None,
            "method": found and found.method,
            "months_after": found and found.months,
            "sentence": sentence(self),
            "missing": self.missing or None,
            "known_on": None if self.known_on is None else to_date(self.known_on).isoformat(),
            "small_team": bool(self.history and self.history.small_team),
            "notes": list(self.notes),
            "as_of": to_date(self.as_of).isoformat(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Other centres on the same indicator: mean of their twelve months, and standard deviation of true levels."""

    mean: float
    between: float
    number: int


def effect(
    centre: str, action: Action, history: History | None, as_of: int, *,
    others: Sequence[Action] = (), group: Group | None = None, least_before: int = LEAST_BEFORE,
) -> Effect:  # fmt: skip
    """Return what an action did.

    Args:
        centre: name of the centre.
        action: the action.
        history: months of its indicator (see :func:`levier.outlook.history.histories`); None without any.
        as_of: day of knowledge.
        others: every action of the centre; those on the same indicator are said.
        group: other centres, for the expected regression to the mean.
        least_before: months asked for before the action.
    """
    if action.since > as_of:
        return Effect(centre, action, history, FUTURE, "", as_of=as_of)
    if history is None or history.series is None:
        return Effect(centre, action, history, NO_DATA, "", as_of=as_of)
    try:
        found = estimate(history.series, action.since, least_before=least_before)
    except TooFew:
        return _too_early(centre, action, history, as_of, least_before)
    regression = _regression(history.series, action.since, group)
    found = found.moved(regression or 0.0)
    outcome, sense = reading_of(found, history.about.direction)
    made = Effect(centre, action, history, outcome, sense, found, regression, _euros(found, history), as_of=as_of)
    return replace(made, counter=_counter(history, action), notes=tuple(_notes(made, others, group)))


def reading_of(found: Estimate, direction: str) -> tuple[str, str]:
    """Return the reading of a net effect: how sure, and on which side."""
    for outcome in (REAL, LIKELY):
        low, high = found.limits(DECIDED[outcome])
        if low > 0 or high < 0:
            return outcome, sense_of(direction, found.net > 0, before=found.expected, now=found.after)
    return USUAL, ""


def _euros(found: Estimate, history: History) -> tuple[float, float, float] | None:
    if history.worth is None:
        return None
    low, high = found.limits()
    if not isfinite(low):
        return None
    factor = history.worth * (found.volume or 1.0)
    ends = sorted((low * factor, high * factor))
    return found.net * factor, ends[0], ends[1]


def _too_early(centre: str, action: Action, history: History, as_of: int, least_before: int) -> Effect:
    """Say which months are missing, and when there will be enough."""
    before, after = sides(history.series, action.since) if history.series else ([], [])
    if len(before) < least_before:
        missing = _("{n} mois connus avant l'action, il en faut {needed} : fournissez les fichiers des mois d'avant")
        return Effect(
            centre, action, history, EARLY, "", missing=missing.format(n=len(before), needed=least_before), as_of=as_of
        )
    missing = _("{n} mois connus après l'action, il en faut {needed}").format(n=len(after), needed=LEAST_AFTER)
    month = period_of(max(history.last, action.since), "month")
    known_on = month_after(month, LEAST_AFTER - len(after))
    return Effect(centre, action, history, EARLY, "", missing=missing, known_on=known_on, as_of=as_of)


def group_of(histories: Sequence[tuple[History, int]]) -> Group | None:
    """Return what centres have in common on an indicator before their actions; ``None`` under five centres.

    Args:
        histories: each centre's months, and the day before which they count.
    """
    found = [_baseline(one.series, since) for one, since in histories if one.series is not None]
    known = [pair for pair in found if pair is not None]
    if len(known) < FEWEST_PEERS:
        return None
    means = [mean for mean, _error in known]
    within = fmean(error**2 for _mean, error in known)
    between = max(0.0, pvariance(means) * len(means) / (len(means) - 1) - within)
    return Group(fmean(means), sqrt(between), len(known))


def _baseline(series: Series, since: int) -> tuple[float, float] | None:
    """Return the mean of the last twelve months before a day, and its standard error."""
    before = sides(series, since)[0][-LEAST_BEFORE:]
    mean = mean_of(tuple(before), series.kind)
    if mean is None or len(before) < LEAST_AFTER:
        return None
    return mean, stdev([one.value or 0.0 for one in before]) / sqrt(len(before))


def _regression(series: Series, since: int, group: Group | None) -> float | None:
    """Return how far the indicator would come back towards its group without any action."""
    mine = _baseline(series, since)
    if group is None or mine is None:
        return None
    mean, error = mine
    share = reliability(group.between, error) if group.between or error else 1.0
    return regression_to_mean(mean, group.mean, share).shift


def _counter(history: History, action: Action) -> str:
    """Say that the counter-indicator worsened since the action, when its own reading says so."""
    about, series = history.counter_about, history.counter
    if about is None or series is None:
        return ""
    plan = make_plan(series.points, since=action.since)
    if isinstance(plan, TooEarly):
        return ""
    try:
        found = judge(series, plan)
    except BadSeries:
        return ""
    gap = found.difference
    worse = sense_of(about.direction, found.rising, before=gap.baseline, now=gap.recent) == WORSE
    from levier.outlook.effect_words import worsened

    return worsened(about, found.outcome, gap.baseline, gap.recent) if worse and found.outcome in (REAL, LIKELY) else ""


def _notes(made: Effect, others: Sequence[Action], group: Group | None) -> list[str]:
    from levier.outlook.effect_words import said_group, said_others

    notes = [said_others(same)] if (same := _same(made.action, others)) else []
    notes.append(said_group(group))
    notes += _beside(made)
    history = made.history
    if history is not None:
        notes += [one for one in (history.why_no_euros, history.worth_said) if one]
        notes += [_("équipe réduite")] if history.small_team else []
    return notes


def _beside(made: Effect) -> list[str]:
    """Give the simpler comparison beside an interrupted series: narrower, because it takes the trend for nothing."""
    from levier.outlook.effect_words import said_beside

    history, found = made.history, made.estimate
    if history is None or history.series is None or found is None or found.kind == SIMPLE:
        return []
    other = simple(history.series.kind, *sides(history.series, made.action.since))
    return [said_beside(other, history.about, history.series.kind)]


def _same(action: Action, others: Sequence[Action]) -> list[Action]:
    """Return the other actions on the same indicator within a year before, or since."""
    return [
        one for one in others if one != action and one.indicator == action.indicator and one.since > action.since - 365
    ]
