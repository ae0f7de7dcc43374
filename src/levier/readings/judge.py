"""The judgement of a series: pure, it knows points and a plan, not centres.

Two proofs are asked for before a change is said to be real: a signal of the control chart on new points, and an
interval of the difference with the baseline that leaves 0 out. The same months of the year before must agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from levier.i18n import _
from levier.readings.difference import SAME, Difference, difference
from levier.readings.plan import Plan
from levier.readings.points import PROPORTION, Point, Series, mean_of
from levier.stats import BadSeries, Chart, Signal, making_data_count, p_prime, xmr
from levier.stats.chart import FIRM_POINTS
from levier.stats.rules import ABOVE, BELOW

REAL, LIKELY, USUAL, EARLY, COMPARED = "real", "likely", "usual", "early", "compared"

# Announced: at most this share of unchanged series is said to have changed, the worst tenth of the centres chosen on
# their own baseline included. Decided with intervals wide enough for that choice (see ADR 21 and bench/readings.py).
ANNOUNCED = {REAL: 0.01, LIKELY: 0.05}
DECIDED = {REAL: 0.999, LIKELY: 0.99}
AGREEMENT = 0.5
FEWEST_PEERS = 5


@dataclass(frozen=True, slots=True)
class Peers:
    """The same indicator in a group: mean of the baselines, and standard deviation of the true levels.

    Raises:
        BadSeries: fewer than five centres: their mean would be that of one.
    """

    mean: float
    between: float
    number: int

    def __post_init__(self) -> None:
        if self.number < FEWEST_PEERS:
            sentence = _("Groupe de {n} centre(s) : au moins 5 attendus pour déduire un retour vers la moyenne.")
            raise BadSeries(sentence.format(n=self.number))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a series: ``outcome`` with its proofs.

    ``same_months`` is the baseline over the calendar months of the last ones; ``agrees`` tells whether the difference
    with them says the same. ``expected_regression`` was taken off the difference.
    """

    outcome: str
    difference: Difference
    signals: tuple[Signal, ...]
    chart: Chart
    same_months: float | None
    agrees: bool
    expected_regression: float = 0.0

    @property
    def rising(self) -> bool:
        """Tell whether the value went up."""
        return self.difference.value > 0


def judge(
    series: Series, plan: Plan, *, peers: Peers | None = None, mix: float = 0.0, weekly: bool = False
) -> Judgement:
    """Return the judgement of a series.

    Args:
        series: monthly points, and weeks where lines allow.
        plan: baseline and last months, see :func:`levier.readings.plan.make_plan`.
        peers: the group among which the centre may have been chosen because it was bad: the expected return
            towards their mean is taken off.
        mix: part of the difference due to a change of specialties; what is left must hold too.
        weekly: draw the chart of the weeks, where there are enough, instead of the months'.

    Raises:
        BadSeries: a count above its total.
    """
    found = difference(series, plan)
    back = expected_return(found, peers) if peers else 0.0
    found = found.moved(back)
    chart, signals = _signals(series, plan, ABOVE if found.value > 0 else BELOW, weekly)
    same = same_months(series, plan)
    agrees = same is None or found.against == SAME or _agree(found.value, found.recent - same)
    outcome = _outcome([found, found.moved(mix)], bool(signals), agrees)
    return Judgement(outcome, found, signals, chart, same, agrees, back)


def _outcome(found: list[Difference], signal: bool, agrees: bool) -> str:
    if not agrees:
        return USUAL
    if signal and all(_excludes_zero(one, DECIDED[REAL]) for one in found):
        return REAL
    return LIKELY if all(_excludes_zero(one, DECIDED[LIKELY]) for one in found) else USUAL


def _excludes_zero(found: Difference, level: float) -> bool:
    low, high = found.limits(level)
    return low > 0 or high < 0


def expected_return(found: Difference, peers: Peers) -> float:
    """Return how far the figure would come back towards its group without any action, in its unit.

    Source: Galton 1886; Linden 2013 (BMC Med Res Methodol 13:119): the share of the distance to the mean of the
    group that is not lasting difference between centres.
    """
    from levier.stats import regression_to_mean, reliability

    error = (found.down + found.up) / 2 * BASELINE_SHARE
    if not peers.between and not error:
        return 0.0
    return regression_to_mean(found.baseline, peers.mean, reliability(peers.between, error)).shift


# Of the error of a difference between six months and twelve, √(1/12 ÷ (1/6 + 1/12)) comes from the twelve.
BASELINE_SHARE = (1 / 3) ** 0.5


def _signals(series: Series, plan: Plan, side: str, weekly: bool) -> tuple[Chart, tuple[Signal, ...]]:
    """Return the chart of the months with its signals among the last ones, else that of the weeks."""
    found: tuple[Chart, tuple[Signal, ...]] | None = None
    for fine in (True, False) if weekly else (False, True):
        points = span_of(series.weeks if fine else series.points, plan)
        baseline = len(series.between(*plan.baseline, weeks=fine))
        if fine and (baseline < FIRM_POINTS or len(points) == baseline):
            continue
        chart = draw_chart(series, points, baseline)
        first = sum(one.period.first < plan.recent[0] for one in points)
        signals = tuple(one for one in making_data_count(chart, first) if one.side == side)
        if signals or (weekly and fine):
            return chart, signals
        found = found or (chart, signals)
    if found is None:
        raise AssertionError("a plan has months")
    return found


def span_of(points: tuple[Point, ...], plan: Plan) -> tuple[Point, ...]:
    """Return the points from the baseline to the last months."""
    return tuple(one for one in points if one.period.first >= plan.baseline[0] and one.period.last <= plan.recent[1])


def draw_chart(series: Series, points: tuple[Point, ...], baseline: int) -> Chart:
    """Return the chart of points whose first known ones, so many, froze the limits."""
    if series.kind == PROPORTION:
        holes = [one.value is None for one in points]
        counts = [None if hole else one.numerator for one, hole in zip(points, holes, strict=True)]
        totals = [None if hole else one.denominator for one, hole in zip(points, holes, strict=True)]
        return p_prime(counts, totals, baseline=baseline, floor=1.0)
    return xmr([one.value for one in points], baseline=baseline)


def same_months(series: Series, plan: Plan) -> float | None:
    """Return the value of the baseline over the same calendar months as the last ones, ``None`` without any."""
    wanted = {one.period.label[-2:] for one in series.between(*plan.recent)}
    there = tuple(one for one in series.between(*plan.baseline) if one.period.label[-2:] in wanted)
    return mean_of(there, series.kind) if len({one.period.label[-2:] for one in there}) == len(wanted) else None


def _agree(whole: float, same: float) -> bool:
    """Tell whether the season explains less than half of the difference."""
    return (whole * same > 0 and abs(same) >= AGREEMENT * abs(whole)) or whole == same == 0
