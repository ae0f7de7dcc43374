"""``levier nomenclature``: keep releases of the CCAM, compare two, check codes at the date of care."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from levier.cli.sources import day
from levier.i18n import _, ngettext

if TYPE_CHECKING:
    from levier.nomenclatures import Release, Shelf

NAME = "nomenclature"
SUMMARY = "ranger les versions de la CCAM, les comparer, contrôler les codes à la date des soins"
ACTIONS = ("add", "list", "diff", "check", "control", "remove")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier nomenclature`` takes."""
    from levier.cli.sources import add_settings

    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=ACTIONS,
        help=_(
            "add FICHIER… (ranger une version) · list · diff ANCIENNE NOUVELLE · check CODE… · "
            "control SRC… (les actes d'un centre) · remove VERSION"
        ),
    )
    what = _("fichiers, versions, codes ou centres, selon l'action")
    parser.add_argument("words", metavar="QUOI", nargs="*", help=what)
    when = _("add : premier jour d'application ; check : date du soin")
    parser.add_argument("--date", type=day, metavar="DATE", help=when)
    which = _("add : numéro de la version, quand le fichier ne le dit pas")
    parser.add_argument("--version", metavar="NUMÉRO", help=which)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument("--out", type=Path, metavar="FICHIER", help=_("écrire là plutôt qu'à l'écran"))
    parser.add_argument("--quiet", action="store_true", help=_("ne rien dire sur la sortie d'erreur"))
    fill = _("valeur des cases vides d'une colonne, p. ex. service=medical")
    parser.add_argument("--set", action="append", default=[], metavar="COLONNE=VALEUR", help=fill)
    add_settings(parser)


def run(args: argparse.Namespace) -> int:
    """Do the action; return 0, or 1 when a code is not fine.

    Raises:
        WrongCommand: words that the action does not take, or a version that is not kept.
        NothingUsable: a file that is no release.
        Refused: another content is kept under this version.
    """
    from levier.nomenclatures import Shelf
    from levier.settings import kept_nomenclatures

    doing: dict[str, tuple[Callable[[argparse.Namespace, Shelf], int], int, int]] = {
        "add": (_add, 1, 99),
        "list": (_list, 0, 0),
        "diff": (_diff, 2, 2),
        "check": (_check, 1, 99_999),
        "control": (_control, 1, 99_999),
        "remove": (_remove, 1, 1),
    }
    do, least, most = doing[args.action]
    _count(args, least, most)
    return do(args, Shelf(kept_nomenclatures()))


def _count(args: argparse.Namespace, least: int, most: int) -> None:
    from levier.problems import WrongCommand

    usages = {
        "add": "levier nomenclature add FICHIER…",
        "list": "levier nomenclature list",
        "diff": "levier nomenclature diff 67 78",
        "check": "levier nomenclature check HBLD038 --date 2025-03-01",
        "control": "levier nomenclature control SRC…",
        "remove": "levier nomenclature remove 67",
    }
    if not least <= len(args.words) <= most:
        raise WrongCommand(_("Attendu : {usage}").format(usage=usages[args.action]))


def _add(args: argparse.Namespace, shelf: Shelf) -> int:
    from levier.cli.output import say_problems

    with ExitStack() as stack:
        files = [(path.name, stack.enter_context(_opened(path))) for path in map(Path, args.words)]
        from levier.nomenclatures import read_release

        release, problems = read_release(files, args.version or "", args.date.isoformat() if args.date else "")
    say_problems(problems, quiet=args.quiet)
    label, new = shelf.add(release)
    sentence = _("{name} était déjà rangée.")
    if new:
        sentence = _("CCAM version {version}, en vigueur le {day} : {acts}, rangée.")
    acts = ngettext("{n} acte", "{n} actes", len(release.acts)).format(n=len(release.acts))
    print(sentence.format(version=label.version, day=_french(label.day), acts=acts, name=label.name))
    if new and release.counted:
        from levier.cli.nomenclature_shown import counted

        print(counted(release))
    return 0


def _opened(path: Path):  # type: ignore[no-untyped-def]
    from levier.problems import NothingUsable
    from levier.readers import open_error

    if (refusal := open_error(path)) is not None:
        raise NothingUsable(refusal.sentence())
    return path.open("rb")


def _french(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _list(args: argparse.Namespace, shelf: Shelf) -> int:
    from levier.cli import nomenclature_shown as shown

    _write(args, shown.labels(shelf.labels(), args.format))
    return 0


def _remove(args: argparse.Namespace, shelf: Shelf) -> int:
    label = shelf.remove(args.words[0])
    print(_("{name} n'est plus rangée.").format(name=label.name))
    return 0


def _diff(args: argparse.Namespace, shelf: Shelf) -> int:
    from levier.cli import nomenclature_shown as shown
    from levier.nomenclatures import difference

    old, new = (_release(word, shelf, args) for word in args.words)
    _write(args, shown.difference(difference(old, new), args.format))
    return 0


def _release(word: str, shelf: Shelf, args: argparse.Namespace) -> Release:
    """Return a release: a file that is there, else a version that is kept."""
    path = Path(word)
    if not path.is_file():
        return shelf.load(word)
    from levier.nomenclatures import read_release

    with path.open("rb") as stream:
        return read_release([(path.name, stream)], day=args.date.isoformat() if args.date else "")[0]


def _check(args: argparse.Namespace, shelf: Shelf) -> int:
    from datetime import date

    from levier.cli import nomenclature_shown as shown
    from levier.nomenclatures import Timeline

    when = (args.date or date.today()).isoformat()
    timeline = Timeline(shelf.every())
    answers = [(word, when, timeline.check(word, when)) for word in args.words]
    _write(args, shown.answers(answers, args.format))
    return 0 if all(shown.is_fine(word, when, answer) for word, when, answer in answers) else 1


def _control(args: argparse.Namespace, shelf: Shelf) -> int:
    from levier.cli import nomenclature_shown as shown
    from levier.cli.sources import holdings
    from levier.nomenclatures import Timeline
    from levier.nomenclatures.control import control

    args.paths = list(map(Path, args.words))
    timeline = Timeline(shelf.every())
    found = []
    for holding in holdings(args):
        found.append(control(holding.engine, timeline, holding.centre.name))
        holding.engine.close()
    _write(args, shown.controls(found, args.format))
    return 2 if not any(one.read for one in found) else 1 if any(one.wrong for one in found) else 0


def _write(args: argparse.Namespace, text: str) -> None:
    import sys

    from levier.cli.output import write_text

    if args.out:
        write_text(args.out, text)
    else:
        sys.stdout.write(text)
