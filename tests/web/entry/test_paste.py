"""A block copied from a spreadsheet goes where its heads say, else where it was pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levier.grid.layout import pages
from levier.web.entry.paste import laid, rows_of
from levier.web.entry.sheet import SheetView, sheet


@pytest.fixture
def calls() -> SheetView:
    """Return the telephone block of 2025, by month: received, answered…"""
    page = next(one for one in pages([], 2025) if one.block.name == "telephone")
    return sheet(page, {}, 2025, detail=True)


def where(text: str, block: SheetView, at: tuple[int, int] = (0, 0)) -> list[tuple[str, str, str] | str]:
    found = laid(rows_of(text), block.lines, block.periods, at)
    return [(one.cell.key.line.measure, one.cell.key.period, one.text) if one.cell else one.text for one in found]


def test_numbers_alone_are_laid_from_the_cell(calls: SheetView) -> None:
    assert where("1 204\t1 187\n900\t", calls, (0, 2)) == [
        ("appels_recus", "2025-03", "1 204"),
        ("appels_recus", "2025-04", "1 187"),
        ("appels_decroches", "2025-03", "900"),
    ]


def test_months_and_measures_put_numbers_in_their_place(calls: SheetView) -> None:
    text = "Relevé\t\t\nMesure\tFévrier\tjanv. 2025\nAppels décrochés\t800\t700\nAppels reçus\t1000\t900\n"
    assert where(text, calls) == [
        ("appels_decroches", "2025-02", "800"),
        ("appels_decroches", "2025-01", "700"),
        ("appels_recus", "2025-02", "1000"),
        ("appels_recus", "2025-01", "900"),
    ]


def test_heads_of_another_year_are_not_taken_for_this_one(calls: SheetView) -> None:
    assert where("janv. 2024\tjanv. 2025\n5\t6", calls) == ["5", ("appels_recus", "2025-01", "6")]


def test_titles_above_and_beside_are_left_out(calls: SheetView) -> None:
    assert where("Appels 2025\t\nLibellé\tnombre\nligne du haut\t12\nligne du bas\t13", calls) == [
        ("appels_recus", "2025-01", "12"),
        ("appels_decroches", "2025-01", "13"),
    ]


def test_what_falls_outside_is_said(calls: SheetView) -> None:
    assert where("1\t2\t3", calls, (0, 11)) == [("appels_recus", "2025-12", "1"), "2", "3"]


def test_a_quoted_cell_with_a_line_break_stays_one_cell() -> None:
    assert rows_of('"Appels\nreçus"\t12\r\n"dit ""bref"""\t3\r\n') == [["Appels reçus", "12"], ['dit "bref"', "3"]]


def test_semicolons_when_there_is_no_tab() -> None:
    assert rows_of("12;13,5") == [["12", "13,5"]]


def test_years_are_the_heads_of_a_yearly_table() -> None:
    page = next(one for one in pages([], 2025) if one.block.name == "prelevements")
    block = sheet(page, {}, 2025, grain="year")
    assert where("\t2024\t2025\nDossiers\t310\t320", block) == ["310", ("dossiers", "2025", "320")]


@given(st.lists(st.lists(st.text(alphabet="0123456789 ,\tx\"'janv;%", max_size=6), max_size=6), max_size=6))
def test_any_text_is_laid_without_a_fault(rows: list[list[str]]) -> None:
    page = next(one for one in pages([], 2025) if one.block.name == "telephone")
    block = sheet(page, {}, 2025, detail=True)
    found = laid(rows_of("\n".join("\t".join(row) for row in rows)), block.lines, block.periods)
    assert all(one.text for one in found)


@given(st.lists(st.lists(st.integers(0, 99_999), min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_plain_block_keeps_its_shape(rows: list[list[int]]) -> None:
    page = next(one for one in pages([], 2025) if one.block.name == "telephone")
    block = sheet(page, {}, 2025, detail=True)
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    found = laid(rows_of(text), block.lines, block.periods, (0, 4))
    assert [one.text for one in found] == [str(one) for row in rows for one in row]
    assert all(one.cell is None or one.cell.key.period in ("2025-05", "2025-06", "2025-07") for one in found)
