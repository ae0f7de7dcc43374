"""``levier imports``: list the imports of a store, delete one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _, ngettext

if TYPE_CHECKING:
    from levier.store import DeletionResult, ImportRecord

NAME = "imports"
SUMMARY = _("lister les imports d'un magasin, en supprimer un")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier imports`` takes."""
    parser.add_argument("store", metavar="MAGASIN", type=Path, help=_("dossier du magasin"))
    parser.add_argument("--delete", metavar="NUMÉRO", help=_("supprime un import et rend ce qu'il avait remplacé"))
    parser.add_argument("--sweep", action="store_true", help=_("efface tout de suite du disque ce qui a été supprimé"))
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("tableau (par défaut) ou JSON"))


def run(args: argparse.Namespace) -> int:
    """List, or delete; return 0.

    Raises:
        WrongCommand: no import has this number.
        Refused: not a store, lock, key or format.
    """
    from levier.store import Store

    store = Store.open(args.store)
    if args.delete:
        _print_deletion(store.delete(args.delete), args.format)
    if args.sweep:
        store.sweep()
    if args.delete or args.sweep:
        return 0
    if args.format == "json":
        print(json.dumps([_json(one) for one in store.imports()], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(store.imports())))
    return 0


def _json(one: ImportRecord) -> dict[str, object]:
    from levier.periods import to_date

    spans = {name: [to_date(day).isoformat() for day in span] for name, span in one.spans.items()}
    return one.as_json() | {"spans": spans}


def _lines(imports: Sequence[ImportRecord]) -> Iterator[str]:
    if not imports:
        yield _("Aucun import.")
    for one in imports:
        yield _("Import {id}, {date} : {files} ; {lines} lignes, dont {current} en vigueur ({mode})").format(
            id=one.id,
            date=one.date[:16].replace("T", " "),
            files=", ".join(one.files),
            lines=one.lines,
            current=one.current,
            mode=one.mode,
        )
        yield _("  source : {sources}").format(sources=", ".join(one.sources))
        yield from _spans(one)


def _spans(one: ImportRecord) -> Iterator[str]:
    from levier.periods import to_date
    from levier.tables import TABLES

    for table, (first, last) in one.spans.items():
        yield _("  {label} : du {first:%d/%m/%Y} au {last:%d/%m/%Y}").format(
            label=_(TABLES[table].label), first=to_date(first), last=to_date(last)
        )
    for table, counts in one.effects.items():
        if counts.get("withdrawn"):
            said = ngettext("  {label} : {n} ligne retirée", "  {label} : {n} lignes retirées", counts["withdrawn"])
            yield said.format(label=_(TABLES[table].label), n=counts["withdrawn"])


def _print_deletion(result: DeletionResult, form: str) -> None:
    from levier.tables import TABLES

    if form == "json":
        content = {"import": result.import_id, "removed": result.removed, "given_back": result.given_back}
        print(json.dumps(content, ensure_ascii=False, indent=2))
        return
    print(_("Import {id} supprimé.").format(id=result.import_id))
    for table, count in result.removed.items():
        said = ngettext("  {label} : {n} ligne supprimée", "  {label} : {n} lignes supprimées", count)
        print(said.format(label=_(TABLES[table].label), n=count))
    for table, count in result.given_back.items():
        said = ngettext("  {label} : {n} ligne rendue", "  {label} : {n} lignes rendues", count)
        print(said.format(label=_(TABLES[table].label), n=count))
