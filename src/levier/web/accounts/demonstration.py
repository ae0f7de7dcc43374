"""The accounts of the demonstration: one for each role, one password, written on the log-in page."""

from __future__ import annotations

from typing import Any

from levier.web.accounts.models import Membership, Role, User

PASSWORD = "demonstration-levier"
# A domain that can never exist (RFC 2606).
DOMAIN = "demo.example"
BLOCKS = ("agenda", "telephone")


def address(role: str) -> str:
    """Return the address of a role's account.

    >>> address("director")
    'direction@demo.example'
    """
    names = {
        Role.DIRECTOR: "direction", Role.STAFF: "equipe", Role.BODY: "gestionnaire", Role.CONSULTANT: "consultant",
        Role.DELEGATION: "delegation", Role.AGENCY: "agence", Role.PARTNER: "partenaire", Role.ELECTED: "elu",
        Role.EDITOR: "comite", Role.MEMBER: "groupe", Role.ADMINISTRATOR: "administration",
    }  # fmt: skip
    return f"{names[Role(role)]}@{DOMAIN}"


def make_accounts(centre: Any) -> list[User]:
    """Make one account for each role around a centre; those that are there stay.

    Args:
        centre: what the roles of a centre, its managing body and its department are about.
    """
    scopes: dict[str, dict[str, Any]] = {
        Role.BODY: {"body": centre.body}, Role.DELEGATION: {"department": centre.department},
        **{role: {"centre": centre} for role in (Role.DIRECTOR, Role.STAFF, Role.CONSULTANT, Role.ELECTED)},
    }  # fmt: skip
    return [_account(Role(role), scopes.get(role, {})) for role in Role.values]


def _account(role: Role, scope: dict[str, Any]) -> User:
    user = User.objects.filter(email=address(role)).first()
    if user is None:
        user = User.objects.create_user(address(role), PASSWORD, name=_name(role))
    blocks = {"blocks": list(BLOCKS)} if role == Role.STAFF else {}
    Membership.objects.get_or_create(user=user, role=role, defaults=blocks, **scope)
    return user


def _name(role: Role) -> str:
    said = str(role.label)
    return said[:1].upper() + said[1:]


def accounts() -> list[dict[str, Any]]:
    """Return the accounts of the demonstration that exist, in the order of the roles."""
    order = {role: at for at, role in enumerate(Role.values)}
    found = Membership.objects.filter(user__email__endswith=f"@{DOMAIN}").select_related("user", "centre", "body")
    shown = [
        {"role": one.get_role_display(), "place": one.place, "email": one.user.email, "at": order[one.role]}
        for one in found
    ]
    return sorted(shown, key=lambda one: one["at"])
