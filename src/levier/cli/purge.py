"""``levier purge``: delete old lines of a store, keep their totals."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _, ngettext

if TYPE_CHECKING:
    from levier.store import PurgeResult

NAME = "purge"
SUMMARY = _("effacer les lignes anciennes d'un magasin, garder les totaux")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier purge`` takes."""
    parser.add_argument("store", metavar="MAGASIN", type=Path, help=_("dossier du magasin"))
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--before", metavar="AAAA-MM", help=_("premier mois à garder"))
    which.add_argument("--suggest", action="store_true", help=_("propose un mois, selon la durée de conservation"))
    parser.add_argument("--months", type=int, default=24, help=_("mois à conserver, pour --suggest (24 par défaut)"))
    parser.add_argument(
        "--yes", action="store_true", help=_("efface ; sans cette option, dit seulement ce qui partirait")
    )


def run(args: argparse.Namespace) -> int:
    """Say what would go, or delete it; return 0.

    Raises:
        WrongCommand: ``--before`` is not a month.
        Refused: not a store, lock, key or format.
    """
    from levier.store import Store
    from levier.store.purging import suggested_month

    store = Store.open(args.store)
    if args.suggest:
        month = suggested_month(store.last_import_day(), args.months)
        print(
            _("Pour garder {n} mois : levier purge {store} --before {month}").format(
                n=args.months, store=args.store, month=month
            )
        )
        return 0
    if args.yes:
        from levier.store_source import freeze

        result = store.purge(args.before, lambda first, last: freeze(args.store, first, last))
    else:
        result = store.purge_plan(args.before)
    print("\n".join(_lines(result, args.yes)))
    return 0


def _lines(result: PurgeResult, done: bool) -> Iterator[str]:
    from levier.tables import TABLES

    if not result.removed:
        yield _("Aucune ligne avant {month} : rien à effacer.").format(month=result.before_month)
        return
    for table, count in result.removed.items():
        gone = ngettext("{label} : {n} ligne effacée", "{label} : {n} lignes effacées", count)
        going = ngettext("{label} : {n} ligne à effacer", "{label} : {n} lignes à effacer", count)
        yield (gone if done else going).format(label=_(TABLES[table].label), n=count)
    yield _("Mois figés : de {first} à {last}. Leurs totaux restent, leurs lignes ne peuvent pas revenir.").format(
        first=result.months[0], last=result.months[-1]
    )
    if not done:
        yield _("Rien n'a été effacé. → Ajoutez --yes pour effacer.")
