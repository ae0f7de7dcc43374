"""Margins as a finance director reads them, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from levier.catalogue.indicators import indicators
from levier.figures.figure import number
from levier.gains.line import Line
from levier.gains.of_centre import Margin, Margins
from levier.gains.overlaps import Overlap
from levier.gains.start import Start, Suggestion
from levier.gains.words import STATES, euros, shown
from levier.i18n import _, percent
from levier.i18n import number as written
from levier.periods import to_date

Made = Sequence[tuple[Margins, Start | str | None]]
HEADERS = ("Levier", "Marge", "Fourchette", "Avant coûts", "Hors double compte", "État")


def table(made: Made) -> str:
    """Return the margins of centres as a text: amounts, totals, what to watch, why, and where to start."""
    return "\n\n".join("\n".join(_centre(one, start)) for one, start in made) + "\n"


def _centre(one: Margins, start: Start | str | None) -> Iterator[str]:
    day = f"{to_date(one.as_of):%d/%m/%Y}"
    title = _("Centre {name} — marges de progression sur {period}, connues au {day}")
    yield title.format(name=one.centre, period=one.period.label, day=day)
    yield _("Euros par an, nets des coûts ajoutés, si l'objectif est atteint ; fourchette : 80 % des tirages.")
    if one.shared:
        yield _("Version partageable : sans les équipes réduites ni le levier 10.")
    yield ""
    yield from _aligned([tuple(map(_, HEADERS)), *(_row(margin) for margin in one.levers)])
    yield ""
    yield from _totals(one)
    yield from _watched(one)
    yield from _details(one)
    if one.hypotheses:
        yield from ("", _("Hypothèses (toutes modifiables : --hypotheses, --set-hypothesis)"))
        yield from (f"  {said}" for said in one.hypotheses)
    if start is not None:
        yield from ("", _("Par où commencer"), *_start(start))


def _row(one: Margin) -> tuple[str, ...]:
    label = f"{one.lever.number}. {_(one.lever.label)}"
    if one.gross is None:
        return (label, "", "", "", "", _(STATES[one.state]))
    low, high = (None if limit is None else Fraction(limit) for limit in (one.low, one.high))
    spread = _("{low} à {high}").format(low=euros(low), high=euros(high)) if low is not None and low != high else ""
    states = [
        _(STATES[one.state]),
        _("données partielles") if one.partial else "",
        _("équipe réduite : direction seule") if one.small_team else "",
        _("hors totaux") if one.lever.informative else "",
    ]
    share = euros(one.share) if one.counted else ""
    return (label, euros(one.net), spread, euros(one.gross), share, ", ".join(state for state in states if state))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for rank, row in enumerate(rows):
        cells = [
            cell.rjust(widths[place]) if 0 < place < 5 else cell.ljust(widths[place]) for place, cell in enumerate(row)
        ]
        yield "  ".join(cells).rstrip()
        if rank == 0:
            yield "  ".join("─" * width for width in widths)


def _totals(one: Margins) -> Iterator[str]:
    yield _("Somme des leviers : {euros} par an").format(euros=euros(one.added_up))
    low, high = (None if limit is None else Fraction(limit) for limit in (one.low, one.high))
    spread = _(" (de {low} à {high})").format(low=euros(low), high=euros(high)) if low is not None else ""
    yield _("Sans double compte : {euros} par an{spread}").format(euros=euros(one.total), spread=spread)
    years = (
        _("année {n} : {euros} ({share})").format(n=rank, euros=euros(value), share=_per_cent(share))
        for rank, (value, share) in enumerate(zip(one.years, one.ramp, strict=True), start=1)
    )
    yield _("Montée en charge : {years}").format(years=_(" ; ").join(years))
    if one.committed:
        yield _("Engagement du plan : {euros} par an").format(euros=euros(one.committed))
    yield from _gross_margin(one)
    for twice in one.overlaps:
        yield _("Compté une fois : {euros} — {why}").format(euros=euros(twice.euros), why=_(twice.why))
    yield from (_("À noter : {note}").format(note=note) for note in one.notes)


def _per_cent(share: Fraction) -> str:
    return percent(written(f"{float(100 * share):g}"))


def _gross_margin(one: Margins) -> Iterator[str]:
    own, town = one.today["gross_margin"], one.today["gross_margin_with_town_charges"]
    if own is not None:
        said = _("Marge brute, sans les charges de la collectivité : {now} ; avec la marge de progression : {then}")
        yield said.format(now=euros(own), then=euros(own + one.total))
    if town is not None:
        said = _("Marge brute, charges de la collectivité comprises : {now} ; avec la marge de progression : {then}")
        yield said.format(now=euros(town), then=euros(town + one.total))


def _watched(one: Margins) -> Iterator[str]:
    kept = [margin for margin in one.levers if margin.gross]
    if kept:
        yield from ("", _("À surveiller à côté de chaque marge"))
    for margin in kept:
        yield f"  {margin.lever.number}. {_(margin.lever.counter_words)}"
        now = ", ".join(
            _("{name} : {value}").format(name=_(indicators()[one.indicator].label), value=shown(one.value, one.unit))
            for one in margin.counters
        )
        if now:
            yield _("     aujourd'hui : {now}").format(now=now)


def _details(one: Margins) -> Iterator[str]:
    yield from ("", _("Comment chaque marge est faite"))
    for margin in one.levers:
        said = [
            *(
                _("{name} : {value}").format(name=_(line.component.label), value=_(line.component.words))
                for line in margin.lines
                if line.gross
            ),
            *margin.notes,
        ]
        if said:
            yield f"  {margin.lever.number}. {_(margin.lever.label)}"
            yield from (f"     {sentence}" for sentence in said)
        yield from (f"     {detail}" for line in margin.lines for detail in _slices(line))


def _slices(line: Line) -> Iterator[str]:
    """Yield the net euros by service, never by specialty: a specialty may be a person."""
    if line.component.without_detail or not line.component.domains:
        return
    for case, net in zip(line.cases, line.nets, strict=False):
        name = dict(case.slice).get("service")
        if name is not None:
            yield _("{service} : {euros}").format(service=name, euros=euros(net))


def _start(start: Start | str) -> Iterator[str]:
    if isinstance(start, str):
        yield f"  {start}"
        return
    for rank, one in enumerate(start.suggestions, start=1):
        yield f"  {rank}. {_(one.lever.label)} — {one.reason}"
        yield _("     premières actions : {actions}").format(actions=_(" ; ").join(one.actions))
        yield _("     à surveiller : {counter}").format(counter=one.counter)
    yield _("  Comparaison : {compared}.").format(compared=start.compared)
    yield from (_("  Non proposé — {why}").format(why=why) for why in start.left_out)


def as_json(made: Made) -> str:
    """Return the margins of centres as a JSON list, one object a centre."""
    shown_ = [_object(one) | ({} if start is None else {"where_to_start": _start_object(start)}) for one, start in made]
    return json.dumps(shown_, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _cents(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


def _object(one: Margins) -> dict[str, Any]:
    return {
        "centre": one.centre,
        "period": one.period.label,
        "from": to_date(one.period.first).isoformat(),
        "to": to_date(one.period.last).isoformat(),
        "as_of": to_date(one.as_of).isoformat(),
        "unit": "€/an",
        "ramp": [number(share) for share in one.ramp],
        "levers": [_margin_object(margin) for margin in one.levers],
        "sum_of_levers": _cents(one.added_up),
        "total_without_double_counting": _cents(one.total),
        "low": _cents(one.low),
        "high": _cents(one.high),
        "interval": "monte_carlo80",
        "years": [_cents(value) for value in one.years],
        "committed": _cents(one.committed),
        "overlaps": [_overlap_object(twice) for twice in one.overlaps],
        "today": {name: _cents(value) for name, value in one.today.items()},
        "hypotheses": list(one.hypotheses),
        "notes": list(one.notes),
        "shareable": one.shared,
    }


def _margin_object(one: Margin) -> dict[str, Any]:
    return {
        "lever": one.lever.name,
        "number": one.lever.number,
        "label": _(one.lever.label),
        "state": one.state,
        "gross": _cents(one.gross),
        "net": _cents(one.net),
        "low": _cents(one.low),
        "high": _cents(one.high),
        "years": [_cents(value) for value in one.years],
        "share": _cents(one.share) if one.counted else None,
        "commitment": _cents(one.commitment),
        "partial": one.partial,
        "small_team": one.small_team,
        "in_totals": one.counted,
        "lines": [_line_object(line) for line in one.lines],
        "counter_indicators": [
            {"indicator": figure.indicator, "value": number(figure.value), "unit": figure.unit}
            for figure in one.counters
        ],
        "counter": _(one.lever.counter_words),
        "legal": [_(text) for text in one.lever.legal],
        "notes": list(one.notes),
    }


def _line_object(line: Line) -> dict[str, Any]:
    """Return a line; the numbers of a formula by specialty stay out: a specialty may be a person."""
    whole = not line.component.without_detail and len(line.cases) == 1 and not line.cases[0].slice
    return {
        "name": line.component.name,
        "label": _(line.component.label),
        "formula": _(line.component.words),
        "state": line.state,
        "gross": _cents(line.gross),
        "net": _cents(line.net),
        "low": _cents(line.low),
        "high": _cents(line.high),
        "inputs": {name: number(_exact(value)) for name, value in line.numbers[0].items()} if whole else None,
    }


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)


def _overlap_object(twice: Overlap) -> dict[str, Any]:
    return {"levers": [twice.first[0], twice.second[0]], "euros": _cents(twice.euros), "why": _(twice.why)}


def _start_object(start: Start | str) -> dict[str, Any]:
    if isinstance(start, str):
        return {"refused": start, "suggestions": []}
    return {
        "compared": start.compared,
        "suggestions": [_suggestion_object(one) for one in start.suggestions],
        "left_out": list(start.left_out),
    }


def _suggestion_object(one: Suggestion) -> dict[str, Any]:
    return {
        "lever": one.lever.name,
        "margin": _cents(one.margin),
        "chance": one.chance,
        "low": one.low,
        "high": one.high,
        "successes": one.successes,
        "centres": one.centres,
        "expected": _cents(one.expected),
        "reason": one.reason,
        "actions": list(one.actions),
        "counter": one.counter,
    }
