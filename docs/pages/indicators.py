"""The indicators: an index, and a page for each with the examples that prove it."""

from __future__ import annotations

from collections.abc import Iterator

from levier.catalogue.definition import Basis, Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.levers import lever
from levier.catalogue.parameters import theme
from levier.disclosure import NOBODY
from levier.figures.conventions import conventions_in
from levier.figures.needs import dimensions, needs_of
from levier.measures.facts import FACTS
from levier.measures.language import typed_of
from levier.tables import TABLES
from pages.examples import example
from pages.formulas import written
from pages.markdown import bullets, code, document, fenced, known, table
from pages.parameters import provenance

TEAMS = {
    "praticiens": "de praticiens",
    "telephone": "d'agents au téléphone",
    "accueil": "d'agents d'accueil",
    "tiers_payant": "d'agents du tiers payant",
    "assistance_dentaire": "d'assistants dentaires",
}
INDEX = """\
Un chiffre est fait de **mesures** (des comptes et des sommes) tirées des fichiers, ou tapées dans la
[grille](grille.md). Chaque page donne la définition, ce qui est laissé de côté et dans quel ordre, les
[conventions](parametres.md), et des exemples calculés à la main, vérifiés à chaque modification du programme.
`levier measure` donne les chiffres, `levier explain` dit comment l'un d'eux est fait."""


def index() -> str:
    """Return the table of the indicators."""
    rows = [
        (known(one.code), f"[{one.label}](indicateurs/{one.name}.md)", f"`{one.name}`", one.unit, one.direction)
        for one in indicators().values()
    ]
    return document("Les indicateurs", INDEX, table(("Code", "Indicateur", "Nom", "Unité", "Sens souhaité"), rows))


def pages() -> dict[str, str]:
    """Return the page of each indicator, by its path."""
    return {f"indicateurs/{one.name}.md": page(one) for one in indicators().values()}


def page(one: Indicator) -> str:
    """Return the page of an indicator."""
    return document(
        one.label,
        _card(one),
        f"**Pourquoi.** {one.why}",
        f"**Comment le lire.** {one.how_to_read}",
        f"**Prudence.** {one.caveats}",
        "## D'où vient le chiffre",
        "La première base dont les données sont là est prise ; elle est écrite à côté du chiffre."
        if len(one.bases) > 1
        else "",
        table(("Base", "Fichiers", "Mesures de la grille", "Remarque"), map(_basis, one.bases)),
        *_left_out(one),
        *_conventions(one),
        "## Règles particulières",
        bullets(_rules(one)),
        "## Exemples",
        *(example(one, case) for case in one.examples),
        "## Pour l'analyste",
        *_formulas(one),
        "[Tous les indicateurs](../indicateurs.md)",
    )


def _card(one: Indicator) -> str:
    counter = indicators().get(one.counter_indicator or "")
    link = f"[{counter.label}]({counter.name}.md)" if counter else "—"
    rows = [
        ("Nom", f"`{one.name}`"),
        ("Code", known(one.code)),
        ("Unité", one.unit),
        ("Sens souhaité", one.direction),
        ("Levier", _lever(one.lever) if one.lever else "—"),
        ("À regarder en même temps", link),
        ("Version de la définition", one.version),
        ("À relire avant le", one.review),
    ]
    return table(("Fiche", ""), rows)


def _lever(number: int) -> str:
    found = lever(str(number))
    return f"[{number}. {found.label}](../leviers/{found.name}.md)"


def _basis(one: Basis) -> list[str]:
    needs = [" ou ".join(_file(name) for name in need) for need in needs_of(one)]
    typed = dict.fromkeys(measure.name for measure in typed_of(one.formula))
    without = f"si le fichier {code(TABLES[name].file for name in one.without)} manque" if one.without else ""
    notes = [one.note or "", without, *(said for _term, said in one.given)]
    return [one.name, known(", ".join(needs)), known(code(typed)), known(" ; ".join(filter(None, notes)))]


def _file(name: str) -> str:
    file = TABLES[name].file
    return f"[{file}](../tables.md#{file})"


def _left_out(one: Indicator) -> list[str]:
    if one.population is None:
        return []
    source = FACTS[one.population.fact].source
    reasons = [exclusion.reason for exclusion in one.population.exclusions]
    reasons.insert(one.population.undated, "à venir (après la date de calcul)")
    lines = "\n".join(f"{rank}. {reason}" for rank, reason in enumerate(reasons, 1))
    file = f" du fichier {_file(source)}" if source else ""
    return [
        "## Ce qui est laissé de côté, dans l'ordre",
        f"Parmi les lignes{file}, la première raison qui vaut est celle de la ligne. Lignes de la période = lignes "
        "comptées + lignes laissées de côté.",
        lines,
    ]


def _conventions(one: Indicator) -> list[str]:
    names = sorted(conventions_in(one))
    if not names:
        return []
    about = theme("conventions")
    rows = [
        (
            f"[`{name}`](../parametres.md)",
            about[name]["label"],
            f"{about[name]['default']} {about[name].get('unit', '')}",
            provenance(about[name]),
        )
        for name in names
    ]
    return ["## Conventions", table(("Convention", "Ce que c'est", "Par défaut", "Provenance"), rows)]


def _rules(one: Indicator) -> Iterator[str]:
    if one.service:
        yield f"Ne concerne que les centres qui ont le service « {one.service} » ; ailleurs : *sans objet*."
    if one.interval:
        yield "Intervalle à 95 % (Wilson) : le hasard seul fait bouger le chiffre dans cette fourchette."
    yield from _doubts(one)
    if one.amounts_of_acts is not None:
        yield "Une seconde série est donnée à tarifs constants ; les comparaisons d'une année à l'autre la prennent."
    if one.one_basis:
        yield "Une seule base pour toutes les périodes d'un centre."
    if one.distinct:
        yield "Des personnes comptées une fois : mois, trimestres et années seulement, jamais des sommes de mois."
    if one.least_fte:
        yield f"Donné seulement à partir de {one.least_fte[1]} personnes, pour le centre entier."
    if one.complete is not None:
        yield "*Calcul impossible* tant que les coûts ne sont pas complets."
    if one.team != NOBODY:
        yield f"Équipe réduite : moins de 3 {_team(one)}, le chiffre est pour la direction seule, jamais partagé."
    cuts = dimensions(one)
    yield f"Se coupe par (`--by`) : {code(cuts)}." if cuts else "Ne se coupe pas : pour le centre entier."


def _team(one: Indicator) -> str:
    return TEAMS.get(one.team, one.team).removeprefix("de ").removeprefix("d'")


def _doubts(one: Indicator) -> Iterator[str]:
    if one.doubt is None:
        return
    yield f"*Partiel* quand la part de lignes sans issue connue dépasse la convention `{one.doubt.limit}`."
    if one.doubt.bounds:
        yield "Des bornes sont toujours données : le chiffre si toutes ces lignes étaient favorables, ou défavorables."
    if one.doubt.floor:
        yield f"Sous la convention `{one.doubt.floor}` de lignes connues, seules les bornes sont un résultat."


def _formulas(one: Indicator) -> list[str]:
    texts = dict.fromkeys(f"# {basis.name}\n{written(basis.formula)}" for basis in one.bases)
    return [
        "Les mesures, dans leur langage (tables et colonnes dérivées : `src/levier/measures/facts.py`). Un montant est "
        "en centimes, une durée en secondes, un ETP en milliardièmes ; la division est faite après.",
        *(fenced(text) for text in texts),
    ]
