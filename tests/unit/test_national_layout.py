"""Derived tables of many centres: written where asked, read back, the same figures as each centre alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from levier.centre import read_centre
from levier.cli import main
from levier.engine.duck import DuckEngine
from levier.figures.figure import Figure
from levier.holding import Holding, Options, hold_texts
from levier.measures.facts import FACTS
from levier.measuring import Asked, measure
from levier.national.layout import columns, folder_name
from levier.national.opening import open_together
from levier.national.write import write_derived
from levier.opening import open_centres
from levier.problems import LevierError, NothingUsable, Refused, WrongCommand
from levier.store import Store
from levier.store_source import freeze, hold_store

APPOINTMENTS = """id;debut;statut;praticien;service
1;06/01/2025 09:00;honore;P1;medical
2;06/01/2025 09:20;honore;P2;medical
3;10/02/2025 09:00;non_venu;P1;medical
4;11/02/2025 09:00;honore;P3;dentaire
5;12/03/2026 09:00;honore;P3;dentaire
"""
STAFF = "mois;metier;etp;personne\n2025-01;medecin;0,5;X\n2025-01;medecin;1;\n2025-02;medecin;1;\n"
POSTER = "jour;de;a\nlundi;09:00;17:00\nmardi;09:00;12:00\n"
FILES = {"rendez_vous": APPOINTMENTS, "personnel": STAFF, "horaires": POSTER}
PLAIN = Options()
YEAR = Asked(every="quarter", as_of=date(2025, 12, 31), compare=True)


def held(name: str = "A01", **files: str) -> Holding:
    return hold_texts(files or FILES, read_centre(f'identifiant = "{name}"'), Options(engine="duckdb"))


def written(folder: Path, *names: str) -> Path:
    for name in names:
        holding = held(name)
        write_derived(holding, folder)
        holding.engine.close()
    return folder


def figures(*paths: Path, asked: Asked = YEAR, options: Options = PLAIN) -> list[Figure]:
    with open_together(paths, asked, options) as found:
        return [one for holding in found for one in measure(holding, asked)]


def test_two_centres_together_are_each_alone(tmp_path: Path) -> None:
    folder = written(tmp_path, "A01", "A02")
    alone = [one for name in ("A01", "A02") for one in measure(held(name), YEAR)]
    assert len(alone) >= 100
    assert figures(folder) == alone
    # One centre's folder is read as well.
    assert figures(folder / "A02") == alone[len(alone) // 2 :]


@pytest.mark.parametrize("every", ["day", "week", "month", "year", "rolling12"])
def test_every_grain_and_cut(tmp_path: Path, every: str) -> None:
    asked = Asked(every=every, first="2025-01", last="2025-02", as_of=date(2025, 2, 10), by=("service",))
    assert figures(written(tmp_path, "A01"), asked=asked) == measure(held(), asked)


def test_what_is_asked_of_one_centre_cuts_days_for_all(tmp_path: Path) -> None:
    folder = written(tmp_path, "A01")
    other = held("A02", rendez_vous="debut;statut\n15/06/2024 09:00;honore\n02/01/2025 10:00;non_venu\n")
    write_derived(other, folder)
    alone = [*measure(held(), YEAR), *measure(other, YEAR)]
    assert figures(folder) == alone


def test_small_teams_are_told_and_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path, "A01")
    by_service = Asked(every="year", as_of=date(2025, 12, 31), by=("service",), names=("no_show_rate",))
    told = {dict(one.slice).get("service"): one.small_team for one in figures(folder, asked=by_service)}
    assert told == {None: False, "medical": True, "dentaire": True}
    shareable = Asked(every="year", as_of=date(2025, 12, 31), by=("service",), names=("no_show_rate",), shareable=True)
    assert [one.slice for one in figures(folder, asked=shareable)] == [()]


def test_the_layout(tmp_path: Path) -> None:
    folder = written(tmp_path, "A01", "Été / 2")
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
    tables = ("appointments", "calendar", "centre", "staffing")
    assert names == [f"{name}/{table}.parquet" for name in ("A01", "ete_2") for table in tables]
    engine = DuckEngine()
    for table in tables[:2]:
        path = folder / "A01" / f"{table}.parquet"
        rows = engine.fetch(f"DESCRIBE SELECT * FROM read_parquet('{path}')")
        assert {str(row[0]): str(row[1]) for row in rows} == columns(FACTS[table])
    path = f"{folder}/*/appointments.parquet"
    # 6 January 2025 is day 20 094.
    assert engine.fetch(f"SELECT centre, COUNT(*), MIN(day) FROM read_parquet('{path}') GROUP BY 1 ORDER BY 1") == [
        ("A01", 5, 20_094),
        ("Été / 2", 5, 20_094),
    ]
    engine.close()
    assert folder_name("..") == "centre"


def test_a_centre_written_again_takes_its_own_place(tmp_path: Path) -> None:
    written(tmp_path, "A01")
    shorter = held("A01", rendez_vous="debut;statut\n06/01/2025 09:00;honore\n")
    write_derived(shorter, tmp_path)
    assert sorted(path.name for path in (tmp_path / "A01").iterdir()) == ["appointments.parquet", "centre.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["A01"]


def test_another_centre_of_the_same_folder_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "a 01")
    (tmp_path / "autre").mkdir()
    for name, folder in (("a_01", "a_01"), ("autre", "autre")):
        with pytest.raises(Refused) as raised:
            write_derived(held(name), tmp_path)
        assert str(raised.value) == (
            f"{tmp_path / folder} existe et ne tient pas les tables dérivées de « {name} » : rien n'a été écrit. "
            "→ Choisissez un autre dossier, ou donnez à chaque centre son « identifiant » dans centre.toml."
        )
    assert next(one.centre for one in figures(tmp_path)) == "a 01"


def test_purged_months_keep_their_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    store = Store.create(tmp_path / "magasin", 'identifiant = "A01"')
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    store.add([tmp_path / f"{name}.csv" for name in FILES])
    store.purge("2025-02", lambda first, last: freeze(store.folder, first, last))
    (holding,) = open_centres(store.folder, Options(engine="duckdb"))
    write_derived(holding, tmp_path / "derive")
    expected = measure(hold_store(store.folder), YEAR)
    assert any(one.indicator == "no_show_rate" and one.numerator == 1 and one.denominator == 4 for one in expected)
    assert figures(tmp_path / "derive") == expected
    # The lines themselves are gone from there too.
    engine = DuckEngine()
    path = tmp_path / "derive" / "A01" / "appointments.parquet"
    assert engine.fetch(f"SELECT COUNT(*), MIN(day) FROM read_parquet('{path}')") == [(3, 20_129)]
    engine.close()


def refusal(kind: type[LevierError], *paths: Path, asked: Asked = YEAR, options: Options = PLAIN) -> str:
    with pytest.raises(kind) as raised:
        figures(*paths, asked=asked, options=options)
    return str(raised.value)


def test_what_cannot_be_answered_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "derive", "A01")
    assert refusal(Refused, folder, asked=Asked(first="2019", last="2019", every="year")) == (
        "A01 : tables dérivées du 01/01/2023 au 31/12/2027 ; demandé : du 01/01/2019 au 31/12/2019. "
        "→ Demandez d'autres périodes (--from, --to), ou réécrivez-les : levier derive."
    )
    assert refusal(WrongCommand, folder, options=Options(conventions=(("delai_annulation_h", "48"),))) == (
        "--convention delai_annulation_h=48 : les tables dérivées de A01 ont été écrites avec 24. "
        "→ Réécrivez-les avec cette convention : levier derive --convention delai_annulation_h=48."
    )
    assert refusal(WrongCommand, folder, options=Options(sets=(("service", "medical"),))) == (
        "--set remplit des cases en lisant des fichiers ; des tables dérivées n'en ont plus."
    )
    assert refusal(WrongCommand, folder, options=Options(engine="sqlite")) == (
        "Des tables dérivées se mesurent avec --engine duckdb ou spark. → Installez DuckDB s'il manque."
    )
    twice = "Deux centres s'appellent « A01 » : mesurés ensemble, leurs lignes seraient mêlées. "
    assert refusal(Refused, folder, folder).startswith(twice)


def test_a_convention_of_measures_alone_is_applied(tmp_path: Path) -> None:
    late = APPOINTMENTS.replace("non_venu", "absent_excuse")
    holding = held("A01", rendez_vous=late)
    write_derived(holding, tmp_path)
    asked = Asked(every="year", first="2025", last="2025", as_of=date(2025, 12, 31), names=("no_show_rate",))
    (plain,) = figures(tmp_path, asked=asked)
    (missed,) = figures(tmp_path, asked=asked, options=Options(conventions=(("absence_excusee", "non_venue"),)))
    assert (plain.numerator, plain.denominator) == (0, 3)
    assert (missed.numerator, missed.denominator) == (1, 4)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "A01")
    about = folder / "A01" / "centre.parquet"
    engine = DuckEngine()
    engine.run(f"CREATE TABLE told AS SELECT * REPLACE (9 AS layout) FROM read_parquet('{about}')")
    engine.run(f"COPY told TO '{about}' (FORMAT parquet)")
    engine.close()
    assert refusal(Refused, folder) == (
        f"{folder} : tables dérivées de format 9 ; ce Levier lit le format 1. "
        "→ Réécrivez-les : levier derive DOSSIER SRC…"
    )


def test_lines_are_not_there(tmp_path: Path) -> None:
    folder = written(tmp_path, "A01")
    with pytest.raises(WrongCommand) as raised:
        list(open_centres(folder))
    assert str(raised.value) == (
        f"{folder} : des tables dérivées. → Seule « levier measure » les lit, avec duckdb ou spark."
    )
    with pytest.raises(WrongCommand) as raised:
        list(open_centres("s3a://national/derived/"))
    assert str(raised.value).startswith("s3a://national/derived : des tables dérivées.")
    with open_together([folder], YEAR) as found, pytest.raises(WrongCommand) as raised:
        next(iter(found)).rows("SELECT 1")
    assert str(raised.value) == (
        "A01 : des tables dérivées, sans les lignes. → Demandez-le au centre ou à son magasin."
    )


def test_an_address_needs_a_cluster() -> None:
    with pytest.raises(WrongCommand) as raised, open_together(["s3a://national/derived"], YEAR):
        pass
    assert str(raised.value) == (
        "s3a://national/derived : cette adresse se lit depuis un cluster. → Ajoutez --engine spark=ADRESSE."
    )


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NothingUsable, match="aucun fichier lisible"):
        figures(tmp_path)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    source, folder = tmp_path / "A01", tmp_path / "derive"
    source.mkdir()
    for name, text in FILES.items():
        (source / f"{name}.csv").write_text(text, encoding="utf-8")
    assert main(["derive", str(folder), str(source), "--quiet"]) == 0
    assert capsys.readouterr().out == f"{folder / 'A01'}\n"
    words = [
        "--every",
        "year",
        "--from",
        "2025",
        "--to",
        "2025",
        "--as-of",
        "2025-12-31",
        "--quiet",
        "--format",
        "json",
    ]
    assert main(["measure", str(source), *words]) == 0
    alone = capsys.readouterr().out
    assert main(["measure", str(folder), *words]) == 0
    assert capsys.readouterr().out == alone
    empty = tmp_path / "vide"
    empty.mkdir()
    (empty / "centre.toml").touch()
    assert main(["derive", str(folder), str(empty), "--quiet"]) == 2
    assert capsys.readouterr().err == "levier : aucune ligne utilisable.\n"
    assert main(["explain", "no_show_rate", "--period", "2025", str(folder)]) == 64
