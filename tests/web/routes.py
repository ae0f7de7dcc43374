"""Every address of the site, taken from its resolver, with what each would need to lead somewhere."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import builders
from django.urls import URLPattern, get_resolver, reverse

from levier.web.accounts.invitations import invite
from levier.web.accounts.models import Role

TABLE = tomllib.loads((Path(__file__).parent / "accounts" / "rights.toml").read_text(encoding="utf-8"))
NOT_ROUTES = ("rights", "api")


@dataclass(frozen=True, slots=True)
class Route:
    """An address: its name, what it takes, the methods and the right that the table gives it."""

    name: str
    takes: tuple[str, ...]
    methods: tuple[str, ...] = ()
    right: str = ""
    also: bool = False

    @property
    def of_centre(self) -> bool:
        """Tell whether the address names a centre."""
        return "code" in self.takes

    @property
    def stolen(self) -> tuple[str, ...]:
        """Return what it takes that names something of a centre."""
        return tuple(one for one in self.takes if one in BELONGS)


# What belongs to one centre: with the number of another's, nothing is found.
BELONGS = {
    "member", "invitation", "number", "digest", "task", "delivery_id", "file_id", "duty", "row", "job", "job_id", "token",
}  # fmt: skip


def table() -> dict[str, tuple[tuple[str, ...], str, bool]]:
    """Return the hand-written table: name → methods, right, whether the page has a rule of its own."""
    found = {}
    for section, lines in TABLE.items():
        for name, said in () if section in NOT_ROUTES else lines.items():
            *methods, right = said.split()
            assert name not in found, f"{name} has two lines"
            found[name] = (tuple(methods), right.rstrip("*"), right.endswith("*"))
    return found


def resolver() -> Iterator[Route]:
    """Yield every address that the site answers, the API's operations apart."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns: Any, space: str, takes: tuple[str, ...]) -> Iterator[Route]:
    for one in patterns:
        mine = (*takes, *_names(one.pattern))
        if isinstance(one, URLPattern):
            assert one.name, f"an address without name: {one.pattern}"
            yield Route(space + one.name, mine)
        else:
            yield from _walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, mine)


def _names(pattern: Any) -> tuple[str, ...]:
    return tuple(pattern.converters) or tuple(pattern.regex.groupindex)


def routes() -> list[Route]:
    """Return every address with its line of the table; each once."""
    lines = table()
    found = {one.name: Route(one.name, one.takes, *lines[one.name]) for one in resolver() if one.name in lines}
    return list(found.values())


def things(centre: Any) -> dict[str, Any]:
    """Make one of everything that an address of a centre can name, and return the values of its parameters."""
    from levier.web.api.models import make_token
    from levier.web.centres.models import Event
    from levier.web.entry.models import BlockTask
    from levier.web.figures.models import Still
    from levier.web.imports.models import Delivery, Imported, SentFile
    from levier.web.jobs.models import Job
    from levier.web.monday.models import Duty, FollowedRow

    owner = builders.make_user("director", centre)
    delivery = Delivery.objects.create(centre=centre, user=owner, state="review")
    sent = SentFile.objects.create(delivery=delivery, rank=1, name="a.csv", path="a.csv", size=1, sha256="0" * 64)
    number = 100 + centre.pk
    Imported.objects.create(centre=centre, number=number, at="2025-01-31T10:00Z", mode="auto", lines=1, current=1)
    event = Event(pk=number, centre=centre, day=date(2025, 1, 6), label="Travaux")
    event.save()
    row = FollowedRow.objects.create(
        centre=centre, kind="unmarked", mark=centre.code, sealed=b"", day=date(2025, 1, 6), reason="x",
        first_seen=date(2025, 1, 6),
    )  # fmt: skip
    digest = uuid.uuid5(uuid.NAMESPACE_DNS, centre.code).hex
    Still.objects.create(
        centre=centre, name="trend/no_show_rate", digest=digest, spec={}, light="<svg/>", dark="<svg/>"
    )
    job = Job.objects.create(centre=centre, user=owner, kind="lines", state="done")
    due = {"centre": centre, "due": date(2025, 2, 1)}
    return {
        "code": centre.code, "member": builders.make_user("director", centre).memberships.get().pk,
        "invitation": invite(f"x@{centre.code}.test", Role.STAFF, by=owner, centre=centre)[0].pk,
        "number": number, "digest": digest, "task": BlockTask.objects.create(block="agenda", year=2025, **due).pk,
        "delivery_id": delivery.pk, "file_id": sent.pk, "duty": Duty.objects.create(label="Rapport", **due).pk,
        "row": row.pk, "job": job.pk, "job_id": job.pk, "token": make_token(owner, "essai", ["read"])[0].pk,
        "person": owner.pk, "body": builders.make_body(centres=[centre]).pk, "block": "agenda", "pk": 999,
        "uidb36": "1", "key": "abc-def", "ext": "csv",
    }  # fmt: skip


# Values that depend on the address: the same word means several things.
SPECIAL: dict[str, dict[str, Any]] = {
    "chart": {"ext": "svg"}, "chart_file": {"ext": "svg"}, "invitation": {"token": "inconnu"},
    "digest_stop": {"token": "inconnu"}, "administration_invitation": {},
    "wizard_step": {"slug": "installation"}, "note_file": {"ext": "pdf"}, "paper": {"name": "registre"},
    "installation_paper": {"name": "registre"},
    "indicator": {"name": "no_show_rate"}, "indicator_file": {"name": "no_show_rate"}, "lines": {"name": "no_show_rate"},
    "lines_of": {"name": "no_show_rate"}, "lines_file": {"name": "no_show_rate"},
}  # fmt: skip
# The list of the block that the staff of the tests has.
LIST = "rendez-vous-non-pointes"


def address(route: Route, known: dict[str, Any]) -> str:
    """Return the address of a route with these values.

    Raises:
        KeyError: the route takes something that :func:`things` does not make.
    """
    values = {"name": LIST} | known | SPECIAL.get(route.name, {})
    return reverse(route.name, kwargs={one: values[one] for one in route.takes})
