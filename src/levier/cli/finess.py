"""``levier finess``: the identity of a centre, out of the FINESS file, and what centre.toml can say of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.finess import Establishment

NAME = "finess"
SUMMARY = "trouver l'identité du centre dans le fichier FINESS"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier finess`` takes."""
    parser.add_argument(
        "file", metavar="FICHIER", type=Path, help=_("fichier FINESS des établissements (data.gouv.fr)")
    )
    parser.add_argument(
        "number", metavar="NUMÉRO", nargs="?", help=_("numéro FINESS de l'établissement (neuf chiffres)")
    )
    parser.add_argument("--search", metavar="TEXTE", help=_("chercher par nom, commune ou département"))
    write = _("compléter le centre.toml de ce dossier, sans toucher à ce qui y est")
    parser.add_argument("--write", metavar="DOSSIER", type=Path, help=write)
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Print the identity, or what a search finds; return 0, or 2 when nothing is found.

    Raises:
        WrongCommand: neither a number nor a text, or both.
        NothingUsable: no FINESS file, a destroyed one, or an unknown number.
        Refused: ``centre.toml`` is that of another establishment.
    """
    from levier.finess import find, search
    from levier.problems import NothingUsable, WrongCommand
    from levier.readers import open_error

    if bool(args.number) == bool(args.search) or (args.write and not args.number):
        raise WrongCommand(_("Attendu : levier finess FICHIER NUMÉRO [--write DOSSIER], ou FICHIER --search TEXTE."))
    if (refusal := open_error(args.file)) is not None:
        raise NothingUsable(refusal.sentence())
    with args.file.open("rb") as stream:
        if args.number:
            return _identity(find(stream, args.file.name, args.number), args)
        found = search(stream, args.file.name, args.search)
    return _found(found, args)


def _found(found: list[Establishment], args: argparse.Namespace) -> int:
    if args.format == "json":
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        lines = [f"{one.number}  {one.name}, {one.postal} ({one.category_label})" for one in found]
        print("\n".join(lines) or _("Aucun établissement ne correspond : essayez un mot du nom, ou la commune seule."))
    return 0 if found else 2


def _identity(one: Establishment, args: argparse.Namespace) -> int:
    from levier.finess import toml_lines

    if args.format == "json":
        print(json.dumps(asdict(one) | {"centre.toml": toml_lines(one)}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(one)))
    if args.write:
        _write(one, args)
    return 0


def _lines(one: Establishment) -> Iterator[str]:
    from levier.finess import toml_lines

    for label, value in (
        (_("Établissement"), f"{one.number}  {one.name}"),
        (_("Gestionnaire (FINESS juridique)"), one.entity),
        (_("Catégorie"), f"{one.category}  {one.category_label}".strip()),
        (_("Commune"), f"{one.postal} ({one.commune})" if one.commune else one.postal),
        (_("Département"), f"{one.department}  {one.department_label}".strip()),
        (_("SIRET"), one.siret),
        (_("Ouverture"), _french(one.opened)),
        (_("Autorisation"), _french(one.authorised)),
        (_("Mise à jour"), _french(one.updated)),
    ):
        yield f"{label:<34}{value or _('non renseigné')}"
    if not one.is_centre:
        yield _("Attention : sa catégorie n'est pas celle d'un centre de santé (124). Est-ce le bon établissement ?")
    yield ""
    yield _("Pour centre.toml :")
    yield from (f"  {key} = {value}" for key, value in toml_lines(one).items())


def _french(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _write(one: Establishment, args: argparse.Namespace) -> None:
    import sys

    from levier.finess import completed
    from levier.holding import CONFIGURATION
    from levier.problems import WrongCommand

    if not args.write.is_dir():
        raise WrongCommand(_("{path} n'est pas un dossier. → Créez-le d'abord.").format(path=args.write))
    path = args.write / CONFIGURATION
    said = completed(path.read_bytes().decode("utf-8-sig") if path.is_file() else "", one)
    if said.added:
        path.write_bytes(said.text.encode())
    where = sys.stderr if args.format == "json" else sys.stdout
    print(_("{path} : ajouté : {keys}").format(path=path, keys=", ".join(said.added) or _("rien")), file=where)
    if said.kept:
        print(_("  déjà là, inchangé : {keys}").format(keys=", ".join(said.kept)), file=where)
