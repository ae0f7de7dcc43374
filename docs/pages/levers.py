"""The levers: an index, and a page for each with its actions, its margin and the examples that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from levier.catalogue.indicators import indicators
from levier.catalogue.lever import Component, Lever, Worked
from levier.catalogue.levers import levers
from levier.catalogue.parameters import theme
from levier.cli.output import shown_value
from pages.markdown import bullets, code, document, known, table
from pages.parameters import provenance

INDEX = """\
Un levier est une bonne pratique qui agit sur les recettes ou sur les charges. Chaque page donne ses actions, ce qui
l'arrête, ce qu'il faut regarder en même temps, et sa **marge de progression** : un ordre de grandeur en euros par an,
avec son objectif et ses hypothèses, à discuter. Un levier ne se juge jamais sur ses seuls euros."""
KINDS = {"value": "atteindre {} {}", "step": "un pas de {} {}", "relative": "{} %, relativement à aujourd'hui"}


def index() -> str:
    """Return the table of the levers."""
    rows = [(one.number, f"[{one.label}](leviers/{one.name}.md)", f"`{one.name}`", one.acts_on) for one in _all()]
    return document("Les leviers", INDEX, table(("N°", "Levier", "Nom", "Agit sur"), rows))


def pages() -> dict[str, str]:
    """Return the page of each lever, by its path."""
    return {f"leviers/{one.name}.md": page(one) for one in _all()}


def _all() -> list[Lever]:
    return list(levers().values())


def page(one: Lever) -> str:
    """Return the page of a lever."""
    return document(
        f"{one.number}. {one.label}",
        f"**Pourquoi.** {one.why}",
        f"Agit sur les {one.acts_on}." + (f" Service : {one.service}." if one.service else ""),
        "## Le suivre",
        bullets(map(_indicator, one.indicators)),
        f"**À regarder en même temps** : {one.counter_words}.",
        bullets(map(_indicator, one.counters)),
        "## Le plan",
        *(part for axis in one.axes for part in (f"**{axis.label}**", bullets(axis.actions))),
        *_obstacles(one),
        *_margin(one),
        "[Tous les leviers](../leviers.md)",
    )


def _indicator(name: str) -> str:
    found = indicators().get(name)
    return f"[{found.label}](../indicateurs/{name}.md)" if found else f"`{name}`"


def _obstacles(one: Lever) -> Iterator[str]:
    if one.obstacles:
        yield "## Ce qui l'arrête"
        yield table(("Obstacle", "Ce qui aide"), ((each.what, " ; ".join(each.ways)) for each in one.obstacles))
    if one.legal:
        yield "## Le droit"
        yield bullets(one.legal)


def _margin(one: Lever) -> Iterator[str]:
    yield "## La marge de progression"
    if one.without_amount:
        yield f"{one.without_amount[:1].upper()}{one.without_amount[1:]}."
    if one.not_for_public:
        yield "Éteinte pour un gestionnaire public, sauf demande."
    if one.alternatives:
        yield "Une seule de ces façons est comptée : la première qui peut l'être."
    for component in one.components:
        yield from _component(component)
    for worked in one.examples:
        yield from _example(worked)


def _component(one: Component) -> Iterator[str]:
    yield f"### {one.label[:1].upper()}{one.label[1:]}"
    yield f"Formule : {one.words}."
    goals = [_target(one.target)] if one.target else []
    rows = [*goals, *(_hypothesis(name) for name in one.hypotheses)]
    yield table(("Objectif ou hypothèse", "Par défaut", "Provenance", "Source", "Vérifiée le"), rows)


def _target(name: str) -> tuple[object, ...]:
    about = theme("leviers")["targets"].get(name)
    if about is None:
        return (f"objectif : `{name}`", "à saisir", "—", "—", "—")
    unit = "points" if about["kind"] == "step" else indicators()[name].unit
    limit = f", sans passer {about['limit']} %" if "limit" in about else ""
    said = KINDS[about["kind"]].format(_number(about["value"]), unit) + limit
    return (f"objectif : {_indicator(name)}", said, provenance(about), about["source"], about["checked"])


def _hypothesis(path: str) -> tuple[object, ...]:
    lever, _dot, name = path.partition(".")
    about: dict[str, Any] = theme("leviers")["hypotheses"][lever][name]
    default = f"{_number(about['default'])} {about['unit']}" if "default" in about else "mesurée, ou à saisir"
    spread = f" (de {_number(about['low'])} à {_number(about['high'])})" if "low" in about else ""
    return (f"{about['label']} (`{path}`)", default + spread, provenance(about), about["source"], about["checked"])


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _example(one: Worked) -> Iterator[str]:
    yield f"Exemple. {one.title} :"
    pairs = {**one.values, **one.hypotheses}
    shown = [f"{code([name])} = {_number(float(value))}" for name, value in pairs.items() if _plain(value)]
    yield bullets(shown)
    gross = f" (dont recettes ou économies : {shown_value(one.gross, '€')})" if one.gross is not None else ""
    yield f"→ **{known(None if one.net is None else shown_value(one.net, '€ par an'))}**{gross}"


def _plain(value: object) -> bool:
    return value is not None and not isinstance(value, str | tuple | list | dict)
