"""What a small team made is on the director's screen, and nowhere else: pages of others, downloads, charts."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from builders import make_centre, make_lecture, make_result, make_series
from django.test import override_settings

from levier.catalogue.indicators import indicators
from levier.periods import parse_period
from levier.web.audit.models import AuditEvent
from levier.web.centres.models import Target
from levier.web.figures import papers
from levier.web.figures.models import Still
from levier.web.figures.presenters.asked import Asked

pytestmark = pytest.mark.django_db

# A value that is found nowhere else: 0.73331, « 73,3 % ».
SECRET, SHOWN = 0.73331, ("73,3", "0.73331", "0,73331", "73.331")
OTHERS = ("staff", "body", "consultant", "delegation", "agency")
EXPORTERS = ("body", "consultant", "delegation", "agency")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    """Let the agency in without its second factor, as the demonstration does."""
    settings.FICTITIOUS = True


@pytest.fixture
def told(centre: Any) -> Any:
    """Return a centre: one open figure, one of a small team, slices of both kinds."""
    open_, small = (
        {"period": "2025-11", "value": 0.25},
        {"period": "2025-11", "value": SECRET, "small": True, "private": True},
    )
    for grain, period in (("month", "2025-11"), ("quarter", "2025T4"), ("year", "2025")):
        make_series(centre, "call_answer_rate", [small | {"period": period}], grain=grain)
        make_series(centre, "no_show_rate", [open_ | {"period": period}], grain=grain)
    make_series(centre, "no_show_rate", [small], dimension="specialty", slice="cardiologie")
    make_series(centre, "no_show_rate", [open_ | {"value": 0.22}], dimension="specialty", slice="médecine générale")
    make_lecture(centre, "call_answer_rate", "call_answer_rate : 73,3 %.", small=True)
    make_lecture(centre, "no_show_rate")
    for name, private in (("sketch/no_show_rate", False), ("trend/call_answer_rate", True)):
        spec = {"usermeta": {"title": "Titre", "sentence": "73,3 %" if private else "25,0 %"}}
        Still.objects.create(
            centre=centre,
            name=name,
            digest="a" * 32 if private else "b" * 32,
            spec=spec,
            light=SVG,
            dark=SVG,
            private=private,
        )
    return centre


PAGES = ("", "indicateurs/", "indicateurs/call_answer_rate/", "indicateurs/no_show_rate/", "?specialite=cardiologie")


@pytest.mark.parametrize("page", PAGES)
def test_the_director_sees_it_on_screen_and_never_on_paper(told: Any, client_of: Any, page: str) -> None:
    said = client_of("director", told).get(f"/centres/{told.code}/{page}").content.decode()
    assert "73,3" in said
    assert "no-print" in said


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_does(told: Any, client_of: Any, role: str, page: str) -> None:
    answer = client_of(role, told).get(f"/centres/{told.code}/{page}")
    assert answer.status_code == 200
    said = answer.content.decode()
    assert not [one for one in SHOWN if one in said]
    if "cardiologie" not in page:
        assert "cardiologie" not in said.lower()
    if page == "":
        assert "réservé à la direction" in said


@pytest.mark.parametrize(
    "path", ["tableau-de-bord", "indicateurs/call_answer_rate/chiffres", "indicateurs/no_show_rate/chiffres"]
)
@pytest.mark.parametrize("ext", ["csv", "xlsx"])
def test_no_download_holds_it_whoever_asks(told: Any, client_of: Any, path: str, ext: str) -> None:
    answer = client_of("director", told).get(f"/centres/{told.code}/{path}.{ext}")
    assert answer.status_code == 200
    said = _words(answer.content, ext)
    assert not [one for one in SHOWN if one in said]
    assert "cardiologie" not in said.lower()


def _words(content: bytes, ext: str) -> str:
    if ext == "csv":
        return content.decode("utf-8-sig")
    if ext == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    raise ValueError(ext)


def test_the_papers_hold_the_open_figures_alone(told: Any, client_of: Any) -> None:
    asked = Asked(parse_period("2025-11"))
    board, one = papers.dashboard(told, asked), papers.indicator(told, indicators()["no_show_rate"], asked)
    hidden = papers.indicator(told, indicators()["call_answer_rate"], asked)
    assert "25,0 %" in json.dumps(board, ensure_ascii=False)
    assert "Médecine générale" in json.dumps(one, ensure_ascii=False)
    for said in (json.dumps(paper, ensure_ascii=False) for paper in (board, one, hidden)):
        assert not [each for each in SHOWN if each in said]
        assert "cardiologie" not in said.lower()


@pytest.mark.parametrize("path", ["tableau-de-bord", "indicateurs/no_show_rate/chiffres"])
def test_a_paper_is_a_tagged_pdf(told: Any, client_of: Any, path: str) -> None:
    made = client_of("director", told).get(f"/centres/{told.code}/{path}.pdf").content
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made


def test_a_text_is_no_markup_in_a_paper(told: Any) -> None:
    told.name = "#panic() *Centre* $x$ <script>"
    assert papers.pdf(papers.dashboard(told, Asked())).startswith(b"%PDF-")


def test_the_open_figures_are_in_each_download(told: Any, client_of: Any) -> None:
    client = client_of("director", told)
    lines = client.get(f"/centres/{told.code}/tableau-de-bord.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("indicateur;code;tranche;periode;du;au;valeur;unite;")
    assert [one for one in lines if ";I02;;2025-11;01/11/2025;30/11/2025;25,0;%;" in one]


def test_the_workbook_holds_real_dates_numbers_and_a_table(told: Any, client_of: Any) -> None:
    from python_calamine import CalamineWorkbook

    Target.objects.create(centre=told, indicator="no_show_rate", value=0.1)
    content = client_of("director", told).get(f"/centres/{told.code}/indicateurs/no_show_rate/chiffres.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_index(0).to_python()
    head, first = rows[0], dict(zip(rows[0], rows[1], strict=True))
    assert head[:4] == ["indicateur", "code", "tranche", "periode"]
    assert first["du"] in (date(2025, 11, 1), datetime(2025, 11, 1))
    assert (first["valeur"], first["objectif"]) == (0.25, 0.1)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "xl/tables/table1.xml" in parts.namelist()


def test_a_text_is_never_a_formula(centre: Any, client_of: Any) -> None:
    make_series(centre, "no_show_rate", [{"period": "2025-11", "value": 0.1}], dimension="specialty", slice="=1+1")
    client = client_of("director", centre)
    assert ";'=1+1;" in client.get(f"/centres/{centre.code}/indicateurs/no_show_rate/chiffres.csv").content.decode()
    book = client.get(f"/centres/{centre.code}/indicateurs/no_show_rate/chiffres.xlsx").content
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_download_is_written_in_the_journal(told: Any, client_of: Any) -> None:
    client_of("director", told).get(f"/centres/{told.code}/tableau-de-bord.csv")
    line = AuditEvent.objects.get(action="export.figures")
    assert (line.centre, line.detail) == (told, {"page": "dashboard", "kind": "csv"})


@pytest.mark.parametrize(
    "path", ["tableau-de-bord.csv", "indicateurs/no_show_rate/chiffres.pdf", f"graphiques/{'b' * 32}/image.png"]
)
def test_the_staff_downloads_nothing(told: Any, client_of: Any, path: str) -> None:
    client = client_of("staff", told)
    assert client.get(f"/centres/{told.code}/{path}").status_code == 403
    assert "tableau-de-bord.csv" not in client.get(f"/centres/{told.code}/").content.decode()


def test_a_chart_is_served_as_the_viewer_may_see_it(told: Any, client_of: Any) -> None:
    private, open_ = (f"/centres/{told.code}/graphiques/{sign * 32}" for sign in "ab")
    director, helper = client_of("director", told), client_of("consultant", told)
    shown = director.get(f"{private}.svg")
    assert shown.content.decode() == SVG
    assert shown["Content-Type"] == "image/svg+xml"
    assert "immutable" in shown["Cache-Control"]
    assert director.get(f"{private}.json").json()["usermeta"]["sentence"] == "73,3 %"
    assert [helper.get(f"{private}.{ext}").status_code for ext in ("svg", "json")] == [404, 404]
    assert helper.get(f"{open_}.svg?theme=dark").status_code == 200
    assert director.get(f"{private}/image.png").status_code == 404
    assert director.get(f"{open_}/image.png").content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (
        director.get(f"{open_}/image.svg")["Content-Disposition"]
        == f'attachment; filename="{told.code}-sketch-no_show_rate.svg"'
    )


def test_the_chart_of_another_centre_is_not_there(told: Any, client_of: Any) -> None:
    other = make_centre("b02")
    assert client_of("director", other).get(f"/centres/b02/graphiques/{'b' * 32}.svg").status_code == 404


def test_the_staff_sees_no_euro(centre: Any, client_of: Any) -> None:
    make_series(centre, "activity_revenue", [{"period": "2025-11", "value": 25371.34}], unit="€")
    make_lecture(centre, "activity_revenue", "activity_revenue : 25 371 €.")
    make_result(centre, "margins", {"levers": []}, {"levers": []})
    client = client_of("staff", centre)
    for page in ("", "indicateurs/", "indicateurs/activity_revenue/"):
        said = client.get(f"/centres/{centre.code}/{page}").content.decode()
        assert "25" not in said.partition("Recettes d'activité")[2].partition("</article>")[0].replace("2025", "")
        assert "371" not in said
    assert [client.get(f"/centres/{centre.code}/{page}").status_code for page in ("recettes/", "leviers/")] == [
        403,
        403,
    ]


@pytest.mark.parametrize("role", EXPORTERS)
def test_those_who_help_download_what_is_shared(told: Any, client_of: Any, role: str) -> None:
    assert client_of(role, told).get(f"/centres/{told.code}/tableau-de-bord.csv").status_code == 200


@override_settings(KIND="region")
def test_a_region_shows_no_line(told: Any, client_of: Any) -> None:
    client = client_of("director", told)
    answer = client.post(f"/centres/{told.code}/indicateurs/no_show_rate/lignes/", {"periode": "2025-11"})
    assert answer.status_code == 404
    assert "Les lignes derrière" not in client.get(f"/centres/{told.code}/indicateurs/no_show_rate/").content.decode()
