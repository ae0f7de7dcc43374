"""What the first steps write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from levier.web.accounts import invitations
from levier.web.accounts.models import Membership, Role, User
from levier.web.audit.services import record
from levier.web.centres import services
from levier.web.centres.models import Centre
from levier.web.centres.wizard import progress
from levier.web.centres.wizard.forms import code_for
from levier.web.documents.models import InstallationSettings

BACKEND = "django.contrib.auth.backends.ModelBackend"


def create_account(request: HttpRequest, said: Mapping[str, Any]) -> User:
    """Make the administrator, log them in, and throw the key away: its address works no more.

    Raises:
        RuntimeError: somebody was faster.
    """
    with transaction.atomic():
        if User.objects.select_for_update().exists():
            raise RuntimeError("an account was made meanwhile")
        user = User.objects.create_superuser(said["email"], said["password"], name=said["name"])
        record("account.first", user=user)
        progress.done(InstallationSettings.here(), progress.ACCOUNT)
    progress.key_path().unlink(missing_ok=True)
    request.session.pop(progress.ALLOWED, None)
    login(request, user, backend=BACKEND)
    return user


@transaction.atomic
def keep_centre(here: InstallationSettings, said: Mapping[str, Any], *, user: User) -> Centre:
    """Make the first centre, or change it when one came back to the step."""
    centre = here.first_centre
    if centre is None:
        code = code_for(said["name"])
        centre = Centre(code=code, name=said["name"], description=f'identifiant = "{code}"\n')
        centre._history_user = user
        centre.save()
        record("centre.created", user=user, centre=centre)
        here.first_centre = centre
        here.save()
    services.identify(centre, said, user=user)
    return centre


@transaction.atomic
def keep_director(request: HttpRequest, centre: Centre, email: str) -> str:
    """Give the direction to whoever installs (no address), or invite somebody; return the link to hand over, if any.

    Raises:
        Refused: the person directs the centre already.
    """
    if not email or email.lower() == request.user.email:
        _made, new = Membership.objects.get_or_create(user=request.user, role=Role.DIRECTOR, centre=centre)
        if new:
            record("right.given", user=request.user, centre=centre, role=Role.DIRECTOR)
        return ""
    invitation, token = invitations.invite(email, Role.DIRECTOR, by=request.user, centre=centre)
    sent = invitations.send(request, invitation, token)
    return "" if sent else invitations.address(request, token)


@transaction.atomic
def keep_centres(lines: Iterable[tuple[str, str]], *, user: User) -> int:
    """Make the centres of a region that are not there yet; return how many."""
    known = {name.casefold() for name in Centre.objects.values_list("name", flat=True)}
    count = 0
    for name, department in lines:
        if name.casefold() in known:
            continue
        code = code_for(name)
        centre = Centre(code=code, name=name, department=department, description=f'identifiant = "{code}"\n')
        centre._history_user = user
        centre.save()
        services.identify(centre, _bare(name, department), user=user)
        record("centre.created", user=user, centre=centre)
        count += 1
    return count


def _bare(name: str, department: str) -> dict[str, Any]:
    return {
        "name": name, "department": department, "finess": "", "body": "", "managing_body": "", "chart": "",
        "services": [], "qpv": None,
    }  # fmt: skip
