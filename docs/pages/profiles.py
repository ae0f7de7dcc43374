"""The profiles that are shipped: how one software's export becomes standard files."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from levier.readers.profiles import Profile, shipped
from pages.markdown import code, document, known, table

INTRODUCTION = """\
Un profil dit comment l'export d'un logiciel devient un fichier attendu. Il est reconnu à son en-tête ; `--profile NOM`
l'impose, `--profile FICHIER.toml` en donne un autre. Une valeur que le profil ne connaît pas garde la ligne : les
chiffres qui ont besoin de cette colonne sont alors *donnée non fournie*, et la valeur à associer est nommée."""


def page() -> str:
    """Return the page of the profiles."""
    return document("Les profils de logiciels", INTRODUCTION, *(part for name in shipped() for part in _profile(name)))


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
