"""The reference of the site: its variables, and what each role may do; both from the code itself."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Any

from pages.markdown import bullets, document, table

INSTALLATION = """\
`levier serve` se règle par des variables d'environnement : celles d'un service (`deploy/env.example`), ou du terminal.
Aucune n'est obligatoire. Une variable qui ne peut pas être lue arrête le démarrage, avec ce qui était attendu."""
RIGHTS_INTRODUCTION = """\
Un rôle se donne pour un centre (direction, équipe, consultant, élu), un gestionnaire, un département, ou toute
l'installation. Le centre d'un autre n'est pas refusé : il est introuvable. Aucun droit ne
vient du seul compte."""
SECOND_FACTOR = "Second facteur obligatoire, avant toute page : {roles}."


def variables() -> str:
    """Return the page of the variables."""
    from levier.web.config.variables import VARIABLES

    rows = ((f"`{name}`", sentence, default) for name, (sentence, default) in VARIABLES.items())
    return document("Les variables du site", INSTALLATION, table(("Variable", "Ce qu'elle dit", "Par défaut"), rows))


def rights() -> str:
    """Return the page of roles and rights."""
    _ready()
    from django.utils import translation  # noqa: TID251 (the site is what is described)

    with translation.override("fr"):
        return _rights()


def _rights() -> str:
    from levier.web.accounts.middleware import NEEDS_SECOND_FACTOR
    from levier.web.accounts.models import Role
    from levier.web.accounts.rights import RIGHTS

    able = {role: _given(role) for role in Role}
    shown = [role for role in Role if able[role]]
    rows = [(words, *("oui" if name in able[role] else "" for role in shown)) for name, (words, _who) in RIGHTS.items()]
    without = [f"{role.label} : aucune page encore" for role in Role if not able[role]]
    protected = ", ".join(str(role.label) for role in Role if role in NEEDS_SECOND_FACTOR)
    return document(
        "Les rôles et leurs droits",
        RIGHTS_INTRODUCTION,
        table(("Peut…", *(str(role.label) for role in shown)), rows),
        bullets([SECOND_FACTOR.format(roles=protected), *without]),
    )


def _given(role: Any) -> set[str]:
    """Return the rights of a role, on a centre that it covers."""
    from levier.web.accounts.models import Membership, User
    from levier.web.accounts.rights import RIGHTS
    from levier.web.centres.models import Centre

    centre = Centre(pk=1, body_id=1, department="93")
    user = User()
    user.roles = [Membership(role=role, centre_id=1, body_id=1, department="93")]
    return {name for name in RIGHTS if user.has_perm(name, centre)}


def _ready() -> None:
    """Make Django ready, unless the tests did: nothing is written in the folder of the user."""
    from django.apps import apps  # noqa: TID251

    if not apps.ready:
        folder = tempfile.mkdtemp(prefix="levier-docs-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["LEVIER_SITE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "levier.web.config.settings"
        import django  # noqa: TID251

        django.setup()
