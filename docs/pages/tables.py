"""The standard files: columns, closed lists, what an empty cell means, keys."""

from __future__ import annotations

from levier.tables import TABLES, Column, Table
from pages.markdown import code, document, known, table

INTRODUCTION = """\
Un fichier par table, nommé comme ici (`rendez_vous.csv`), ou une feuille de classeur par table. CSV (`;`, UTF-8, cp1252
ou CP850), XLSX, XLS, ODS ou Parquet ; virgule ou point pour les décimales ; dates `JJ/MM/AAAA`, `JJ/MM/AAAA HH:MM`,
`14h30` ou ISO ; `oui/non` (aussi `1/0`, `vrai/faux`, `o/n`). Les colonnes viennent dans n'importe quel ordre ; une
colonne inconnue est ignorée, et c'est dit. **Une cellule vide veut dire « inconnu », jamais zéro.** Une ligne dont une
colonne obligatoire est vide est mise de côté et expliquée.

`levier schema TABLE` montre la même chose à l'écran, `levier templates DOSSIER` écrit des modèles vides, et
`levier schema --all --out DOSSIER` écrit les schémas (Table Schema) et un exemple valide de chaque fichier."""
REPLACES = {
    "key": "Un fichier plus récent remplace les lignes de même clé.",
    "days": "Sans clé : un fichier plus récent de la même source remplace les lignes des jours qu'il couvre.",
    "file": "Un fichier plus récent de la même source remplace le fichier entier.",
    "exercise": "Un fichier plus récent remplace l'exercice entier.",
}


def page() -> str:
    """Return the page of the standard files."""
    tables = sorted(TABLES.values(), key=lambda one: one.file)
    links = table(("Fichier", "Contenu"), ((f"[{one.file}](#{one.file})", one.label) for one in tables))
    return document("Les fichiers attendus", INTRODUCTION, links, *(part for one in tables for part in _section(one)))


def _section(one: Table) -> list[str]:
    headers = ("Colonne", "Genre", "Obligatoire", "Ce qu'elle contient", "Valeurs", "Cellule vide", "Exemple")
    return [
        f"## {one.file}",
        f"{one.label}. {one.description}",
        table(headers, map(_row, one.columns)),
        _key(one),
    ]


def _row(column: Column) -> list[str]:
    empty = column.empty_means or ("ligne mise de côté" if column.required and not column.empty_kept else "inconnu")
    required = "oui" if column.required else ""
    values = code(column.choices)
    return [f"`{column.header}`", column.kind.value, required, column.description, values, empty, column.example]


def _key(one: Table) -> str:
    keys = [code(one.column(name).header for name in key) for key in (one.key, one.fallback_key) if key]
    said = f"Clé : {keys[0]}" + (f" ; à défaut, {keys[1]}" if len(keys) > 1 else "") + ". " if keys else ""
    orders = [f"`{one.column(a).header}` ne peut suivre `{one.column(b).header}`" for a, b in one.orders]
    told = f" Ordres vérifiés : {known(' ; '.join(orders))} (dit, la ligne reste)." if orders else ""
    return f"{said}{REPLACES[one.replaces]}{told}"
