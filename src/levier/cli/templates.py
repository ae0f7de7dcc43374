"""``levier templates``: empty files to fill, for a centre that begins."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from levier.i18n import _, ngettext

NAME = "templates"
SUMMARY = _("écrit des modèles de fichiers à remplir : CSV, classeur, grille, centre.toml")
# Only examples: the chart of accounts of the centre decides.
ACCOUNT_EXAMPLES = {
    "achats": "6066",
    "activite": "7066",
    "subventions": "7471",
    "subvention_equilibre": "7474",
    "forfaits": "7068",
    "personnel": "6228",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier templates`` takes."""
    parser.add_argument("folder", metavar="DOSSIER", type=Path, help=_("dossier où écrire ; il est créé s'il manque"))
    parser.add_argument("--year", metavar="AAAA", type=int, help=_("année de la grille (par défaut : cette année)"))
    parser.add_argument("--services", metavar="S[,S]", default="", help=_("services du centre, ex. medical,dentaire"))
    parser.add_argument("--grid", action="store_true", help=_("n'écrit que la grille à saisir"))


def run(args: argparse.Namespace) -> int:
    """Write the files and return 0; nothing is written when one of them is already there.

    Raises:
        WrongCommand: the folder is a file, the year is not one, or a service does not exist.
        Refused: a file is already there.
    """
    from datetime import date

    services, year = _services(args.services), args.year or date.today().year
    _possible(args.folder, year)
    files = _grid(year, services) if args.grid else _all(year, services)
    _free(args.folder / name for name in files)
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (args.folder / name).write_bytes(content)
    written = ngettext("{n} fichier écrit dans {folder}", "{n} fichiers écrits dans {folder}", len(files))
    print(written.format(n=len(files), folder=args.folder))
    print(
        _("Sans export, ouvrez la feuille « Grille Levier » du classeur, puis : levier check {folder}").format(
            folder=args.folder
        )
    )
    return 0


def _services(text: str) -> list[str]:
    from levier.problems import WrongCommand, suggest
    from levier.tables.columns import SERVICES

    asked = [one.strip() for one in text.split(",") if one.strip()]
    for one in asked:
        if one not in SERVICES:
            near = suggest(one, SERVICES) or _("Services : {names}.").format(names=", ".join(SERVICES))
            raise WrongCommand(_("Le service « {name} » n'existe pas. {near}").format(name=one, near=near))
    return asked


def _possible(folder: Path, year: int) -> None:
    from levier.problems import WrongCommand

    if not 1990 <= year <= 2079:
        raise WrongCommand(_("Année « {year} » : attendu une année de 1990 à 2079.").format(year=year))
    if folder.exists() and not folder.is_dir():
        raise WrongCommand(_("{folder} est un fichier : donnez un dossier.").format(folder=folder))


def _free(paths: Iterable[Path]) -> None:
    from levier.problems import Refused

    for path in paths:
        if path.exists():
            sentence = _("{path} existe déjà, rien n'a été écrit : choisissez un autre dossier ou déplacez ce fichier.")
            raise Refused(sentence.format(path=path))


def _grid(year: int, services: list[str]) -> dict[str, bytes]:
    from io import BytesIO

    from levier.grid.write import write_grid

    stream = BytesIO()
    write_grid(stream, [], year, services)
    return {f"grille-{year}.xlsx": stream.getvalue()}


def _all(year: int, services: list[str]) -> dict[str, bytes]:
    from io import BytesIO

    from levier.grid.models import write_models
    from levier.schemas import csv_text
    from levier.tables import TABLES

    files = {f"{one.file}.csv": csv_text([[c.header for c in one.columns]]).encode() for one in TABLES.values()}
    files["centre.toml"] = centre_toml(services).encode()
    stream = BytesIO()
    write_models(stream, year, services)
    files["modeles.xlsx"] = stream.getvalue()
    return files


def centre_toml(services: Iterable[str] = ()) -> str:
    """Return a ``centre.toml`` where every key is explained and left at its default.

    >>> from levier.centre import read_centre
    >>> read_centre(centre_toml(["medical"])).services
    ('medical',)
    """
    return "\n".join(_centre_lines(list(services))) + "\n"


def _centre_lines(services: list[str]) -> Iterator[str]:
    from levier.catalogue.parameters import theme
    from levier.centre import ACCOUNT_NAMES, BODIES, CHARTS
    from levier.tables.columns import SERVICES

    yield _("# Ce que le centre dit de lui-même. Chaque clé est facultative ; enlevez le # pour la remplir.")
    yield from ("", '# identifiant = "A01"', '# finess = "920000000"', '# nom = "Centre de santé"')
    yield _('# type = "municipal"            # texte libre')
    yield _('# gestionnaire = "commune"      # {choices}').format(choices=", ".join(BODIES))
    yield _('# regime_comptable = "M57"      # {choices}').format(choices=", ".join(CHARTS))
    yield from ('# departement = "92"', "# qpv = false", '# fuseau = "Europe/Paris"', "")
    yield _("# Les services du centre ({choices}) : sans cette liste, aucun chiffre n'est « sans objet ».").format(
        choices=", ".join(SERVICES)
    )
    listed = ", ".join(f'"{one}"' for one in services or ("medical", "dentaire"))
    yield ("" if services else "# ") + f"services = [{listed}]"
    yield from ("", "[conventions]", _("# Une convention change une définition : elle accompagne chaque chiffre."))
    for name, about in theme("conventions").items():
        yield f"# {_(about['label'])}{_allowed(about)}"
        yield f"# {name} = {_value(about['default'])}"
    yield from ("", "[comptes]", _("# Comptes à ranger autrement que le plan de comptes ne le fait."))
    yield from (f'# {name} = ["{ACCOUNT_EXAMPLES[name]}"]' for name in ACCOUNT_NAMES if name != "sections")
    yield from ("", "[comptes.sections]", _("# Section analytique = service"), '# "DENT" = "dentaire"')
    yield from ("", "[couts_tiers_payant]", _("# Coûts de l'année, en euros"), "# logiciel = 0", "# recouvrement = 0")


def _allowed(about: dict[str, Any]) -> str:
    choices = about.get("choices")
    return f" ({_(' ou ').join(choices)})" if choices else f" ({_(about['unit'])})" if about.get("unit") else ""


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
