"""The guide: its screens are real, its example of an indicator proves itself, its links lead somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from pages import commands, indicators, screens

from levier.catalogue import indicators as catalogue
from levier.catalogue.definition import Indicator
from support import example_figure

ROOT = Path(__file__).parents[2]
PAGES = screens.PAGES
WRITTEN = [*PAGES, *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "adr").glob("*.md"))]
WRITTEN += [*sorted((ROOT / "docs" / "reference").rglob("*.md")), ROOT / "CHANGELOG.md"]
SHOWN = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?levier ([a-z]+)(.*)$", re.MULTILINE)
NEW = "moved_appointment_share"


@pytest.mark.parametrize("page", [page for page in PAGES if screens.commands(page)], ids=lambda page: page.stem)
def test_screens_are_what_the_commands_print(page):
    assert screens.refreshed(page) == page.read_text("utf-8"), "Run: python docs/build.py"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            file, _sharp, anchor = target.partition("#")
            found = page.parent / file if file else page
            assert found.exists(), target
            assert not anchor or anchor in anchors(found), target


def anchors(page):
    """Return the anchors of the titles of a page: lower case, no punctuation, dashes for spaces."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page):
    pairs = re.findall(r"```(?:console|sh)\n(.*?)```|`([^`\n]+)`", page.read_text("utf-8"), re.DOTALL)
    for name, rest in SHOWN.findall("\n".join(one for pair in pairs for one in pair if one)):
        assert name in commands.modules(), name
        options = {option for action in commands.parser(name)._actions for option in action.option_strings}
        assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= options, f"levier {name}{rest}"


@pytest.fixture
def new_indicator(tmp_path, monkeypatch):
    """The indicator of the guide, discovered beside its siblings."""
    page = (screens.GUIDE / "ajouter-un-indicateur.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    (tmp_path / f"{NEW}.py").write_text(code, "utf-8")
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])
    catalogue.discovered.cache_clear()
    yield catalogue.indicators()[NEW]
    monkeypatch.undo()
    catalogue.discovered.cache_clear()
    sys.modules.pop(f"{catalogue.__name__}.{NEW}")


@pytest.mark.parametrize("engine", ["reference", "sqlite", "duckdb"])
def test_the_indicator_of_the_guide_proves_itself(new_indicator: Indicator, engine: str):
    for example in new_indicator.examples:
        figure = example_figure(new_indicator, example, engine)
        assert (figure.numerator, figure.denominator) == example.expected


def test_the_indicator_of_the_guide_gets_its_page(new_indicator):
    assert "| Nom | `moved_appointment_share` |" in indicators.page(new_indicator)
    assert NEW in indicators.index()


def test_the_library_example_of_the_readme_runs(capsys):
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == "weekly_opening_hours 8\n"


@pytest.mark.parametrize("page", [page for page in screens.PAGES if page.suffix == ".md"], ids=lambda page: page.name)
def test_pages_name_no_absolute_place(page):
    assert re.search(r"(?<![\w.…])/(?:home|Users|tmp|work|root)/", page.read_text("utf-8")) is None
