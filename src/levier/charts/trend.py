"""The control chart of one indicator: what it did, what is usual, what is aimed at, what happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from levier.charts.drawing import Box, Drawing, Spec, framed, without_data
from levier.charts.keys import KEY_HEIGHT, key_layers, key_rows
from levier.charts.notes import LANE, Tag, note_layers, tags_of
from levier.charts.scales import Axis, axis_of
from levier.charts.series import Dot, Limits, Note, Point, dots_of, step_of
from levier.charts.trend_layers import Scene, full_layers, keys_of, right_of, small_layers
from levier.charts.trend_words import no_data, sentence, table
from levier.charts.words import finite

SMALL_SIZE, FULL_SIZE = (320, 96), (720, 300)


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that a trend was asked to show, made clean."""

    title: str
    unit: str
    dots: list[Dot]
    limits: list[Limits]
    target: float | None
    events: list[Note]
    actions: list[Note]


def trend(
    title: str, unit: str, points: Sequence[Point], *, before: Sequence[Point] = (),
    limits: Sequence[Limits] | None = None, target: float | None = None, events: Sequence[Note] = (),
    actions: Sequence[Note] = (), signals: Collection[str] | None = None, small: bool = False,
    width: int | None = None, height: int | None = None,
) -> Drawing:  # fmt: skip
    """Return the control chart of one indicator.

    Args:
        title: what is counted, in the user's language.
        unit: as indicators write it (``%``: values are fractions; ``€``, ``h``, ``jours`` …).
        points: periods in any order (plain tuples will do); a value ``None`` is a hole and stays one.
        before: the same periods one year earlier, with their own dates; drawn under those of this year.
        limits: centre and usual limits, by stretch of periods.
        target: value to reach, in the unit.
        events, actions: what happened and what was done, dated.
        signals: first days (ISO) of the points that a reading calls unusual; without it, the complete points that lie
            outside their limits.
        small: the sketch of a card, 320 × 96, instead of the chart, 720 × 300.
        width, height: pixels, when neither fits; texts are placed for that width.

    >>> found = trend("Non-venue", "%", [("2025-01", "2025-01-01", 0.1), ("2025-02", "2025-02-01", 0.12)])
    >>> found.sentence
    'Non-venue, février 2025 : 12,0 %.'
    """
    wide, tall = SMALL_SIZE if small else FULL_SIZE
    size = (width or wide, height or tall)
    bounds = [Limits(*one) for one in limits or ()]
    dots = dots_of(points, before, bounds, signals)
    plan = _Plan(title, unit, dots, bounds, finite(target), _notes(events), _notes(actions))
    cells = table(dots, unit, plan.target, plan.events, plan.actions)
    if all(dot.value is None for dot in dots):
        return without_data(Box(*size), title, no_data(title), cells)
    said = sentence(title, unit, dots, plan.target)
    spec = _small(plan, said, size) if small else _full(plan, said, size)
    return Drawing(spec, title, said, cells)


def _notes(notes: Sequence[Note]) -> list[Note]:
    return sorted(Note(*one) for one in notes)


def _full(plan: _Plan, said: str, size: tuple[int, int]) -> Spec:
    axis = axis_of(list(_values(plan, before=True, ranges=True)), plan.unit)
    rows = key_rows(keys_of(plan.dots, plan.target, plan.unit), size[0] - 8)
    first, last = _ends(plan.dots)
    left, right = int(axis.widest) + 12, right_of(plan.dots, plan.unit, 58, size[0] // 6)
    tags = tags_of(plan.events, plan.actions, first, last, size[0] - left - right)
    top = 12 + (10 if axis.unit else 0) + LANE * max((tag.lane + 1 for tag in tags), default=0)
    box = Box(*size, left, right, top, 42 + KEY_HEIGHT * len(rows))
    scene = Scene(plan.dots, plan.limits, plan.target, plan.unit, axis, box, first, last)
    layers = full_layers(scene) + note_layers(tags, box) + key_layers(rows, box)
    return framed(box, plan.title, said, layers)


def _small(plan: _Plan, said: str, size: tuple[int, int]) -> Spec:
    axis: Axis = axis_of(list(_values(plan, before=False, ranges=False)), plan.unit)
    first, last = _ends(plan.dots)
    box = Box(*size, 8, right_of(plan.dots, plan.unit, 62, size[0] // 3), 10, 22)
    return framed(
        box,
        plan.title,
        said,
        small_layers(Scene(plan.dots, plan.limits, plan.target, plan.unit, axis, box, first, last)),
    )


def _ends(dots: Sequence[Dot]) -> tuple[float, float]:
    half = step_of([dot.day for dot in dots]) / 2
    return dots[0].day - half, dots[-1].day + half


def _values(plan: _Plan, *, before: bool, ranges: bool) -> list[float]:
    """Return every value that the chart must hold."""
    found = [dot.value for dot in plan.dots] + [plan.target]
    drawn = {dot.limits for dot in plan.dots if dot.limits}
    found += [value for one in drawn for value in (one.mid, one.low, one.high)]
    found += [dot.before for dot in plan.dots] if before else []
    found += [value for dot in plan.dots for value in (dot.low, dot.high)] if ranges else []
    return [value for value in map(finite, found) if value is not None]


__all__ = ["Limits", "Note", "Point", "Tag", "trend"]
