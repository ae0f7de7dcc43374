"""A trend in one sentence, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from levier.charts.drawing import Raw, Table
from levier.charts.series import ABOVE, INSIDE, Dot, Note
from levier.charts.words import day_number, named
from levier.i18n import _, ngettext
from levier.periods import to_date
from levier.readings.numbers import shown

Cell = tuple[str, Raw]


def no_data(title: str) -> str:
    """Return the sentence of a series without a value."""
    return _("{title} : pas encore de donnée à montrer.").format(title=title)


def sentence(title: str, unit: str, dots: Sequence[Dot], target: float | None) -> str:
    """Return what a trend shows: its last value, what is usual, what is unusual, what is missing, what is aimed at."""
    last = [dot for dot in dots if dot.value is not None][-1]
    said = [_last(title, unit, last), _unusual(dots), _holes(dots)]
    if target is not None:
        said.append(_("Objectif : {value}.").format(value=shown(target, unit)))
    return " ".join(one for one in said if one)


def _last(title: str, unit: str, last: Dot) -> str:
    said = _("{title}, {period} : {value}").format(title=title, period=last.said, value=shown(last.value, unit))
    if last.partial:
        said += _(" (période incomplète)")
    if last.before is not None:
        said += _(" ; {value} un an plus tôt").format(value=shown(last.before, unit))
    return said + _usual(last, unit) + "."


def _usual(last: Dot, unit: str) -> str:
    if last.limits is None or (last.limits.low is None and last.limits.high is None):
        return ""
    usual = _span(last, unit)
    if last.side == INSIDE:
        return _(", dans les limites habituelles ({usual})").format(usual=usual)
    side = _("au-dessus") if last.side == ABOVE else _("au-dessous")
    return _(", {side} des limites habituelles ({usual})").format(side=side, usual=usual)


def _span(dot: Dot, unit: str) -> str:
    low, high = (dot.limits.low, dot.limits.high) if dot.limits else (None, None)
    if low is None:
        return _("jusqu'à {high}").format(high=shown(high, unit))
    if high is None:
        return _("à partir de {low}").format(low=shown(low, unit))
    return _("de {low} à {high}").format(low=shown(low, unit), high=shown(high, unit))


def _unusual(dots: Sequence[Dot]) -> str:
    found = [dot.said for dot in reversed(dots) if dot.signal]
    if not found:
        return ""
    said = ngettext("{n} point inhabituel : {periods}.", "{n} points inhabituels : {periods}.", len(found))
    return said.format(n=len(found), periods=named(found))


def _holes(dots: Sequence[Dot]) -> str:
    count = sum(dot.value is None for dot in dots)
    said = ngettext("{n} période sans donnée.", "{n} périodes sans donnée.", count)
    return said.format(n=count) if count else ""


def table(
    dots: Sequence[Dot], unit: str, target: float | None, events: Sequence[Note], actions: Sequence[Note]
) -> Table:
    """Return the points of a trend: one row a period, with columns for what there is."""
    columns: list[tuple[str, list[Cell]]] = [(_("Période"), [(dot.said, dot.label) for dot in dots])]
    columns.append((_("Valeur"), [(shown(dot.value, unit), dot.value) for dot in dots]))
    for title, cells in _optional(dots, unit):
        if any(raw is not None for _text, raw in cells):
            columns.append((title, cells))
    if target is not None:
        columns.append((_("Objectif"), [(shown(target, unit), target) for _dot in dots]))
    remarks = _remarks(dots, events, actions)
    if any(remarks):
        columns.append((_("À noter"), [(said, said or None) for said in remarks]))
    rows = [tuple(cells[rank] for _title, cells in columns) for rank in range(len(dots))]
    return Table.of(tuple(title for title, _cells in columns), rows)


def _optional(dots: Sequence[Dot], unit: str) -> list[tuple[str, list[Cell]]]:
    read = [
        (_("Fourchette basse"), lambda dot: dot.low),
        (_("Fourchette haute"), lambda dot: dot.high),
        (_("Un an plus tôt"), lambda dot: dot.before),
        (_("Niveau habituel"), lambda dot: dot.limits and dot.limits.mid),
        (_("Limite habituelle basse"), lambda dot: dot.limits and dot.limits.low),
        (_("Limite habituelle haute"), lambda dot: dot.limits and dot.limits.high),
    ]
    return [(title, [(shown(value, unit), value) for value in map(one, dots)]) for title, one in read]


def _remarks(dots: Sequence[Dot], events: Sequence[Note], actions: Sequence[Note]) -> list[str]:
    ends = [two.day for _one, two in pairwise(dots)] + [1_000_000 for _dot in dots[-1:]]
    said = [(day_number(one.on), _("événement : {label}"), one.label) for one in events]
    said += [(day_number(one.on), _("action : {label}"), one.label) for one in actions]
    return [" ; ".join(_remark(dot, end, said)) for dot, end in zip(dots, ends, strict=True)]


def _remark(dot: Dot, end: int, notes: Sequence[tuple[int, str, str]]) -> list[str]:
    found = [_("donnée non fournie")] if dot.value is None else []
    found += [_("période incomplète")] if dot.partial and dot.value is not None else []
    found += [_("inhabituel")] if dot.signal else []
    return found + [
        f"{pattern.format(label=label)} ({to_date(day):%d/%m/%Y})"
        for day, pattern, label in sorted(notes)
        if dot.day <= day < end
    ]
