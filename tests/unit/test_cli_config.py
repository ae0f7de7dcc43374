"""Who wins: option, ``LEVIER_*``, ``centre.toml``, default; and ``levier config``, that shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from levier.cli import main

LATE = """debut;statut;annule_le;annule_par
06/01/2025 09:00;honore;;
06/01/2025 10:00;annule;05/01/2025 04:00;patient
06/01/2025 11:00;annule;03/01/2025 11:00;patient
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "C01"
    folder.mkdir()
    (folder / "rendez_vous.csv").write_text(LATE, encoding="utf-8")
    (folder / "centre.toml").write_text('[conventions]\nannulation_tardive = "non_venue"\n', encoding="utf-8")
    return folder


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, tuple[Any, str]]:
    assert main(["config", *words, "--format", "json"]) == 0
    return {one["name"]: (one["value"], one["origin"]) for one in json.loads(capsys.readouterr().out)}


def missed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, int]:
    main(
        [
            "measure",
            "C01",
            "--as-of",
            "2025-01-31",
            "--indicator",
            "no_show_rate",
            "--format",
            "json",
            "--quiet",
            *words,
        ]
    )
    (one,) = json.loads(capsys.readouterr().out)
    return one["numerator"], one["denominator"]


def test_an_option_wins_over_the_environment_and_that_over_the_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(capsys)["annulation_tardive"] == ("excusee", "défaut")
    assert shown(capsys, "C01")["annulation_tardive"] == ("non_venue", "centre.toml")
    # Cancelled 30 hours before: not late under 24 hours, late under 36, as the one of 72 hours is under 80.
    assert missed(capsys) == (0, 1)
    monkeypatch.setenv("LEVIER_CONVENTION_DELAI_ANNULATION_H", "36")
    assert shown(capsys, "C01")["delai_annulation_h"] == (36, "environnement")
    assert missed(capsys) == (1, 2)
    option = ("--convention", "delai_annulation_h=80")
    assert shown(capsys, "C01", *option)["delai_annulation_h"] == (80, "option")
    assert missed(capsys, *option) == (2, 3)
    monkeypatch.setenv("LEVIER_CONVENTION_ANNULATION_TARDIVE", "excusee")
    assert missed(capsys, *option) == (0, 1)


def test_a_store_obeys_the_same_order(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["import", "magasin", "C01", "--quiet"]) == 0
    capsys.readouterr()
    assert shown(capsys, "magasin")["annulation_tardive"] == ("non_venue", "centre.toml")
    words = [
        "measure",
        "magasin",
        "--as-of",
        "2025-01-31",
        "--indicator",
        "no_show_rate",
        "--format",
        "json",
        "--quiet",
    ]
    monkeypatch.setenv("LEVIER_CONVENTION_DELAI_ANNULATION_H", "36")
    for more, expected in (([], (1, 2)), (["--convention", "delai_annulation_h=80"], (2, 3))):
        main([*words, *more])
        (one,) = json.loads(capsys.readouterr().out)
        assert (one["numerator"], one["denominator"]) == expected


def test_the_engine_of_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(capsys)["engine"] == ("duckdb", "défaut")
    monkeypatch.setenv("LEVIER_ENGINE", "sqlite")
    assert shown(capsys)["engine"] == ("sqlite", "environnement")
    assert shown(capsys, "--engine", "duckdb")["engine"] == ("duckdb", "option")
    monkeypatch.setenv("LEVIER_ENGINE", "sqlit")
    assert main(["measure", "C01", "--quiet"]) == 64
    assert "Moteur « sqlit » inconnu" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "LEVIER_ENGIN",
            "sqlite",
            "Variable d'environnement inconnue « LEVIER_ENGIN ». Vouliez-vous dire « LEVIER_ENGINE »",
        ),
        ("LEVIER_CONVENTION_DELAI_ANULATION_H", "3", "Vouliez-vous dire « LEVIER_CONVENTION_DELAI_ANNULATION_H »"),
        ("LEVIER_CONVENTION_DELAI_ANNULATION_H", "un jour", "« un jour » lu ; attendu : un nombre entier d'au moins 0"),
        ("LEVIER_CATALOGUE", "absent", "LEVIER_CATALOGUE : « absent » n'est pas un dossier."),
    ],
)
def test_a_wrong_variable_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["measure", "C01", "--quiet"]) == 64
    assert said in capsys.readouterr().err


def test_an_unknown_key_of_the_file_is_refused_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    for text, said in (
        ("gestionaire = 'commune'", "clé inconnue « gestionaire ». Vouliez-vous dire « gestionnaire » ?"),
        (
            "[conventions]\nappel_cour_s = 3",
            "conventions : clé inconnue « appel_cour_s ». Vouliez-vous dire « appel_court_s »",
        ),
        ("[comptes]\nachat = ['60']", "clé inconnue « achat ». Vouliez-vous dire « achats » ?"),
        ("[couts_tiers_payant]\nlogicel = 3", "clé inconnue « logicel ». Vouliez-vous dire « logiciel » ?"),
        (
            "[couts_tiers_payant]\nlogiciel = 'cher'",
            "couts_tiers_payant, logiciel : « cher » lu ; attendu : un montant",
        ),
        ("services = 'medical'", "services : « medical » lu ; attendu : une liste"),
        ("conventions = 3", "conventions : « 3 » lu ; attendu : une section"),
        ("fuseau = 'Europe/Pari'", "fuseau : « Europe/Pari » lu ; attendu : un fuseau horaire"),
        ("qpv = 'oui'", "qpv : « oui » lu ; attendu : true ou false"),
    ):
        Path("C01/centre.toml").write_text(text, encoding="utf-8")
        assert main(["measure", "C01", "--quiet"]) == 64, text
        assert said in capsys.readouterr().err, text
    Path("C01/centre.toml").write_bytes("nom = 'Été'".encode("cp1252"))
    assert main(["measure", "C01", "--quiet"]) == 64
    assert "encodage illisible ; attendu : UTF-8." in capsys.readouterr().err


def test_the_text_shows_values_and_origins(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "C01"]) == 0
    out = capsys.readouterr().out
    assert "Réglages" in out
    assert "Conventions de C01" in out
    assert "annulation_tardive     non_venue" in out
