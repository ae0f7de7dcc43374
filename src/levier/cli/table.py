"""Figures as a director reads them on a screen: an indicator a line, a period a column, what must be known below."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from levier.catalogue.indicators import indicators
from levier.figures.figure import NOT_APPLICABLE, NOT_AVAILABLE, NOT_COMPUTABLE, OK, PARTIAL, Figure, Slice, shown_slice
from levier.i18n import _, number, percent
from levier.periods import Period, to_date

STATUSES = {
    OK: "",
    PARTIAL: "partiel",
    NOT_APPLICABLE: "sans objet",
    NOT_AVAILABLE: "donnée non fournie",
    NOT_COMPUTABLE: "calcul impossible",
}
SHORT = {NOT_APPLICABLE: "–", NOT_AVAILABLE: "n.f.", NOT_COMPUTABLE: "imp."}
LEGEND = {
    "*": "partiel",
    "°": "équipe réduite, pour vous seul",
    "…": "entre ces bornes",
    "n.f.": "donnée non fournie",
    "imp.": "calcul impossible",
    "–": "sans objet",
}
# Other units are said by the labels.
UNITS_SAID = ("€", "jours", "minutes")
LABEL_WIDTH, GAP, WIDTH = 44, 2, 120

Row = tuple[str, list[str]]


def figures_table(figures: Sequence[Figure]) -> str:
    """Return figures as text: one table for each centre, then what is missing and what must be known."""
    lines: list[str] = []
    for centre, group in groupby(figures, key=lambda one: one.centre):
        mine = list(group)
        day = to_date(mine[0].as_of).strftime("%d/%m/%Y")
        lines += [_("Centre {name}, chiffres connus au {day}").format(name=centre, day=day), ""]
        lines += _body([one for one in mine if one.indicator in _told(mine)])
        lines += [*_lacking(mine, NOT_APPLICABLE, _("Sans objet dans ce centre :"))]
        lines += [*_lacking(mine, NOT_AVAILABLE, _("Données non fournies :")), ""]
    return "\n".join(lines) + "\n" if lines else ""


def _told(figures: Sequence[Figure]) -> set[str]:
    """Return the indicators that have something to show in one period at least."""
    return {one.indicator for one in figures if one.status not in (NOT_APPLICABLE, NOT_AVAILABLE)}


def _body(figures: Sequence[Figure]) -> Iterator[str]:
    if not figures:
        return
    periods = list(dict.fromkeys(one.period for one in figures))
    if len(periods) == 1:
        yield periods[0].label
        heads = [_("Valeur"), _("Intervalle 95 %"), _("Calcul")]
        heads += [_("N-1"), _("Écart")] if any(one.previous for one in figures) else []
        yield from _aligned(heads, list(_rows(figures, lambda mine: _one(mine[0], len(heads)))))
    else:
        yield from _blocks(periods, figures)
    yield from _legend(figures)
    yield from _notes(figures, many=len(periods) > 1)


def _rows(figures: Sequence[Figure], cells: Callable[[list[Figure]], list[str]]) -> Iterator[Row]:
    """Yield the line of each indicator, those of its slices under it."""
    rows = dict.fromkeys((one.indicator, one.slice) for one in figures)
    found: dict[tuple[str, Slice], list[Figure]] = {key: [] for key in rows}
    for one in figures:
        found[one.indicator, one.slice].append(one)
    for (name, slice_), mine in found.items():
        yield (_slice_label(slice_) if slice_ else _label(name)), cells(mine)


def _label(name: str) -> str:
    about = indicators()[name]
    return f"{about.label} ({_(about.unit)})" if about.unit.startswith(UNITS_SAID) else about.label


def _slice_label(slice_: Slice) -> str:
    return "   " + ", ".join(
        _("non renseigné") if value is None else str(value) for value in shown_slice(slice_).values()
    )


def _blocks(periods: list[Period], figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the periods as columns, in as many tables as the width of the screen asks for."""
    every = list(_with_previous(periods, figures))
    widths = [max(len(cells[rank]) for _name, cells in every) for rank in range(len(periods))]
    width = max(*widths, *(len(one.label) for one in periods)) + GAP
    label = min(LABEL_WIDTH, max(len(name) for name, _cells in every))
    fit = max(1, (shutil.get_terminal_size((WIDTH, 40)).columns - label) // width)
    for first in range(0, len(periods), fit):
        heads = [one.label for one in periods[first : first + fit]]
        yield from _aligned(heads, [(name, cells[first : first + fit]) for name, cells in every])
        yield ""


def _with_previous(periods: list[Period], figures: Sequence[Figure]) -> Iterator[Row]:
    before = list(_rows(figures, lambda mine: _line(mine, periods, _before)))
    for row, (_name, cells) in zip(_rows(figures, lambda mine: _line(mine, periods)), before, strict=True):
        yield row
        if any(cells):
            yield _("   N-1"), cells


def _line(mine: list[Figure], periods: list[Period], cell: Callable[[Figure], str] | None = None) -> list[str]:
    known = {one.period: (cell or shown_cell)(one) for one in mine}
    return [known.get(period, "") for period in periods]


def shown_cell(figure: Figure) -> str:
    """Return a figure as a cell: its value, or in short why there is none, with the marks of the legend."""
    unit = indicators()[figure.indicator].unit
    marks = ("*" if figure.status == PARTIAL else "") + ("°" if figure.small_team else "")
    if figure.value is not None:
        text = shown_number(figure.value, unit)
    elif figure.bounds:
        text = percent("…".join(_rounded(100 * bound, 1) for bound in figure.bounds))
    else:
        return _(SHORT[figure.status])
    return f"{text} {marks}".rstrip()


def _one(figure: Figure, width: int) -> list[str]:
    unit = indicators()[figure.indicator].unit
    interval = (
        ""
        if figure.low is None
        else _("{low} à {high}").format(low=shown_number(figure.low, "%"), high=shown_number(figure.high, "%"))
    )
    made = ""
    if figure.denominator is not None and figure.numerator is not None:
        made = f"{shown_number(figure.numerator, '')} / {shown_number(figure.denominator, '')}"
    cells = [shown_cell(figure), interval, made]
    return cells if width == len(cells) else [*cells, _before(figure), _change(figure, unit)]


def _before(figure: Figure) -> str:
    value = (figure.previous or {}).get("value")
    return "" if value is None else shown_number(value, indicators()[figure.indicator].unit)


def _change(figure: Figure, unit: str) -> str:
    """Return the change from the year before: points for a rate, per cent a day of opening for a total."""
    said = figure.previous or {}
    if (equal := said.get("change_at_equal_opening_days")) is not None:
        return percent(_signed(100 * equal)) + " " + _("par jour ouvert")
    if (change := said.get("change")) is None:
        return ""
    return f"{_signed(100 * change)} pts" if unit == "%" else _signed(change)


def _signed(value: float) -> str:
    text = _rounded(value, 1)
    return text if text.startswith("−") else f"+{text}"


def shown_number(value: Any, unit: str) -> str:
    """Return a number for a column: rates in per cent with one decimal, no cents from 1 000 €, its unit left out.

    >>> shown_number(0.1234, "%"), shown_number(120443.2, "€"), shown_number(12.5, "€/h"), shown_number(3, "")
    ('12,3 %', '120\u202f443', '12,50', '3')
    >>> shown_number(1234.5, "€"), shown_number(-0.001, "%")
    ('1\u202f235', '−0,1 %')
    """
    if unit == "%":
        return shown_value(value, unit)
    whole = value == int(value)
    decimals = 0 if whole or (abs(value) >= 1000 and unit in ("€", "")) else 2 if "€" in unit else 1
    return _rounded(value, decimals)


def shown_value(value: Any, unit: str) -> str:
    """Return a number with its unit: rates in per cent with one decimal, narrow spaces in thousands.

    >>> shown_value(0.1234, "%"), shown_value(1204, "")
    ('12,3 %', '1\u202f204')
    """
    if value is None:
        return ""
    if unit == "%":
        return percent(_rounded(100 * value, 1))
    decimals = 2 if unit.startswith("€") or value != int(value) else 0
    return f"{_rounded(value, decimals)} {_(unit)}".rstrip()


def _rounded(value: Any, decimals: int) -> str:
    """Return a number rounded as people do (a half goes up), with the signs of the language."""
    scaled = Fraction(value) * 10**decimals
    half = int(abs(scaled) + Fraction(1, 2))
    text = number(f"{half // 10**decimals:,}" + (f".{half % 10**decimals:0{decimals}d}" if decimals else ""))
    return f"−{text}" if scaled < 0 and half else text


def _aligned(heads: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """Yield a table: labels on the left, cells on the right; an empty column is left out."""
    used = [rank for rank in range(len(heads)) if any(cells[rank] for _name, cells in rows)]
    label = min(LABEL_WIDTH, max(len(name) for name, _cells in rows))
    widths = [max(len(heads[rank]), *(len(cells[rank]) for _name, cells in rows)) for rank in used]
    yield " " * label + "".join(f"{heads[rank]:>{width + GAP}}" for rank, width in zip(used, widths, strict=True))
    yield "─" * (label + sum(widths) + GAP * len(widths))
    for name, cells in rows:
        shown, *more = textwrap.wrap(name, label, subsequent_indent="  ", drop_whitespace=False) or [""]
        figures = (f"{cells[rank]:>{width + GAP}}" for rank, width in zip(used, widths, strict=True))
        yield f"{shown.rstrip():<{label}}{''.join(figures)}".rstrip()
        yield from (f"  {rest.strip()}" for rest in more)


def _legend(figures: Sequence[Figure]) -> Iterator[str]:
    shown = " ".join(map(shown_cell, figures)).replace("−", "")
    used = [f"{_(mark)} {_(said)}" for mark, said in LEGEND.items() if _(mark) in shown]
    if used:
        yield "   ".join(used)


def _notes(figures: Sequence[Figure], *, many: bool) -> Iterator[str]:
    """Yield what must be known, each sentence once for the periods and indicators that it speaks of."""
    said: dict[str, dict[str, list[str]]] = {}
    for one in figures:
        for note in one.notes:
            if not note.startswith(_("équipe réduite")) and one.status != NOT_AVAILABLE:
                said.setdefault(note, {}).setdefault(indicators()[one.indicator].label, []).append(one.period.label)
    if said:
        yield from ("", _("À savoir :"))
    for note, about in said.items():
        labels = [f"{label} ({_span(periods)})" if many else label for label, periods in about.items()]
        more = _(" et {n} autres indicateurs").format(n=len(labels) - 3) if len(labels) > 4 else ""
        shown = labels if not more else labels[:3]
        yield from _wrapped("· " + _("{name} : {value}").format(name=note, value=_(" ; ").join(shown)) + more)


def _span(labels: list[str]) -> str:
    unique = list(dict.fromkeys(labels))
    return (
        ", ".join(unique)
        if len(unique) < 4
        else _("{first} … {last}, {n} périodes").format(first=unique[0], last=unique[-1], n=len(unique))
    )


def _lacking(figures: Sequence[Figure], status: str, title: str) -> Iterator[str]:
    """Say once, for each indicator that has this status everywhere, what would give it."""
    told = _told(figures)
    lacking = {one.indicator: one for one in figures if one.indicator not in told and not one.slice}
    names = [one for one in lacking.values() if one.status == status]
    if not names:
        return
    yield from ("", title)
    if status == NOT_APPLICABLE:
        yield from _wrapped("· " + _(" ; ").join(indicators()[one.indicator].label for one in names))
        return
    for one in names:
        yield from _wrapped(f"· {indicators()[one.indicator].label} — {_(' ; ').join(one.notes)}".removesuffix(" — "))


def _wrapped(text: str) -> list[str]:
    width = shutil.get_terminal_size((WIDTH, 40)).columns
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
