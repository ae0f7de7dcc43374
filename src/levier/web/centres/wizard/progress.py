"""Where the first steps are: each is done once what it asks is in the database."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from levier.web.accounts.models import User
from levier.web.config.installation import REGION
from levier.web.documents.models import InstallationSettings
from levier.web.serving import FIRST_RUN
from levier.web.ui.parts import Link

ALLOWED = "levier_first_run"
FINISHED = "fini"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its place in the address, its title."""

    slug: str
    title: str | Promise


ACCOUNT = Step("compte", _("Votre compte"))
KIND = Step("installation", _("L'installation"))
CENTRE = Step("centre", _("Le centre"))
DIRECTION = Step("direction", _("La direction"))
FOLLOWED = Step("indicateurs", _("Les indicateurs"))
PAPERS = Step("documents", _("Les documents"))
FIGURES = Step("chiffres", _("Premiers chiffres"))
REGION_NAME = Step("region", _("La région"))
CENTRES = Step("centres", _("Les centres"))
OF_CENTRE = (ACCOUNT, KIND, CENTRE, DIRECTION, FOLLOWED, PAPERS, FIGURES)
OF_REGION = (ACCOUNT, KIND, REGION_NAME, CENTRES, PAPERS, FIGURES)


def steps() -> tuple[Step, ...]:
    """Return the steps of this kind of installation."""
    return OF_REGION if settings.KIND == REGION else OF_CENTRE


def step(slug: str) -> Step | None:
    """Return a step by its address."""
    return next((one for one in steps() if one.slug == slug), None)


def key_path() -> Path:
    """Return where the key of the first run is, as long as nobody has an account."""
    return Path(settings.DATA) / FIRST_RUN


def right_key(given: str) -> bool:
    """Tell whether a key is that of the first run, in a constant time; never once there is an account."""
    path = key_path()
    known = path.read_text(encoding="ascii").strip() if path.exists() else ""
    same = hmac.compare_digest(known.encode(), given.encode())
    return bool(known) and same and not begun()


def begun() -> bool:
    """Tell whether somebody has an account."""
    return User.objects.exists()


def may_begin(request: HttpRequest) -> bool:
    """Tell whether this visitor opened the address of the first run, while nobody has an account."""
    return request.session.get(ALLOWED) is True and not begun()


def finished(said: InstallationSettings) -> bool:
    """Tell whether the first steps are over: they cannot be opened again.

    An installation whose first account was made otherwise (a demonstration, a command) never began them.
    """
    return FINISHED in said.steps_done or (ACCOUNT.slug not in said.steps_done and begun())


def next_step(said: InstallationSettings) -> Step:
    """Return the first step that is not done."""
    return next((one for one in steps() if one.slug not in said.steps_done), steps()[-1])


def reachable(one: Step, said: InstallationSettings) -> bool:
    """Tell whether a step may be opened: it is done, or the next one to do."""
    return one.slug in said.steps_done or one == next_step(said)


def done(said: InstallationSettings, one: Step, after: str = "") -> None:
    """Remember that a step is done."""
    added = [slug for slug in (one.slug, after) if slug and slug not in said.steps_done]
    said.steps_done = [*said.steps_done, *added]
    said.save()


def links(current: Step, said: InstallationSettings) -> list[Link]:
    """Return the steps as the page shows them."""
    return [
        Link(
            str(one.title),
            reverse("wizard_step", args=[one.slug]) if reachable(one, said) and one != ACCOUNT else "",
            one == current,
            one.slug in said.steps_done and one != current,
        )
        for one in steps()
    ]


def before(one: Step) -> Step | None:
    """Return the step before, that may be opened again: never the account's."""
    at = steps().index(one)
    return steps()[at - 1] if at > 1 else None


def after(one: Step) -> Step:
    """Return the step after."""
    at = steps().index(one)
    return steps()[min(at + 1, len(steps()) - 1)]
