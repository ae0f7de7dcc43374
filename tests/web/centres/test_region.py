"""The territory and the synthesis that names nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import builders
import pytest
from django.test import Client

from levier.web.audit.models import AuditEvent
from levier.web.figures.models import Benchmark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Ask for no second factor: it is proved elsewhere."""
    settings.FICTITIOUS = True


def filled(code: str, department: str = "93") -> Any:
    """Make a centre with data until March 2025, three readings, one of a small team."""
    one = builders.make_centre(code, department=department)
    builders.make_run(one, as_of=date(2025, 4, 2))
    tables = {
        "tables": {"appointments": {"last": "2025-03-31"}, "acts": {"last": "2025-02-28"}, "rooms": {"last": None}}
    }
    builders.make_result(one, "quality", {}, shared={})
    one.results.update(shared=tables)
    builders.make_series(one, "outcome_known_rate", [{"period": "2025-03", "value": 0.912}])
    builders.make_lecture(one, "no_show_rate", outcome="real", sense="worse")
    builders.make_lecture(one, "call_answer_rate", outcome="unknown", sense="not_available")
    builders.make_lecture(one, "fill_rate", outcome="real", sense="worse", small=True)
    return one


def test_the_list_says_the_state_of_the_data_and_counts_no_small_team(client_of: Callable[..., Client]) -> None:
    filled("a01")
    builders.make_centre("b02")
    page = client_of("agency").get("/territoire/").content.decode()
    row = page[page.index("Centre A01") : page.index("Centre B02")]
    assert "31/03/2025" in row
    assert "91" in row
    assert [one for one in ("2", "1") if f'<td class="num">{one}</td>' in row] == ["2", "1"]
    assert "rien encore" in page[page.index("Centre B02") :]


def test_a_delegation_sees_its_department_only(client_of: Callable[..., Client]) -> None:
    mine = filled("a01")
    filled("b02", department="75")
    page = client_of("delegation", mine).get("/territoire/").content.decode()
    assert "Centre A01" in page
    assert "Centre B02" not in page


def test_three_hundred_centres_cost_few_queries(
    client_of: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        builders.make_centre(f"c{number:03d}")
    client = client_of("agency")
    client.get("/lexique/")  # the first page after a log-in writes the session
    with django_assert_max_num_queries(6):
        page = client.get("/territoire/").content.decode()
    assert "60 centres" in page.replace("\xa0", " ")
    assert "Centre C049" in page
    assert "Centre C050" not in page


def test_opening_a_named_centre_is_written_once_a_day(client_of: Callable[..., Client]) -> None:
    mine = filled("a01")
    client = client_of("agency")
    client.get("/centres/a01/indicateurs/")
    client.get("/centres/a01/indicateurs/")
    assert AuditEvent.objects.filter(action="read", centre=mine).count() == 1


def make_benchmark(indicator: str, centres: int, middle: float, conventions: str = "a", period: str = "2025") -> None:
    """Make quartiles one point around the middle."""
    Benchmark.objects.create(
        indicator=indicator, grain="year", period=period, conventions=conventions, centres=centres, low=middle - 0.01,
        middle=middle, high=middle + 0.01,
    )  # fmt: skip


def test_the_synthesis_gives_quartiles_and_names_nobody(client_of: Callable[..., Client], centre: Any) -> None:
    make_benchmark("no_show_rate", 24, 0.09)
    make_benchmark("no_show_rate", 6, 0.31, conventions="b")
    make_benchmark("call_answer_rate", 5, 0.7, period="2024")
    page = client_of("partner").get("/synthese/").content.decode()
    assert "9,0 %" in page
    assert "8,0 %" in page
    assert "31,0 %" not in page
    assert "Taux de décroché" not in page
    assert "A01" not in page
    assert "70,0 %" in client_of("partner").get("/synthese/", {"periode": "2024"}).content.decode()


def test_without_five_centres_there_is_no_synthesis(client_of: Callable[..., Client]) -> None:
    page = client_of("partner").get("/synthese/").content.decode()
    assert "Il faut au moins cinq centres" in page
