"""The profiles that are shipped: how one software's export becomes standard files."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from levier.readers.converted import formats
from levier.readers.profiles import Profile, shipped
from pages.markdown import code, document, known, table

INTRODUCTION = """\
Un profil dit comment l'export d'un logiciel devient un fichier attendu. Il est reconnu à son en-tête ; `--profile NOM`
l'impose, `--profile FICHIER.toml` en donne un autre. Une valeur que le profil ne connaît pas garde la ligne : les
chiffres qui ont besoin de cette colonne sont alors *donnée non fournie*, et la valeur à associer est nommée."""


FORMATS = """\
Certains fichiers ne sont pas des tableaux : journal d'appels, calendrier, agenda FHIR, planning dessiné. Levier les
reconnaît à leur contenu et en fait les lignes d'un fichier attendu ; `--profile NOM` impose l'un d'eux."""
TESTED = {
    "real": "de vrais fichiers",
    "manual": "le manuel de l'éditeur seulement, jamais un vrai fichier",
    "made": "des fichiers fabriqués d'après ce qui est public",
}


def page() -> str:
    """Return the page of the profiles, then of the formats."""
    profiles = [part for name in shipped() for part in _profile(name)]
    return document("Les profils de logiciels et les formats", INTRODUCTION, *profiles, *_formats())


def _formats() -> list[str]:
    rows = [(code((one.name,)), one.label, one.origin, TESTED[one.tested]) for one in formats().values()]
    return ["## Formats", FORMATS, table(("Nom", "Ce que c'est", "Origine", "Essayé sur"), rows)]


def _profile(name: str) -> list[str]:
    about: dict[str, Any] = tomllib.loads(
        files("levier.catalogue.profiles").joinpath(f"{name}.toml").read_text("utf-8")
    )
    parts = [f"## `{name}`", f"{about['label']}. Origine : {about['origin']}."]
    layouts = shipped()[name]
    for rank, layout in enumerate(layouts, 1):
        parts += _layout(layout, f" (présentation {rank})" if len(layouts) > 1 else "")
    return parts


def _layout(one: Profile, rank: str) -> list[str]:
    headers = {column.name: column.header for column in one.table.columns}
    columns = [(f"`{headers[name]}`", " + ".join(theirs)) for name, theirs in one.columns.items()]
    columns += [(f"`{headers[name]}`", f"toujours « {value} »") for name, value in one.constants.items()]
    values = [
        (f"`{headers[name]}`", "autre valeur" if theirs == "*" else theirs, known(ours))
        for name, pairs in one.values.items()
        for theirs, ours in pairs.items()
    ]
    return [
        f"Vers le fichier [`{one.table.file}`](tables.md#{one.table.file}){rank}. Reconnu à : {code(one.detect)}.",
        table(("Notre colonne", "La leur"), columns),
        table(("Colonne", "Leur valeur", "La nôtre"), values),
        f"Clé faite de : {code(one.key)}." if one.key else "",
        f"Abandonnées à la lecture : {code(one.ignored)}." if one.ignored else "",
    ]
