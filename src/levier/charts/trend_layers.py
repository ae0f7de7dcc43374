"""The layers of a trend, from the ground up: usual band, year before, target, ranges, line, points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from levier.charts.drawing import Box, Spec
from levier.charts.keys import BAND, DASH, LINE, Key
from levier.charts.marks import at, boxes, layer, on, points, rules, segment, texts
from levier.charts.scales import Axis, days_axis, days_scale
from levier.charts.series import Dot, Limits
from levier.charts.words import day_number, grain_of, wide
from levier.i18n import _
from levier.periods import to_date
from levier.readings.numbers import shown

CIRCLE, DIAMOND = "circle", "diamond"
GAP = 12
LETTERS, WIDER, VALUE_GAP = 12, 1.2, 12


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn, on which scales, in which box."""

    dots: list[Dot]
    limits: list[Limits]
    target: float | None
    unit: str
    axis: Axis
    box: Box
    first: float
    last: float

    @property
    def x(self) -> Spec:
        """Return the scale of the days."""
        return days_scale(self.first, self.last)

    @property
    def y(self) -> Spec:
        """Return the scale of the values."""
        return self.axis.scale()


def full_layers(scene: Scene) -> list[Spec]:
    """Return the layers of the chart, without its notes and its key."""
    return [
        _axes(scene),
        *_usual(scene),
        *_year_before(scene),
        *_target(scene),
        *_ranges(scene),
        _line(scene),
        *_points(scene, size=38),
        _last_value(scene),
        *unit_above(scene.axis, scene.box),
    ]


def small_layers(scene: Scene) -> list[Spec]:
    """Return the layers of the sketch: no axis, the first and last periods under it, the last value beside it."""
    known = [dot for dot in scene.dots if dot.value is not None]
    marked = [dot for dot in known if dot.signal or dot.partial or dot is known[-1] or _alone(dot, known)]
    hidden = {"axis": None}
    places = points("levier-point", [], days_scale(scene.first, scene.last) | hidden, scene.y | hidden)
    under = scene.box.down + 16
    names = _end_names(scene)
    ends = [("left", 0.0, names[0]), ("right", float(scene.box.across), names[1])]
    return [
        places,
        *_usual(scene),
        *_target(scene),
        _line(scene),
        *_points(scene, marked, size=30),
        _last_value(scene),
        *(texts("levier-note", [at(x, under, name)], align=side) for side, x, name in ends),
    ]


def keys_of(dots: Sequence[Dot], target: float | None, unit: str) -> list[Key]:
    """Return what the chart must explain, no more."""
    found = [Key("levier-band", BAND, _("limites habituelles"))] if any(dot.limits for dot in dots) else []
    if any(dot.signal for dot in dots):
        found.append(Key("levier-signal", DIAMOND, _("point inhabituel")))
    if any(dot.partial and dot.value is not None for dot in dots):
        found.append(Key("levier-partial", CIRCLE, _("période incomplète")))
    if any(dot.before is not None for dot in dots):
        found.append(Key("levier-before", DASH, _("un an plus tôt")))
    if target is not None:
        found.append(Key("levier-target", LINE, _("objectif {value}").format(value=shown(target, unit))))
    return found


def _axes(scene: Scene) -> Spec:
    """Return an empty layer that carries the axes: grid first, under everything."""
    days, grain = [dot.day for dot in scene.dots], grain_of([dot.label for dot in scene.dots])
    x = days_axis(days, scene.box.across, scene.first, scene.last, grain)
    y = scene.y | {"axis": {"values": list(scene.axis.ticks), "labelExpr": scene.axis.label, "title": None}}
    ends = [{"x": scene.first, "y": scene.axis.low}]
    mark = {"type": "point", "opacity": 0, "size": 0}
    return layer(mark, ends, x=on("x", x), y=on("y", y))


def unit_above(axis: Axis, box: Box) -> list[Spec]:
    """Return the unit above the ticks; nothing when ticks carry it."""
    return [texts("levier-note", [at(4.0 - box.left, -9, axis.unit)], middle=1)] if axis.unit else []


def _usual(scene: Scene) -> list[Spec]:
    """Return the band of usual values, its edges and its centre, stretch by stretch."""
    bands, edges, centres = [], [], []
    for one in scene.limits:
        inside = [dot.day for dot in scene.dots if day_number(one.since) <= dot.day <= day_number(one.until)]
        if not inside:
            continue
        x, x2 = _between(scene, min(inside), -1), _between(scene, max(inside), 1)
        low, high = (
            (scene.axis.low if one.low is None else one.low),
            (scene.axis.high if one.high is None else one.high),
        )
        bands.append(segment(x, low, x2, high))
        edges += [segment(x, edge, x2, edge) for edge in (one.low, one.high) if edge is not None]
        centres.append(segment(x, one.mid, x2, one.mid))
    if not bands:
        return []
    places = (scene.x, scene.y)
    return [
        boxes("levier-band", bands, *places),
        rules("levier-limit", edges, *places),
        rules("levier-centre", centres, *places),
    ]


