"""The accounts of the demonstration as the log-in page shows them; they are made with its centres."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from levier.web.accounts.models import Membership, Role

# Written by ``levier serve --demo``: the only password that is ever shown, of people who do not exist.
PASSWORD = "demo_password"
# A domain that can never exist (RFC 2606).
DOMAIN = "demo.levier.example"


def password() -> str:
    """Return the password of every account of the demonstration, empty when it was made otherwise."""
    path = Path(settings.DATA) / PASSWORD
    return path.read_text(encoding="ascii") if path.exists() else ""


def accounts() -> list[dict[str, Any]]:
    """Return the accounts of the demonstration that exist, in the order of the roles."""
    order = {role: at for at, role in enumerate(Role.values)}
    found = Membership.objects.filter(user__email__endswith=f"@{DOMAIN}").select_related("user", "centre", "body")
    shown = {
        one.user.email: {
            "role": one.get_role_display(), "place": one.place, "email": one.user.email, "at": order[one.role],
        }
        for one in reversed(found)
    }  # fmt: skip
    return sorted(shown.values(), key=lambda one: one["at"])
