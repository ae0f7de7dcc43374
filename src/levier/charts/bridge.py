"""Why an amount moved from one year to the next: a start, steps, an end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from levier.charts.drawing import Box, Drawing, Spec, Table, framed, without_data
from levier.charts.keys import BAR, Key
from levier.charts.marks import boxes, points, rules, segment
from levier.charts.rows import Rows, rows_of
from levier.charts.scales import axis_of
from levier.charts.words import finite
from levier.i18n import _
from levier.readings.numbers import change, euros, shown

THICK, SEAM = 7.0, 0.6
CENT = 0.01
EURO = "€"


class Step(NamedTuple):
    """A start, a step or an end: its words and its euros."""

    label: str
    euros: float


def bridge(
    title: str, before: Step | None, parts: Sequence[Step], after: Step | None, *, width: int | None = None
) -> Drawing:
    """Return the steps from one amount to another: what adds is drawn to the right, what takes off to the left.

    The scale does not begin at zero: steps would not be seen. Totals are therefore marks, not bars.

    Args:
        title: what moved.
        before, after: the two totals, in euros; ``None`` when one is not known.
        parts: the steps in their order (``label`` and ``amount`` of ``levier.outlook.bridge.Bridge.parts``).
        width: pixels, 720 by default.

    Raises:
        ValueError: the parts do not add up to the difference, to a cent each.

    >>> bridge("Recettes", ("2024", 100), [("Tarifs", 4), ("Jours", -1)], ("2025", 103)).sentence
    'Recettes : de 100 € (2024) à 103 € (2025), soit +3,0 %. Ce qui pèse le plus : Tarifs, +4 €.'
    """
    steps = [Step(one[0], float(one[1])) for one in parts]
    start, end = _total(before), _total(after)
    if start is None or end is None:
        said = _("{title} : pas de comparaison possible, une des deux années manque.").format(title=title)
        return without_data(Box(width or 720, 96), title, said, Table.of(_heads(), []))
    _check(start, steps, end)
    said = _sentence(title, start, steps, end)
    names = [start.label, *(one.label for one in steps), end.label]
    values = [shown(start.euros, EURO), *(euros(one.euros) for one in steps), shown(end.euros, EURO)]
    places = rows_of(names, values, _keys(steps), width)
    layers = _layers(start, steps, end, places) + places.words(names, values)
    return Drawing(framed(places.box, title, said, layers), title, said, _table(start, steps, end))


def _total(one: Step | None) -> Step | None:
    value = finite(one[1]) if one else None
    return Step(one[0], value) if one and value is not None else None


def _check(start: Step, steps: Sequence[Step], end: Step) -> None:
    gap = end.euros - start.euros - sum(one.euros for one in steps)
    if abs(gap) > CENT * (len(steps) + 1):
        raise ValueError(
            _("Étapes de {before} à {after} : il manque {gap} pour que leur somme fasse l'écart.").format(
                before=start.label, after=end.label, gap=euros(gap)
            )
        )


def _keys(steps: Sequence[Step]) -> list[Key]:
    found = [Key("levier-total", "diamond", _("total (l'échelle ne part pas de zéro)"))]
    found += [Key("levier-gain", BAR, _("en plus ▸"))] if any(one.euros > 0 for one in steps) else []
    return found + ([Key("levier-loss", BAR, _("en moins ◂"))] if any(one.euros < 0 for one in steps) else [])


def _layers(start: Step, steps: Sequence[Step], end: Step, places: Rows) -> list[Spec]:
    levels = list(accumulate((one.euros for one in steps), initial=start.euros))
    axis = axis_of([*levels, end.euros], EURO)
    at_pixel = [places.left + axis.place(level, places.across) for level in levels]
    last = len(steps) + 1
    totals = [(at_pixel[0], 0), (places.left + axis.place(end.euros, places.across), last)]
    found = _moves(at_pixel, steps, places)
    if places.beside:
        found.insert(0, rules("levier-link", _links(at_pixel, places)))
    marks = [{"x": x, "y": places.middle(rank)} for x, rank in totals]
    return [*found, points("levier-total", marks, shape="diamond", size=150)]


def _links(at_pixel: Sequence[float], places: Rows) -> list[Spec]:
    """Return the thin rules from the end of a step to the beginning of the next."""
    last = len(at_pixel) - 1
    tops = [places.middle(rank + 1) - (0 if rank == last else THICK) for rank in range(last + 1)]
    return [segment(x, places.middle(rank), x, top) for rank, (x, top) in enumerate(zip(at_pixel, tops, strict=True))]


def _moves(at_pixel: Sequence[float], steps: Sequence[Step], places: Rows) -> list[Spec]:
    """Return a bar a step, its head turned the way it goes."""
    found = []
    for style, sign in (("levier-gain", 1), ("levier-loss", -1)):
        rows, heads = [], []
        for rank, ((x, x2), one) in enumerate(zip(pairwise(at_pixel), steps, strict=True), start=1):
            if one.euros * sign > 0:
                y, tip = places.middle(rank), min(THICK, abs(x2 - x))
                rows.append(segment(x, y - THICK, x2 - sign * (tip - SEAM), y + THICK))
                heads.append({"x": x2 - sign * tip / 2, "y": y})
        if rows:
            shape = "M-0.5,-1L0.5,0L-0.5,1Z" if sign > 0 else "M0.5,-1L-0.5,0L0.5,1Z"
            found += [boxes(style, rows), points(style, heads, shape=shape, size=196)]
    return found


def _sentence(title: str, start: Step, steps: Sequence[Step], end: Step) -> str:
    said = _("{title} : de {before} ({year}) à {after} ({next}), soit {move}.").format(
        title=title, before=shown(start.euros, EURO), year=start.label, after=shown(end.euros, EURO), next=end.label,
        move=change(end.euros - start.euros, start.euros, EURO),
    )  # fmt: skip
    if not any(one.euros for one in steps):
        return said
    most = max(steps, key=lambda one: abs(one.euros))
    return f"{said} " + _("Ce qui pèse le plus : {label}, {euros}.").format(label=most.label, euros=euros(most.euros))


def _heads() -> tuple[str, ...]:
    return _("Étape"), _("Écart (€)"), _("Cumul (€)")


def _table(start: Step, steps: Sequence[Step], end: Step) -> Table:
    levels = accumulate((one.euros for one in steps), initial=start.euros)
    next(levels)
    cells = [((start.label, start.label), ("", None), (shown(start.euros, EURO), start.euros))]
    rows = [
        ((one.label, one.label), (euros(one.euros), one.euros), (shown(level, EURO), level))
        for one, level in zip(steps, levels, strict=True)
    ]
    return Table.of(
        _heads(), [*cells, *rows, ((end.label, end.label), ("", None), (shown(end.euros, EURO), end.euros))]
    )
