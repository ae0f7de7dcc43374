"""``levier measure``: every option, the fields of the JSON, exit codes, and what goes to which stream."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from levier.cli import main
from levier.figures.export import HEADERS, read_figures

CENTRE = {
    "rendez_vous.csv": """id;debut;fin;statut;service;praticien;premier_rdv;patient
1;06/01/2025 09:00;06/01/2025 09:20;honore;medical;D1;oui;P1
2;06/01/2025 10:00;06/01/2025 10:20;non_venu;medical;D2;non;P2
3;07/01/2025 09:00;07/01/2025 09:20;honore;dentaire;D3;;P3
4;05/02/2025 09:00;05/02/2025 09:20;honore;;D1;;P4
""",
    "actes.csv": "date;service;code;montant\n08/01/2024;medical;G;26,50\n06/01/2025;medical;G;30,00\n06/01/2025;dentaire;HBMD042;1 204,5\n",
}
FIELDS = [
    *("centre", "indicator", "period", "from", "to", "slice", "numerator", "denominator", "value", "unit", "status"),
    *("coverage", "low", "high", "interval", "version", "as_of", "bounds", "notes"),
]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "C01"
    folder.mkdir()
    for name, text in CENTRE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(["measure", *words])
    except SystemExit as stop:
        code = int(stop.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def measured(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    _code, out, _err = run(capsys, "C01", "--as-of", "2025-03-31", "--format", "json", *words)
    return list(json.loads(out))


def test_the_folder_where_one_stands_has_its_name(
    capsys: pytest.CaptureFixture[str], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    _code, out, _err = run(capsys, ".", "--as-of", "2025-03-31", "--quiet")
    assert out.startswith("Centre C01, chiffres connus au 31/03/2025")


def test_fields_and_types_of_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "C01", "--as-of", "2025-03-31", "--format", "json")
    assert (code, err) == (0, "3 remarques sans gravité sur les fichiers : « levier check » les montre.\n") or code == 0
    found = json.loads(out)
    assert all(list(one)[: len(FIELDS)] == FIELDS for one in found)
    assert {one["status"] for one in found} <= {"ok", "partial", "not_applicable", "not_available", "not_computable"}
    # From the first line (an act of January 2024) to the last (February 2025), every indicator, missing or not.
    periods = sorted({one["period"] for one in found})
    assert (periods[0], periods[-1], len(periods)) == ("2024-01", "2025-02", 14)
    assert len({one["indicator"] for one in found}) * 14 == len(found)
    january = next(one for one in found if (one["indicator"], one["period"]) == ("no_show_rate", "2025-01"))
    assert (january["from"], january["to"], january["as_of"]) == ("2025-01-01", "2025-01-31", "2025-03-31")
    assert (january["centre"], january["slice"], january["version"]) == ("C01", None, 1)
    # 1 of 3, never rounded.
    assert january["value"] == 1 / 3
    assert "0.3333333333333333" in out


def test_euros_have_two_decimals_and_a_total_no_denominator(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--as-of", "2025-03-31", "--from", "2025-01", "--to", "2025-01", "--indicator", "activity_revenue")
    _code, out, _err = run(capsys, "C01", "--format", "json", *words)
    # 30 + 1 204.50
    assert '"numerator": 1234.50,' in out
    (one,) = json.loads(out)
    assert (one["denominator"], one["value"], one["unit"]) == (None, 1234.5, "€")


@pytest.mark.parametrize(
    ("every", "first", "last", "labels"),
    [
        ("month", "2025-01", "2025-02", ["2025-01", "2025-02"]),
        ("month", "2025T1", "2025Q1", ["2025-01", "2025-02", "2025-03"]),
        ("quarter", "2024", "2024", ["2024T1", "2024T2", "2024T3", "2024T4"]),
        ("year", "2024-05", "2025-01", ["2024", "2025"]),
        ("week", "2025-W02", "2025-W03", ["2025-W02", "2025-W03"]),
        ("day", "2025-01-06", "2025-01-07", ["2025-01-06", "2025-01-07"]),
        ("rolling12", "2024-02..2025-01", "2024-02..2025-01", ["2024-02..2025-01"]),
        ("rolling12", "2025-01", "2025-02", ["2024-02..2025-01", "2024-03..2025-02"]),
        ("month", "2024-12..2025-11", "2025-01", ["2024-12", "2025-01"]),
        ("month", "2025-01-06/2025-01-07", "2025-01-06/2025-01-07", ["2025-01-06/2025-01-07"]),
    ],
)
def test_every_spelling_of_a_period(
    capsys: pytest.CaptureFixture[str], every: str, first: str, last: str, labels: list[str]
) -> None:
    found = measured(capsys, "--every", every, "--from", first, "--to", last, "--indicator", "activity_revenue")
    assert [one["period"] for one in found] == labels


def test_the_whole_centre_stands_beside_its_slices(capsys: pytest.CaptureFixture[str]) -> None:
    january = ("--from", "2025-01", "--to", "2025-02", "--every", "year", "--indicator", "no_show_rate")
    found = measured(capsys, *january, "--by", "service")
    assert [(one["slice"], one["numerator"], one["denominator"]) for one in found] == [
        (None, 1, 4),
        ({"service": "dentaire"}, 0, 1),
        ({"service": "medical"}, 1, 2),
        ({"service": None}, 0, 1),
    ]
    two = measured(capsys, *january, "--by", "first_visit,service")
    assert [(one["slice"], one["denominator"]) for one in two if one["slice"]] == [
        ({"first_visit": "non", "service": "dentaire"}, 1),
        ({"first_visit": "non", "service": "medical"}, 1),
        ({"first_visit": "non", "service": None}, 1),
        ({"first_visit": "oui", "service": "medical"}, 1),
    ]


def test_a_dimension_that_an_indicator_has_not_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("C01", "--as-of", "2025-03-31", "--indicator", "no_show_rate", "--by", "payer_type", "--format", "json")
    code, out, err = run(capsys, *words)
    assert "Non donnés avec --by payer_type, faute de cette dimension dans tous leurs termes : no_show_rate." in err
    assert code == 0
    assert all(one["slice"] is None for one in json.loads(out))
    assert run(capsys, *words, "--quiet")[2] == ""


def test_the_same_period_of_the_year_before(capsys: pytest.CaptureFixture[str]) -> None:
    Path("C01/horaires.csv").write_text("jour;de;a\nlundi;09:00;17:00\n", encoding="utf-8")
    words = ("--from", "2025-01", "--to", "2025-01", "--indicator", "activity_revenue", "--compare", "n-1")
    (one,) = measured(capsys, *words)
    # January 2025 has 4 Mondays, January 2024 had 5: (1 234.50 / 4) ÷ (26.50 / 5) − 1.
    assert one["n-1"] | {"change_at_equal_opening_days": None} == {
        "period": "2024-01",
        "numerator": 26.5,
        "denominator": None,
        "value": 26.5,
        "status": one["n-1"]["status"],
        "opening_days": 5,
        "change": 1208,
        "change_at_equal_opening_days": None,
    }
    assert one["n-1"]["change_at_equal_opening_days"] == pytest.approx(1234.5 / 4 / (26.5 / 5) - 1, rel=1e-12)
    (rate,) = measured(
        capsys, "--from", "2025-01", "--to", "2025-01", "--indicator", "no_show_rate", "--compare", "n-1"
    )
    assert (rate["n-1"]["period"], rate["n-1"]["value"]) == ("2024-01", None)


def test_a_month_under_way_is_compared_day_for_day(capsys: pytest.CaptureFixture[str]) -> None:
    Path("C01/horaires.csv").write_text("jour;de;a\nlundi;09:00;17:00\n", encoding="utf-8")
    words = ("--from", "2025-01", "--to", "2025-01", "--indicator", "activity_revenue", "--compare", "n-1")
    _code, out, _err = run(capsys, "C01", "--as-of", "2025-01-14", "--format", "json", *words)
    # Two Mondays of January 2025 are over on the 14th.
    assert json.loads(out)[0]["n-1"]["change_at_equal_opening_days"] == pytest.approx(1234.5 / 2 / (26.5 / 5) - 1)


def test_constant_tariffs_apart(capsys: pytest.CaptureFixture[str]) -> None:
    # G at 26.50 in January 2024 and 30 in 2025: at the tariff of 2024, 26.50; the rise is 3.50; HBMD042 is new.
    (one,) = measured(capsys, "--from", "2025-01", "--to", "2025-01", "--indicator", "activity_revenue")
    assert one["constant_tariffs"] == {
        "reference": "2024-01",
        "value": 26.5,
        "tariff_effect": 3.5,
        "new_codes": 1204.5,
        "deleted_codes": 0.0,
    }


def test_values_of_empty_cells(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--from", "2025", "--to", "2025", "--every", "year", "--indicator", "no_show_rate", "--by", "service")
    found = measured(capsys, *words, "--set", "service=medical")
    assert [(one["slice"], one["denominator"]) for one in found if one["slice"]] == [
        ({"service": "dentaire"}, 1),
        ({"service": "medical"}, 3),
    ]
    code, _out, err = run(capsys, "C01", "--set", "service=cardiologie")
    assert (code, "attendu : medical, dentaire" in err) == (64, True)
    code, _out, err = run(capsys, "C01", "--set", "servise=medical")
    assert (code, "Vouliez-vous dire « service »" in err) == (64, True)


def test_engines_give_the_same_json(capsys: pytest.CaptureFixture[str]) -> None:
    for more in ((), ("--by", "service"), ("--by", "hour,weekday"), ("--every", "rolling12", "--compare", "n-1")):
        one, other = (
            run(capsys, "C01", "--as-of", "2025-03-31", "--format", "json", "--engine", engine, *more)[1]
            for engine in ("sqlite", "duckdb")
        )
        assert one == other


def test_csv_opens_in_a_french_spreadsheet_and_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("C01", "--as-of", "2025-03-31", "--by", "specialty", "--compare", "n-1")
    path = Path("C01/rendez_vous.csv")
    text = path.read_text(encoding="utf-8")
    first, *lines = text.splitlines()
    odd = ["=1+1", '"a;b=c"', "'@x", "12"]
    path.write_text(
        "\n".join([f"{first};specialite", *(f"{line};{name}" for line, name in zip(lines, odd, strict=True))]) + "\n",
        encoding="utf-8",
    )
    code, _out, _err = run(capsys, *words, "--format", "csv", "--out", "chiffres.csv")
    raw = Path("chiffres.csv").read_bytes()
    assert (code, raw[:3]) == (0, b"\xef\xbb\xbf")
    written = raw.decode("utf-8-sig")
    assert written.splitlines()[0] == ";".join(HEADERS)
    assert "\r\n" in written
    assert ";0,3333333333333333;" in written
    back = list(read_figures(raw.decode("utf-8")))
    _code, out, _err = run(capsys, *words, "--format", "json")
    asked = {*FIELDS, "basis", "conventions", "numerator_unit"}
    assert back == [{name: one[name] for name in back[0]} for one in json.loads(out)]
    assert asked <= set(back[0])


def test_no_cell_of_the_csv_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("=cmd")
    Path("C01").rename(folder)
    _code, out, _err = run(capsys, str(folder), "--as-of", "2025-03-31", "--format", "csv")
    assert out.startswith("\ufeff")
    assert all(line.startswith("'=cmd;") for line in out.splitlines()[1:])


def test_parquet(capsys: pytest.CaptureFixture[str]) -> None:
    import duckdb

    words = ("C01", "--as-of", "2025-03-31", "--from", "2025-01", "--to", "2025-01", "--indicator", "no_show_rate")
    assert run(capsys, *words, "--format", "parquet", "--out", "chiffres.parquet")[0] == 0
    query = "SELECT indicateur, numerateur, denominateur, tranche FROM 'chiffres.parquet'"
    assert duckdb.sql(query).fetchall() == [("no_show_rate", 1.0, 3.0, None)]
    code, _out, err = run(capsys, "C01", "--format", "parquet")
    assert (code, err) == (64, "levier : --format parquet demande --out FICHIER.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--every", "mois"), "--every « mois » ; attendu : day, week, month, quarter, year, rolling12."),
        (("--by", "servise"), "Vouliez-vous dire « service » ?"),
        (("--by", "service,service"), "--by service,service : la même dimension deux fois."),
        (("--indicator", "no_show"), "Indicateur inconnu « no_show ». Vouliez-vous dire « no_show_rate » ?"),
        (("--from", "2025-13"), "Période « 2025-13 » : attendu"),
        (("--from", "2025-06", "--to", "2025-01"), "--from 2025-06 vient après --to 2025-01."),
        (("--engine", "sparc"), "Moteur « sparc » inconnu"),
        (("--as-of", "hier"), "« hier » n'est pas une date ; attendu : 2025-12-31"),
        (("--format", "xml"), "--format : 'xml' lu"),
        (("--compare", "n-2"), "--compare : 'n-2' lu"),
        (("--out", "absent/x.json"), "le dossier n'existe pas"),
        (("--set", "service"), "--set « service » ; attendu : NOM=VALEUR"),
        (("--convention", "delai_annulation=3"), "Vouliez-vous dire « delai_annulation_h » ?"),
        (("--convention", "equipe_reduite=2"), "attendu : un nombre entier d'au moins 3 (personnes)"),
        (("--frm", "x"), "non reconnu"),
    ],
)
def test_a_wrong_command_line_is_said_in_french_and_exits_with_64(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, "C01", *words)
    assert (code, out) == (64, "")
    assert said in err


def test_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--as-of", "2025-03-31", "--quiet")
    assert run(capsys, "C01", *words)[0] == 0
    # Asked for and lacking: nowhere, or in a period that was asked for.
    assert run(capsys, "C01", *words, "--indicator", "call_answer_rate")[0] == 1
    assert run(capsys, "C01", *words, "--indicator", "no_show_rate", "call_answer_rate")[0] == 1
    assert run(capsys, "C01", *words, "--indicator", "no_show_rate")[0] == 0
    assert run(capsys, "C01", *words, "--indicator", "no_show_rate", "--from", "2024-06")[0] == 1
    with Path("C01/actes.csv").open("a", encoding="utf-8") as stream:
        stream.write("31/02/2025;medical;G;30,00\n")
    assert run(capsys, "C01", *words)[0] == 1
    assert run(capsys, "ailleurs", *words)[0] == 2
    Path("vide").mkdir()
    assert run(capsys, "vide", *words)[0] == 2
    Path("notes.csv").write_text("bonjour\n", encoding="utf-8")
    code, out, err = run(capsys, "notes.csv", *words)
    assert (code, out, err) == (2, "", "levier : aucune ligne utilisable.\n")


def test_a_region_measures_each_centre(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("B", "A"):
        folder = Path("region") / name
        folder.mkdir(parents=True)
        (folder / "actes.csv").write_text("date;code;montant\n06/01/2025;G;30,00\n", encoding="utf-8")
    words = ("--as-of", "2025-03-31", "--indicator", "activity_revenue", "--format", "json", "--quiet")
    _code, out, _err = run(capsys, "region", *words)
    assert [one["centre"] for one in json.loads(out)] == ["A", "B"]
    # A single file is a centre named by its stem.
    _code, out, _err = run(capsys, "region/A/actes.csv", *words)
    assert [one["centre"] for one in json.loads(out)] == ["actes"]


def test_the_table_says_what_must_be_known(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    words = ("C01", "--as-of", "2025-01-31", "--from", "2025-01", "--to", "2025-01", "--quiet")
    _code, out, _err = run(capsys, *words)
    lines = out.splitlines()
    assert lines[0] == "Centre C01, chiffres connus au 31/01/2025"
    row = next(line for line in lines if line.startswith("Rendez-vous non honorés"))
    assert row.split("  ")[-1].strip() == "1 / 3"
    assert "33,3 %" in row
    assert max(map(len, lines)) <= 120
    assert any(line.startswith("Données non fournies") for line in lines)
    _code, out, _err = run(capsys, *words[:3], "--from", "2024-01", "--to", "2025-01", "--quiet")
    assert "2024-12" in out
    assert max(map(len, out.splitlines())) <= 120
