"""The margins of progress of a centre: each lever, the total without double counting, three years, the range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from levier.catalogue.lever import Lever
from levier.catalogue.levers import levers
from levier.catalogue.levers.lab_sampling import cost_of_service
from levier.catalogue.parameters import theme
from levier.figures.figure import Figure
from levier.gains import words
from levier.gains.book import Book, gather, year_of
from levier.gains.case import Draws
from levier.gains.draws import DRAWS, SEED, all_draws, range_of, relative_deviation
from levier.gains.hypotheses import OVERLAPS, Plan, with_stated
from levier.gains.line import CENTRAL, Line, line_of
from levier.gains.overlaps import Overlap, Part, Won, joint, overlaps, share_out
from levier.gains.peers import Peer
from levier.gains.words import euros, shown
from levier.holding import Holding
from levier.i18n import _
from levier.periods import Period

PUBLIC = ("commune", "intercommunalite", "departement", "region", "ccas", "gip", "hopital")
WITH_EUROS = (words.COMPUTED, words.COST_MISSING)
ASKING = (words.TARGET_MISSING, words.HYPOTHESIS_MISSING)
Parts = dict[Part, Won]
SHARED, PURCHASES = f"{OVERLAPS}.patients_communs", "dental.part_achats"


@dataclass(frozen=True, slots=True)
class Margin:
    """The margin of progress of one lever: net euros of a full year, and of each of the three years.

    ``low`` and ``high`` hold 80 % of the draws. ``share`` is its part of the total without double counting.
    ``counters`` are today's values of what must not worsen.
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
    small_team: bool = False
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
class Drawn:
    """What was drawn for a centre, to say it again in another language: of one holding, one year and one plan."""

    draws: Sequence[Draws] = ()
    parts: dict[tuple[str, str], list[Parts]] = field(default_factory=dict)


@dataclass(slots=True)
class _Work:
    """What the totals of one centre are made from: ``drawn`` holds the parts of each line in each draw."""

    book: Book
    plan: Plan
    lines: dict[str, list[Line]]
    draws: Sequence[Draws] = field(default_factory=list)
    drawn: dict[tuple[str, str], list[Parts]] = field(default_factory=dict)


def margins(
    holding: Holding,
    *,
    as_of: date | None = None,
    year: str | None = None,
    plan: Plan | None = None,
    hypotheses: Mapping[str, object] | None = None,
    targets: Mapping[str, object] | None = None,
    peers: Sequence[Peer] = (),
    shareable: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
    drawn: Drawn | None = None,
) -> Margins:
    """Return the margins of progress of one centre, in euros a year.

    Args:
        holding: the centre, read.
        as_of: day of knowledge; that of the holding, else today.
        year: a year such as ``2025``; the last twelve months that files speak of by default.
        plan: hypotheses, targets, commitments and ramp that the centre states; every default otherwise.
        hypotheses, targets: more of them, as people write them (``{"no_show.part_reprise": 60}``,
            ``{"no_show_rate": "p25"}``).
        peers: figures of other centres, for targets that are percentiles.
        shareable: leave out what a small team makes (house §4.6), and levers that no synthesis may hold.
        draws, seed: of the range; the same seed always gives the same range.
        drawn: filled by a first call, read by the next ones with the same arguments in another language.

    Raises:
        WrongCommand: a year that is none, an unknown name or an impossible value.
        NothingUsable: no line is dated.
        Refused: a percentile of fewer than five comparable centres.
    """
    plan = with_stated(plan or Plan(), hypotheses or {}, targets or {})
    period, day = year_of(holding, year, as_of)
    book = gather(holding, period, day, for_sharing=shareable)
    kept = [one for one in levers().values() if one.shareable or not shareable]
    work = _Work(book, plan, {one.name: _lines(one, book, plan, peers) for one in kept})
    known = Drawn() if drawn is None else drawn
    known.draws = work.draws = known.draws or all_draws(relative_deviation(book.months), draws, seed)
    lines = [line for one in kept for line in work.lines[one.name] if line.state in WITH_EUROS]
    for line in lines:
        if key_of(line) not in known.parts:
            known.parts[key_of(line)] = [parts_of(line, draw) for draw in work.draws]
    work.drawn = known.parts
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
    answered = (*WITH_EUROS, words.REACHED, words.WORSE, words.COSTLY, words.NOTHING)
    preferred = (*(one for one in made if one.state in answered), *(one for one in made if one.state in ASKING))
    return [next(iter(preferred), made[0])]


def _asked_for(lever: Lever, plan: Plan) -> bool:
    names = (name for part in lever.components for name in part.hypotheses)
    return any(plan.hypotheses[name].stated for name in names)


