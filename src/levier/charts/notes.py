"""Events and actions above a chart: each on its day, its words in a lane where they do not meet the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.drawing import Box, Spec
from levier.charts.marks import at, points, rules, segment, texts
from levier.charts.series import Note
from levier.charts.words import cut_to, day_number, wide

LANE, LANES = 15, 4
LONGEST, SHORT, SPACE, OUTSIDE = 190.0, 80.0, 8.0, 46.0


class Tag(NamedTuple):
    """A note placed: its pixel, its lane from below (-1: no room left for its words), its text and its side."""

    x: float
    lane: int
    text: str
    align: str
    action: bool


def tags_of(events: Sequence[Note], actions: Sequence[Note], first: float, last: float, across: float) -> list[Tag]:
    """Return the notes of the days drawn, from the last to the first, each in the lowest lane with room for it."""
    notes = [(day_number(one.on), one.label, False) for one in events]
    notes += [(day_number(one.on), one.label, True) for one in actions]
    inside = sorted((one for one in notes if first <= one[0] <= last), reverse=True)
    places = [(day - first) / (last - first) * across for day, _label, _action in inside]
    found: list[Tag] = []
    for x, (_day, label, action) in zip(places, inside, strict=True):
        found.append(_placed(x, label, found, places, across, action=action))
    return found


def _placed(x: float, label: str, placed: list[Tag], places: Sequence[float], across: float, *, action: bool) -> Tag:
    longest, room = min(LONGEST, across * 0.7), across + OUTSIDE - x
    sides = [("left", min(longest, room))] if room >= min(SHORT, wide(label)) else []
    for align, width in [*sides, ("right", min(longest, x)), ("right", min(SHORT, x))]:
        wanted = Tag(x, 0, cut_to(label, width), align, action)
        # Words that go back over earlier rules leave the lanes below to them.
        lowest = 0 if align == "left" else sum(_over(wanted, one) for one in places)
        for lane in range(lowest, LANES):
            tag = wanted._replace(lane=lane)
            if all(_apart(tag, one) for one in placed if one.lane >= 0):
                return tag
    return Tag(x, -1, "", "left", action)


def _span(tag: Tag) -> tuple[float, float]:
    long = wide(tag.text) + SPACE
    return (tag.x, tag.x + long) if tag.align == "left" else (tag.x - long, tag.x)


def _over(tag: Tag, x: float) -> bool:
    begin, end = _span(tag)
    return begin < x < end


def _apart(one: Tag, two: Tag) -> bool:
    """Tell whether neither words nor rule of one cross the words of the other: rules start under their words."""
    begin, end = _span(one)
    other, last = _span(two)
    if one.lane == two.lane:
        return last <= begin or end <= other
    high, low = (one, two) if one.lane > two.lane else (two, one)
    return not _over(low, high.x)


def note_layers(tags: Sequence[Tag], box: Box) -> list[Spec]:
    """Return the rules of the notes, their heads and their words."""
    found: list[Spec] = []
    for action, style in ((False, "levier-event"), (True, "levier-action")):
        chosen = [tag for tag in tags if tag.action is action]
        if not chosen:
            continue
        found.append(rules(style, [segment(tag.x, _height(tag), tag.x, box.down) for tag in chosen]))
        if action:
            heads = [{"x": tag.x, "y": box.down + 1} for tag in chosen]
            found.append(points("levier-action-point", heads, shape="triangle-up", size=46))
        words = "levier-action-text" if action else "levier-note"
        for align, dx in (("left", 4), ("right", -4)):
            rows = [at(tag.x, _height(tag) + 9, tag.text) for tag in chosen if tag.align == align and tag.text]
            found += [texts(words, rows, align=align, dx=dx)] if rows else []
    return found


def _height(tag: Tag) -> float:
    return -4.0 - LANE * (tag.lane + 1) if tag.lane >= 0 else 0.0
