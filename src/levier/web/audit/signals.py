"""Log-ins, second factors, passwords: what allauth and Django tell, written in the journal."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from levier.web.audit.services import record


@receiver(user_logged_in, dispatch_uid="audit_login")
def logged_in(user: Any, **_more: Any) -> None:
    """Somebody came in."""
    record("login", user=user)


@receiver(user_logged_out, dispatch_uid="audit_logout")
def logged_out(user: Any, **_more: Any) -> None:
    """Somebody left."""
    if user is not None:
        record("logout", user=user)


@receiver(user_login_failed, dispatch_uid="audit_login_failed")
def failed(**_more: Any) -> None:
    """Somebody could not come in: counted, neither the address tried nor where from."""
    record("login.failed")


def _tell(signal: Any, action: str) -> None:
    @receiver(signal, dispatch_uid=f"audit_{action}", weak=False)
    def told(user: Any, **more: Any) -> None:
        kind = getattr(more.get("authenticator"), "type", "")
        record(action, user=user, **({"kind": kind} if kind else {}))


for _signal, _action in (
    (authenticator_added, "mfa.added"),
    (authenticator_removed, "mfa.removed"),
    (authenticator_reset, "mfa.codes"),
    (password_changed, "password.changed"),
    (password_set, "password.set"),
    (password_reset, "password.reset"),
    (email_changed, "email.changed"),
):
    _tell(_signal, _action)
