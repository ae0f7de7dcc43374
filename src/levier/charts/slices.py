"""The parts of a centre side by side, this year and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.drawing import Box, Drawing, Spec, Table, framed, without_data
from levier.charts.keys import LINE, Key
from levier.charts.marks import points, rules, segment, whisker
from levier.charts.rows import Rows, rows_of
from levier.charts.scales import Axis, axis_of
from levier.charts.words import finite
from levier.i18n import _, ngettext
from levier.readings.numbers import shown

UNDER = 10.0


class Slice(NamedTuple):
    """A service, a specialty, a payer: its words, its value, that of the year before, its range."""

    label: str
    value: float | None = None
    before: float | None = None
    low: float | None = None
    high: float | None = None


def slices(title: str, unit: str, rows: Sequence[Slice], *, width: int | None = None) -> Drawing:
    """Return a dot a slice on one scale, with the year before as a hollow dot.

    Whoever may see them has been decided before (a slice of a small team is for the director alone).

    Args:
        title: what is measured.
        unit: as indicators write it (``%``: values are fractions).
        rows: plain tuples will do; a value ``None`` keeps its row, without a dot.
        width: pixels, 720 by default.

    >>> slices("Non-venue", "%", [("dentaire", 0.16), ("médical", 0.09)]).sentence
    'Non-venue : de 9,0 % (médical) à 16,0 % (dentaire).'
    """
    found = [Slice(one[0], *map(finite, one[1:])) for one in rows]
    cells, known = _table(found, unit), [one for one in found if one.value is not None]
    if not known:
        said = _("{title} : pas encore de détail à montrer.").format(title=title)
        return without_data(Box(width or 720, 96), title, said, cells)
    said = _sentence(title, unit, found, known)
    labels, values = [one.label for one in found], [shown(one.value, unit) for one in found]
    places = rows_of(labels, values, _keys(found), width)
    axis = axis_of([value for one in found for value in one[1:] if isinstance(value, float)], unit)
    layers = _layers(found, places, axis) + places.words(labels, values)
    return Drawing(framed(places.box, title, said, layers), title, said, cells)


def _keys(found: Sequence[Slice]) -> list[Key]:
    keys = [Key("levier-point", "circle", _("maintenant"))]
    if any(one.before is not None for one in found):
        keys.append(Key("levier-before-point", "circle", _("un an plus tôt")))
    if any(_ranged(one) for one in found):
        keys.append(Key("levier-range", LINE, _("fourchette")))
    return keys if len(keys) > 1 else []


def _ranged(one: Slice) -> bool:
    return None not in (one.value, one.low, one.high)


def _layers(found: Sequence[Slice], places: Rows, axis: Axis) -> list[Spec]:
    def pixel(value: float | None) -> float:
        return round(places.left + axis.place(value or 0.0, places.across), 1)

    heights = [places.middle(rank) for rank in range(len(found))]
    both = list(zip(found, heights, strict=True))
    tracks = [segment(places.left, y, places.right, y) for y in heights]
    moves = [segment(pixel(one.before), y, pixel(one.value), y) for one, y in both if None not in one[1:3]]
    spans = [end for one, y in both if _ranged(one) for end in whisker(pixel(one.low), pixel(one.high), y + UNDER)]
    earlier = [{"x": pixel(one.before), "y": y} for one, y in both if one.before is not None]
    now = [{"x": pixel(one.value), "y": y} for one, y in both if one.value is not None]
    layers = [rules("levier-track", tracks)]
    layers += [rules("levier-before-link", moves)] if moves else []
    layers += [rules("levier-range", spans)] if spans else []
    layers += [points("levier-before-point", earlier, size=70)] if earlier else []
    return [*layers, points("levier-point", now, size=95)]


def _sentence(title: str, unit: str, found: Sequence[Slice], known: Sequence[Slice]) -> str:
    least, most = (choose(known, key=lambda one: one.value or 0.0) for choose in (min, max))
    if len(known) == 1:
        said = _("{title} : {value} ({label}).").format(title=title, value=shown(most.value, unit), label=most.label)
    else:
        said = _("{title} : de {low} ({least}) à {high} ({most}).").format(
            title=title, low=shown(least.value, unit), least=least.label, high=shown(most.value, unit), most=most.label
        )
    said = " ".join([said, *_moved(known, unit)])
    missing = len(found) - len(known)
    more = ngettext("{n} ligne sans donnée.", "{n} lignes sans donnée.", missing).format(n=missing)
    return f"{said} {more}" if missing else said


def _moved(known: Sequence[Slice], unit: str) -> list[str]:
    """Say which slice moved most since the year before."""
    moves = [(one.value - one.before, one) for one in known if one.value is not None and one.before is not None]
    if not moves or not any(move for move, _one in moves):
        return []
    _move, most = max(moves, key=lambda one: abs(one[0]))
    said = _("Ce qui a le plus bougé en un an : {label}, de {before} à {value}.")
    return [said.format(label=most.label, before=shown(most.before, unit), value=shown(most.value, unit))]


def _table(found: Sequence[Slice], unit: str) -> Table:
    heads = [_("Ligne"), _("Valeur"), _("Un an plus tôt"), _("Fourchette basse"), _("Fourchette haute")]
    kept = [0, 1, *(place for place in (2, 3, 4) if any(one[place] is not None for one in found))]
    cells = [((one.label, one.label), *((shown(value, unit), value) for value in one[1:])) for one in found]
    return Table.of(tuple(heads[place] for place in kept), [tuple(row[place] for place in kept) for row in cells])
