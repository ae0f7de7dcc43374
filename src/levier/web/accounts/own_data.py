"""What is known of a person, for that person; and the end of an account."""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.db import transaction

from levier.web.accounts import people
from levier.web.accounts.models import User
from levier.web.audit.services import record


def known_of(user: User) -> dict[str, Any]:
    """Return everything that names a person, ready for JSON."""
    return {
        "compte": {"adresse": user.email, "nom": user.name, "langue": user.language, "ouvert_le": user.date_joined,
                   "derniere_connexion": user.last_login},
        "roles": [
            {"role": one.role, "pour": one.place, "blocs": one.blocks, "depuis": one.since} for one in user.roles
        ],
        "second_facteur": list(_rows("mfa", "Authenticator", user=user).values("type", "created_at", "last_used_at")),
        "connexions": list(_rows("usersessions", "UserSession", user=user).values("created_at", "ip", "user_agent")),
        "journal": list(_rows("audit", "AuditEvent", user=user).values("at", "action", "centre__code", "detail")),
        "blocs_confies": list(
            _rows("entry", "BlockTask", assignee=user).values("centre__code", "block", "year", "period", "due", "done")
        ),
        "valeurs_saisies": _typed_by(user),
    }  # fmt: skip


def _typed_by(user: User) -> int:
    """Return how many cells of the grid a person has filled or changed."""
    history = apps.get_model("entry", "TypedValue").history
    return int(history.filter(history_user=user).values("id").distinct().count())


def _rows(app: str, model: str, **asked: Any) -> Any:
    return apps.get_model(app, model)._default_manager.filter(**asked)


def close(user: User) -> None:
    """Close one's own account: roles, sessions, second factor and address go; what was typed stays, without the name.

    The row stays under a number, so that the journal keeps its sense until its retention ends.

    Raises:
        Refused: it is the last director of a centre, or the last administrator.
    """
    with transaction.atomic():
        for member in user.memberships.select_related("centre"):
            people.take_back(member, by=user)
        record("account.closed", user=user)
        for app, model in (("mfa", "Authenticator"), ("account", "EmailAddress"), ("socialaccount", "SocialAccount")):
            _rows(app, model, user=user).delete()
        for session in _rows("usersessions", "UserSession", user=user):
            session.end()
        user.email, user.name, user.is_active = f"ferme-{secrets.token_hex(8)}@invalid", "", False
        user.set_unusable_password()
        user.save()
