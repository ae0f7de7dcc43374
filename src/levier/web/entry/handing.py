"""Handing a block of the grid to somebody."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from levier.web.accounts.models import Membership, Role, User
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.entry.models import BlockTask


def people(centre: Centre) -> list[User]:
    """Return those who may type something in a centre."""
    roles = Membership.objects.filter(centre=centre, role__in=(Role.DIRECTOR, Role.STAFF), user__is_active=True)
    found = {one.user_id: one.user for one in roles.select_related("user")}
    return sorted(found.values(), key=str)


def hand(centre: Centre, author: User, block: str, year: int, said: dict[str, Any]) -> BlockTask:
    """Give a block to somebody before a day; a member of the staff gets the right to fill it."""
    person = said["assignee"] or User.objects.filter(email__iexact=said["email"]).first()
    with transaction.atomic():
        if person is not None:
            open_block(centre, person, block, author)
        return BlockTask.objects.create(
            centre=centre, block=block, year=year, period=said["period"], assignee=person,
            email="" if person else said["email"], due=said["due"], note=said["note"], author=author,
        )  # fmt: skip


def open_block(centre: Centre, person: User, block: str, author: User | None) -> None:
    """Let a member of the staff fill a block, and write it in the journal."""
    for role in person.memberships.filter(centre=centre, role=Role.STAFF):
        if block not in role.blocks:
            role.blocks = [*role.blocks, block]
            role.save()
            record("right.block", user=author, centre=centre, block=block)


def claim(user: User) -> int:
    """Give somebody the tasks that wait for their address, once they have a role there; return how many."""
    found = list(BlockTask.objects.filter(assignee=None, email__iexact=user.email, done=None).select_related("centre"))
    mine = [one for one in found if any(role.covers(one.centre) for role in user.roles)]
    for one in mine:
        one.assignee = user
        one.save()
        open_block(one.centre, user, one.block, one.author)
    return len(mine)


def who(task: BlockTask) -> str:
    """Return who has a task."""
    return str(task.assignee) if task.assignee else task.email


def is_of(task: BlockTask, user: User) -> bool:
    """Tell whether a task is somebody's."""
    return task.assignee_id == user.pk or (task.assignee_id is None and task.email.lower() == user.email.lower())


def address(centre: Centre, block: str, year: int, period: str = "") -> str:
    """Return the page to open."""
    asked = {"annee": str(year)} | ({"periode": period} if period else {})
    return reverse("entry_block", args=[centre.code, block]) + "?" + urlencode(asked)


def link(request: HttpRequest, task: BlockTask) -> str:
    """Return the link to send; it opens after a log-in."""
    return request.build_absolute_uri(address(task.centre, task.block, task.year, task.period))


def finish(task: BlockTask) -> None:
    """Say that a task is done."""
    task.done = task.done or timezone.now()
    task.save()


def take_back(task: BlockTask, user: User) -> None:
    """Withdraw a request; the right to the block stays with the role (the director changes it in « personnes »)."""
    record("task.withdrawn", user=user, centre=task.centre, block=task.block)
    task.delete()
