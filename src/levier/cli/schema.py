"""``levier schema``: the standard files as Table Schemas, and the closed list of what can be typed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from levier.i18n import _

if TYPE_CHECKING:
    from levier.catalogue.typed import TypedMeasure
    from levier.tables import Column, Table

NAME = "schema"
SUMMARY = _("décrit les fichiers attendus et la liste des mesures à saisir")
GRID = "grille"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier schema`` takes."""
    parser.add_argument(
        "table", nargs="?", metavar="TABLE", help=_("fichier (rendez_vous, actes…) ou « grille » ; sans nom : la liste")
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_("texte (par défaut) ou JSON"))
    parser.add_argument("--all", action="store_true", help=_("écrit le schéma et l'exemple de chaque fichier"))
    parser.add_argument("--out", metavar="DOSSIER", type=Path, help=_("dossier où écrire (avec --all)"))
    parser.add_argument("--base", metavar="ADRESSE", help=_("adresse de publication, écrite dans les schémas"))


def run(args: argparse.Namespace) -> int:
    """Print one description, the list, or write them all; return 0.

    Raises:
        WrongCommand: unknown table, or ``--all`` without ``--out``.
        Refused: a file to write is already there.
    """
    if args.all or args.out:
        return _write_all(args)
    if args.table == GRID:
        print(_dumps(_grid_json()) if args.format == "json" else "\n".join(_grid_text()))
    elif args.table:
        table = _table(args.table)
        print(_dumps(_schema(table, args)) if args.format == "json" else "\n".join(_table_text(table)))
    else:
        _print_list(args)
    return 0


def _print_list(args: argparse.Namespace) -> None:
    from levier.tables import TABLES

    tables = sorted(TABLES.values(), key=lambda table: table.file)
    if args.format == "json":
        print(_dumps([_schema(table, args) for table in tables]))
        return
    for table in tables:
        print(f"{table.file:24} {_(table.label)}. {_(table.description)}")
    print(_("\nDétail d'un fichier : levier schema {file}").format(file=tables[0].file))


def _schema(table: Table, args: argparse.Namespace) -> dict[str, Any]:
    from levier.schemas import BASE, table_schema

    return table_schema(table, (args.base or BASE).rstrip("/"))


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _table(name: str) -> Table:
    from levier.problems import WrongCommand, suggest
    from levier.tables import TABLES, by_file

    found = by_file(name) or TABLES.get(name)
    if found is None:
        files = [table.file for table in TABLES.values()]
        near = suggest(name, [*files, *TABLES]) or _("Fichiers : {files}.").format(files=", ".join(sorted(files)))
        raise WrongCommand(_("Le fichier « {name} » n'existe pas. {near}").format(name=name, near=near))
    return found


def _table_text(table: Table) -> Iterator[str]:
    yield _("{label} (fichier {file}.csv)").format(label=_(table.label), file=table.file)
    yield _(table.description)
    yield ""
    for column in table.columns:
        required = _(", obligatoire") if column.required else ""
        yield f"{column.header} ({_(column.kind.value)}{required})"
        yield from (f"    {line}" for line in _column_lines(column))


def _column_lines(column: Column) -> Iterator[str]:
    from levier.schemas import described

    yield described(column)
    if column.choices:
        yield _("Valeurs : {values}").format(values=", ".join(column.choices))
    if column.example:
        yield _("Exemple : {example}").format(example=column.example)


def _grid_json() -> list[dict[str, Any]]:
    from levier.catalogue.typed import TYPED

    return [asdict(measure) for measure in TYPED.values()]


def _grid_text() -> Iterator[str]:
    from levier.catalogue.typed import BLOCKS, TYPED

    for block in BLOCKS.values():
        yield f"{_(block.title)} ({_(block.filled_by)})"
        yield f"  {_(block.document)}"
        for measure in TYPED.values():
            if measure.block == block.name:
                yield f"    {measure.name:28} {_(measure.label)} [{_(measure.unit)}]"
                yield from (f"    {'':28} {line}" for line in _measure_lines(measure))
        yield ""


def _measure_lines(measure: TypedMeasure) -> Iterator[str]:
    yield _(measure.help)
    yield _about(measure)
    for key in ("metier", "famille"):
        if values := measure.choices(key):
            yield _("{name} : {value}").format(name=key, value=", ".join(values))


def _about(measure: TypedMeasure) -> str:
    rhythms = {"month": _("mois"), "quarter": _("trimestre"), "year": _("année"), "sample": _("échantillon")}
    said = _("par {rhythms}").format(rhythms=_(" ou ").join(rhythms[one] for one in measure.rhythm))
    keys = ", ".join(measure.keys)
    return _("{said} ; clés : {keys}").format(said=said, keys=keys) if keys else said


def _write_all(args: argparse.Namespace) -> int:
    from levier.problems import Refused, WrongCommand
    from levier.schemas import example_csv
    from levier.tables import TABLES

    if not (args.all and args.out):
        raise WrongCommand(_("--all et --out vont ensemble : levier schema --all --out DOSSIER"))
    texts: dict[Path, str] = {}
    for table in TABLES.values():
        texts[args.out / table.file / "schema.json"] = _dumps(_schema(table, args)) + "\n"
        texts[args.out / table.file / "exemple-valide.csv"] = example_csv(table)
    for path in texts:
        if path.exists():
            raise Refused(_("{path} existe déjà : choisissez un autre dossier.").format(path=path))
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    print(_("{n} fichiers écrits dans {folder}").format(n=len(texts), folder=args.out))
    return 0
