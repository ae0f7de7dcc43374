"""The fast path against the rules: same rows, same problems, same accounts, whatever the dirt of the file."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from levier.derive import create_raw
from levier.engine.base import raw_name
from levier.engine.duck import DuckEngine
from levier.fast import FastReader, Limits
from levier.readers import Context, Reading
from levier.tables import TABLES, Kind

FIXTURES = Path(__file__).parents[1] / "fixtures"
CONTEXT = Context(b"secret of the tests", "920000001")
NAMES = ("appointments", "acts", "payer_flows", "calls", "invoices", "patient_debts", "staffing", "opening_hours")
SMALL = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def engine() -> Any:
    one = DuckEngine()
    yield one
    one.close()


def outcome(reading: Reading, rows: dict[str, list[Any]]) -> dict[str, Any]:
    """Return everything that a reading says, once its rows are known."""
    return {
        "rows": {name: sorted(found, key=lambda row: row[:2]) for name, found in rows.items() if found},
        "accounts": [asdict(account) for account in reading.accounts],
        "problems": [asdict(problem) for problem in reading.problems],
        "refused": reading.refused,
    }


def by_rules(content: bytes, name: str, chunk_lines: int) -> dict[str, Any]:
    rows: dict[str, list[Any]] = {}
    reading = Reading(io.BytesIO(content), name, CONTEXT, None, chunk_lines)
    for chunk in reading.chunks():
        rows.setdefault(chunk.table.name, []).extend(chunk.rows())
    return outcome(reading, rows)


def by_fast(engine: DuckEngine, content: bytes, name: str, chunk_lines: int, limits: Limits) -> dict[str, Any]:
    create_raw(engine)
    fast = FastReader(engine, CONTEXT.secret, limits=limits)
    reading = Reading(io.BytesIO(content), name, CONTEXT, fast, chunk_lines)
    rows: dict[str, list[Any]] = {}
    for chunk in reading.chunks():
        rows.setdefault(chunk.table.name, []).extend(chunk.rows())
    for table in TABLES:
        rows.setdefault(table, []).extend(engine.fetch(f"SELECT * FROM {raw_name(table)}"))
    return outcome(reading, rows)


# -- drawn files -------------------------------------------------------------------------------------------------

CLEAN = {
    Kind.TEXT: ("Médecine générale", "dermatologie", "ORL", "CPAM 92"),
    Kind.KEY: ("RV-1", "RV-2", "F2025-00412", "C2", "12", "0012", "A/7"),
    Kind.PERSON: ("P07", "p07", "104233", "Dr Élodie", "0612345678", "+33 6 12 34 56 78", "0033612345678", "inconnu"),
    Kind.CODE: ("G", "cs", "HBLD038", "AMI 4", "1234"),
    Kind.DATE: ("03/01/2025", "04/01/2025", "2025-01-05", "20250106"),
    Kind.MONTH: ("2025-01", "janvier 2025", "02/2025"),
    Kind.MOMENT: ("03/01/2025 14:30", "03/01/2025 14h45", "2025-01-03T13:30:00Z", "04/01/2025", "2025-01-03 09:02:15"),
    Kind.CLOCK: ("08:30", "12h", "24:00"),
    Kind.YEAR: ("2025",),
    Kind.AMOUNT: ("30,00", "12,5", "1 234,50 €", "-3,00", "7", "26.50", "(12,00)"),
    Kind.DECIMAL: ("1", "0,5", "80 %"),
    Kind.WHOLE: ("24", "1 204", "0", "180"),
    Kind.FLAG: ("oui", "non", "1", "FAUX"),
}
DIRT = (
    *(
        "",
        " ",
        "NaN",
        "n/a",
        "TOTAL",
        "Sous-total",
        "?",
        "31/02/2025",
        "01/02/25",
        "25:00",
        "1.234",
        "1,234",
        "1.234,5",
    ),
    *(
        "12,505",
        "2e3",
        "total 12",
        "  x 1 ",
        "x\u00a0y",
        "e\u0301",
        "abc",
        "'=1",
        "99999999999",
        "\ufffd",
        "-5",
        "\t",
        "1_000",
    ),
)
RARE = ("\x00", '"', 'a "b" c', "\x01", "\r", "\x85")


def cell(column: Any) -> st.SearchStrategy[str]:
    """Return cells of a column: mostly clean."""
    clean = tuple(column.choices) or CLEAN.get(column.kind, ("x",))
    return st.one_of(*[st.sampled_from(clean)] * 12, st.sampled_from(DIRT))


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, str]:
    """Draw a standard file: a table, its columns in any order, lines with random dirt."""
    table = TABLES[draw(st.sampled_from(NAMES))]
    optional = [one for one in table.columns if not one.required]
    columns = [one for one in table.columns if one.required]
    columns += draw(st.lists(st.sampled_from(optional), unique=True, max_size=6))
    columns = draw(st.permutations(columns))
    separator = draw(st.sampled_from((";", ";", ",", "\t", "|")))
    lines = [separator.join(one.header for one in columns)]
    if draw(st.integers(0, 9)) == 0:
        lines.insert(0, "Export du logiciel")
    pool = draw(st.lists(st.tuples(*map(cell, columns)), min_size=1, max_size=8))
    for cells in draw(st.lists(st.sampled_from(pool), min_size=1, max_size=40)):
        lines.append(draw(line(list(cells), separator, lines[-1])))
    text = draw(st.sampled_from(("\n", "\n", "\r\n"))).join(lines) + draw(st.sampled_from(("\n", "\n", "", "\n\n")))
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16")))
    return text.encode(encoding, "replace"), f"{table.file}.csv"


@st.composite
def line(draw: st.DrawFn, cells: list[str], separator: str, header: str) -> str:
    """Draw a line of these cells: most often as they are."""
    what = draw(st.integers(0, 60))
    if what == 0:
        return ""
    if what == 1:
        return separator.join(cells[: draw(st.integers(1, len(cells)))])
    if what == 2:
        return separator.join([*cells, *draw(st.lists(st.sampled_from(("", "x")), max_size=4))])
    if what == 3:
        return separator.join([draw(st.sampled_from(("TOTAL", "Sous-total")))] + ["30,00"] * (len(cells) - 1))
    if what == 4:
        return header
    if what == 5:
        cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(RARE))
    if what == 6:
        return " "
    return separator.join(cells)


def limits() -> st.SearchStrategy[Limits]:
    """Draw limits that send texts through each way."""
    few, persons, sizes = st.sampled_from((0, 2, 12)), st.sampled_from((0, 2_000)), st.sampled_from((64, 400, 5_000))
    return st.builds(Limits, few=few, many_persons=persons, least_bytes=st.just(0), block_bytes=sizes)


@SMALL
@given(file=files(), chunk_lines=st.sampled_from((3, 7, 20)), limits=limits())
def test_rows_problems_and_accounts_are_those_of_the_rules(
    engine: DuckEngine, file: tuple[bytes, str], chunk_lines: int, limits: Limits
) -> None:
    content, name = file
    assert by_fast(engine, content, name, chunk_lines, limits) == by_rules(content, name, chunk_lines)


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.csv")), ids=lambda path: path.name)
@pytest.mark.parametrize("chunk_lines", [4, 10_000])
def test_fixtures_read_the_same(engine: DuckEngine, path: Path, chunk_lines: int) -> None:
    content = path.read_bytes()
    fast = by_fast(engine, content, path.name, chunk_lines, Limits(few=2, many_persons=0, least_bytes=0))
    assert fast == by_rules(content, path.name, chunk_lines)
