"""Conventions and dated lists, each with its provenance and the day it was last checked."""

from __future__ import annotations

from typing import Any

from levier.catalogue.indicators import indicators
from levier.catalogue.parameters import theme
from levier.centre import ACCOUNT_NAMES, BODIES, CHARTS, KEYS
from levier.figures.conventions import conventions_in
from levier.tables.columns import SERVICES
from pages.markdown import bullets, code, document, known, table

PROVENANCES = {
    "report": "rapport",
    "law": "texte officiel",
    "contract": "règle de l'outil Levier",
    "hypothesis": "hypothèse de l'outil",
}
INTRODUCTION = """\
Une **convention** est un choix que chaque centre peut changer dans `centre.toml`, section `[conventions]`. Elle voyage
avec le chiffre : deux centres ne se comparent qu'à conventions égales. Les **listes** (codes, familles, comptes) sont
datées et vérifiées à part des définitions. Chaque valeur dit d'où elle vient : *texte officiel*, *rapport*, ou
*hypothèse de l'outil*, à discuter."""
EXAMPLE = """\
```toml
# centre.toml
[conventions]
annulation_tardive = "non_venue"
delai_annulation_h = 48
```"""
CHANGING = ("purchases", "activity", "subsidy", "balancing", "staff")
ROLES = {role: french for french, role in ACCOUNT_NAMES.items()}


def page() -> str:
    """Return the page of the parameters."""
    return document(
        "Les conventions et les listes",
        INTRODUCTION,
        EXAMPLE,
        "## Conventions",
        table(
            ("Convention", "Ce que c'est", "Par défaut", "Provenance", "Source", "Vérifiée le", "Indicateurs"),
            (_convention(*one) for one in theme("conventions").items()),
        ),
        *_codes(),
        *_accounts(),
        *_centre(),
    )


def provenance(about: dict[str, Any]) -> str:
    """Return the provenance of a value, in French."""
    return PROVENANCES[about["provenance"]]


def _convention(name: str, about: dict[str, Any]) -> list[object]:
    choices = f" ({code(about['choices'])})" if "choices" in about else ""
    least = f", au moins {about['minimum']}" if "minimum" in about else ""
    default = f"{about['default']} {about.get('unit', '')}".strip() + least + choices
    users = [one.name for one in indicators().values() if name in conventions_in(one)]
    links = ", ".join(f"[{user}](indicateurs/{user}.md)" for user in users)
    return [
        f"`{name}`",
        about["label"],
        default,
        provenance(about),
        about["source"],
        about["checked"],
        links or "tous",
    ]


def _codes() -> list[str]:
    about = theme("codes")
    parts = ["## Listes de codes"]
    for name, one in about["lists"].items():
        rows = [(f"`{code_['code']}`", code_["label"], _dates(code_)) for code_ in one["codes"]]
        parts += [f"### `{name}` : {one['label']}", _origin(one), table(("Code", "Libellé", "Dates de soins"), rows)]
    parts += _letters()
    for name, one in about["families"].items():
        rows = [(_starts(pair), pair["family"], pair["label"]) for pair in one["prefixes"]]
        version = f"Version {one['version']}. Le plus long préfixe l'emporte. "
        parts += [f"### `{name}` : {one['label']}", version + _origin(one)]
        parts.append(table(("Début du code", "Famille", "Libellé"), rows))
    return parts


def _letters() -> list[str]:
    about = theme("ngap")
    rows = [
        (f"`{one['code']}`", one["label"], one["profession"], _dates(one), one.get("homonym", ""))
        for one in about["letters"]
    ]
    heads = ("Lettre-clé", "Libellé", "Profession", "Dates de soins", "À ne pas confondre avec")
    return ["### `ngap` : Lettres-clés de la NGAP", _origin(about), table(heads, rows)]


def _starts(pair: dict[str, Any]) -> str:
    return code(pair["codes"]) if "codes" in pair else f"`{pair['prefix']}…`"


def _dates(one: dict[str, str]) -> str:
    first, last = one.get("from"), one.get("to")
    return "toutes" if not first and not last else f"{known(first)} → {known(last)}"


def _origin(one: dict[str, Any]) -> str:
    return f"Provenance : {provenance(one)} ; {one['source']}. Vérifiée le {one['checked']}."


def _accounts() -> list[str]:
    parts = [
        "## Rôles des comptes",
        "Par début de numéro ; le plus long l'emporte. `[comptes]` de `centre.toml` déplace un compte "
        f"({code(name for name in ACCOUNT_NAMES if name != 'sections')}) et relie les sections analytiques aux "
        "services (`[comptes.sections]`).",
    ]
    for name, one in theme("comptes").items():
        rows = [(ROLES[role], code(one[role])) for role in CHANGING]
        parts += [f"### `{name}` : {one['label']}", _origin(one)]
        parts.append(table(("Rôle", "Comptes"), ((role, known(accounts)) for role, accounts in rows)))
        for since in one.get("since", ()):
            changed = ", ".join(f"{ROLES[role]} : {code(since[role])}" for role in CHANGING if role in since)
            parts.append(f"Depuis le 1er janvier {since['year']} : {changed}. {since['source']}.")
    return parts


def _centre() -> list[str]:
    return [
        "## `centre.toml`",
        "Chaque clé a une valeur par défaut ; une clé inconnue est refusée, avec le nom le plus proche.",
        bullets(
            (
                f"clés : {code(sorted(KEYS))}",
                f"`gestionnaire` : {code(BODIES)}",
                f"`regime_comptable` : {code(CHARTS)}",
                f"`services` (ceux que le centre a ; les autres deviennent *sans objet*) : {code(SERVICES)}",
            )
        ),
    ]
