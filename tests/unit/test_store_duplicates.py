"""A key met twice in one file, and files given together without a store."""

from __future__ import annotations

from typing import Any

import pytest

from levier.duplicates import set_aside_duplicates
from levier.engine.base import Engine, open_engine, raw_columns, raw_name
from levier.problems import BLOCKING, INFORMATION, WARNING
from levier.store.together import keep_current
from levier.tables import TABLES
from levier.tables.rows import Account

DAY = 20_094  # 6 January 2025


@pytest.fixture(params=["duckdb", "sqlite"])
def engine(request: pytest.FixtureRequest) -> Any:
    engine = open_engine(request.param)
    yield engine
    engine.close()


def fill(engine: Engine, table: str, *rows: tuple[int, int, dict[str, Any]]) -> list[Account]:
    about = TABLES[table]
    engine.create(raw_name(table), raw_columns(about))
    engine.insert(
        raw_name(table), [(file, line, *(values.get(name) for name in about.names)) for file, line, values in rows]
    )
    accounts = []
    for file in range(max(one[0] for one in rows) + 1):
        mine = [values for at, _line, values in rows if at == file]
        days = [values[about.day] // (86_400 if values[about.day] > 1e6 else 1) for values in mine if about.day]
        span = (min(days), max(days)) if days else (None, None)
        read = len(mine) + 1
        accounts.append(
            Account(
                f"f{file}.csv",
                table,
                "texte",
                source="s",
                read=read,
                kept=len(mine),
                not_data=1,
                first=span[0],
                last=span[1],
            )
        )
    return accounts


def kept(engine: Engine, table: str) -> list[tuple[int, int]]:
    return [
        (file, line) for file, line in engine.fetch(f"SELECT file, line FROM {raw_name(table)} ORDER BY file, line")
    ]


def act(number: str | None, amount: int, day: int = DAY) -> dict[str, Any]:
    return {"id": number, "date": day, "code": "GS", "amount": amount}


def test_the_same_content_counts_once_and_another_content_sets_both_aside(engine: Engine) -> None:
    accounts = fill(
        engine,
        "acts",
        *((0, 2, act("A", 30)), (0, 3, act("B", 30)), (0, 4, act("A", 30)), (0, 5, act("C", 30, DAY + 3))),
        *((0, 6, act(None, 30)), (0, 7, act(None, 30)), (0, 8, act("C", 31, DAY + 4))),
    )
    contradictory, repeated = set_aside_duplicates(engine, TABLES["acts"], accounts)
    assert kept(engine, "acts") == [(0, 2), (0, 3), (0, 6), (0, 7)]
    assert (contradictory.code, contradictory.severity, contradictory.lines) == (
        "doublon_contradictoire",
        BLOCKING,
        (5, 8),
    )
    assert contradictory.sentence() == (
        "f0.csv, lignes 5, 8, colonne « id » : « C » lu ; attendu : une seule ligne par identifiant, ou des lignes "
        "identiques. → Gardez la bonne ligne et supprimez l'autre : aucune des deux n'est comptée."
    )
    assert (repeated.code, repeated.severity, repeated.lines) == ("doublon_identique", INFORMATION, (4,))
    (account,) = accounts
    assert (account.read, account.kept, account.set_aside, account.not_data) == (8, 4, 2, 2)
    assert account.aside_days == {DAY + 3: 1, DAY + 4: 1}
    assert (account.first, account.last) == (DAY, DAY)


def test_three_lines_of_a_key_two_of_them_alike_are_all_set_aside(engine: Engine) -> None:
    accounts = fill(engine, "acts", (0, 2, act("A", 30)), (0, 3, act("A", 30)), (0, 4, act("A", 31)))
    (problem,) = set_aside_duplicates(engine, TABLES["acts"], accounts)
    assert (problem.count, problem.lines, kept(engine, "acts")) == (3, (2, 3, 4), [])
    assert accounts[0].set_aside == 3


def test_the_rule_is_that_of_one_file(engine: Engine) -> None:
    accounts = fill(engine, "acts", (0, 2, act("A", 30)), (1, 2, act("A", 31)))
    assert set_aside_duplicates(engine, TABLES["acts"], accounts) == []
    assert kept(engine, "acts") == [(0, 2), (1, 2)]


def test_a_key_of_several_columns_is_quoted_without_the_person(engine: Engine) -> None:
    one = {"month": 20_089, "person": "f" * 32, "job": "accueil", "fte": 5}
    accounts = fill(engine, "staffing", (0, 2, one), (0, 3, one | {"fte": 6}), (0, 4, one | {"job": "medecin"}))
    (problem,) = set_aside_duplicates(engine, TABLES["staffing"], accounts)
    assert (problem.column, problem.value) == ("mois + personne + metier + service", "20089 + accueil +")
    assert kept(engine, "staffing") == [(0, 4)]


def test_tables_without_key_keep_identical_lines(engine: Engine) -> None:
    call = {"start_at": DAY * 86_400, "answered": 1}
    accounts = fill(engine, "calls", (0, 2, call), (0, 3, call))
    assert set_aside_duplicates(engine, TABLES["calls"], accounts) == []
    assert accounts[0].kept == 2


def test_files_given_together_say_each_key_once_the_later_is_right(engine: Engine) -> None:
    accounts = fill(
        engine,
        "acts",
        *((0, 2, act("A", 30)), (0, 3, act("B", 30, DAY + 1)), (1, 2, act("A", 31)), (1, 3, act("C", 30, DAY + 1))),
    )
    (problem,) = keep_current(engine, TABLES["acts"], accounts)
    assert kept(engine, "acts") == [(0, 3), (1, 2), (1, 3)]
    assert (problem.code, problem.file, problem.line, problem.count) == ("lignes_remplacees", "f0.csv", 2, 1)
    assert (accounts[0].kept, accounts[0].not_data, accounts[0].first) == (1, 2, DAY + 1)


def test_files_of_one_source_with_other_lines_for_the_same_days_are_pointed_out(engine: Engine) -> None:
    calls = [
        (file, line, {"start_at": DAY * 86_400 + 60 * line + file, "answered": 1})
        for file in (0, 1)
        for line in range(2, 8)
    ]
    accounts = fill(engine, "calls", *calls)
    rival, replaced = keep_current(engine, TABLES["calls"], accounts)
    assert (rival.code, rival.severity) == ("fichiers_concurrents", WARNING)
    assert rival.sentence() == (
        "f0.csv : attendu : un seul fichier par source et par jour ; 6 lignes sur 6 de la source « s » cèdent la place. "
        "→ Si les deux fichiers se complètent, donnez-leur des noms différents (appels_accueil, appels_dentaire)."
    )
    assert replaced.sentence() == (
        "f0.csv, lignes 2 et 5 autres : attendu : des lignes qu'aucun fichier suivant ne redit ; celles-ci sont prises "
        "dans le plus récent. → Rien à faire."
    )
    assert (replaced.file, replaced.count, len(kept(engine, "calls"))) == ("f0.csv", 6, 6)


def test_the_sheets_of_one_file_stand_side_by_side(engine: Engine) -> None:
    calls = [(file, line, {"start_at": DAY * 86_400 + line, "answered": 1}) for file in (0, 1) for line in range(2, 8)]
    accounts = fill(engine, "calls", *calls)
    for sheet, account in zip(("site A", "site B"), accounts, strict=True):
        account.file, account.sheet = "appels.xlsx", sheet
    assert keep_current(engine, TABLES["calls"], accounts) == []
    assert len(kept(engine, "calls")) == 12
