"""What a control chart is: values, a centre and limits for each point, in segments that a dated reason separates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from levier.i18n import _
from levier.stats.checks import Series, at_least
from levier.stats.errors import BadSeries

FIRM_POINTS = 12
MINIMUM_POINTS = 3
LEVEL = "3 sigma"


@dataclass(frozen=True, slots=True)
class Rebase:
    """From point ``at`` on (0 = the first), limits are computed anew, since ``on``, for ``reason``."""

    at: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Points ``first`` to ``last`` (both included) share one centre and one variation.

    ``baseline`` points made the limits; ``firm`` says that they were at least 12, otherwise limits are trial
    limits. ``spread`` is what the method measured: mean moving range (XmR, t), σz (p′), 1 (p), None (g).
    """

    first: int
    last: int
    baseline: int
    firm: bool
    center: float | None
    spread: float | None
    rebase: Rebase | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart: for each point its value, centre, limits (``low``, ``high``) and two thirds of them.

    None stands for an unknown value or a limit that cannot be computed. ``screened`` tells whether wide moving
    ranges were left out; ``symmetric`` whether limits stand at equal distances from the centre on some scale.
    """

    method: str
    level: str
    values: Series
    center: Series
    low: Series
    high: Series
    low2: Series
    high2: Series
    segments: tuple[Segment, ...]
    screened: bool = False
    symmetric: bool = True


@dataclass(frozen=True, slots=True)
class Lines:
    """The centre of a segment and, for each of its points, a function from a number of sigmas to a limit."""

    center: float
    spread: float | None
    limit: Callable[[int, float], float | None]


def draw(
    values: Series,
    lines: Callable[[range], Lines | None],
    method: str,
    baseline: int | None,
    rebases: Sequence[Rebase],
    screened: bool = False,
    symmetric: bool = True,
) -> Chart:
    """Return the chart of values whose lines are computed on the baseline of each segment.

    Args:
        values: one per point, None where unknown.
        lines: gives the lines of a segment from the rows of its baseline, None when they are too few.
        method: its name.
        baseline: number of known points at the start of each segment that make the limits, then frozen; None: all.
        rebases: where limits start anew, each with its date and reason.
        screened, symmetric: recorded in the chart.

    Raises:
        BadSeries: a baseline under 3 points, a rebase without reason, outside the series or not in order.
        TooFew: fewer than 3 known points in all.
    """
    at_least(sum(value is not None for value in values), MINIMUM_POINTS, _("Points de la carte de contrôle"))
    if baseline is not None and baseline < MINIMUM_POINTS:
        raise BadSeries(_("Base de {n} points lue ; attendu : au moins 3, et 12 si possible.").format(n=baseline))
    drawn = [_segment(values, span, rebase, lines, baseline) for span, rebase in spans(len(values), rebases)]
    columns = [[column for part, _segment_ in drawn for column in part[side]] for side in range(5)]
    center, low, high, low2, high2 = (tuple(column) for column in columns)
    segments = tuple(segment for _part, segment in drawn)
    return Chart(method, LEVEL, values, center, low, high, low2, high2, segments, screened, symmetric)


def spans(length: int, rebases: Sequence[Rebase]) -> Iterator[tuple[range, Rebase | None]]:
    """Yield the rows of each segment and the rebase that opened it.

    Raises:
        BadSeries: a rebase without reason, outside the series or not in order.
    """
    starts = [0, *(rebase.at for rebase in rebases)]
    for rebase, before in zip(rebases, starts, strict=False):
        _check(rebase, before, length)
    openings: list[Rebase | None] = [None, *rebases]
    for start, end, opening in zip(starts, [*starts[1:], length], openings, strict=True):
        yield range(start, end), opening


def _check(rebase: Rebase, before: int, length: int) -> None:
    if not rebase.reason.strip():
        raise BadSeries(
            _(
                "Nouvelle base le {on} sans motif ; attendu : la raison datée du changement (levier activé, travaux …)."
            ).format(on=rebase.on.isoformat())
        )
    if not before < rebase.at < length:
        raise BadSeries(
            _(
                "Nouvelle base au point {at} ; attendu : après le point {before} et avant la fin ({length} points)."
            ).format(at=rebase.at + 1, before=before + 1, length=length)
        )


Columns = tuple[list[float | None], ...]


def _segment(
    values: Series,
    span: range,
    rebase: Rebase | None,
    lines: Callable[[range], Lines | None],
    baseline: int | None,
) -> tuple[Columns, Segment]:
    known = [row for row in span if values[row] is not None][:baseline]
    found = lines(range(span.start, known[-1] + 1)) if len(known) >= MINIMUM_POINTS else None
    center = found.center if found else None
    segment = Segment(
        span.start, span.stop - 1, len(known), found is not None and len(known) >= FIRM_POINTS, center,
        found.spread if found else None, rebase,
    )  # fmt: skip
    limits = [[found.limit(row, width) if found else None for row in span] for width in (-3, 3, -2, 2)]
    return ([center for _row in span], *limits), segment
