"""Amounts side by side, each with its range: margins of progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.drawing import Box, Drawing, Spec, Table, framed, without_data
from levier.charts.keys import BAR, LINE, Key
from levier.charts.marks import boxes, rules, segment, whisker
from levier.charts.rows import Rows, rows_of
from levier.charts.scales import Axis, axis_of
from levier.charts.words import finite
from levier.i18n import _, ngettext
from levier.readings.numbers import shown

THICK, UNDER = 5.0, 10.0


class Bar(NamedTuple):
    """A line: its words, value and range, and what a total counts of it (same unit), when that is less."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    counted: float | None = None


def bars(title: str, unit: str, rows: Sequence[Bar], *, width: int | None = None) -> Drawing:
    """Return horizontal bars in the order given, from zero, with ranges.

    Args:
        title: what the bars are.
        unit: of values (``€`` …).
        rows: plain tuples will do; a value ``None`` keeps its row, without a bar.
        width: pixels, 720 by default.

    >>> bars("Marges", "€", [("Absences", 12_000, 8_000, 15_000)]).sentence
    "Marges : d'abord « Absences », 12\u202f000 € (de 8\u202f000 € à 15\u202f000 €)."
    """
    found = [_clean(Bar(*one)) for one in rows]
    cells = _table(found, unit)
    known = [one for one in found if one.value is not None]
    if not known:
        said = _("{title} : pas encore de montant à montrer.").format(title=title)
        return without_data(Box(width or 720, 96), title, said, cells)
    said = _sentence(title, unit, found, known)
    places = rows_of([one.label for one in found], [shown(one.value, unit) for one in found], _keys(known), width)
    values = [value for one in known for value in one[1:] if isinstance(value, float)]
    layers = _layers(found, places, axis_of(values, unit, zero=True))
    layers += places.words([one.label for one in found], [shown(one.value, unit) for one in found])
    return Drawing(framed(places.box, title, said, layers), title, said, cells)


def _clean(one: Bar) -> Bar:
    value = finite(one.value)
    others = (finite(one.low), finite(one.high), finite(one.counted))
    return Bar(one.label, value, *(others if value is not None else (None, None, None)))


def _keys(known: Sequence[Bar]) -> list[Key]:
    keys = []
    if any(one.counted is not None for one in known):
        keys = [Key("levier-bar", BAR, _("compté dans le total"))]
    if any(one.counted not in (None, one.value) for one in known):
        keys.append(Key("levier-hollow-bar", BAR, _("déjà compté par une autre ligne")))
    ranged = any(one.low is not None and one.high is not None for one in known)
    return [*keys, *([Key("levier-spread", LINE, _("fourchette"))] if ranged else [])]


def _layers(found: Sequence[Bar], places: Rows, axis: Axis) -> list[Spec]:
    zero = places.left + axis.place(0, places.across)
    whole, counted, spans = [], [], []
    for rank, one in enumerate(found):
        if one.value is None:
            continue
        y = places.middle(rank) - 2
        x, part = (places.left + axis.place(value, places.across) for value in (one.value, one.counted or 0.0))
        full = one.counted is None or one.counted == one.value
        whole += [] if full else [segment(zero, y - THICK, x, y + THICK)]
        counted.append(segment(zero, y - THICK, x if full else part, y + THICK))
        if one.low is not None and one.high is not None:
            ends = [places.left + axis.place(value, places.across) for value in (one.low, one.high)]
            spans += whisker(ends[0], ends[1], y + UNDER)
    return [
        *([boxes("levier-hollow-bar", whole, corner=1)] if whole else []),
        boxes("levier-bar", counted, corner=1),
        *([rules("levier-spread", spans)] if spans else []),
        rules("levier-link", _floor(zero, len(found), places)),
    ]


def _floor(zero: float, count: int, places: Rows) -> list[Spec]:
    """Return the rule of zero: one for all rows, or one a row where words lie between them."""
    tops = [(places.middle(rank) - 12, places.middle(rank) + 12) for rank in range(count)]
    spans = [(tops[0][0], tops[-1][1])] if places.beside else tops
    return [segment(zero, top, zero, end) for top, end in spans]


def _sentence(title: str, unit: str, found: Sequence[Bar], known: Sequence[Bar]) -> str:
    most = max(known, key=lambda one: one.value or 0.0)
    said = _("{title} : d'abord « {label} », {value}").format(
        title=title, label=most.label, value=shown(most.value, unit)
    )
    if most.low is not None and most.high is not None:
        said += _(" (de {low} à {high})").format(low=shown(most.low, unit), high=shown(most.high, unit))
    counted = [one.counted for one in known if one.counted is not None]
    if counted:
        said += _(" ; {total} en tout, sans compter deux fois").format(total=shown(sum(counted), unit))
    missing = len(found) - len(known)
    more = ngettext("{n} ligne sans montant.", "{n} lignes sans montant.", missing).format(n=missing)
    return f"{said}. {more}" if missing else f"{said}."


def _table(found: Sequence[Bar], unit: str) -> Table:
    heads = [_("Ligne"), _("Valeur"), _("Fourchette basse"), _("Fourchette haute"), _("Compté dans le total")]
    kept = [0, 1, *(place for place in (2, 3, 4) if any(one[place] is not None for one in found))]
    cells = [((one.label, one.label), *((shown(value, unit), value) for value in one[1:])) for one in found]
    return Table.of(tuple(heads[place] for place in kept), [tuple(row[place] for place in kept) for row in cells])
