"""A demonstration centre: levers 1 and 6 worked by hand from its figures, and the command on it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from levier.cli import main
from levier.demo.region import write_region
from levier.figures.figure import Figure
from levier.gains import margins
from levier.gains.of_centre import Margins
from levier.holding import Holding, Options
from levier.measuring import Asked, measure_period
from levier.opening import open_centres
from levier.periods import parse_period

AS_OF = date(2026, 3, 31)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region") / "demo"
    write_region(folder, centres=["A15"], scale=0.5)
    return folder


@pytest.fixture(scope="module")
def holding(region: Path) -> Holding:
    return next(open_centres(region / "A15", Options(engine="sqlite")))


@pytest.fixture(scope="module")
def found(holding: Holding) -> Margins:
    return margins(holding, year="2025", as_of=AS_OF, draws=100)


@pytest.fixture(scope="module")
def figures(holding: Holding) -> dict[str, Figure]:
    names = ("no_show_rate", "walk_in_share", "activity_revenue", "payer_rejection_rate", "cost_per_invoice")
    names += ("patient_bad_debt_rate",)
    asked = Asked(names=names, as_of=AS_OF)
    return {one.indicator: one for one in measure_period(holding, asked, parse_period("2025"))}


def test_lever_one_is_worked_from_the_figures(found: Margins, figures: dict[str, Figure]) -> None:
    missed, walked = figures["no_show_rate"], figures["walk_in_share"]
    assert (missed.numerator, missed.denominator) == (74, 666)
    assert (walked.numerator, walked.denominator) == (75, 667)
    # One service. Acts of 2025 at the tariffs of 2024: 20,377.32 €.
    constant = figures["activity_revenue"].constant
    assert constant is not None
    assert round(constant["value"], 2) == 20_377.32
    # By appointment: × 592 ÷ 667 = 18,086.02 €.
    # From 74 ÷ 666 = 1 ÷ 9 to 10 %: (1/9 − 1/10) ÷ (8/9) = 1 ÷ 80, 226.08 €; 56 % of it: 126.60 €.
    # 666 reminders at 8 cents: 53.28 €. Left: 73.32 €.
    lever = found.of("no_show")
    assert lever.gross == pytest.approx(126.60, abs=0.01)
    assert lever.net == pytest.approx(73.32, abs=0.01)


def test_lever_six_is_worked_from_the_figures(found: Margins, figures: dict[str, Figure]) -> None:
    lever = found.of("unpaid_and_rejects")
    debts, rejections, handling = lever.lines
    # 6a: under 1 %, nothing to win.
    assert figures["patient_bad_debt_rate"].value is not None
    assert figures["patient_bad_debt_rate"].value < Fraction(1, 100)
    assert debts.state == "cible_atteinte"
    # 6b: 104 rejections, 52 fewer; 1,708.93 € ÷ 104 = 16.4320 € each: 854.465 €. Of the rejections of 2024, 205.60 €
    # of 1,916.96 were never paid, 10.7253 %: 91.64 €.
    assert (figures["payer_rejection_rate"].numerator, figures["payer_rejection_rate"].denominator) == (104, 1279)
    assert rejections.net == pytest.approx(91.64, abs=0.01)
    # 6c: 13,744.60 € for 747 invoices, 30 % less: 4,123.38 €.
    assert (figures["cost_per_invoice"].numerator, figures["cost_per_invoice"].denominator) == (
        Fraction("13744.6"),
        747,
    )
    assert handling.net == Fraction("4123.38")
    assert lever.net == pytest.approx(4_215.02, abs=0.01)
    # Counted once: sendings fall from 1 + 104/1279 to 1 + 52/1279, by 52 ÷ 1383 = 3.76 %, 155.04 € of 6c; no more than
    # the whole of 6b, 91.64 €.
    assert lever.share == pytest.approx(4_123.38, abs=0.01)


def gains(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["gains", "--engine", "sqlite", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_says_the_same_as_json(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = gains(
        capsys, str(region / "A15"), "--year", "2025", "--as-of", "2026-03-31", "--format", "json", "--quiet"
    )
    assert code in (0, 1)
    (one,) = json.loads(out)
    assert (one["centre"], one["period"], one["unit"], one["interval"]) == ("A15", "2025", "€/an", "monte_carlo80")
    by_lever = {lever["lever"]: lever for lever in one["levers"]}
    assert by_lever["no_show"]["net"] == 73.32
    assert by_lever["imaging"]["state"] == "sans_objet"
    assert by_lever["staff_ratios"]["state"] == "eteint"
    shares = [lever["share"] for lever in one["levers"] if lever["share"] is not None]
    assert sum(shares) == pytest.approx(one["total_without_double_counting"], abs=0.02)


def test_the_table_speaks_of_margins_and_of_what_to_watch(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = gains(
        capsys, str(region / "A15"), "--as-of", "2026-03-31", "--quiet", "--set-hypothesis", "no_show.part_reprise=100"
    )
    assert out.startswith("Centre A15 — marges de progression sur 2025, connues au 31/03/2026")
    for said in (
        "marges de progression",
        "Sans double compte",
        "Montée en charge",
        "À surveiller",
        "C2S",
        "choix du centre",
    ):
        assert said in out
    assert "gain" not in out.lower()


def test_where_to_start_refuses_a_region_of_one(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = gains(
        capsys, str(region / "A15"), "--as-of", "2026-03-31", "--quiet", "--region", str(region / "leviers.csv")
    )
    assert "Par où commencer" in out
    assert "0 autre(s) centre(s) au plus ont activé un levier" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--target", "no_show_rate"), "--target « no_show_rate » ; attendu : NOM=VALEUR"),
        (("--target", "no_show_rat=8"), "Vouliez-vous dire « no_show_rate »"),
        (("--set-hypothesis", "no_show.part=8"), "hypothèse inconnue « no_show.part »"),
        (("--ramp", "10,20"), "--ramp « 10,20 » : attendu trois pourcentages"),
        (("--hypotheses", "absent.toml"), "« absent.toml » ne peut pas être lu"),
        (("--year", "mars"), "Période « mars »"),
        (("--commitment", "99=5"), "Levier inconnu « 99 »"),
    ],
)
def test_a_wrong_command_line_is_refused(
    region: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    code, out, err = gains(capsys, str(region / "A15"), "--quiet", *words)
    assert (code, out) == (64, "")
    assert sentence in err


def test_peers_come_from_measured_figures(region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--as-of", "2026-03-31", "--quiet", "--format", "json"]
    main(
        [
            "measure",
            str(region / "A15"),
            "--every",
            "year",
            "--from",
            "2025",
            "--to",
            "2025",
            "--indicator",
            "no_show_rate",
            *words,
        ]
    )
    (mine,) = json.loads(capsys.readouterr().out)
    rates = (0.02, 0.04, 0.06, 0.08, 0.10)
    others = [mine | {"centre": f"P{rank}", "value": rate, "status": "ok"} for rank, rate in enumerate(rates)]
    (tmp_path / "pairs.json").write_text(json.dumps(others), encoding="utf-8")
    given = ["--peers", str(tmp_path / "pairs.json"), "--target", "no_show_rate=p50"]
    _code, out, _err = gains(capsys, str(region / "A15"), "--year", "2025", *words, *given)
    lever = next(one for one in json.loads(out)[0]["levers"] if one["lever"] == "no_show")
    assert "objectif 6,0 % (centres comparables : percentile 50)" in lever["notes"]
    (tmp_path / "pairs.json").write_text("[1]", encoding="utf-8")
    code, _out, err = gains(capsys, str(region / "A15"), *words, *given)
    assert code == 64
    assert "pairs.json : attendu la sortie de « levier measure" in err
