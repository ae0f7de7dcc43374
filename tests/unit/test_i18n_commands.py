"""The commands in English, in French by default, and in French for a language that is not there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FRENCH = re.compile(
    r"[éèêàçùœ«»]|\b(?:le|la|les|des|une|est|pas|pour|dans|avec|ligne|lignes|fichier|attendu|lu|aucun|levier :)\b",
    re.IGNORECASE,
)
# Names of files, columns and values are French in every language.
NAMES = re.compile(r"“[^”]*”|\b[a-z]+(?:_[a-z]+)+\b|[a-z_]+\.(?:csv|toml|xlsx)|file \w+")
APPOINTMENTS = (
    "id;debut;statut;patient\n"
    "R1;03/03/2025 09:00;honore;1\n"
    "R2;04/03/2025 09:00;non_venu;2\n"
    "R3;31/02/2025 09:00;honore;3\n"
)


@pytest.fixture(scope="module")
def centre(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("A01")
    (folder / "rendez_vous.csv").write_text(APPOINTMENTS, "utf-8")
    return folder


def said(language: str | None, *words: str | Path) -> tuple[int, str]:
    """Return the exit code and everything that a command says, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEVIER_")}
    environment |= {} if language is None else {"LEVIER_LANG": language}
    command = [sys.executable, "-c", "import sys; from levier.cli import main; sys.exit(main())", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    return done.returncode, done.stdout + done.stderr


COMMANDS = (
    ("--help",),
    ("measure", "--help"),
    ("explain", "--help"),
    ("schema",),
    ("schema", "rendez_vous"),
    ("config",),
    ("measure",),
    ("check", "--nope", "."),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_english_holds_no_french_word(words):
    _code, text = said("en", *words)
    left = [line for line in text.splitlines() if FRENCH.search(NAMES.sub("", line)) and "Values:" not in line]
    assert left == []


@pytest.mark.parametrize(
    "words", [("measure", "--every", "year"), ("check",), ("explain", "no_show_rate", "--period", "2025")], ids=" ".join
)
def test_english_figures_hold_no_french_word(centre, words):
    _code, text = said("en", *words, centre)
    kept = NAMES.sub("", text.replace(centre.name, ""))
    kept = re.sub(r"one of the values:.*|Conventions:.*|grid: .*|files: .*", "", kept)
    assert [line for line in kept.splitlines() if FRENCH.search(line)] == []


def test_a_problem_is_said_in_english(centre):
    _code, text = said("en", "check", centre)
    expected = (
        "[blocking] rendez_vous.csv, line 4, column “debut”: “31/02/2025 09:00” read; "
        "expected: a date that exists, DD/MM/YYYY or YYYY-MM-DD. "
        "→ Correct the date in the file or in the software, then start again."
    )
    assert expected in text


def test_the_no_show_rate_is_explained_in_english(centre):
    code, text = said("en", "explain", "no_show_rate", "--period", "2025", centre)
    assert code == 0
    assert "No-shows (no_show_rate, definition no. " in text
    assert "Figure: 50.0% = 1 / 2" in text


def test_a_wrong_command_line_is_said_in_both_languages():
    assert said("en", "measure")[1].splitlines()[-1] == "levier measure: missing: SRC|STORE"
    assert said(None, "measure")[1].splitlines()[-1] == "levier measure : il manque : SRC|MAGASIN"
    assert said("en", "mesure")[1].splitlines()[0] == "levier: unknown command “mesure”. Did you mean “measure”?"
    assert said("en", "mesure")[0] == said("fr", "mesure")[0] == 64


@pytest.mark.parametrize("language", [None, "fr", "xx", "fr_FR", ""])
def test_french_is_the_default(language):
    _code, text = said(language, "check", "--help")
    assert text.startswith("usage : levier check")
    assert "afficher cette aide" in text
    assert "Lire des fichiers et dire ce qui va et ce qui ne va pas." in text


def test_the_catalogue_follows_the_language(monkeypatch):
    from levier.catalogue.indicators import indicators
    from levier.catalogue.levers import levers

    monkeypatch.delenv("LEVIER_LANG", raising=False)
    french = indicators()["no_show_rate"]
    monkeypatch.setenv("LEVIER_LANG", "en")
    english = indicators()["no_show_rate"]
    assert (french.label, english.label) == ("Rendez-vous non honorés (non-venue)", "No-shows")
    assert french.direction == english.direction
    assert french.unit == english.unit
    assert [one.formula for one in french.bases] == [one.formula for one in english.bases]
    assert levers()["no_show"].label == "No-shows and telephone"
    monkeypatch.setenv("LEVIER_LANG", "xx")
    assert indicators()["no_show_rate"] is french


def test_a_small_team_is_known_whatever_the_language_of_the_file(monkeypatch):
    """Figures written in one language and read in another still leave small teams out."""
    from levier.i18n import every_language

    for language in ("fr", "en"):
        monkeypatch.setenv("LEVIER_LANG", language)
        assert {"équipe réduite", "small team"} == set(every_language("équipe réduite"))
