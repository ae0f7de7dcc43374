"""Where the year will end, month by month: what is billed, what is expected, and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.drawing import Box, Drawing, Spec, Table, framed, without_data
from levier.charts.keys import BAR, KEY_HEIGHT, LINE, UPRIGHT, Key, key_layers, key_rows
from levier.charts.marks import boxes, layer, on, rules, segment
from levier.charts.scales import Axis, axis_of, days_axis, days_scale
from levier.charts.trend_layers import unit_above
from levier.charts.words import day_number, finite, period_said
from levier.i18n import _
from levier.readings.numbers import change, shown

EURO = "€"
HALF, TICK = 10.5, 13.0


class Month(NamedTuple):
    """A month: label, first day (ISO), euros billed and still expected, range of its total, the year before."""

    label: str
    first: str
    realised: float | None = None
    projected: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None

    @property
    def total(self) -> float | None:
        """Return what is billed and expected together, ``None`` when neither is known."""
        known = [value for value in (self.realised, self.projected) if value is not None]
        return sum(known) if known else None


def landing(
    title: str, months: Sequence[Month], *, total: tuple[float, float | None, float | None] | None = None,
    before: float | None = None, width: int | None = None, height: int = 300,
) -> Drawing:  # fmt: skip
    """Return the months of a year, billed then expected, with the range of each and of the year.

    Args:
        title: what lands (``Recettes 2025``).
        months: plain tuples will do; the current month may be partly billed and partly expected.
        total: value, low and high of the year: a sum of ranges is not the range of the sum. By default the sum alone.
        before: total of the year before, same unit.
        width, height: pixels, 720 × 300 by default.

    >>> landing("Recettes", [("2025-01", "2025-01-01", 50_000), ("2025-02", "2025-02-01", None, 52_000)]).sentence
    "Recettes : 50\u202f000 € facturés, jusqu'à janvier 2025 ; fin estimée à 102\u202f000 €."
    """
    found = months_in_order(months)
    cells = _table(found)
    if all(one.total is None for one in found):
        said = _("{title} : pas encore de mois à montrer.").format(title=title)
        return without_data(Box(width or 720, height), title, said, cells)
    said = sentence(title, found, total, finite(before))
    return Drawing(_spec(title, said, found, (width or 720, height)), title, said, cells)


def months_in_order(months: Sequence[Month]) -> list[Month]:
    """Return months in order of time, what is no number left out."""
    made = [Month(one[0], one[1], *map(finite, one[2:])) for one in months]
    return sorted(made, key=lambda one: day_number(one.first))


def _spec(title: str, said: str, found: Sequence[Month], size: tuple[int, int]) -> Spec:
    values = [value for one in found for value in (one.total, one.low, one.high, one.before) if value is not None]
    axis = axis_of(values, EURO, zero=True)
    keys = key_rows(_keys(found), size[0] - 8)
    box = Box(*size, int(axis.widest) + 12, 8, 24, 42 + KEY_HEIGHT * len(keys))
    days = [day_number(one.first) for one in found]
    ends = (days[0] - 15.0, days[-1] + 15.0)
    return framed(box, title, said, _layers(found, axis, days, ends, box) + key_layers(keys, box))


def _keys(found: Sequence[Month]) -> list[Key]:
    shown_keys = [
        (any(one.realised for one in found), Key("levier-bar", BAR, _("facturé"))),
        (any(one.projected for one in found), Key("levier-hollow-bar", BAR, _("attendu"))),
        (any(_ranged(one) for one in found), Key("levier-spread", UPRIGHT, _("fourchette"))),
        (any(one.before is not None for one in found), Key("levier-earlier", LINE, _("un an plus tôt"))),
    ]
    return [key for there, key in shown_keys if there]


def _ranged(one: Month) -> bool:
    return one.low is not None and one.high is not None and one.low != one.high


def _layers(found: Sequence[Month], axis: Axis, days: Sequence[int], ends: tuple[float, float], box: Box) -> list[Spec]:
    x, y, both = days_scale(*ends), axis.scale(), list(zip(days, found, strict=True))
    named = y | {"axis": {"values": list(axis.ticks), "labelExpr": axis.label, "title": None}}
    floor = [{"x": ends[0], "y": axis.low}]
    marks = {"type": "point", "opacity": 0, "size": 0}
    layers = [
        *unit_above(axis, box),
        layer(marks, floor, x=on("x", days_axis(days, box.across, *ends)), y=on("y", named)),
    ]
    done = [segment(day - HALF, 0, day + HALF, one.realised) for day, one in both if one.realised]
    rest = [segment(day - HALF, one.realised or 0, day + HALF, one.total or 0) for day, one in both if one.projected]
    spans = [segment(day, one.low or 0, day, one.high or 0) for day, one in both if _ranged(one)]
    earlier = [segment(day - TICK, one.before, day + TICK, one.before) for day, one in both if one.before is not None]
    layers += [boxes("levier-hollow-bar", rest, x, y)] if rest else []
    layers += [boxes("levier-bar", done, x, y)] if done else []
    layers += [rules("levier-spread", spans, x, y)] if spans else []
    return layers + [rules(style, earlier, x, y) for style in ("levier-halo", "levier-earlier") if earlier]


def sentence(
    title: str, found: Sequence[Month], total: tuple[float, float | None, float | None] | None, before: float | None
) -> str:
    """Return what a landing shows: billed until when, the end that is expected, the move from the year before."""
    billed = [one.realised for one in found if one.realised is not None]
    value, low, high = total or (sum(one.total or 0.0 for one in found), None, None)
    said = _("{title} : rien de facturé encore").format(title=title)
    if billed:
        last = period_said([one.label for one in found if one.realised is not None][-1])
        said = _("{title} : {billed} facturés, jusqu'à {month}").format(
            title=title, billed=shown(sum(billed), EURO), month=last
        )
    if any(one.projected for one in found) or total:
        said += _(" ; fin estimée à {value}").format(value=shown(value, EURO))
    if low is not None and high is not None:
        said += _(" (de {low} à {high})").format(low=shown(low, EURO), high=shown(high, EURO))
    if before:
        said += _(", soit {move} par rapport à l'année d'avant").format(move=change(value - before, before, EURO))
    return f"{said}."


def _table(found: Sequence[Month]) -> Table:
    heads = [
        _("Mois"), _("Facturé"), _("Attendu"), _("Fourchette basse"), _("Fourchette haute"), _("Un an plus tôt"),
    ]  # fmt: skip
    kept = [0, 1, *(place for place in range(2, 6) if any(one[place + 1] is not None for one in found))]
    cells = [
        ((period_said(one.label), one.label), *((shown(value, EURO), value) for value in one[2:])) for one in found
    ]
    return Table.of(tuple(heads[place] for place in kept), [tuple(row[place] for place in kept) for row in cells])
