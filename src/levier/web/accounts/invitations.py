"""Invitations: the only way in. The link works once, for seven days, for the address that it names."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levier.problems import Refused
from levier.web.accounts import people
from levier.web.accounts.models import Invitation, Membership, User, digest_of, in_seven_days
from levier.web.audit.services import record


def mail_leaves() -> bool:
    """Tell whether the installation has a mail server; without one, links are shown to be handed over."""
    return not settings.MAILERS["default"]["BACKEND"].endswith("filebased.EmailBackend")


def invite(
    email: str, role: str, *, by: User | None, centre: Any = None, body: Any = None, department: str = "",
    blocks: Iterable[str] = (),
) -> tuple[Invitation, str]:  # fmt: skip
    """Offer a role to an address; a former invitation to the same is withdrawn.

    Returns:
        The invitation, and the secret of its link, which is kept nowhere.

    Raises:
        Refused: the person has that role already.
    """
    email = email.strip().lower()
    offered = {"role": role, "centre": centre, "body": body, "department": department}
    if Membership.objects.filter(user__email=email, **offered).exists():
        raise Refused(_("Cette personne a déjà ce rôle ici. → Rien à faire : elle peut se connecter."))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.waiting().filter(email=email, **offered).update(revoked_at=timezone.now())
        made = Invitation.objects.create(
            email=email, **offered, blocks=people.known_blocks(blocks), invited_by=by, digest=digest_of(token)
        )
        record("invitation.sent", user=by, centre=centre, role=role, invitation=made.pk)
    return made, token


def renew(invitation: Invitation, *, by: User) -> str:
    """Give an invitation seven more days and a new link; the former link is dead."""
    token = secrets.token_urlsafe(32)
    invitation.digest, invitation.expires = digest_of(token), in_seven_days()
    with transaction.atomic():
        invitation.save(update_fields=["digest", "expires"])
        record("invitation.renewed", user=by, centre=invitation.centre, role=invitation.role, invitation=invitation.pk)
    return token


def revoke(invitation: Invitation, *, by: User) -> None:
    """Withdraw an invitation."""
    invitation.revoked_at = timezone.now()
    with transaction.atomic():
        invitation.save(update_fields=["revoked_at"])
        record("invitation.revoked", user=by, centre=invitation.centre, role=invitation.role, invitation=invitation.pk)


def accept(token_or_invitation: str | int, user: User) -> Membership | None:
    """Give the role to the person invited, once; ``None`` when the invitation can no longer be used by them.

    Args:
        token_or_invitation: the secret of the link, or the number that the session kept.
        user: must have the address of the invitation.
    """
    with transaction.atomic():
        rows = Invitation.objects.select_for_update()
        key = {"pk": token_or_invitation} if isinstance(token_or_invitation, int) else {
            "digest": digest_of(token_or_invitation)
        }  # fmt: skip
        found = rows.filter(**key).first()
        if found is None or not found.usable or found.email != user.email.lower():
            return None
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        member = people.give(
            user, found.role, by=found.invited_by, centre=found.centre, body=found.body,
            department=found.department, blocks=found.blocks,
        )  # fmt: skip
    user.__dict__.pop("roles", None)
    return member


def address(request: HttpRequest, token: str) -> str:
    """Return the link to open."""
    return request.build_absolute_uri(reverse("invitation", args=[token]))


def send(request: HttpRequest, invitation: Invitation, token: str) -> bool:
    """Send the link by e-mail; say whether it left. Nothing in it speaks of a patient nor gives a figure."""
    if not mail_leaves():
        return False
    said = {"invitation": invitation, "link": address(request, token), "by": invitation.invited_by}
    try:
        send_mail(
            _("[Levier] Invitation : {place}").format(place=invitation.place),
            render_to_string("accounts/mail/invitation.txt", said, request),
            settings.DEFAULT_FROM_EMAIL,
            [invitation.email],
        )
    except OSError:
        return False
    return True
