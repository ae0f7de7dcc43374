"""On a demonstration centre, lists and figures agree to the line and to the cent, in a folder as in a store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from levier.demo.region import write_region
from levier.figures.figure import Figure
from levier.holding import Holding, Options, find_centres, hold
from levier.measuring import Asked, measure_period
from levier.periods import parse_period, to_date
from levier.store import Store
from levier.store_source import LateEngine, hold_store
from levier.worklists import Row, WorkList, annotate, debts, rejections, unmarked

AS_OF = parse_period("2025-11-30").first
# Everything that the demonstration holds until that day.
EVERYTHING = parse_period("2023-01-01/2025-11-30")
NAMES = ("payer_rejection_rate", "unanswered_claims_rate", "outcome_known_rate", "patient_bad_debt_rate")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    region = tmp_path_factory.mktemp("region") / "demo"
    write_region(region, centres=["A15"], scale=0.5)
    return region / "A15"


@pytest.fixture(scope="module", params=["sqlite", "duckdb", "store"])
def holding(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Holding]:
    (given,) = find_centres(folder)
    if request.param == "store":
        home = tmp_path_factory.mktemp("store")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LEVIER_HOME", str(home / "home"))
            store = Store.create(home / "magasin", (folder / "centre.toml").read_text(encoding="utf-8"))
            store.add(given.files)
            held: Holding = hold_store(store.folder)
            yield held
    else:
        held = hold(given, Options(engine=request.param))
        yield held
    held.engine.close()


@pytest.fixture(scope="module")
def figures(holding: Holding) -> dict[str, Figure]:
    asked = Asked(names=NAMES, as_of=to_date(AS_OF))
    return {one.indicator: one for one in measure_period(holding, asked, EVERYTHING)}


def test_the_lines_of_a_store_are_loaded_when_a_list_asks_for_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    store = Store.create(tmp_path / "magasin")
    (given,) = find_centres(folder)
    store.add([path for path in given.files if "creances" in path.name])
    for list_ in (debts, rejections, unmarked):
        held = hold_store(store.folder)
        assert isinstance(held.engine, LateEngine)
        assert not held.engine.started
        found: WorkList[Row] = list_(held, AS_OF)  # type: ignore[operator]
        assert held.engine.started
        assert bool(found.rows) == (list_ is debts)
        held.engine.close()


def test_rejections_are_the_numerators_minus_what_is_settled(holding: Holding, figures: dict[str, Figure]) -> None:
    found = rejections(holding, AS_OF)
    assert found.rows
    assert all(row.first_known for row in found.rows)
    rejected = sum(row.rejected for row in found.rows)
    settled = found.left("rejected_settled").count + found.left("rejected_resent").count
    assert settled
    assert rejected + settled == figures["payer_rejection_rate"].numerator
    silent = len(found.rows) - rejected + found.left("unanswered_settled").count + found.left("unanswered_resent").count
    assert silent == figures["unanswered_claims_rate"].numerator
    assert sum(one.count for one in found.groups) == found.total_count == len(found.rows)
    assert sum(one.amount for one in found.groups) == found.total_amount


def test_unmarked_appointments_are_the_denominator_minus_the_numerator(
    holding: Holding, figures: dict[str, Figure]
) -> None:
    known = figures["outcome_known_rate"]
    assert known.numerator is not None
    assert known.denominator is not None
    found = unmarked(holding, AS_OF, days=None)
    assert found.total_count == len(found.rows) == known.denominator - known.numerator > 0
    assert sum(one.count for one in found.groups) == found.total_count


def test_old_debts_are_the_numerator_to_the_cent(holding: Holding, figures: dict[str, Figure]) -> None:
    found = debts(holding, AS_OF)
    old = sum(row.amount or 0 for row in found.rows if row.age >= 90)
    assert 0 < old < (found.total_amount or 0)
    # Written-off debts of the demonstration are over 400 days old.
    lost = found.left("written_off")
    assert Fraction(old + lost.amount, 100) == figures["patient_bad_debt_rate"].numerator
    assert sum(one.amount for one in found.groups) == found.total_amount


def test_a_file_of_the_folder_gives_the_list_of_the_centre(holding: Holding, folder: Path) -> None:
    (path,) = (one for one in folder.iterdir() if "retours" in one.name)
    found = annotate(io.BytesIO(path.read_bytes()), path.name, "rejections", AS_OF, centre=holding.centre)
    mine = rejections(holding, AS_OF)
    assert [one.row.number for one in found.lines] == [row.number for row in mine.rows]
    assert found.total_amount == mine.total_amount
