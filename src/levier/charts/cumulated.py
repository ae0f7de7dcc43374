"""Where the year goes: what is billed since January, what is expected with its range, and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from levier.charts.curves import Curve, Spread, curves_spec
from levier.charts.drawing import Box, Drawing, Table, without_data
from levier.charts.landing import EURO, Month, months_in_order, sentence
from levier.charts.words import day_number, finite, period_said
from levier.i18n import _
from levier.readings.numbers import shown

SIZE = (720, 300)
Line = list[float | None]


def cumulated(
    title: str, months: Sequence[Month], *, total: tuple[float, float | None, float | None] | None = None,
    before: float | None = None, width: int | None = None, height: int | None = None,
) -> Drawing:  # fmt: skip
    """Return the year as it adds up, month after month: billed, then expected with its range, above the year before.

    Args:
        title: what adds up (``Recettes 2025``).
        months: plain tuples will do, euros of each month; here ``low`` and ``high`` are those of all that will be
            billed from January to the end of the month.
        total: value, low and high of the year, while it is not over.
        before: total of the year before, same unit.
        width, height: pixels, 720 × 300 by default.

    >>> found = cumulated("Recettes", [("2025-01", "2025-01-01", 50_000), ("2025-02", "2025-02-01", None, 52_000)])
    >>> found.sentence
    "Recettes : 50\u202f000 € facturés, jusqu'à janvier 2025 ; fin estimée à 102\u202f000 €."
    >>> [row[-1] for row in found.table.raw]
    [50000.0, 102000.0]
    """
    found, size = months_in_order(months), (width or SIZE[0], height or SIZE[1])
    done, to_come = _lines(found)
    earlier = _added([one.before for one in found])
    cells = _table(found, [one if one is not None else two for one, two in zip(done, to_come, strict=True)], earlier)
    if all(one.total is None for one in found):
        said = _("{title} : pas encore de mois à montrer.").format(title=title)
        return without_data(Box(*size), title, said, cells)
    said = sentence(title, found, total, finite(before))
    curves = [
        Curve(_("un an plus tôt"), "levier-before", "", earlier),
        Curve(_("attendu"), "levier-expected", "levier-partial", to_come, last=shown(total[0], EURO) if total else ""),
        Curve(_("facturé depuis janvier"), "levier-mark", "levier-point", done, said=all(v is None for v in to_come)),
    ]
    days = [day_number(one.first) for one in found]
    spec = curves_spec(title, said, EURO, days, curves, size, spread=Spread(_("fourchette"), _ranges(found, done)))
    return Drawing(spec, title, said, cells)


def _lines(found: Sequence[Month]) -> tuple[Line, Line]:
    """Return what is billed since January, and the same with what is expected, from the last month that is whole."""
    sums = _added([one.total for one in found])
    known = [one.realised is not None and not one.projected for one in found]
    last = next((rank for rank in range(len(known) - 1, -1, -1) if known[rank]), -1)
    done = [value if rank <= last else None for rank, value in enumerate(sums)]
    coming = [value if rank >= last else None for rank, value in enumerate(sums)]
    return done, coming if last < len(sums) - 1 else [None] * len(sums)


def _added(values: Sequence[float | None]) -> Line:
    """Return the running sum, without what follows a hole."""
    known = next((rank for rank, value in enumerate(values) if value is None), len(values))
    return [*accumulate(value or 0.0 for value in values[:known]), *[None] * (len(values) - known)]


def _ranges(found: Sequence[Month], done: Line) -> list[tuple[float, float] | None]:
    """Return the range month by month; it opens from the last month known."""
    ends = [None if one.low is None or one.high is None else (one.low, one.high) for one in found]
    first = next((rank for rank, pair in enumerate(ends) if pair), 0)
    start = done[first - 1] if first else None
    if start is not None:
        ends[first - 1] = (start, start)
    return ends


def _table(found: Sequence[Month], sums: Line, earlier: Line) -> Table:
    columns = [
        (_("Facturé"), [one.realised for one in found]),
        (_("Attendu"), [one.projected for one in found]),
        (_("Un an plus tôt"), [one.before for one in found]),
        (_("Un an plus tôt, depuis janvier"), earlier),
        (_("Fourchette basse, depuis janvier"), [one.low for one in found]),
        (_("Fourchette haute, depuis janvier"), [one.high for one in found]),
        (_("Depuis janvier"), sums),
    ]
    kept = [(title, values) for title, values in columns if any(value is not None for value in values)]
    rows = [
        ((period_said(one.label), one.label), *((shown(values[rank], EURO), values[rank]) for _t, values in kept))
        for rank, one in enumerate(found)
    ]
    return Table.of((_("Mois"), *(title for title, _values in kept)), rows)
