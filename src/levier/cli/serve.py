"""``levier serve``: the site and its workers."""

from __future__ import annotations

import argparse
import os
from importlib.util import find_spec

from levier.i18n import _
from levier.problems import Refused

NAME = "serve"
SUMMARY = "ouvrir le site (et ses tâches de fond) sur cette machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help=_("adresse d'écoute"))
    parser.add_argument("--port", type=int, default=8000, metavar="N", help=_("port d'écoute (8000 par défaut)"))
    parser.add_argument("--processes", type=int, default=1, metavar="N", help=_("processus du site (1 par défaut)"))
    parser.add_argument("--open", action="store_true", help=_("ouvrir le navigateur"))
    parser.add_argument("--demo", action="store_true", help=_("ouvrir la région fictive, un compte par rôle"))


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted; return 0.

    Raises:
        Refused: the site's libraries are not installed, or its address is taken.
        WrongCommand: its address is not of this machine.
    """
    check_installed()
    if args.demo:
        os.environ["LEVIER_SITE_DEMO"] = "1"
    from levier.web.serving import Served, check_free, prepare, serve

    asked = Served(args.host, args.port, args.processes, open_browser=args.open)
    check_free(asked)
    prepare()
    if not args.demo:
        return serve(asked)
    from levier.web.home.demonstration import welcome

    loading = welcome()
    try:
        return serve(asked)
    finally:
        if loading is not None:
            loading.terminate()


def check_installed() -> None:
    """Refuse where ``levier[web]`` is not installed, and say what to type.

    Raises:
        Refused: Django is missing.
    """
    if find_spec("django") is None:
        raise Refused(_("Le site n'est pas installé. → Tapez : pip install 'levier[web]'."))
