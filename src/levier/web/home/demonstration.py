"""``levier serve --demo``: the first fictitious centre at once, the others while one looks at it."""

from __future__ import annotations

import secrets
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from levier.i18n import _
from levier.web.accounts.demonstration import PASSWORD
from levier.web.centres.models import Centre
from levier.web.figures import demo
from levier.web.figures.demo_people import Person

ALL_THERE = "demo_complete"


def welcome() -> subprocess.Popen[bytes] | None:
    """Make the demonstration ready and print who may log in; return the process that loads the other centres, if any.

    What is there already is kept.
    """
    root, password = Path(settings.DATA), _password()
    if not Centre.objects.filter(code=demo.FIRST).exists():
        print(_("Région fictive : le premier centre est prêt dans une demi-minute…"), flush=True)
        _show(demo.load(root / "region-a01", codes=[demo.FIRST], password=password))
    else:
        _show(demo.people(list(Centre.objects.order_by("code")), password))
    if (root / ALL_THERE).exists():
        return None
    print(_("Les 27 autres centres arrivent pendant que vous regardez (quelques minutes)."), flush=True)
    return subprocess.Popen([sys.executable, "-P", "-m", "levier.web", "load_others"])


def _password() -> str:
    """Return the password of every fictitious account, drawn once."""
    path = Path(settings.DATA) / PASSWORD
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9), encoding="ascii")
    return path.read_text(encoding="ascii")


def _show(known: list[Person]) -> None:
    print(_("Comptes fictifs (même mot de passe : {password}) :").format(password=known[0].password))
    for one in known:
        print(f"  {one.email:<38} {one.role} {one.of}".rstrip())
    print(flush=True)


def load_the_others() -> None:
    """Load the whole region, then note that it is there."""
    root = Path(settings.DATA)
    demo.load(root / "region-fictive", workers=1, password=_password())
    (root / ALL_THERE).touch()
