"""Every address with queries and forms that nobody should send: refused in words, never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import builders
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from routes import Route, address, routes, things

# What breaks readers of numbers, dates, periods, pages; what a database or a header does not take.
NASTY = [
    "", " ", "0", "-1", "²", "²²²²", "٢٠٢٥", "1e309", "nan", "inf", "99999999999999999999999", "0000", "9999",
    "0000-01", "9999-12", "2025-13", "2025-00", "2025T9", "2025S99", "0001-01..9999-12", "2025-02..2024-01",
    "2025-01-01/9999-99-99", "2025-02-30", "2025-W99", "2025-W00", "9999-W53", "\x00", "a\x00b", "\r\nSet-Cookie: a=b",
    "../../etc/passwd", "..%2f..", "//evil.test/", "https://evil.test/", "javascript:alert(1)", "<script>alert(1)</script>",
    "'\"><svg onload=alert(1)>", "{{7*7}}", "{% debug %}", "%s%n", "{0}", "=cmd|'/c calc'!A1", "a" * 5000, "\u202e", "\ufeff",
    "é" * 300, "\U0001f600", "~" * 50, "~~~~~~~~", "2025-01~rdv_honores", "²²²²-01~rdv_honores", "v:", "p:", "f:", "p:²", "c²-²",
    "c99999999999999999999-1", "medical", "dentaire", "rdv_honores~medical", "tous", "null", "None", "True", "[]", "{}",
]  # fmt: skip
NAMES = [
    "periode", "service", "specialite", "q", "page", "theme", "annee", "rythme", "detail", "rappel", "comptage", "plus",
    "ligne", "case", "bloc", "retour", "du", "au", "mesure", "table", "indicator", "period", "lever", "kind", "tous", "liste",
    "quoi", "travail", "sources", "propose", "cle", "next", "role", "month", "tri", "raison", "payeur", "du", "jusqu", "cause",
    "motif", "payer", "reason", "lu", "ecrire", "do", "name", "mode", "actif", "door", "format", "language", "total", "value",
]  # fmt: skip
texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
queries = st.dictionaries(st.sampled_from(NAMES), st.lists(texts, min_size=1, max_size=2), max_size=4)
PATIENT = settings(
    max_examples=4, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@pytest.fixture
def world(centre: Any) -> dict[str, Any]:
    """Return one of everything, in a centre with some figures."""
    points = [
        {"period": f"2025-{month:02d}", "value": 0.1, "numerator": 1, "denominator": 10} for month in range(1, 13)
    ]
    builders.make_series(centre, "no_show_rate", points)
    builders.make_lecture(centre, "no_show_rate")
    builders.make_run(centre)
    return things(centre) | {"centre": centre}


@pytest.fixture
def visitor(world: dict[str, Any]) -> Callable[[str], Client]:
    """Return a function that logs a role in."""

    def made(role: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(
            builders.make_user(role, world["centre"]), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return made


def asked(client: Client, method: str, url: str, data: Any) -> Any:
    """Return the answer; whatever it did in the database is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(url, data) if method == "GET" else client.post(url, data)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def judged(answer: Any, said: str) -> None:
    """Fail on an error of ours, on a way out of the site, on something typed that became markup."""
    assert answer.status_code < 500, said
    if to := answer.headers.get("Location"):
        # As a browser reads it, backslashes included.
        there = urlsplit(urljoin("http://testserver/ici/", to.strip().replace("\\", "/")))
        assert (there.scheme, there.netloc) == ("http", "testserver"), f"{said} → {to}"
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        body = b"".join(answer) if answer.streaming else answer.content
        assert b"<script>alert" not in body, said
        assert b"<svg onload" not in body, said


def opened_by(route: Route) -> str:
    """Return the role that opens an address, of a centre or of the installation."""
    if route.right.startswith("installation"):
        return "administrator"
    return "agency" if route.right.startswith("region") else "director"


GETS = [one for one in routes() if "GET" in one.methods]
POSTS = [one for one in routes() if "POST" in one.methods]


@pytest.mark.parametrize("route", GETS, ids=lambda one: one.name)
@PATIENT
@given(query=queries)
def test_no_query_breaks_a_page(
    world: dict[str, Any], visitor: Callable[[str], Client], route: Route, query: dict[str, list[str]]
) -> None:
    url = address(route, world)
    client = visitor(opened_by(route))
    judged(asked(client, "GET", url, query), f"GET {url} {query!r}")


@pytest.mark.parametrize("route", [one for one in GETS if one.of_centre], ids=lambda one: one.name)
def test_every_nasty_value_in_a_query(world: dict[str, Any], visitor: Callable[[str], Client], route: Route) -> None:
    """Each word of a query has the same nasty value."""
    client, url = visitor("director"), address(route, world)
    for value in NASTY:
        judged(asked(client, "GET", url, dict.fromkeys(NAMES, value)), f"GET {url} {value!r}")


class Fields(HTMLParser):
    """The names of the fields of a page's forms."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if (
            tag in ("input", "select", "textarea", "button")
            and (name := said.get("name"))
            and name != "csrfmiddlewaretoken"
        ):
            self.names.setdefault(name, said.get("value") or "")


def fields_of(client: Client, world: dict[str, Any], route: Route) -> dict[str, str]:
    """Return what the forms of an address, and of the page above it, ask for."""
    found = Fields()
    url = address(route, world)
    above = re.sub(r"[^/]+/$", "", url)
    for one in (url, above):
        answer = asked(client, "GET", one, {})
        if answer.status_code == 200 and not answer.streaming and "html" in answer.headers["Content-Type"]:
            found.feed(answer.content.decode())
    return found.names


@pytest.mark.parametrize("route", POSTS, ids=lambda one: one.name)
def test_no_form_breaks_on_nasty_values(world: dict[str, Any], visitor: Callable[[str], Client], route: Route) -> None:
    client, url = visitor(opened_by(route)), address(route, world)
    known = fields_of(client, world, route)
    for value in NASTY:
        judged(asked(client, "POST", url, dict.fromkeys([*known, *NAMES], value)), f"POST {url} all={value!r}")
    for rank, name in enumerate(list(known)[:20]):
        value = NASTY[7 * rank % len(NASTY)]
        judged(asked(client, "POST", url, known | {name: value}), f"POST {url} {name}={value!r}")
