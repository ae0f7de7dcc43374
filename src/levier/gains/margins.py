"""The margins of progress of a centre: each lever, the total without double counting, three years, the range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from levier.catalogue.lever import Component, Lever
from levier.catalogue.levers import levers
from levier.catalogue.levers.lab_sampling import cost_of_service
from levier.catalogue.parameters import theme
from levier.figures.figure import Figure
from levier.gains import words
from levier.gains.book import Book, gather, year_of
from levier.gains.case import Central, Draws
from levier.gains.draws import DRAWS, SEED, all_draws, range_of, relative_deviation
from levier.gains.hypotheses import OVERLAPS, Plan
from levier.gains.line import Line, line_of
from levier.gains.overlaps import Overlap, Part, Won, joint, overlaps, share_out
from levier.gains.peers import Peer
from levier.gains.words import euros, shown
from levier.holding import Holding
from levier.i18n import _
from levier.periods import Period

PUBLIC = ("commune", "intercommunalite", "departement", "region", "ccas", "gip", "hopital")
SHARED, PURCHASES = f"{OVERLAPS}.patients_communs", "dental.part_achats"


@dataclass(frozen=True, slots=True)
class Margin:
    """The margin of progress of one lever: net euros of a full year, and of each of the three years.

    ``low`` and ``high`` hold 80 % of the draws. ``share`` is its part of the total without double counting. ``counters``
    are today's values of what must not worsen.
    """

    lever: Lever
    state: str
    lines: tuple[Line, ...]
    gross: Fraction | None = None
    net: Fraction | None = None
    low: float | None = None
    high: float | None = None
    years: tuple[Fraction, ...] = ()
    share: Fraction = Fraction(0)
    commitment: Fraction | None = None
    partial: bool = False
    counters: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Tell whether totals count it."""
        return self.state == words.COMPUTED and not self.lever.informative


@dataclass(frozen=True, slots=True)
class Margins:
    """Every lever of a centre over a year, and the three totals: sum, without double counting, committed.

    ``today`` holds the gross margin of the centre, with and without the charges that the town pays.
    """

    centre: str
    period: Period
    as_of: int
    levers: tuple[Margin, ...]
    ramp: tuple[Fraction, ...]
    added_up: Fraction
    total: Fraction
    low: float | None
    high: float | None
    years: tuple[Fraction, ...]
    committed: Fraction
    overlaps: tuple[Overlap, ...]
    today: Mapping[str, Fraction | None]
    hypotheses: tuple[str, ...]
    notes: tuple[str, ...] = ()
    shared: bool = False

    def of(self, name: str) -> Margin:
        """Return the margin of a lever."""
        return next(one for one in self.levers if one.lever.name == name)


@dataclass(slots=True)
class _Work:
    """What the totals of one centre are made from."""

    book: Book
    plan: Plan
    lines: dict[str, list[Line]]
    draws: Sequence[Draws] = field(default_factory=list)


