"""Every address × every role × own and other centre × every method, against the table written by hand in rights.toml.

The addresses are taken from the resolver, the API's operations from its description: a new one without a line fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import builders
import pytest
from django.db import transaction
from django.test import Client
from routes import TABLE, Route, address, resolver, routes, table, things

from levier.web.accounts.models import Role
from levier.web.accounts.rights import RIGHTS

ANONYMOUS, NOBODY = "anonymous", "nobody"
EVERYONE = (ANONYMOUS, NOBODY, *Role.values)
OWN, OTHER = "own", "other"
# Who may know that a centre is there, whatever they may open.
KNOWS_OWN = {"director", "staff", "body", "consultant", "elected", "delegation", "agency", "administrator"}
KNOWS_OTHER = {"agency", "administrator"}
METHODS = ("GET", "POST")
RARE = ("PUT", "PATCH", "DELETE")
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(db: None) -> dict[str, dict[str, Any]]:
    """Make two centres of two managing bodies in two departments, with one of everything."""
    own, other = builders.make_centre("a01", department="93"), builders.make_centre("b02", department="75")
    return {OWN: things(own) | {"centre": own}, OTHER: things(other) | {"centre": other}}


@pytest.fixture
def visitor(world: dict[str, dict[str, Any]]) -> Callable[[str], Client]:
    """Return a function that logs somebody in with a role around the centre A01."""

    def made(role: str) -> Client:
        client = Client(raise_request_exception=False, headers={"user-agent": "essai"})
        if role != ANONYMOUS:
            centre = world[OWN]["centre"]
            centre.refresh_from_db()
            more = {"blocks": ["agenda"]} if role == "staff" else {}
            client.force_login(builders.make_user(None if role == NOBODY else role, centre, **more), backend=BACKEND)
        return client

    return made


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever the block does in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, url: str) -> str:
    """Return what is answered: a status, or ``login`` when one is led to the log-in."""
    cookies = client.cookies.copy()
    with undone():
        answer = client.generic(method, url)
        # A file is read to its end: what fails while it is sent fails here.
        if answer.streaming:
            b"".join(answer.streaming_content)
        to = answer.headers.get("Location", "")
    client.cookies = cookies
    return "login" if to.startswith("/compte/connexion/?next=") else str(answer.status_code)


def expected(role: str, route: Route, whose: str) -> str:
    """Return what the table says: ``open`` or the refusal."""
    if route.right == "everyone":
        return "open"
    if role == ANONYMOUS:
        return "login"
    if route.right == "person":
        return "open"
    knows = KNOWS_OWN if whose == OWN else KNOWS_OTHER
    if route.right.startswith("centre.") and role not in knows:
        return "404"
    return "open" if role in TABLE["rights"][route.right] else "403"


# What an open page may answer: done, elsewhere, not like that, too much, too often – never a refusal nor an error.
OPEN = {"200", "204", "302", "303", "400", "409", "410", "413", "415", "422", "429"}


def wrong(role: str, route: Route, whose: str, method: str, said: str) -> str:
    """Return a sentence when the answer is not that of the table."""
    wanted = expected(role, route, whose)
    if method not in route.methods:
        # Refused whoever asks, before or after having looked at who they are; allauth treats a PUT as a form, for oneself.
        own = route.right in ("everyone", "person")
        right = said in ("405", wanted) or (own and said in ("200", "302", "404", "429"))
    elif wanted == "open":
        absent = said == "404" and (route.takes or not route.right.startswith("centre."))
        right = said in OPEN or bool(absent) or (route.also and said == "403")
    else:
        right = said == wanted
    return "" if right else f"{method} {route.name} ({whose}) as {role}: {said}, not {wanted}"


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    of_api = {one.name for one in resolver() if one.name.startswith("api-v1:")}
    named = {one.name for one in resolver()} - of_api | {"api-v1:openapi-json", "api-v1:api-root"}
    assert named - table().keys() == set(), "addresses without a line in rights.toml"
    assert table().keys() - named == set(), "lines of rights.toml without an address"


def test_every_right_has_a_line_and_is_the_same_in_the_code() -> None:
    assert RIGHTS.keys() == TABLE["rights"].keys()
    assert {right for _methods, right, _also in table().values()} <= {"everyone", "person", *RIGHTS}


@pytest.mark.parametrize("role", Role.values)
def test_each_right_is_given_to_the_roles_of_the_table(world: dict[str, Any], role: str) -> None:
    user = builders.make_user(role, world[OWN]["centre"])
    has = {right for right in RIGHTS if user.has_perm(right, world[OWN]["centre"])}
    assert has == {right for right, roles in TABLE["rights"].items() if role in roles}
    elsewhere = {right for right in RIGHTS if user.has_perm(right, world[OTHER]["centre"])}
    assert elsewhere == {right for right in has if role in KNOWS_OTHER or not right.startswith("centre.")}


@pytest.mark.parametrize("role", EVERYONE)
def test_the_table_is_what_the_site_does(world: dict[str, Any], visitor: Callable[[str], Client], role: str) -> None:
    client, found = visitor(role), []
    for route in routes():
        for whose in (OWN, OTHER) if route.of_centre else (OWN,):
            url = address(route, world[whose])
            found += [wrong(role, route, whose, method, ask(client, method, url)) for method in METHODS]
    assert not [one for one in found if one], "\n".join(filter(None, found))


@pytest.mark.parametrize("role", [ANONYMOUS, "director", "agency", "administrator"])
def test_rare_methods_are_refused(world: dict[str, Any], visitor: Callable[[str], Client], role: str) -> None:
    client, found = visitor(role), []
    for route in routes():
        for method in RARE:
            found.append(wrong(role, route, OTHER, method, ask(client, method, address(route, world[OTHER]))))
    assert not [one for one in found if one], "\n".join(filter(None, found))


@pytest.mark.parametrize("role", ["director", "staff", "consultant", "body"])
def test_what_is_anothers_is_not_found_under_ones_own_centre(
    world: dict[str, Any], visitor: Callable[[str], Client], role: str
) -> None:
    """Ask in one's own centre for a job, an import, a chart, a person… of another's."""
    client, found = visitor(role), []
    for route in routes():
        if not route.stolen or route.right in ("everyone", "installation.manage"):
            continue
        stolen = world[OWN] | {name: world[OTHER][name] for name in route.stolen}
        for method in route.methods:
            said = ask(client, method, address(route, stolen))
            wanted = "404" if expected(role, route, OWN) == "open" else expected(role, route, OWN)
            if said != wanted and not (route.also and said == "403"):
                found.append(f"{method} {route.name} as {role} with another's {route.stolen}: {said}, not {wanted}")
    assert not found, "\n".join(found)


def test_a_closed_centre_is_found_by_the_administration_alone(
    world: dict[str, Any], visitor: Callable[[str], Client], django_user_model: Any
) -> None:
    from django.utils import timezone

    clients = {role: visitor(role) for role in Role.values}
    world[OWN]["centre"].closed = timezone.now()
    world[OWN]["centre"].save()
    said = {role: ask(client, "GET", "/centres/a01/") for role, client in clients.items()}
    assert said.pop("administrator") == "403"
    assert set(said.values()) == {"404"}


def test_a_suspended_account_opens_nothing(world: dict[str, Any]) -> None:
    user, client = builders.make_user("director", world[OWN]["centre"]), Client()
    client.force_login(user, backend=BACKEND)
    user.is_active = False
    user.save()
    assert ask(client, "GET", "/centres/a01/") == "login"
    assert not user.has_perm("centre.see", world[OWN]["centre"])


def test_a_role_taken_back_closes_the_pages_at_the_next_click(world: dict[str, Any]) -> None:
    user, client = builders.make_user("consultant", world[OWN]["centre"]), Client()
    client.force_login(user, backend=BACKEND)
    assert ask(client, "GET", "/centres/a01/indicateurs/") == "200"
    user.memberships.all().delete()
    assert ask(client, "GET", "/centres/a01/indicateurs/") == "404"


# ---------------------------------------------------------------------------------------------------------------------
# The API: a token, its scope, its person's right.


def operations() -> list[tuple[str, str]]:
    """Return every operation of the API: method, path."""
    from levier.web.api.site import api

    described = api.get_openapi_schema(path_prefix="")
    return [(method.upper(), path) for path, said in described["paths"].items() for method in said]


def test_every_operation_has_a_line_and_every_line_an_operation() -> None:
    assert {f"{method} {path}" for method, path in operations()} == TABLE["api"].keys()


# What an operation must be given to be understood: one that is not is refused before anybody is looked at.
GIVEN = {"GET /centres/{code}/typed": ("?year=2025", "{}"), "PUT /centres/{code}/typed": ("", "[]")}


def _call(method: str, path: str, known: dict[str, Any], token: str = "", client: Client | None = None) -> int:
    query, body = GIVEN.get(f"{method} {path}", ("", "{}"))
    url = "/api/v1" + path.format(code=known["code"], delivery=known["delivery_id"], job=known["job"])
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with undone():
        made = (client or Client(raise_request_exception=False)).generic(
            method, url + query, body, content_type="application/json", headers=headers
        )
        return int(made.status_code)


def _token(role: str, centre: Any, scope: str, only: Any = None) -> str:
    from levier.web.api.models import make_token

    blocks = {"blocks": ["agenda"]} if role == "staff" else {}
    user = builders.make_user(None if role == NOBODY else role, centre, **blocks)
    return str(make_token(user, "essai", [scope], centre=only)[1])


DONE = {200, 202, 400, 404, 409, 413, 422}


@pytest.mark.parametrize("role", [NOBODY, *Role.values])
def test_the_api_follows_the_same_table(world: dict[str, Any], role: str) -> None:
    found = []
    for line, said in TABLE["api"].items():
        (method, path), (scope, right) = line.split(" "), said.split()
        token = _token(role, world[OWN]["centre"], scope)
        route = Route(line, ("code",) if "{code}" in path else (), (method,), right)
        for whose in (OWN, OTHER):
            wanted, got = expected(role, route, whose), _call(method, path, world[whose], token)
            if got not in DONE if wanted == "open" else str(got) != wanted:
                found.append(f"{line} ({whose}) as {role}: {got}, not {wanted}")
    assert not found, "\n".join(found)


def test_the_api_asks_for_a_token_of_the_right_scope(world: dict[str, Any], visitor: Callable[[str], Client]) -> None:
    centre, session = world[OWN]["centre"], visitor("director")
    for line, said in TABLE["api"].items():
        (method, path), scope = line.split(" "), said.split()[0]
        assert _call(method, path, world[OWN]) == 401, line
        assert _call(method, path, world[OWN], "levier_deviné") == 401, line
        assert _call(method, path, world[OWN], client=session) == 401, f"{line} with a session only"
        for other in {"read", "type", "import"} - {scope}:
            assert _call(method, path, world[OWN], _token("director", centre, other)) == 403, (line, other)


def test_a_token_of_one_centre_opens_that_one(world: dict[str, Any]) -> None:
    token = _token("agency", world[OWN]["centre"], "read", only=world[OWN]["centre"])
    assert _call("GET", "/centres/{code}/figures", world[OWN], token) == 200
    assert _call("GET", "/centres/{code}/figures", world[OTHER], token) == 404


@pytest.mark.parametrize("path", ["/centres/{code}/deliveries/{delivery}", "/centres/{code}/jobs/{job}"])
def test_the_api_does_not_find_what_is_anothers(world: dict[str, Any], path: str) -> None:
    token = _token("director", world[OWN]["centre"], "import")
    stolen = world[OTHER] | {"code": world[OWN]["code"]}
    assert _call("GET", path, stolen, token) == 404


def test_a_token_without_the_second_factor_that_its_role_demands_opens_nothing(world: dict[str, Any]) -> None:
    from levier.web.api.models import make_token

    user = builders.make_user("agency", second_factor=False)
    assert _call("GET", "/centres", world[OWN], make_token(user, "essai", ["read"])[1]) == 403
