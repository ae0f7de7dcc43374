"""The command ``levier``: one short module per command, imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from levier.i18n import _
from levier.problems import LevierError, suggest

SHARED = {"nomenclature_shown", "output", "parser", "sources", "table"}
EXIT_NOTHING, EXIT_WRONG_COMMAND, EXIT_BUG, EXIT_INTERRUPTED = 2, 64, 70, 130

SUMMARIES = {
    "check": "lire des fichiers et dire ce qui va et ce qui ne va pas",
    "measure": "calculer les indicateurs d'un centre ou d'une région",
    "readings": "dire ce qui a vraiment changé, et ce qui est habituel",
    "gains": "dire la marge de progression de chaque levier, et par où commencer",
    "bridge": "dire pourquoi les recettes ont bougé entre N-1 et N",
    "landing": "dire où l'année devrait finir, avec une fourchette",
    "effect": "dire ce qu'une action datée a vraiment changé",
    "explain": "dire comment un chiffre est fait, ligne par ligne",
    "import": "ranger des fichiers dans un magasin (imports conservés)",
    "imports": "lister les imports d'un magasin, en supprimer un",
    "purge": "effacer les lignes anciennes d'un magasin, garder les totaux",
    "derive": "écrire les tables dérivées de centres (Parquet), pour les mesurer ensemble",
    "nomenclature": "ranger les versions de la CCAM, les comparer, contrôler les codes à la date des soins",
    "finess": "trouver l'identité du centre dans le fichier FINESS",
    "schema": "montrer les tables attendues et la liste de la grille",
    "templates": "écrire des modèles de fichiers à remplir",
    "profile": "proposer un profil pour l'export d'un logiciel",
    "pack": "préparer un paquet d'aide sans patients, pour demander un profil",
    "config": "montrer chaque réglage et d'où il vient",
    "dossier": "écrire les documents à avoir avant le premier import (RGPD, personnel, informatique)",
    "serve": "ouvrir le site (et ses tâches de fond) sur cette machine",
    "backup": "sauvegarder le site : données et clés, en deux fichiers",
    "restore": "remettre une sauvegarde dans une installation vide",
    "demo": "écrire la région de démonstration (fictive)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (0, 1, 2, 3, 64, 70 or 130, see the guide)."""
    _speak_utf8()
    if arguments is None:
        from levier.garbage import collect_seldom

        collect_seldom()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _dispatch(words)
    except LevierError as error:
        print(_("levier : {error}").format(error=error), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(_("levier : interrompu ; l'état d'avant est intact."), file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _report_file(error)
    except Exception as error:
        return _report_bug(error)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    if words[0] in ("-V", "--version"):
        from importlib.metadata import version

        print(f"levier {version('levier')}")
        return 0
    modules = _modules()
    if words[0] not in modules:
        near = suggest(words[0], modules)
        print(
            _("levier : commande inconnue « {name} ». {near}").format(name=words[0], near=near).strip(), file=sys.stderr
        )
        print(_("« levier --help » donne la liste."), file=sys.stderr)
        return EXIT_WRONG_COMMAND
    return _run(modules[words[0]], words[0], words[1:])


def _modules() -> dict[str, str]:
    names = (name for _finder, name, _package in iter_modules(__path__) if name not in SHARED)
    return {name.rstrip("_"): name for name in sorted(names)}


def _run(module: str, name: str, words: list[str]) -> int:
    from levier.cli.parser import Parser
    from levier.settings import check_environment

    check_environment(os.environ)
    command = import_module(f"{__name__}.{module}")
    summary = _(command.SUMMARY)
    parser = Parser(prog=f"levier {name}", description=f"{summary[:1].upper()}{summary[1:]}.")
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(words)))


def _help() -> str:
    known = _modules()
    lines = [f"  {name:<12} {_(summary)}" for name, summary in SUMMARIES.items() if name in known]
    title = _("Levier : des fichiers d'un centre de santé aux indicateurs, et des indicateurs aux décisions.")
    usage = _("Usage : levier COMMANDE …   (levier COMMANDE --help pour le détail)")
    return "\n".join((title, "", usage, "", *lines))


def _report_file(error: OSError) -> int:
    """Say which file could not be read or written: the machine's refusal is not our bug."""
    if error.filename is None:
        return _report_bug(error)
    sentence = _("levier : « {path} » : {reason}. → Vérifiez le chemin, la place et les droits.")
    print(sentence.format(path=error.filename, reason=error.strerror), file=sys.stderr)
    return EXIT_NOTHING


def _report_bug(error: Exception) -> int:
    """Say that the fault is ours, with the places in the code and no value: values may be patients'."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename.rpartition('levier')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    lines = [
        _("levier : erreur interne ({kind}). Ce rapport ne contient aucune valeur de vos fichiers :").format(
            kind=type(error).__name__
        )
    ]
    print("\n".join([*lines, *places]), file=sys.stderr)
    if os.environ.get("LEVIER_DEBUG"):
        raise error
    return EXIT_BUG