def _margin(lever: Lever, work: _Work) -> Margin:
    lines = [_ranged(line, work) for line in work.lines[lever.name]]
    counters = tuple(
        one
        for name in lever.counters
        if (one := work.book.find(name)) is not None and one.value is not None and not work.book.hidden(one)
    )
    found = Margin(lever, _state(lever, lines), tuple(lines), counters=counters, notes=_said(lever, lines, work))
    found = replace(found, commitment=work.plan.commitments.get(lever.name))
    small = any(figure.small_team for line in lines for case in line.cases for figure in case.figures.values())
    found = replace(found, small_team=small)
    counted = [line for line in lines if line.state in WITH_EUROS]
    if not counted:
        return found
    gross = sum((line.gross or Fraction() for line in counted), Fraction())
    net = sum((line.counted for line in counted), Fraction()) if found.state == words.COMPUTED else None
    low, high = _limits(lines, work, net_known=net is not None)
    years = tuple(share * net for share in _ramp(work.plan)) if net is not None else ()
    partial = any(line.partial for line in counted)
    return replace(found, gross=gross, net=net, low=low, high=high, years=years, partial=partial)


def _state(lever: Lever, lines: Sequence[Line]) -> str:
    if lever.without_amount:
        return words.WITHOUT
    if not lines:
        return words.OFF
    states = [line.state for line in lines]
    order = (*WITH_EUROS, words.COSTLY, *ASKING, words.SMALL_TEAM, words.REACHED, words.WORSE, words.NOTHING)
    return next((one for one in order if one in states), states[0])


def _said(lever: Lever, lines: Sequence[Line], work: _Work) -> tuple[str, ...]:
    if lever.name == "lab_sampling":
        return (_(lever.without_amount), *_cost_of_sampling(work))
    if lever.without_amount:
        return (_(lever.without_amount),)
    if not lines:
        return (_("éteint chez un gestionnaire public ; jamais dans une synthèse"),)
    notes = [
        note if len(lines) == 1 else _("{name} : {value}").format(name=line.component.label, value=note)
        for line in lines
        for note in line.notes
    ]
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


def _ranged(line: Line, work: _Work) -> Line:
    if line.state not in WITH_EUROS:
        return line
    low, high = range_of([_euros(line, parts) for parts in work.drawn[key_of(line)]])
    return replace(line, low=low, high=high)


def _euros(line: Line, parts: Parts) -> float:
    """Return the euros of a line in a draw: net, gross when the added cost is not known."""
    net = line.state == words.COMPUTED
    return sum(float(one.net if net else one.gross) for one in parts.values())


def _limits(lines: Sequence[Line], work: _Work, *, net_known: bool) -> tuple[float, float]:
    kept = [line for line in lines if line.state == (words.COMPUTED if net_known else words.COST_MISSING)]
    columns = [[_euros(line, parts) for parts in work.drawn[key_of(line)]] for line in kept]
    return range_of([sum(row) for row in zip(*columns, strict=True)])


def _ramp(plan: Plan) -> tuple[Fraction, ...]:
    return plan.ramp or tuple(Fraction(one, 100) for one in theme("leviers")["ramp"])


def _whole(work: _Work, found: list[Margin]) -> Margins:
    lines = [line for one in found if one.counted for line in one.lines if line.state == words.COMPUTED]
    parts = {part: won for line in lines for part, won in parts_of(line, CENTRAL).items()}
    twice = _twice(parts, CENTRAL, work.plan)
    shares = share_out(parts, twice)
    total = sum(shares.values(), Fraction())
    low, high = range_of(_totals(lines, work)) if lines else (None, None)
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


def key_of(line: Line) -> tuple[str, str]:
    """Return what identifies a line of a centre."""
    return line.lever, line.component.name


def parts_of(line: Line, draws: Draws) -> Parts:
    """Return what each part of a line wins, by service for the lever whose services overlap with other levers."""
    parts: Parts = {}
    for case in line.cases:
        amount, numbers = case.amount(draws)
        service = str(dict(case.slice).get("service") or "") if line.lever == "no_show" else ""
        part = (line.lever, line.component.name, service)
        before = parts.get(part, Won(0, 0, numbers))
        net = amount.gross if amount.cost is None else amount.net
        parts[part] = Won(before.net + max(0, net), before.gross + max(0, amount.gross), numbers)
    return parts


def _twice(parts: Parts, draws: Draws, plan: Plan) -> list[Overlap]:
    known = [draws.hypothesis(plan.hypotheses[name]) for name in (SHARED, PURCHASES)]
    return overlaps(parts, *known)


def _totals(lines: Sequence[Line], work: _Work) -> list[float]:
    """Return the total without double counting in each draw."""
    found = []
    for rank, draw in enumerate(work.draws):
        parts = {part: won for line in lines for part, won in work.drawn[key_of(line)][rank].items()}
        found.append(float(joint(parts, _twice(parts, draw, work.plan), frozenset(parts))))
    return found


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
    said += _tariff_effect(work.book)
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


def _tariff_effect(book: Book) -> list[str]:
    """Say by itself what tariffs alone added to the year: margins are at the tariffs of the year before."""
    revenue = book.find("activity_revenue")
    if revenue is None or revenue.constant is None:
        return []
    effect = Fraction(revenue.constant["tariff_effect"])
    text = _("effet des tarifs sur les recettes de l'année, à part : {effect} par rapport à {period}")
    return [text.format(effect=("+" if effect >= 0 else "") + euros(effect), period=revenue.constant["reference"])]
