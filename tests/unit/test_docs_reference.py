"""The reference: everything is in it, it is fresh, and a definition cannot change under its version."""

from __future__ import annotations

from dataclasses import replace

import build
import pytest
from pages import commands, definitions, reference_pages

from levier.catalogue.definition import Basis, Exclusion
from levier.catalogue.indicators import indicators
from levier.catalogue.levers import levers
from levier.catalogue.parameters import conventions, theme
from levier.catalogue.typed import TYPED
from levier.measures.language import Parameter, Ratio, Total, col, count, optional
from levier.readers.profiles import shipped
from levier.tables import TABLES

PAGES = reference_pages()
ONE = indicators()["no_show_rate"]


def test_pages_are_fresh(capsys):
    assert build.main(["--check"]) == 0, capsys.readouterr().err


def test_every_indicator_has_a_page_and_a_line_in_the_index():
    for one in indicators().values():
        page = PAGES[f"indicateurs/{one.name}.md"]
        assert f"indicateurs/{one.name}.md" in PAGES["indicateurs.md"]
        words = (one.label, one.why, one.how_to_read, one.caveats, *(example.title for example in one.examples))
        assert [word for word in words if word not in page] == []
        exclusions = one.population.exclusions if one.population else ()
        assert all(f". {exclusion.reason}" in page for exclusion in exclusions)


def test_every_table_and_column_is_described():
    for table in TABLES.values():
        assert f"## {table.file}\n" in PAGES["tables.md"]
        assert all(f"| `{column.header}` |" in PAGES["tables.md"] for column in table.columns)


def test_every_typed_measure_convention_list_and_profile_is_described():
    assert [name for name in TYPED if f"`{name}`" not in PAGES["grille.md"]] == []
    wanted = [*conventions(), *theme("codes")["lists"], *theme("codes")["families"], *theme("comptes")]
    assert [name for name in wanted if f"`{name}`" not in PAGES["parametres.md"]] == []
    assert [name for name in shipped() if f"## `{name}`" not in PAGES["profils.md"]] == []


def test_every_lever_action_and_hypothesis_is_described():
    for one in levers().values():
        page = PAGES[f"leviers/{one.name}.md"]
        assert f"leviers/{one.name}.md" in PAGES["leviers.md"]
        words = [one.label, one.why, *one.legal, *(action for axis in one.axes for action in axis.actions)]
        assert [word for word in words if word not in page] == []
    about = theme("leviers")["hypotheses"]
    used = {name for one in levers().values() for part in one.components for name in part.hypotheses}
    pages = "".join(PAGES[f"leviers/{one.name}.md"] for one in levers().values())
    for path in used:
        lever, _dot, name = path.partition(".")
        assert f"{about[lever][name]['label']} (`{path}`)" in pages


@pytest.mark.parametrize("name", commands.modules())
def test_every_command_and_option_is_described(name):
    section = PAGES["commandes.md"].partition(f"## levier {name}\n")[2].partition("\n## ")[0]
    for action in commands.actions(commands.parser(name)):
        assert (action.option_strings or [str(action.metavar or action.dest).replace("|", "\\|")])[-1] in section


def test_an_example_worked_by_hand_is_shown_with_its_figure():
    assert "→ **2025-01** (calculé le 2025-01-31) : 1 ÷ 4 = **25,0 %**" in PAGES["indicateurs/no_show_rate.md"]


def test_every_definition_is_the_one_listed_under_its_version():
    assert definitions.changed(build.FOLDER) == [], definitions.REFUSAL


def test_words_do_not_change_a_definition():
    bases = tuple(replace(basis, note="autre remarque") for basis in ONE.bases)
    reworded = replace(ONE, label="Autre libellé", why="Autre raison.", bases=bases, version=7)
    assert definitions.fingerprint(reworded) == definitions.fingerprint(ONE)


def test_what_is_said_inside_a_formula_does_not_change_a_definition():
    said = [Basis("fichiers", Total(optional(count("acts"), words))) for words in ("sans actes", "actes absents")]
    first, second = (definitions.fingerprint(replace(ONE, bases=(basis,))) for basis in said)
    assert first == second


@pytest.mark.parametrize(
    "change",
    [
        {"bases": ONE.bases[:1]},
        {"bases": (Basis("fichiers", Ratio(count("appointments"), count("appointments"))),)},
        {"population": replace(ONE.population, exclusions=ONE.population.exclusions[::-1])},
        {"population": replace(ONE.population, exclusions=(*ONE.population.exclusions, Exclusion("court", col("duration_s") < 60)))},
        {"doubt": replace(ONE.doubt, limit="en_attente_max")},
        {"bases": (Basis("fichiers", Total(count("calls", col("wait_s") < Parameter("appel_court_s")))),)},
        {"unit": "ratio"},
        {"interval": False},
    ],
)  # fmt: skip
def test_what_is_computed_changes_a_definition(change):
    assert definitions.fingerprint(replace(ONE, **change)) != definitions.fingerprint(ONE)


def test_a_changed_definition_is_refused_and_a_new_version_adds_a_line(tmp_path):
    wrong = definitions.completed(tmp_path).replace(definitions.fingerprint(ONE), "0" * 64)
    (tmp_path / definitions.FILE).write_text(wrong, "utf-8")
    assert definitions.changed(tmp_path) == ["no_show_rate"]
    (tmp_path / definitions.FILE).write_text('[no_show_rate]\n0 = "former"\n', "utf-8")
    assert definitions.changed(tmp_path) == []
    section = definitions.completed(tmp_path).partition("[no_show_rate]\n")[2].partition("\n\n")[0]
    assert section == f'0 = "former"\n1 = "{definitions.fingerprint(ONE)}"'


def test_a_stale_missing_or_useless_page_is_named(tmp_path):
    (tmp_path / "old.md").write_text("old", "utf-8")
    (tmp_path / "useless.md").write_text("", "utf-8")
    (tmp_path / "same.md").write_text("same", "utf-8")
    wanted = {"old.md": "new", "missing.md": "", "same.md": "same"}
    assert build.stale_pages(tmp_path, wanted) == ["missing.md", "old.md", "useless.md"]
