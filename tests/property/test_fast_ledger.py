"""The fast path against the rules on ledgers: same rows, same controls, same warnings, whatever the dirt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property.test_fast_reading import by_fast, by_rules, limits

from levier.engine.duck import DuckEngine
from levier.fast import Limits
from levier.readers.ledger import COLUMNS

FEC = Path(__file__).parents[1] / "fixtures" / "fec" / "fec_check"
SMALL = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def engine() -> Any:
    one = DuckEngine()
    yield one
    one.close()


DAYS = ("20250103", "20250104", "20241231", "03/01/2025", "2025-01-05", "20250106 10:25:37", "20250230", "", " ", "x")
AMOUNTS = (
    "0,00",
    "0,00",
    "12,50",
    "0000000069,60",
    "1 500,00",
    "-3,00",
    "+4,00",
    "7",
    "33,335",
    "1000,00000",
    "",
    "\xa0",
)
CELLS: dict[str, tuple[str, ...]] = {
    "JournalCode": ("AC", "VE", "ve", "TOTAL", "", "NaN"),
    "JournalLib": ("Achats", "", "  "),
    "EcritureNum": ("1", "2", "4", "AC0001", "AC0003", "", "x"),
    "EcritureDate": DAYS,
    "CompteNum": ("606100", "401DUR", "706000", "120000", "", "0606"),
    "CompteLib": ('Produits "stériles', "", "é"),
    "CompAuxNum": ("", "", "DUR"),
    "CompAuxLib": ("", "", "Durand", "\t "),
    "PieceRef": ("P1", ""),
    "PieceDate": DAYS,
    "EcritureLib": ("Facture", "", "a;b", "a|b"),
    "Debit": (*AMOUNTS, "1.234", "1.5"),
    "Credit": AMOUNTS,
    "EcritureLet": ("", "", "A"),
    "DateLet": DAYS,
    "ValidDate": ("20250131", *DAYS),
    "Montantdevise": ("", "0"),
    "Idevise": ("", "EUR"),
}


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[bytes, str]:
    """Draw a ledger: its columns, mostly clean lines, some of another shape."""
    columns = list(COLUMNS)
    if draw(st.integers(0, 4)) == 0:
        columns = draw(st.permutations(columns))[: draw(st.integers(12, 18))]
    separator = draw(st.sampled_from(("\t", "|", ";")))
    lines = [separator.join(draw(st.sampled_from((str, str.upper)))(name) for name in columns)]
    pool = draw(st.lists(st.tuples(*(clean(name) for name in columns)), min_size=1, max_size=6))
    for cells in draw(st.lists(st.sampled_from(pool), min_size=1, max_size=40)):
        lines.append(draw(shape(list(cells), separator)))
    text = draw(st.sampled_from(("\n", "\r\n"))).join(lines) + draw(st.sampled_from(("\n", "", "\n\n")))
    name = draw(st.sampled_from(("123456789FEC20251231.txt", "ecritures.csv")))
    return text.encode(draw(st.sampled_from(("utf-8", "cp1252", "utf-8-sig"))), "replace"), name


def clean(name: str) -> st.SearchStrategy[str]:
    """Return the cells of a column, most often the first that is fit."""
    return st.one_of(*[st.just(CELLS[name][0])] * 5, st.sampled_from(CELLS[name]))


@st.composite
def shape(draw: st.DrawFn, cells: list[str], separator: str) -> str:
    """Draw a line of these cells: most often as they are."""
    what = draw(st.integers(0, 40))
    if what == 0:
        return separator.join(cells[: draw(st.integers(1, len(cells)))])
    if what == 1:
        return separator.join([*cells, *draw(st.lists(st.sampled_from(("", "x")), max_size=3))])
    if what == 2:
        return draw(st.sampled_from(("\t", "|", ";"))).join(cells)
    if what == 4:
        place = draw(st.integers(0, len(cells) - 1))
        return separator.join([*cells[:place], cells[place] + "\n" + cells[place], *cells[place + 1 :]])
    if what == 3:
        return separator.join(["TOTAL", *[""] * (len(cells) - 3), "30,00", "30,00"])
    return separator.join(cells)


@SMALL
@given(file=ledgers(), chunk_lines=st.sampled_from((3, 7, 20)), limits=limits())
def test_rows_controls_and_warnings_are_those_of_the_rules(
    engine: DuckEngine, file: tuple[bytes, str], chunk_lines: int, limits: Limits
) -> None:
    content, name = file
    assert by_fast(engine, content, name, chunk_lines, limits) == by_rules(content, name, chunk_lines)


@pytest.mark.parametrize("path", sorted(FEC.iterdir()), ids=lambda path: path.name)
def test_fixtures_read_the_same(engine: DuckEngine, path: Path) -> None:
    content = path.read_bytes()
    fast = by_fast(engine, content, path.name, 4, Limits(few=2, many_persons=0, least_bytes=0))
    assert fast == by_rules(content, path.name, 4)
