"""Two amounts of the same months, side by side: billed and cashed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.curves import Curve, curves_spec
from levier.charts.drawing import Box, Drawing, Table, without_data
from levier.charts.words import day_number, finite, period_said
from levier.i18n import _
from levier.readings.numbers import change, shown

SIZE = (720, 300)


class Both(NamedTuple):
    """A month: label, first day (ISO), the first amount, the second one, and the first a year before."""

    label: str
    first: str
    one: float | None = None
    two: float | None = None
    before: float | None = None


def pair(
    title: str, unit: str, names: tuple[str, str], months: Sequence[Both], *, width: int | None = None,
    height: int | None = None,
) -> Drawing:  # fmt: skip
    """Return two amounts month by month, with the first one a year before; one that nobody knows is left out.

    Args:
        title: what is counted.
        unit: of the amounts.
        names: of the first and of the second.
        months: plain tuples will do.
        width, height: pixels, 720 × 300 by default.

    >>> pair("Recettes", "€", ("facturé", "encaissé"), [("2025-01", "2025-01-01", 900, 800, 750)]).sentence
    'Recettes, janvier 2025 : facturé 900 €, +20,0 % en un an ; encaissé 800 €.'
    """
    found, size = _clean(months), (width or SIZE[0], height or SIZE[1])
    cells = _table(found, unit, names)
    if all(month.one is None and month.two is None for month in found):
        said = _("{title} : pas encore de mois à montrer.").format(title=title)
        return without_data(Box(*size), title, said, cells)
    said = _sentence(title, unit, names, found)
    before = _("{name}, un an plus tôt").format(name=names[0])
    curves = [
        Curve(before, "levier-before", "", [month.before for month in found], said=False),
        Curve(names[1], "levier-second", "levier-second-point", [month.two for month in found]),
        Curve(names[0], "levier-mark", "levier-point", [month.one for month in found]),
    ]
    days = [day_number(month.first) for month in found]
    return Drawing(curves_spec(title, said, unit, days, curves, size), title, said, cells)


def _clean(months: Sequence[Both]) -> list[Both]:
    made = [Both(*month) for month in months]
    made = [Both(one.label, one.first, *map(finite, one[2:])) for one in made]
    return sorted(made, key=lambda one: day_number(one.first))


def _sentence(title: str, unit: str, names: tuple[str, str], found: Sequence[Both]) -> str:
    last = [month for month in found if month.one is not None or month.two is not None][-1]
    said = []
    if last.one is not None:
        said.append(f"{names[0]} {shown(last.one, unit)}{_move(last.one, last.before, unit)}")
    if last.two is not None:
        said.append(f"{names[1]} {shown(last.two, unit)}")
    return _("{title}, {period} : {amounts}.").format(
        title=title, period=period_said(last.label), amounts=" ; ".join(said)
    )


def _move(value: float, before: float | None, unit: str) -> str:
    return _(", {change} en un an").format(change=change(value - before, before, unit)) if before else ""


def _table(found: Sequence[Both], unit: str, names: tuple[str, str]) -> Table:
    columns = [
        (names[0][:1].upper() + names[0][1:], [month.one for month in found]),
        (names[1][:1].upper() + names[1][1:], [month.two for month in found]),
        (_("Un an plus tôt"), [month.before for month in found]),
    ]
    kept = [(title, values) for title, values in columns if any(value is not None for value in values)]
    rows = [
        ((period_said(month.label), month.label), *((shown(values[at], unit), values[at]) for _title, values in kept))
        for at, month in enumerate(found)
    ]
    return Table.of((_("Mois"), *(title for title, _values in kept)), rows)
