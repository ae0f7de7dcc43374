"""``levier import``: put files of a centre into its store."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _, ngettext

if TYPE_CHECKING:
    from levier.store import ImportResult, Store
    from levier.tables.rows import Account

NAME = "import"
SUMMARY = _("ranger des fichiers dans un magasin (imports conservés)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier import`` takes."""
    parser.add_argument("store", metavar="MAGASIN", type=Path, help=_("dossier du magasin ; créé s'il n'existe pas"))
    parser.add_argument("sources", metavar="SRC", nargs="+", type=Path, help=_("fichiers, ou dossier d'un centre"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--whole", dest="mode", action="store_const", const="whole", help=_("ces fichiers disent tout pour leurs jours")
    )
    choice.add_argument(
        "--amend",
        dest="mode",
        action="store_const",
        const="amend",
        help=_("seules les lignes de ces fichiers changent"),
    )
    parser.add_argument("--profile", metavar="NOM|FICHIER", help=_("profil de lecture, au lieu de le reconnaître"))
    parser.add_argument("--source", metavar="NOM", help=_("d'où viennent les fichiers (par défaut : profil et nom)"))
    parser.add_argument("--quiet", action="store_true", help=_("n'affiche que les refus"))


def run(args: argparse.Namespace) -> int:
    """Import; return 0, 1 if lines were set aside, 2 if nothing could be used.

    Raises:
        Refused: lock, key, format, or a choice between ``--whole`` and ``--amend``.
    """
    from levier.settings import profile_file, setting

    files, configuration = _files(args.sources)
    store = _open_or_create(args.store, configuration, args.quiet)
    profile = profile_file(setting("profile", args.profile, os.environ)[0], os.environ)
    source = setting("source", args.source, os.environ)[0]
    results = store.add(files, profile=profile, source=source, mode=args.mode or "auto", progress=_progress(args.quiet))
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    if not args.quiet:
        print("\n".join(_said(results)))
    return exit_code(results)


def _progress(quiet: bool) -> Callable[[str, int, int], None] | None:
    """Return what shows the file being read, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        return None

    def show(name: str, rank: int, count: int) -> None:
        said = _("Lecture de {name} ({rank}/{count})").format(name=name, rank=rank, count=count)
        print(f"\r\033[K{said}", end="\r", file=sys.stderr, flush=True)

    return show


def exit_code(results: Sequence[ImportResult]) -> int:
    """Return 2 when nothing of the files is in the store, 1 when lines were set aside, else 0."""
    if not any(result.import_id for result in results):
        return 2
    aside = any(account.set_aside for result in results for account in result.accounts)
    return 1 if aside or not all(result.import_id for result in results) else 0


def _files(sources: Sequence[Path]) -> tuple[list[Path], str]:
    """Return the files to read and the text of the ``centre.toml`` that was beside them."""
    from levier.holding import CONFIGURATION, find_centres
    from levier.problems import WrongCommand

    files: list[Path] = []
    configuration = ""
    for source in sources:
        centres = find_centres(source)
        if len(centres) > 1:
            raise WrongCommand(
                _(
                    "{source} contient {count} centres ; un magasin n'en tient qu'un. "
                    "→ Donnez le dossier de l'un d'eux."
                ).format(source=source, count=len(centres))
            )
        files += centres[0].files
        beside = source / CONFIGURATION
        if beside.is_file():
            configuration = beside.read_text(encoding="utf-8-sig")
    return files, configuration


def _open_or_create(folder: Path, configuration: str, quiet: bool) -> Store:
    from levier.store import Store

    if Store.is_store(folder):
        return Store.open(folder)
    store = Store.create(folder, configuration)
    if not quiet:
        print(
            _(
                "Magasin créé : {folder}\nSa clé : {key}\n"
                "Sauvegardez ce fichier, à part du magasin : sans lui, le magasin ne peut plus être ni lu ni complété. "
                "Avec les deux, on pourrait vérifier si une personne y figure."
            ).format(folder=folder, key=store.key_file)
        )
    return store


def _said(results: Sequence[ImportResult]) -> Iterator[str]:
    for result in results:
        if result.unchanged:
            yield _(
                "{file} : déjà importé (import {id}), rien n'a changé. Pour le relire, supprimez d'abord cet import."
            ).format(file=result.file, id=result.import_id)
        for account in result.accounts:
            yield _account(account)
        yield from (f"  {problem.sentence()}" for problem in result.problems)
    stored = [result for result in results if result.import_id and not result.unchanged]
    if stored:
        yield from _effects(stored[0])


def _account(account: Account) -> str:
    from levier.tables import TABLES

    name = f"{account.file} [{account.sheet}]" if account.sheet else account.file
    label = _(TABLES[account.table].label) if account.table else _("table non reconnue")
    return _(
        "{name} : {label} ; {read} lignes lues = {kept} gardées + {aside} mises de côté + {other} sans donnée"
    ).format(
        name=name, label=label, read=account.read, kept=account.kept, aside=account.set_aside, other=account.not_data
    )


def _effects(result: ImportResult) -> Iterator[str]:
    from levier.tables import TABLES

    yield _("Import {id} enregistré.").format(id=result.import_id)
    for table, counts in result.effects.items():
        said = [_effect(kind, count) for kind, count in counts.items() if count]
        if said:
            yield _("  {label}, lignes d'imports précédents : {said}").format(
                label=_(TABLES[table].label), said=", ".join(said)
            )


def _effect(kind: str, count: int) -> str:
    said = {
        "replaced": ngettext(
            "{n} remplacée par sa nouvelle version", "{n} remplacées par leur nouvelle version", count
        ),
        "withdrawn": ngettext(
            "{n} retirée, absente du nouveau fichier", "{n} retirées, absentes du nouveau fichier", count
        ),
        "taken_over": ngettext("{n} reprise d'une autre source", "{n} reprises d'une autre source", count),
    }
    return said[kind].format(n=count)
