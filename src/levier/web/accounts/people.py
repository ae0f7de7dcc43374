"""Who has which role: giving, changing, taking back. Every change is written in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levier.catalogue.typed import BLOCKS
from levier.problems import Refused
from levier.web.accounts.models import OF_CENTRE, Membership, Role, User
from levier.web.audit.services import record

# Roles that a director gives in the centre; the others are given by the administration.
GIVEN_BY_DIRECTOR = OF_CENTRE


def people_of(centre: Any) -> list[Membership]:
    """Return the roles given for a centre itself, direction first."""
    found = Membership.objects.filter(centre=centre, role__in=OF_CENTRE).select_related("user")
    order = {role: at for at, role in enumerate(OF_CENTRE)}
    return sorted(found, key=lambda one: (order[Role(one.role)], str(one.user).lower()))


def give(
    user: User, role: str, *, by: User | None, centre: Any = None, body: Any = None, department: str = "",
    blocks: Iterable[str] = (),
) -> Membership:  # fmt: skip
    """Give a role; one that the person has already gets the blocks added."""
    scope = {"centre": centre, "body": body, "department": department}
    with transaction.atomic():
        member, made = Membership.objects.get_or_create(
            user=user, role=role, **scope, defaults={"blocks": known_blocks(blocks)}
        )
        if not made and (more := known_blocks([*member.blocks, *blocks])) != member.blocks:
            member.blocks = more
            member.save()
        record("right.given", user=by, centre=centre, role=role, person=user.pk, blocks=member.blocks)
    return member


def known_blocks(blocks: Iterable[str]) -> list[str]:
    """Return the blocks of the grid among these names, in the order of the grid."""
    wanted = set(blocks)
    return [name for name in BLOCKS if name in wanted]


def change(member: Membership, role: str, blocks: Iterable[str], *, by: User) -> None:
    """Change the role in the same place, or the blocks.

    Raises:
        Refused: the centre would have no direction, or the person has that role already.
    """
    with transaction.atomic():
        if role != member.role:
            _keep_one(member)
            _refuse_twice(member, role)
        member.role, member.blocks = role, known_blocks(blocks) if role == Role.STAFF else []
        member.save()
        record("right.changed", user=by, centre=member.centre, role=role, person=member.user_id, blocks=member.blocks)


def _refuse_twice(member: Membership, role: str) -> None:
    if Membership.objects.filter(user=member.user_id, role=role, scope=member.scope).exists():
        raise Refused(_("Cette personne a déjà ce rôle ici. → Retirez plutôt l'autre rôle."))


def take_back(member: Membership, *, by: User) -> None:
    """Take a role back; the pages close at the person's next click.

    Raises:
        Refused: it is the last director of the centre, or the last administrator.
    """
    with transaction.atomic():
        _keep_one(member)
        record("right.taken", user=by, centre=member.centre, role=member.role, person=member.user_id)
        member.delete()


def _keep_one(member: Membership) -> None:
    """Refuse to leave a centre without direction, or the installation without administration."""
    if member.role not in (Role.DIRECTOR, Role.ADMINISTRATOR):
        return
    # Locked: two directors who remove each other at the same moment do not both succeed.
    others = Membership.objects.select_for_update().filter(role=member.role, centre=member.centre, user__is_active=True)
    if not [one for one in others if one.pk != member.pk]:
        raise Refused(_alone(member))


def _alone(member: Membership) -> str:
    if member.role == Role.DIRECTOR:
        return _(
            "Le centre n'aurait plus de direction. → Invitez d'abord une autre personne à la direction, "
            "attendez qu'elle accepte, puis recommencez."
        )
    return _(
        "L'installation n'aurait plus d'administration. → Invitez d'abord une autre personne, attendez qu'elle "
        "accepte, puis recommencez."
    )


def set_active(person: User, active: bool, *, by: User) -> None:
    """Close or open an account again; a closed one is logged out everywhere at its next click.

    Raises:
        Refused: it is the last director of a centre, or the last administrator.
    """
    with transaction.atomic():
        if not active:
            for member in person.memberships.select_related("centre"):
                _keep_one(member)
        person.is_active = active
        person.save(update_fields=["is_active"])
        record("account.opened" if active else "account.suspended", user=by, person=person.pk)


def forget_second_factor(person: User, *, by: User) -> None:
    """Take off the second factor of somebody who lost it; the next log-in asks for a new one where one is needed."""
    from allauth.mfa.models import Authenticator

    count, _each = Authenticator.objects.filter(user=person).delete()
    record("mfa.reset", user=by, person=person.pk, count=count)