def margins(
    holding: Holding,
    *,
    as_of: date | None = None,
    year: str | None = None,
    plan: Plan | None = None,
    peers: Sequence[Peer] = (),
    shareable: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Margins:
    """Return the margins of progress of one centre, in euros a year.

    Args:
        holding: the centre, read.
        as_of: day of knowledge; that of the holding, else today.
        year: a year such as ``2025``; the last twelve months that files speak of by default.
        plan: hypotheses, targets, commitments and ramp that the centre states; every default otherwise.
        peers: figures of other centres, for targets that are percentiles.
        shareable: leave out what a small team makes (house §4.6), and levers that no synthesis may hold.
        draws, seed: of the range; the same seed always gives the same range.

    Raises:
        WrongCommand: a year that is none.
        NothingUsable: no line is dated.
        Refused: a percentile of fewer than five comparable centres.
    """
    plan = plan or Plan()
    period, day = year_of(holding, year, as_of)
    book = gather(holding, period, day, for_sharing=shareable)
    kept = [one for one in levers().values() if one.shareable or not shareable]
    work = _Work(book, plan, {one.name: _lines(one, book, plan, peers) for one in kept})
    work.draws = all_draws(relative_deviation(book.months), draws, seed)
    return _whole(work, [_margin(one, work) for one in kept])


def _lines(lever: Lever, book: Book, plan: Plan, peers: Sequence[Peer]) -> list[Line]:
    """Return the lines of a lever; of alternatives, the first whose target is stated, else the first computed."""
    body = book.holding.centre.managing_body
    if lever.not_for_public and body in PUBLIC and not _asked_for(lever, plan):
        return []
    if not lever.alternatives:
        return [line_of(lever, part, book, plan, peers) for part in lever.components]
    ordered = sorted(lever.components, key=lambda part: part.target not in plan.targets)
    made = [line_of(lever, part, book, plan, peers) for part in ordered]
    answered = (words.COMPUTED, words.COST_MISSING, words.REACHED, words.WORSE, words.COSTLY)
    return [next((one for one in made if one.state in answered), made[0])]


def _asked_for(lever: Lever, plan: Plan) -> bool:
    names = (name for part in lever.components for name in part.hypotheses)
    return any(plan.hypotheses[name].stated for name in names)


def _margin(lever: Lever, work: _Work) -> Margin:
    lines = [_ranged(line, work.draws) for line in work.lines[lever.name]]
    counters = tuple(
        one
        for name in lever.counters
        if (one := work.book.find(name)) is not None and one.value is not None and not work.book.hidden(one)
    )
    found = Margin(lever, _state(lever, lines), tuple(lines), counters=counters, notes=_said(lever, lines, work))
    found = replace(found, commitment=work.plan.commitments.get(lever.name))
    counted = [line for line in lines if line.state in (words.COMPUTED, words.COST_MISSING)]
    if not counted:
        return found
    gross = sum((line.gross or Fraction() for line in counted), Fraction())
    net = sum((line.counted for line in counted), Fraction()) if found.state == words.COMPUTED else None
    low, high = _limits(lines, work.draws, net_known=net is not None)
    years = tuple(share * net for share in _ramp(work.plan)) if net is not None else ()
    partial = any(line.partial for line in counted)
    return replace(found, gross=gross, net=net, low=low, high=high, years=years, partial=partial)


def _state(lever: Lever, lines: Sequence[Line]) -> str:
    if lever.without_amount:
        return words.WITHOUT
    if not lines:
        return words.OFF
    states = [line.state for line in lines]
    order = (words.COMPUTED, words.COST_MISSING, words.COSTLY, words.REACHED, words.WORSE)
    return next((one for one in order if one in states), states[0])


def _said(lever: Lever, lines: Sequence[Line], work: _Work) -> tuple[str, ...]:
    if lever.name == "lab_sampling":
        return (_(lever.without_amount), *_cost_of_sampling(work))
    if lever.without_amount:
        return (_(lever.without_amount),)
    if not lines:
        return (_("éteint chez un gestionnaire public ; jamais dans une synthèse"),)
    notes = [note if len(lines) == 1 else f"{line.component.label} : {note}" for line in lines for note in line.notes]
    return tuple(notes)


def _cost_of_sampling(work: _Work) -> tuple[str, ...]:
    given = {name.partition(".")[2]: one.value for name, one in work.plan.hypotheses.items() if name.startswith("lab_")}
    cost, paid = cost_of_service(given), work.book.find("lab_subsidy_per_file")
    now = (
        ""
        if paid is None or paid.value is None
        else _("versement : {value} par dossier").format(value=shown(paid.value, "€"))
    )
    if cost is None:
        said = _("coût du service à calculer : donnez {names}")
        asked = said.format(names=", ".join(f"lab_sampling.{name}" for name in given))
        return tuple(one for one in (now, asked) if one)
    return tuple(one for one in (now, _("coût du service : {cost} par dossier").format(cost=shown(cost, "€"))) if one)


def _ranged(line: Line, draws: Sequence[Draws]) -> Line:
    if line.state not in (words.COMPUTED, words.COST_MISSING):
        return line
    low, high = range_of([_drawn(line, draw)[0] for draw in draws])
    return replace(line, low=low, high=high)


def _drawn(line: Line, draw: Draws) -> tuple[float, list[tuple[Any, dict[str, Any]]]]:
    """Return the euros of a line in a draw, never under 0 on a slice, and what made them."""
    made = [case.amount(draw) for case in line.cases]
    net = line.state == words.COMPUTED
    return sum(max(0.0, float(amount.net if net else amount.gross)) for amount, _x in made), made


def _limits(lines: Sequence[Line], draws: Sequence[Draws], *, net_known: bool) -> tuple[float, float]:
    kept = [line for line in lines if line.state == (words.COMPUTED if net_known else words.COST_MISSING)]
    return range_of([sum(_drawn(line, draw)[0] for line in kept) for draw in draws])


def _ramp(plan: Plan) -> tuple[Fraction, ...]:
    return plan.ramp or tuple(Fraction(one, 100) for one in theme("leviers")["ramp"])


def _whole(work: _Work, found: list[Margin]) -> Margins:
    lines = [line for one in found if one.counted for line in one.lines if line.state == words.COMPUTED]
    parts, twice = _together(lines, Central(), work.plan)
    shares = share_out(parts, twice)
    total = sum(shares.values(), Fraction())
    drawn = [_total(lines, draw, work.plan) for draw in work.draws] if lines else []
    low, high = range_of(drawn) if drawn else (None, None)
    ramp = _ramp(work.plan)
    return Margins(
        centre=work.book.holding.centre.name,
        period=work.book.period,
        as_of=work.book.as_of,
        levers=tuple(replace(one, share=_share(one, shares)) for one in found),
        ramp=ramp,
        added_up=sum((one.net or Fraction() for one in found if one.counted), Fraction()),
        total=total,
        low=low,
        high=high,
        years=tuple(share * total for share in ramp),
        committed=sum((one.commitment or Fraction() for one in found), Fraction()),
        overlaps=tuple(twice),
        today={name: _value(work.book, name) for name in ("gross_margin", "gross_margin_with_town_charges")},
        hypotheses=_hypotheses(lines, twice, work.plan),
        notes=tuple(_remarks(work, found, ramp, total)),
        shared=work.book.for_sharing,
    )


def _value(book: Book, name: str) -> Fraction | None:
    found = book.find(name)
    return None if found is None else found.value


def _share(one: Margin, shares: Mapping[Part, Fraction]) -> Fraction:
    return sum((share for part, share in shares.items() if part[0] == one.lever.name), Fraction())


def _together(lines: Sequence[Line], draws: Draws, plan: Plan) -> tuple[dict[Part, Won], list[Overlap]]:
    """Return what each part wins, and what they win twice."""
    parts: dict[Part, Won] = {}
    for line in lines:
        for case in line.cases:
            amount, numbers = case.amount(draws)
            service = str(dict(case.slice).get("service") or "") if line.lever == "no_show" else ""
            part = (line.lever, line.component.name, service)
            before = parts.get(part, Won(0, 0, numbers))
            parts[part] = Won(before.net + max(0, amount.net), before.gross + max(0, amount.gross), numbers)
    known = [draws.hypothesis(plan.hypotheses[name]) for name in (SHARED, PURCHASES)]
    return parts, overlaps(parts, *known)


def _total(lines: Sequence[Line], draw: Draws, plan: Plan) -> float:
    parts, twice = _together(lines, draw, plan)
    return float(joint(parts, twice, frozenset(parts)))


def _hypotheses(lines: Sequence[Line], twice: Sequence[Overlap], plan: Plan) -> tuple[str, ...]:
    used = {one.name: one for line in lines for one in line.used}
    if any(one.second[0] == "room_occupancy" for one in twice):
        used[SHARED] = plan.hypotheses[SHARED]
    return tuple(f"{name} — {one.sentence()}" for name, one in used.items())


def _remarks(work: _Work, found: Sequence[Margin], ramp: tuple[Fraction, ...], total: Fraction) -> list[str]:
    said = []
    if ramp[-1] != 1:
        text = _("la rampe finit à {share} : au bout de trois ans, {lost} par an de la marge ne sont pas atteints")
        said.append(text.format(share=shown(ramp[-1], "%"), lost=euros((1 - ramp[-1]) * total)))
    missing = [one for one in found if one.state == words.COST_MISSING]
    if missing:
        text = _("coûts manquants, hors des totaux : {names}")
        said.append(text.format(names=", ".join(one.lever.label for one in missing)))
    hidden = [one.lever.label for one in found if any(line.state == words.SMALL_TEAM for line in one.lines)]
    if hidden and work.book.for_sharing:
        said.append(_("laissé de côté, équipe réduite : {names}").format(names=", ".join(hidden)))
    over = sum((one.commitment or Fraction() for one in found), Fraction())
    if over > total:
        text = _("les engagements du plan ({over}) dépassent la marge sans double compte ({total})")
        said.append(text.format(over=euros(over), total=euros(total)))
    return said


def component_of(margin: Margin, name: str) -> Component | None:
    """Return a component of a lever's margin by its name."""
    return next((line.component for line in margin.lines if line.component.name == name), None)
