"""The people of the demonstration: one account per role, none of them anybody."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from levier.web.accounts.demonstration import DOMAIN
from levier.web.accounts.models import Membership, Role, User
from levier.web.centres.models import Centre

OF_CONSULTANT, BLOCKS = ("a01", "a05", "a09"), ["agenda", "telephone"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may log in: address, password, and what they are, in words."""

    email: str
    password: str
    role: str
    of: str


# Name before the at sign, name shown, role.
PEOPLE = (
    ("direction", "Direction A01", Role.DIRECTOR),
    ("accueil", "Accueil A01", Role.STAFF),
    ("gestionnaire", "Gestionnaire du groupement", Role.BODY),
    ("consultant", "Consultant", Role.CONSULTANT),
    ("delegation", "Délégation départementale", Role.DELEGATION),
    ("agence", "Agence régionale", Role.AGENCY),
    ("partenaire", "Partenaire", Role.PARTNER),
    ("elu", "Élu A01", Role.ELECTED),
    ("editeur", "Comité éditorial", Role.EDITOR),
    ("membre", "Membre d'un groupe", Role.MEMBER),
    ("administration", "Administration", Role.ADMINISTRATOR),
)


def people(centres: Sequence[Centre], password: str | None = None) -> list[Person]:
    """Make one account per role over the centres of the demonstration, all with one password; former ones are reset."""
    password = password or secrets.token_urlsafe(9)
    # One slow hash for all: they have the same password, and log in to nothing real.
    hashed = make_password(password)
    return [_person(*one, centres, password, hashed) for one in PEOPLE]


def _person(name: str, shown: str, role: Role, centres: Sequence[Centre], password: str, hashed: str) -> Person:
    email = f"{name}@{DOMAIN}"
    user, _new = User.objects.update_or_create(email=email, defaults={"name": shown, "password": hashed})
    scopes = _scopes(role, centres)
    user.memberships.all().delete()
    for scope in scopes:
        Membership.objects.create(user=user, role=role, blocks=BLOCKS if role == Role.STAFF else [], **scope)
    return Person(email, password, str(role.label), ", ".join(str(next(iter(one.values()), "")) for one in scopes))


def _scopes(role: Role, centres: Sequence[Centre]) -> list[dict[str, object]]:
    first = next((one for one in centres if one.code == "a01"), centres[0])
    if role == Role.CONSULTANT:
        mine = [one for one in centres if one.code in OF_CONSULTANT] or [first]
        return [{"centre": one} for one in mine]
    if role in (Role.DIRECTOR, Role.STAFF, Role.ELECTED):
        return [{"centre": first}]
    if role == Role.BODY:
        return [{"body": first.body}]
    return [{"department": first.department}] if role == Role.DELEGATION else [{}]
