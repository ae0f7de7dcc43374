"""A number that one doctor made is on the director's screen, and nowhere else: every output of the site is read.

The outputs are those of the resolver and of the API's description: a new address is read without anybody adding it, and
a new export whose format nothing here reads, or that never gives a file, fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from reading_outputs import words_of
from routes import Route, address, routes, things

from levier.web.accounts.models import Role
from levier.web.figures.models import Lecture, Result, Run, Series, Still

# Cardiology has one doctor: 7,313 of 10,000 appointments missed. Everybody else: 10 %, 15 % and 20 %, by four doctors.
SECRET = re.compile(
    r"(?<![\d,.])73[,.]13(?!\d)|(?<![\d,.])73[,.]1(?!\d)|(?<![\d,.])0?[,.]7313\d*|(?<![\d,.])7[\s\u202f\u00a0.,]?313(?!\d)"
)
MONTH = "2025-03"
BIG = {"medecine_generale": (200, 20), "pediatrie": (200, 30), "gynecologie": (200, 40)}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
EXTENSIONS = ("csv", "xlsx", "pdf", "svg", "png", "json", "docx", "pptx", "odt", "ods", "txt", "html", "zip")
QUERIES = (
    "",
    f"?periode={MONTH}",
    f"?periode={MONTH}&specialite=cardiologie",
    "?periode=2025",
    "?service=medical",
    "?tous=1",
)
# The screen of the director: what is shown there and nowhere else.
SCREENS = {
    "dashboard", "indicators", "indicator", "chart", "revenue", "levers", "monday", "lines_of", "levers_tried", "job",
    "worklist",
}  # fmt: skip


def test_the_judge_finds_the_secret_in_each_way_of_writing_it() -> None:
    found = (
        "73,13 %",
        "73,1 %",
        "0,7313",
        "0.7313",
        "7 313",
        "7\u202f313",
        "7313",
        "7.313",
        '"value": 0.7313}',
        ";0,7313;",
    )
    assert all(SECRET.search(one) for one in found)
    other = ("73,12", "173,1", "10,7313", "73130", "2073,13")
    assert not any(SECRET.search(one) for one in other)


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Any, list[Any]]]:
    """Return where the store lies between the roles, and its rows once they are computed."""
    return tmp_path_factory.mktemp("small"), {}


def appointments() -> str:
    """Return a month of appointments: no identifier but a number."""
    lines = ["id;debut;fin;statut;service;specialite;patient;praticien"]
    number = 0
    for name, count, missed, doctors in [
        ("cardiologie", 10_000, 7_313, 1),
        *((n, c, m, 4) for n, (c, m) in BIG.items()),
    ]:
        for rank in range(count):
            number += 1
            at = f"{MONTH}-{1 + rank % 28:02d} {8 + rank % 10:02d}"
            status = "non_venu" if rank < missed else "honore"
            lines.append(f"{number};{at}:00;{at}:10;{status};medical;{name};P{number};{name}{rank % doctors}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def told(db: None, settings: Any, computed: tuple[Path, dict[Any, list[Any]]], tmp_path: Path) -> Any:
    """Return the centre A01 with its figures, computed as a worker does, and drawn."""
    from levier.web.figures import stills
    from levier.web.figures.compute import compute
    from levier.web.figures.holdings import store_of

    settings.DATA, rows = computed
    settings.FICTITIOUS = True  # no second factor
    centre = builders.make_centre("a01", followed=["no_show_rate", "outcome_known_rate", "activity_revenue"])
    models = (Series, Lecture, Result, Run, Still)
    if not rows:
        path = tmp_path / "rendez_vous.csv"
        path.write_text(appointments(), encoding="utf-8")
        store_of(centre).add([path], mode="whole")
        compute(centre)
        stills.draw(centre, languages=("fr",))
        rows.update({model: list(model.objects.filter(centre=centre)) for model in models})
        return centre
    for model, made in rows.items():
        for one in made:
            one.pk, one.centre, one._state.adding = None, centre, True
        model.objects.bulk_create(made)
    return centre


@pytest.fixture
def known(told: Any) -> dict[str, Any]:
    """Return the values of the addresses' parameters, and put the secret where only the director may read it."""
    from levier.web.jobs.models import Job

    Still.objects.filter(name="trend/no_show_rate").update(name="trend/no_show_rate/drawn")
    values = things(told)
    Still.objects.filter(name="trend/no_show_rate").update(light=PICTURE, dark=PICTURE)
    words = "Cardiologie : 73,13 % de rendez-vous non honorés."
    Lecture.objects.filter(indicator="payer_rejection_rate").delete()
    builders.make_lecture(told, "payer_rejection_rate", words, small=True, rank=0, outcome="real", sense="worse")
    spec = {"usermeta": {"title": "Cardiologie", "sentence": words}, "data": {"values": [{"v": 0.7313}]}}
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{words}</title></svg>'
    private = Still.objects.create(
        centre=told,
        name="trend/payer_rejection_rate",
        digest="d" * 32,
        spec=spec,
        light=drawn,
        dark=drawn,
        private=True,
    )
    Run.objects.create(centre=told, version="0", moved=[
        {"indicator": "no_show_rate", "period": MONTH, "before": 0.5, "after": 0.7313, "private": True}
    ])  # fmt: skip
    said = {
        "levers": [],
        "refused": words,
        "value": "73,13 %",
        "tallies": [],
        "notes": [words],
        "status": "ok",
        "files": [],
    }
    asked = {"indicator": "no_show_rate", "period": MONTH, "dimension": "specialty", "slice": "cardiologie"}
    job = Job.objects.get(pk=values["job"])
    job.asked, job.result, job.user = asked | {"private": True}, said, None
    job.save()
    margins = Result.objects.get(centre=told, kind="margins").data["fr"]
    if "levers" in margins:
        tried = {"private": True, "hypotheses": {}, "targets": {}}
        Job.objects.create(centre=told, kind="what_if", state="done", asked=tried, result=margins)
    return values | {"digest": private.digest}


