"""Rows of the site made by hand: people, centres, figures whose values the tests state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP

from levier.web.accounts.middleware import NEEDS_SECOND_FACTOR
from levier.web.accounts.models import Membership, Role, User
from levier.web.centres.models import DEFAULT_FOLLOWED, Body, Centre
from levier.web.figures.models import Lecture, Result, Run, Series

PASSWORD = "un mot de passe bien long"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def make_centre(code: str = "", **more: Any) -> Centre:
    """Make a centre without anything; its description gives every default of the library."""
    code = code or f"c{next(_numbers)}"
    given = {"name": f"Centre {code.upper()}", "department": "93", "followed": list(DEFAULT_FOLLOWED)} | more
    return Centre.objects.create(code=code, **given)


def make_body(name: str = "", centres: Iterable[Centre] = ()) -> Body:
    """Make a managing body of these centres."""
    body = Body.objects.create(name=name or f"Gestionnaire {next(_numbers)}")
    for one in centres:
        one.body = body
        one.save()
    return body


def make_user(role: str | None = None, centre: Centre | None = None, **more: Any) -> User:
    """Make somebody with a role: for the centre, its body, its department, or everywhere, as the role wants.

    Roles that demand a second factor have one (``second_factor=False``: not yet).
    """
    protected = more.pop("second_factor", True)
    user = User.objects.create_user(f"personne{next(_numbers)}@exemple.test", PASSWORD)
    if role is not None:
        Membership.objects.create(user=user, role=role, **_scope(Role(role), centre), **more)
    if protected and role in NEEDS_SECOND_FACTOR:
        TOTP.activate(user, SECRET)
    return user


def _scope(role: Role, centre: Centre | None) -> dict[str, Any]:
    if role in (Role.DIRECTOR, Role.STAFF, Role.CONSULTANT, Role.ELECTED):
        return {"centre": centre}
    if role == Role.BODY:
        return {"body": centre.body or make_body(centres=[centre])} if centre else {}
    if role == Role.DELEGATION:
        return {"department": centre.department if centre else ""}
    return {}


def make_series(
    centre: Centre,
    indicator: str,
    points: Iterable[Mapping[str, Any]],
    unit: str = "%",
    grain: str = "month",
    **more: Any,
) -> Series:
    """Make a series; a point gives at least ``period`` and ``value``, the rest has the usual defaults."""
    said = [_point(dict(one)) for one in points]
    return Series.objects.create(centre=centre, indicator=indicator, unit=unit, grain=grain, points=said, **more)


def _point(given: dict[str, Any]) -> dict[str, Any]:
    from levier.periods import parse_period, to_date

    period = parse_period(given["period"])
    days = {"from": to_date(period.first).isoformat(), "to": to_date(period.last).isoformat()}
    return days | {"status": "ok" if given.get("value") is not None else "not_available", "coverage": 1.0} | given


def make_lecture(centre: Centre, indicator: str, sentence: str = "", **more: Any) -> Lecture:
    """Make a reading, usual by default."""
    given = {"rank": 5, "outcome": "usual", "sense": ""} | more
    words = more.pop("words", "variation habituelle")
    given.pop("words", None)
    said = {
        "indicator": indicator, "label": indicator, "reading": words, "outcome": given["outcome"],
        "sense": given["sense"] or None, "sentence": sentence or f"{indicator} : {words}.", "how": "", "notes": [],
        "small_team": given.get("small", False), "euros_per_year": None,
    }  # fmt: skip
    return Lecture.objects.create(centre=centre, indicator=indicator, data={"fr": said, "en": said}, **given)


def make_result(centre: Centre, kind: str, data: Any, shared: Any = None) -> Result:
    """Make a result, the same in both languages."""
    return Result.objects.create(
        centre=centre,
        kind=kind,
        data={"fr": data, "en": data},
        shared=None if shared is None else {"fr": shared, "en": shared},
    )


def make_run(centre: Centre, **more: Any) -> Run:
    """Make a computation."""
    return Run.objects.create(centre=centre, version="0", **more)