def _between(scene: Scene, day: int, side: int) -> float:
    """Return the middle between a period and the next one on a side: where a stretch begins or ends."""
    days = [dot.day for dot in scene.dots]
    rank = days.index(day) + side
    if not 0 <= rank < len(days):
        return scene.first if side < 0 else scene.last
    return (day + days[rank]) / 2


def _year_before(scene: Scene) -> list[Spec]:
    found = [dot for dot in scene.dots if dot.before is not None]
    if not found:
        return []
    rows = [{"x": dot.day, "y": dot.before} for dot in scene.dots]
    mark = {"type": "line", "style": "levier-before"}
    alone = [{"x": dot.day, "y": dot.before} for dot in found if len(found) == 1]
    return [
        layer(mark, rows, x=on("x", scene.x), y=on("y", scene.y)),
        *([points("levier-before-point", alone, scene.x, scene.y, size=24)] if alone else []),
    ]


def _target(scene: Scene) -> list[Spec]:
    if scene.target is None:
        return []
    return [rules("levier-target", [segment(scene.first, scene.target, scene.last, scene.target)], scene.x, scene.y)]


def _ranges(scene: Scene) -> list[Spec]:
    rows = [
        segment(dot.day, dot.low, dot.day, dot.high)
        for dot in scene.dots
        if dot.low is not None and dot.high is not None
    ]
    return [rules("levier-range", rows, scene.x, scene.y)] if rows else []


def _line(scene: Scene) -> Spec:
    """Return the line: one piece a stretch, so that nothing crosses a hole."""
    rows = [{"x": dot.day, "y": dot.value, "run": dot.run} for dot in scene.dots if dot.value is not None]
    mark = {"type": "line", "style": "levier-mark"}
    return layer(mark, rows, x=on("x", scene.x), y=on("y", scene.y), detail={"field": "run", "type": "nominal"})


def _points(scene: Scene, dots: Sequence[Dot] | None = None, *, size: int) -> list[Spec]:
    """Return points by kind: full or hollow, round or diamond."""
    known = [dot for dot in (scene.dots if dots is None else dots) if dot.value is not None]
    kinds = [
        ("levier-point", CIRCLE, size, [dot for dot in known if not dot.partial and not dot.signal]),
        ("levier-partial", CIRCLE, size, [dot for dot in known if dot.partial and not dot.signal]),
        ("levier-signal", DIAMOND, size * 3, [dot for dot in known if dot.signal and not dot.partial]),
        ("levier-signal-partial", DIAMOND, size * 3, [dot for dot in known if dot.signal and dot.partial]),
    ]
    return [
        points(style, [_row(dot, scene.unit) for dot in found], scene.x, scene.y, shape=shape, size=area)
        for style, shape, area, found in kinds
        if found
    ]


def _row(dot: Dot, unit: str) -> Spec:
    said = _("{period} : {value}").format(period=dot.said, value=shown(dot.value, unit))
    return {"x": dot.day, "y": dot.value, "said": said}


def _last_value(scene: Scene) -> Spec:
    """Return the last value beside its point, in the margin when a hole follows."""
    last = [dot for dot in scene.dots if dot.value is not None][-1]
    final = last is scene.dots[-1]
    text = last_words(scene.dots, scene.unit, scene.box.right)
    row = {"x": last.day if final else scene.last, "y": last.value, "text": text}
    return texts("levier-value", [row], x=scene.x, y=scene.y, dx=9 if final else 4, middle=1)


def last_words(dots: Sequence[Dot], unit: str, room: float) -> str:
    """Return the last value as it fits in so many pixels: without its unit, said elsewhere, rather than cut."""
    value = [dot.value for dot in dots if dot.value is not None][-1]
    text = shown(value, unit)
    return text if room_of(text) <= room else shown(value, "ratio")


def room_of(text: str) -> int:
    """Return the pixels to keep at the right for a last value: some fonts are wider than what is estimated."""
    return ceil(wide(text, LETTERS) * WIDER) + VALUE_GAP


def right_of(dots: Sequence[Dot], unit: str, least: int, most: int) -> int:
    """Return the right margin that a last value needs.

    Args:
        dots: with a value at least.
        unit: of the values.
        least: pixels that are kept anyway; ``most``: past which the unit is left out.
    """
    return max(least, room_of(last_words(dots, unit, most)))


def _end_names(scene: Scene) -> list[str]:
    """Return the first and the last period in words, as dates where words would meet."""
    ends = (scene.dots[0], scene.dots[-1])
    said = [dot.said for dot in ends]
    if sum(map(wide, said)) + GAP <= scene.box.across:
        return said
    return [f"{to_date(dot.day):%d/%m/%Y}" for dot in ends]


def _alone(dot: Dot, known: Sequence[Dot]) -> bool:
    return sum(one.run == dot.run for one in known) == 1