def asked_of(route: Route, known: dict[str, Any]) -> Iterator[str]:
    """Yield every address of a route: each extension, each job, each chart, some queries."""
    from levier.web.jobs.models import Job

    digests = list(Still.objects.values_list("digest", flat=True)) if "digest" in route.takes else [known["digest"]]
    jobs = list(Job.objects.values_list("pk", flat=True)) if {"job", "job_id"} & set(route.takes) else [known["job"]]
    for ext in EXTENSIONS if "ext" in route.takes else ("",):
        for digest in digests:
            for job in jobs:
                for name in NAMES.get(route.name, (None,)):
                    more = {"digest": digest, "job": job, "job_id": job} | ({"ext": ext} if ext else {})
                    yield from _with(route, known | more, {} if name is None else {"name": name})


INDICATORS, LISTS = ("no_show_rate", "payer_rejection_rate"), ("rendez-vous-non-pointes", "rejets", "impayes")
NAMES = dict.fromkeys(("indicator", "indicator_file", "lines_of", "lines_file"), INDICATORS)
NAMES |= dict.fromkeys(("worklist", "worklist_export"), LISTS)


def _with(route: Route, values: dict[str, Any], name: dict[str, str]) -> Iterator[str]:
    from django.urls import NoReverseMatch, reverse

    try:
        if name or "ext" in route.takes:
            said = {"name": "rendez-vous-non-pointes"} | values | name
            yield reverse(route.name, kwargs={one: said[one] for one in route.takes})
        else:
            yield address(route, values)
    except NoReverseMatch:
        return  # an extension that the address does not know


