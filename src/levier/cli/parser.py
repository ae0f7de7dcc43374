"""The argument parser of every command: in the user's language, and exit code 64 when the command line is wrong."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any

from levier.i18n import _

EXIT_WRONG_COMMAND = 64
# What argparse says in English, and what a French reader is told.
SENTENCES = {
    r"the following arguments are required: (.*)": "il manque : {0}",
    r"unrecognized arguments: (.*)": "non reconnu : {0}",
    r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)": "{0} : {1} lu ; attendu : {2}",
    r"argument (.*?): expected one argument": "{0} : il manque une valeur",
    r"argument (.*?): expected at least one argument": "{0} : il manque une valeur",
    r"argument (.*?): not allowed with argument (.*)": "{0} ne va pas avec {1}",
    r"argument (.*?): ignored explicit argument (.*)": "{0} ne prend pas de valeur ; {1} lu",
    r"argument (.*?): invalid \w+ value: (.*)": "{0} : {1} lu ; ce n'est pas la valeur attendue",
    r"ambiguous option: (.*) could match (.*)": "option ambiguë : {0} peut être {1}",
    r"argument (.*?): (.*)": "{0} : {1}",
}


class Formatter(argparse.HelpFormatter):
    """Help whose usage line is French."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Add the usage line."""
        super().add_usage(usage, actions, groups, _("usage : ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser whose wrong command lines exit with 64."""

    def __init__(self, **about: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, **about)
        self._positionals.title, self._optionals.title = _("arguments"), _("options")
        self.add_argument("-h", "--help", action="help", help=_("afficher cette aide"))

    def parse_args(self, *given: Any, **more: Any) -> Any:
        """Return the arguments, the words that stand for values told in the user's language."""
        for action in self._actions:
            action.metavar = _(action.metavar) if isinstance(action.metavar, str) else action.metavar
        return super().parse_args(*given, **more)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong and how to get help.

        Raises:
            SystemExit: always, with 64.
        """
        self.print_usage(sys.stderr)
        print(_("{command} : {message}").format(command=self.prog, message=told(message)), file=sys.stderr)
        raise SystemExit(EXIT_WRONG_COMMAND)


def told(message: str) -> str:
    """Return a message of argparse in the user's language, itself when it is not known.

    >>> told("unrecognized arguments: --ici")
    'non reconnu : --ici'
    """
    for pattern, sentence in SENTENCES.items():
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return _(sentence).format(*match.groups())
    return message
