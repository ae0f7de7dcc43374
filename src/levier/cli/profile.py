"""``levier profile``: propose how to read the export of a software that Levier does not know."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from levier.i18n import _

NAME = "profile"
SUMMARY = "proposer un profil pour l'export d'un logiciel"
NAMES = re.compile(r"[a-z0-9][a-z0-9_-]*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("file", metavar="FICHIER", type=Path, help=_("un export du logiciel"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--save", metavar="NOM", help=_("enregistrer sous ce nom, pour --profile NOM"))
    choice.add_argument("--out", metavar="FICHIER.toml", type=Path, help=_("écrire là plutôt qu'à l'écran"))


def run(args: argparse.Namespace) -> int:
    """Print, save or write the profile proposed for a file.

    Raises:
        NothingUsable: the file cannot be opened, or holds no table.
        WrongCommand: the name cannot be one of a profile.
        Refused: a profile or a file is already there.
    """
    from levier.cli.output import write_text

    path = _saved(args.save) if args.save else args.out
    text = _proposed(args.file)
    if path is None:
        sys.stdout.write(text)
        return 0
    _refuse_present(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)
    print(_("Profil proposé écrit dans {path}. Relisez-le ligne par ligne avant de vous en servir.").format(path=path))
    if args.save:
        print(_("Puis : levier check {file} --profile {name}").format(file=args.file, name=args.save))
    return 0


def _proposed(file: Path) -> str:
    from levier.problems import NothingUsable
    from levier.readers import open_error, propose_profile

    if (refusal := open_error(file)) is not None:
        raise NothingUsable(refusal.sentence())
    with file.open("rb") as stream:
        return propose_profile(stream, file.name)


def _saved(name: str) -> Path:
    """Return the file of a saved profile.

    Raises:
        WrongCommand: the name is not one word of small letters.
        Refused: Levier ships a profile of this name.
    """
    from levier.problems import Refused, WrongCommand
    from levier.readers.profiles import shipped
    from levier.settings import saved_profiles

    if not NAMES.fullmatch(name):
        raise WrongCommand(
            _("--save « {name} » ; attendu : un mot en minuscules, p. ex. mon_logiciel.").format(name=name)
        )
    if name in shipped():
        sentence = _("Le profil « {name} » existe déjà dans Levier. → Choisissez un autre nom.")
        raise Refused(sentence.format(name=name))
    return saved_profiles() / f"{name}.toml"


def _refuse_present(path: Path) -> None:
    from levier.problems import Refused

    if path.exists():
        raise Refused(_("{path} existe déjà. → Choisissez un autre nom, ou effacez-le d'abord.").format(path=path))
