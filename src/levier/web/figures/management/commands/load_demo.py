"""``python -m levier.web load_demo``: the fictitious region, with one account per role."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from levier.web.figures.demo import load


class Command(BaseCommand):
    """Load the fictitious region."""

    help = "Charge la région fictive : 28 centres, leurs chiffres, un compte par rôle."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("folder", nargs="?", type=Path, help="dossier de la région, écrit s'il manque")
        parser.add_argument("--workers", type=int, default=2, help="processus au travail en même temps")
        parser.add_argument("--centres", default="", help="codes séparés par des virgules, p. ex. A01,A02")
        parser.add_argument("--password", help="mot de passe de tous les comptes ; tiré au sort par défaut")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, and print who may log in."""
        began = time.perf_counter()
        codes = [one for one in options["centres"].split(",") if one]
        folder = options["folder"] or Path(settings.DATA) / "region-fictive"
        known = load(folder, self._said, options["workers"], codes=codes, password=options["password"])
        self.stdout.write(_("Région fictive prête en {n} s.").format(n=round(time.perf_counter() - began)))
        for one in known:
            self.stdout.write(f"  {one.email:<38} {one.password}  {one.role} {one.of}".rstrip())

    def _said(self, done: int, asked: int, code: str) -> None:
        self.stdout.write(_("{code} prêt ({done} sur {asked})").format(code=code.upper(), done=done, asked=asked))
        self.stdout.flush()
