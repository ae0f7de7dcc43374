"""``levier dossier``: the papers to have ready before the first import."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _, ngettext

if TYPE_CHECKING:
    from levier.papers import Installation, Paper

NAME = "dossier"
SUMMARY = "écrire les documents à avoir avant le premier import (RGPD, personnel, informatique)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier dossier`` takes."""
    what = _("dossier où écrire ; il est créé s'il manque")
    parser.add_argument("folder", metavar="DOSSIER", type=Path, nargs="?", help=what)
    parser.add_argument(
        "--settings", metavar="FICHIER.toml", type=Path, help=_("réglages de l'installation (voir --template)")
    )
    parser.add_argument("--only", metavar="NOM", nargs="+", help=_("n'écrit que ces documents"))
    parser.add_argument("--template", action="store_true", help=_("montre un fichier de réglages à remplir"))


def run(args: argparse.Namespace) -> int:
    """Write the papers and their index, or show the model of the settings; return 0.

    Raises:
        WrongCommand: no folder, a name that does not exist, or settings that cannot be read.
        NothingUsable: the program was installed without what writes documents.
        Refused: a file is already there; nothing is written.
    """
    from levier.papers import settings_file

    if args.template:
        print(settings_file.template(), end="")
        return 0
    folder, installation = _folder(args.folder), _installation(args.settings)
    chosen = _chosen(args.only, installation)
    _writer()
    _free(folder, chosen)
    folder.mkdir(parents=True, exist_ok=True)
    _write_all(folder, chosen, installation)
    return 0


def _folder(given: Path | None) -> Path:
    from levier.problems import WrongCommand

    if given is None:
        raise WrongCommand(_("Il manque le dossier où écrire. → levier dossier DOSSIER"))
    if given.exists() and not given.is_dir():
        raise WrongCommand(_("{path} est un fichier : donnez un dossier.").format(path=given))
    return given


def _installation(settings: Path | None) -> Installation:
    from datetime import date

    from levier.papers import settings_file
    from levier.problems import WrongCommand

    try:
        text = settings.read_text("utf-8-sig") if settings else ""
    except UnicodeDecodeError:
        sentence = _("{path} n'est pas en UTF-8. → Enregistrez-le en UTF-8, puis recommencez.")
        raise WrongCommand(sentence.format(path=settings)) from None
    return settings_file.read_installation(text, date.today())


def _chosen(names: Iterable[str] | None, installation: Installation) -> list[Paper]:
    from levier.papers import paper, papers_of

    return [paper(name) for name in dict.fromkeys(names)] if names else papers_of(installation)


def _writer() -> None:
    from importlib.util import find_spec

    from levier.problems import NothingUsable

    if find_spec("docx") is None:
        raise NothingUsable(_("Les documents demandent le complément « documents ». → pip install 'levier[documents]'"))


def _free(folder: Path, chosen: Iterable[Paper]) -> None:
    from levier.papers.index import FILE, file_name
    from levier.problems import Refused

    for path in (folder / FILE, *(folder / file_name(one) for one in chosen)):
        if path.exists():
            sentence = _("{path} existe déjà, rien n'a été écrit : choisissez un autre dossier ou déplacez ce fichier.")
            raise Refused(sentence.format(path=path))


def _write_all(folder: Path, chosen: list[Paper], installation: Installation) -> None:
    from levier.papers import write
    from levier.papers.index import FILE, file_name, index

    blanks = {}
    for one in chosen:
        with (folder / file_name(one)).open("xb") as stream:
            blanks[one.name] = write(one, installation, stream)
    (folder / FILE).write_text(index(chosen, blanks, installation), "utf-8-sig", newline="\r\n")
    written = ngettext("{n} document écrit dans {folder}", "{n} documents écrits dans {folder}", len(chosen))
    print(written.format(n=len(chosen), folder=folder))
    left = ngettext("{n} mention « [à compléter] »", "{n} mentions « [à compléter] »", sum(blanks.values()))
    print(_("{left} ; commencez par {file}").format(left=left.format(n=sum(blanks.values())), file=FILE))