def read(client: Client, route: Route, known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield address and words of all that a route gives to somebody."""
    for url in asked_of(route, known):
        for query in QUERIES if route.of_centre and "ext" not in route.takes else QUERIES[:3]:
            answer = client.get(url + query)
            if answer.status_code == 200:
                yield url + query, words_of(answer)


def shown_to(role: str, route: Route) -> bool:
    """Tell whether a page is the director's own screen."""
    return role == "director" and route.name in SCREENS


@pytest.mark.parametrize("role", [None, *Role.values])
def test_no_output_holds_the_secret(
    known: dict[str, Any], told: Any, client_of: Callable[..., Client], role: str | None
) -> None:
    """Read all that each role can open, of every address of the site."""
    more = {"blocks": ["agenda"]} if role == "staff" else {}
    client = client_of(role, told, **more) if role else Client()
    client.raise_request_exception = True
    found, opened = [], 0
    for route in (one for one in routes() if "GET" in one.methods):
        for url, said in read(client, route, known):
            opened += 1
            if not shown_to(str(role), route) and (hit := SECRET.search(said)):
                found.append(f"{role} {url}: …{said[max(0, hit.start() - 60) : hit.end() + 20]}…")
    assert not found, "\n".join(found)
    assert opened > (10 if role in (None, "member", "editor", "partner", "elected") else 15)


def test_the_director_reads_it_on_screen(known: dict[str, Any], told: Any, client_of: Callable[..., Client]) -> None:
    """Prove that there was something to hide, and that it is marked not to be printed."""
    page = client_of("director", told).get(f"/centres/a01/indicateurs/no_show_rate/?periode={MONTH}")
    assert SECRET.search(words_of(page))
    printed = re.sub(r"<(\w+)[^>]*\bno-print\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    assert not SECRET.search(re.sub(r"<[^>]*>", " ", printed))


def test_every_export_gives_a_file_that_is_read(
    known: dict[str, Any], told: Any, client_of: Callable[..., Client]
) -> None:
    """A format that this test cannot open, or an export that it never opens, would be an output nobody reads."""
    client, unread = client_of("director", told), []
    for route in (one for one in routes() if "ext" in one.takes and one.right.startswith("centre.")):
        if route.name not in ("delivery_problems", "worklist_export") and not any(read(client, route, known)):
            unread.append(route.name)
    assert not unread, unread


@pytest.mark.parametrize("ext", ["csv", "xlsx", "pdf"])
def test_what_may_be_shared_is_in_the_same_files(told: Any, client_of: Callable[..., Client], ext: str) -> None:
    """The reader of each format does read: an open figure is found in it."""
    answer = client_of("director", told).get(f"/centres/a01/indicateurs/no_show_rate/chiffres.{ext}?periode={MONTH}")
    said = words_of(answer)
    assert re.search("p[ée]diatrie|gyn[ée]cologie|m[ée]decine", said, re.IGNORECASE) or "69," in said or "0.69" in said


@pytest.mark.parametrize("scope", ["read", "type", "import"])
@pytest.mark.parametrize("role", ["director", "body", "agency", "staff", "consultant"])
def test_the_api_does_not_say_it(known: dict[str, Any], told: Any, role: str, scope: str) -> None:
    from levier.web.api.models import make_token
    from levier.web.api.site import api

    user = builders.make_user(role, told, **({"blocks": ["agenda"]} if role == "staff" else {}))
    headers = {"Authorization": f"Bearer {make_token(user, 'essai', [scope])[1]}"}
    described = api.get_openapi_schema(path_prefix="")["paths"]
    for path in (path for path, methods in described.items() if "get" in methods):
        url = "/api/v1" + path.format(code="a01", delivery=known["delivery_id"], job=known["job"])
        for query in (
            "",
            "?by=specialty",
            "?by=specialty&grain=year",
            "?by=service&format=csv",
            "?format=csv&by=specialty",
            "?year=2025",
        ):
            answer = Client().get(url + query, headers=headers)
            assert not SECRET.search(words_of(answer)), (role, url + query)


def test_no_e_mail_says_it(known: dict[str, Any], told: Any, settings: Any) -> None:
    from levier.web.monday.digest.sending import message
    from levier.web.monday.models import DigestSubscription

    for role in ("director", "staff", "body", "consultant"):
        user = builders.make_user(role, told)
        one = DigestSubscription.objects.create(user=user, centre=told, on=True)
        message(one, f"{timezone.localdate():%G-W%V}").send()
    assert len(mail.outbox) == 4
    for one in mail.outbox:
        said = one.message().as_string() + one.body + "".join(str(part[0]) for part in one.alternatives)
        assert not SECRET.search(re.sub(r"<[^>]*>", " ", said)), one.to
