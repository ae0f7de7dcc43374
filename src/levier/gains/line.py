"""One component of a lever on one centre: which figures, which target, why there is an amount or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from levier.catalogue.indicators import indicators
from levier.catalogue.lever import Component, Input, Lever
from levier.catalogue.quantities import QUANTITIES
from levier.figures.figure import NOT_APPLICABLE as FIGURE_NOT_APPLICABLE
from levier.figures.figure import NOT_COMPUTABLE as FIGURE_NOT_COMPUTABLE
from levier.figures.figure import OK, PARTIAL, Figure, Slice
from levier.gains import words
from levier.gains.book import Book
from levier.gains.case import Case, Central, read
from levier.gains.hypotheses import Hypothesis, Plan
from levier.gains.peers import Peer, comparable
from levier.gains.targets import PERCENTILE, Target, default_target, improves
from levier.gains.words import euros, shown
from levier.i18n import _
from levier.text import fold

CENTRAL = Central()


@dataclass(frozen=True, slots=True)
class Line:
    """A component's margin: euros of a full year, exact; ``cases`` are what the range draws again.

    ``gross`` and ``net`` are ``None`` without an amount; ``net`` alone when the added cost is not known. ``numbers``
    hold what the formula read, by slice.
    """

    lever: str
    component: Component
    state: str
    gross: Fraction | None = None
    net: Fraction | None = None
    cases: tuple[Case, ...] = ()
    numbers: tuple[dict[str, Any], ...] = ()
    nets: tuple[Fraction, ...] = ()
    partial: bool = False
    notes: tuple[str, ...] = ()
    used: tuple[Hypothesis, ...] = ()
    low: float | None = None
    high: float | None = None
    constant: bool = field(default=False)

    @property
    def counted(self) -> Fraction:
        """Return the net euros that totals count: none unless the line is computed."""
        return self.net if self.state == words.COMPUTED and self.net is not None else Fraction(0)


def line_of(lever: Lever, component: Component, book: Book, plan: Plan, peers: Sequence[Peer]) -> Line:
    """Return the margin of one component, or the reason why there is none."""
    services = book.holding.centre.services
    if lever.service and services is not None and lever.service not in services:
        return Line(lever.name, component, words.NOT_APPLICABLE)
    empty = Line(lever.name, component, words.NOT_AVAILABLE)
    found = [_case(empty, slice_, book, plan, peers) for slice_ in _slices(component, book)]
    cases = [one for one in found if isinstance(one, Case)]
    if not cases:
        refused = [one for one in found if isinstance(one, Line)]
        return refused[0] if refused else _nothing(empty, book)
    skipped = [one for one in found if isinstance(one, Line) and one.state == words.SMALL_TEAM]
    return _with_skipped(_computed(empty, cases), skipped)


def _slices(component: Component, book: Book) -> list[Slice]:
    if not component.domains:
        return [()]
    found = [
        slice_
        for slice_ in book.slices(component.inputs[0].indicator, component.domains)
        if component.only_service in (None, dict(slice_).get("service"))
    ]
    whole = [slice_ for slice_ in found if _complete(component, slice_, book)]
    # Without the service on acts or appointments, or with one that must not be told, the centre is one domain; a
    # specialty alone is never the centre.
    block = not whole or any(_hidden(component, slice_, book) for slice_ in whole)
    return [()] if block and not component.teams_only else whole


def _hidden(component: Component, slice_: Slice, book: Book) -> bool:
    return any(book.hidden(book.find(one.indicator, slice_)) for one in component.inputs)


def _complete(component: Component, slice_: Slice, book: Book) -> bool:
    needed = [one for one in component.inputs if not one.optional]
    figures = [book.find(one.indicator, slice_) for one in needed]
    return all(one is not None and one.value is not None for one in figures)


def _figure(one: Input, slice_: Slice, book: Book) -> Figure | None:
    if one.service:
        return book.service(one.indicator, one.service)
    return book.find(one.indicator, slice_, year_before=one.year_before)


def _case(empty: Line, slice_: Slice, book: Book, plan: Plan, peers: Sequence[Peer]) -> Case | Line:
    component = empty.component
    figures = {one.name: _figure(one, slice_, book) for one in component.inputs}
    if component.teams_only and (said := _too_small(figures, slice_)):
        return replace(empty, state=words.SMALL_TEAM, notes=(said,))
    if any(book.hidden(figure) for figure in figures.values()):
        return replace(empty, state=words.SMALL_TEAM, notes=(_("équipe réduite : réservé à la direction"),))
    numbers = {one.name: read(one, figures[one.name]) for one in component.inputs}
    values = {name: value for name, (value, _notes) in numbers.items()}
    if refusal := _refusal(empty, figures, values):
        return refusal
    hypotheses = _hypotheses(component, values, plan)
    lacking = [one for one in hypotheses.values() if one.required and one.value is None]
    if lacking:
        said = _("hypothèse à donner : {names}").format(names=", ".join(one.name for one in lacking))
        return replace(empty, state=words.HYPOTHESIS_MISSING, notes=(said,))
    notes = tuple(dict.fromkeys(note for _value, notes in numbers.values() for note in notes))
    there = {name: one for name, one in figures.items() if one is not None}
    case = Case(component, slice_, values, there, hypotheses, notes=notes)
    return _aimed(empty, case, book, plan, peers)


def _too_small(figures: dict[str, Figure | None], slice_: Slice) -> str | None:
    """Say why a specialty may carry no euro: it is a person, or it is general practice."""
    specialty = fold(str(dict(slice_).get("specialty") or ""))
    if any(one is not None and one.small_team for one in figures.values()) or not specialty:
        return _("spécialité de moins de 3 praticiens : aucun montant")
    return _("médecine générale : aucun montant sur le codage") if "generale" in specialty else None


def _refusal(empty: Line, figures: dict[str, Figure | None], values: dict[str, Fraction | None]) -> Line | None:
    for one in empty.component.inputs:
        figure, value = figures[one.name], values[one.name]
        if value is None and not one.optional:
            return _missing(empty, one, figure)
        if value is not None and value < 0 and one.name in ("revenue", "technical_amount", "supplies", "charges"):
            said = _(
                "{label} : {value} sur la période ; un montant négatif ne donne pas de marge. "
                "→ Vérifiez les annulations."
            )
            label = _label(one.indicator)
            return replace(empty, state=words.NOT_COMPUTABLE, notes=(said.format(label=label, value=euros(value)),))
    if values.get("rate") == 1 and empty.component.target == "no_show_rate":
        return replace(empty, state=words.NOT_COMPUTABLE, notes=(_("aucun rendez-vous honoré : rien à extrapoler"),))
    zero = next((name for name in ("occupied", "held") if values.get(name) == 0), None)
    if zero:
        return replace(empty, state=words.NOT_COMPUTABLE, notes=(_("aucune heure tenue : pas de recette par heure"),))
    return None


def _label(name: str) -> str:
    return (indicators().get(name) or QUANTITIES[name]).label


def _missing(empty: Line, one: Input, figure: Figure | None) -> Line:
    label = _label(one.indicator)
    if figure is None:
        return replace(empty, notes=(_("{label} : donnée non fournie").format(label=label),))
    why = _(" ; ").join(note for note in figure.notes if note != _("équipe réduite"))
    states = {FIGURE_NOT_APPLICABLE: words.NOT_APPLICABLE, FIGURE_NOT_COMPUTABLE: words.NOT_COMPUTABLE}
    state = states.get(figure.status, words.NOT_COMPUTABLE if figure.status in (OK, PARTIAL) else words.NOT_AVAILABLE)
    said = _(words.STATES[state])
    return replace(
        empty, state=state, notes=(_("{name} : {value}").format(name=label, value=said) + (f" ({why})" if why else ""),)
    )


def _nothing(empty: Line, book: Book) -> Line:
    one = empty.component.inputs[0]
    if empty.component.teams_only:
        return replace(empty, notes=(_("{label} : pas de détail par spécialité").format(label=_label(one.indicator)),))
    return _missing(empty, one, book.find(one.indicator))


def _hypotheses(component: Component, values: dict[str, Fraction | None], plan: Plan) -> dict[str, Hypothesis]:
    """Return the hypotheses of the formula: what a person stated, else what was measured, else the default."""
    found = {}
    for name in component.hypotheses:
        one = plan.hypotheses[name]
        source = component.measured.get(name.rpartition(".")[2])
        value = values.get(source) if source else None
        if value is not None and not one.stated:
            value = min(max(value, Fraction(0)), Fraction(1)) if one.unit == "%" else max(value, Fraction(0))
            one = one.measured(value)
        found[name] = one
    return found


def _aimed(empty: Line, case: Case, book: Book, plan: Plan, peers: Sequence[Peer]) -> Case | Line:
    name, today = case.component.target, case.today()
    if name is None or today is None:
        return case
    target = plan.targets.get(name) or default_target(name)
    if target is None:
        said = _("donnez un objectif : --target {name}=…").format(name=name)
        return replace(empty, state=words.TARGET_MISSING, notes=(said,))
    whole = book.find(name)
    values = tuple(comparable(peers, whole)) if target.kind == PERCENTILE and whole is not None else ()
    aimed = target.at(today, values)
    if improves(name, today, aimed):
        return replace(case, target=target, peers=values)
    return _reached(empty, case, target, today, aimed)


def _reached(empty: Line, case: Case, target: Target, today: Fraction, aimed: Fraction) -> Line:
    unit = indicators()[target.indicator].unit
    if target.own and aimed != today:
        said = _(
            "objectif de {target}, moins bon que les {today} d'aujourd'hui : aucune marge. → Choisissez-en un meilleur."
        )
        state = words.WORSE
    else:
        said, state = _("cible atteinte : {today} aujourd'hui, cible {target}"), words.REACHED
    notes = (said.format(target=shown(aimed, unit), today=shown(today, unit)),)
    zero = Fraction(0)
    return replace(empty, state=state, gross=zero, net=zero, notes=notes, cases=())


def _computed(empty: Line, cases: Sequence[Case]) -> Line:
    made = [(case, *case.amount(CENTRAL)) for case in cases]
    unknown = any(amount.cost is None for _case_, amount, _x in made)
    kept = [one for one in made if unknown or one[1].net > 0]
    partial = any(figure.status == PARTIAL for case in cases for figure in case.figures.values())
    line = replace(empty, partial=partial, notes=tuple(_notes(cases)), used=_used(cases))
    if not kept:
        return _costly(line, [(amount.gross, amount.cost) for _case_, amount, _x in made])
    gross = sum((Fraction(amount.gross) for _case_, amount, _x in kept), Fraction())
    nets = () if unknown else tuple(Fraction(amount.net) for _case_, amount, _x in kept)
    state = words.COST_MISSING if unknown else words.COMPUTED
    more = (_cost_to_give(cases),) if unknown else ()
    return replace(
        line,
        state=state,
        gross=gross,
        net=None if unknown else sum(nets, Fraction()),
        cases=tuple(case for case, _amount, _x in kept),
        numbers=tuple(x for _case_, _amount, x in kept),
        nets=nets,
        notes=(*line.notes, *more),
    )


def _cost_to_give(cases: Sequence[Case]) -> str:
    names = dict.fromkeys(name for case in cases for name, one in case.hypotheses.items() if one.value is None)
    said = _("coût de l'heure ajoutée inconnu : marge nette non calculée, hors des totaux. → Donnez {names}.")
    return said.format(names=", ".join(names))


def _costly(line: Line, parts: list[tuple[Any, Any]]) -> Line:
    gross, cost = (sum((Fraction(part[side]) for part in parts), Fraction()) for side in (0, 1))
    if not gross:
        return replace(line, state=words.NOTHING, gross=gross, net=Fraction(0))
    said = _("{gross} de recettes pour {cost} de coûts : coûterait plus qu'il ne rapporte, compté 0")
    return replace(
        line,
        state=words.COSTLY,
        gross=gross,
        net=Fraction(0),
        notes=(*line.notes, said.format(gross=euros(gross), cost=euros(cost))),
    )


def _used(cases: Sequence[Case]) -> tuple[Hypothesis, ...]:
    return tuple({one.name: one for case in cases for one in case.hypotheses.values()}.values())


def _notes(cases: Sequence[Case]) -> Iterator[str]:
    yield from dict.fromkeys(note for case in cases for note in case.notes)
    targets = {case.target.indicator: case for case in cases if case.target is not None}
    for case in targets.values():
        if case.target is not None:
            yield case.target.sentence(case.target.at(case.today(), case.peers))
    if len(cases[0].slice) == 0 and cases[0].component.domains:
        yield _("le centre compte d'un bloc (services non renseignés, ou équipe réduite)")
    for figure in cases[0].figures.values():
        if figure.status == PARTIAL and figure.notes:
            yield _("données partielles ({notes}) : fourchette indicative").format(notes=figure.notes[0])
            return


def _with_skipped(line: Line, skipped: Sequence[Line]) -> Line:
    if not skipped:
        return line
    specialties = _("{n} spécialité(s) sans montant : {why}")
    said = specialties if "specialty" in line.component.domains else _("{n} service(s) sans montant : {why}")
    said = said.format(n=len(skipped), why=skipped[0].notes[0])
    return replace(line, notes=(*line.notes, said))
