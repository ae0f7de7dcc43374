"""Django's command line, with the settings of Levier."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run one of Django's commands.

    Args:
        arguments: the command and what it takes; by default those of the process.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levier.web.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["levier.web", *(sys.argv[1:] if arguments is None else arguments)])
