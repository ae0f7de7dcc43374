"""What follows a sign-up: the role of the invitation. What follows a log-in: the language of the person."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed, user_signed_up
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from levier.web.accounts import invitations
from levier.web.accounts.adapter import INVITATION, INVITED


@receiver(user_signed_up, dispatch_uid="levier_invited")
def give_role(request: Any, user: Any, **_more: Any) -> None:
    """Give the role that the invitation of this session offers; the address is compared once more."""
    request.session.pop(INVITED, None)
    if (number := request.session.pop(INVITATION, None)) is not None:
        invitations.accept(number, user)


@receiver(user_logged_in, dispatch_uid="levier_language")
def speak(request: Any, user: Any, **_more: Any) -> None:
    """Remember the language of the person in the session, for the middleware to give it to the browser."""
    if request is not None:
        request.session["levier_language"] = user.language


@receiver(email_changed, dispatch_uid="levier_email")
def keep_address(user: Any, to_email_address: Any, **_more: Any) -> None:
    """Keep the address of the account in small letters, as invitations compare it."""
    user.email = to_email_address.email.lower()
    user.save(update_fields=["email"])
