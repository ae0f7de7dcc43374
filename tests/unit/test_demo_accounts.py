"""The accounts of fictitious centres: ledgers balance and say the same revenue as the acts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from levier.demo import write_region
from levier.demo.accounts import FEC_COLUMNS
from levier.demo.dialect import dialect_of
from levier.demo.plan import EXPORTS, region_plan
from levier.demo.spoil import is_spoiled


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    exporting = [plan for plan in region_plan(2013).values() if plan.kind == EXPORTS and not plan.is_town]
    plan = min((plan for plan in exporting if not is_spoiled(plan)), key=lambda plan: plan.size)
    return write_region(tmp_path_factory.mktemp("accounts"), scale=0.1, centres=[plan.code]).folder / plan.code


def _ledger(folder: Path, year: int) -> list[dict[str, str]]:
    lines = (folder / f"000000000FEC{year}1231.txt").read_bytes().decode("utf-8", "replace").splitlines()
    assert lines[0].split("\t") == list(FEC_COLUMNS)
    return [dict(zip(FEC_COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]


def _cents(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


def test_the_header_is_the_legal_one_and_a_section() -> None:
    assert len(FEC_COLUMNS) == 19
    assert FEC_COLUMNS[:5] == ("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum")
    assert FEC_COLUMNS[-1] == "section"


@pytest.mark.parametrize("year", [2024, 2025])
def test_each_entry_balances(centre: Path, year: int) -> None:
    gaps: Counter[str] = Counter()
    for row in _ledger(centre, year):
        gaps[row["EcritureNum"]] += _cents(row["Debit"]) - _cents(row["Credit"])
    assert set(gaps.values()) == {0}


@pytest.mark.parametrize("year", [2024, 2025])
def test_accounts_70_say_the_revenue_of_the_acts(centre: Path, year: int) -> None:
    booked = sum(
        _cents(row["Credit"]) - _cents(row["Debit"]) for row in _ledger(centre, year) if row["CompteNum"][:2] == "70"
    )
    way = dialect_of(region_plan(2013)[centre.name])
    lines = (centre / "actes.csv").read_bytes().decode(way.encoding).splitlines()[1:]
    header = lines[0].lower().split(";")
    when, amount = header.index("date"), header.index("montant")
    acts = [line.split(";") for line in lines[1:]]
    assert booked == sum(_cents(row[amount]) for row in acts if row[when][6:10] == str(year))
