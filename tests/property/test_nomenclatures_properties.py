"""Releases: no file makes the reading fail otherwise than by a sentence, and every record is counted once."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.nomenclatures import Act, Phase, Release, Shelf, Timeline, difference, read_release
from levier.nomenclatures.dbf import open_table
from levier.problems import NothingUsable
from releases import HEADER, PRICE_FIELDS, ROWS, as_csv, dbf, sheet, tables, zipped

CELLS = st.sampled_from(
    [
        *("", "", "AHQP001", "HBLD036", "AAFA001-", "[F, P]", "01.01", "1,01", "2003-02-07 00:00:00", "Note : x"),
        *(
            "1",
            "4",
            "0",
            "69,12",
            "1 062,33 €",
            "voir",
            "Non pris en charge",
            "ADC",
            "é\nè",
            '"',
            "\ufeff",
            "-",
            "1E+3",
        ),
    ]
)
Files = list[tuple[str, io.BytesIO]]


def held(files: Files) -> bool:
    """Tell whether files gave a release, or a sentence that says what was expected; anything else is raised."""
    try:
        read_release(files, "67", "2021-04-08")
    except NothingUsable as refused:
        return files[0][0] in str(refused) and "attendu" in str(refused)
    return True


LINES = st.lists(st.lists(CELLS, min_size=1, max_size=12), max_size=30)


@settings(max_examples=50, deadline=None)
@given(LINES, st.sampled_from([";", ",", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
def test_every_record_of_a_sheet_is_counted_once(lines: list[list[str]], separator: str, encoding: str) -> None:
    data = as_csv([*sheet(), *lines], separator, encoding if encoding == "utf-8" else "utf-8-sig")
    release, problems = read_release([("ccam_v67.csv", io.BytesIO(data))])
    assert sum(release.counted.values()) == len(sheet()) + len(lines)
    # What comes after never changes what was read before.
    known = read_release([("ccam_v67.csv", io.BytesIO(as_csv(sheet())))])[0]
    assert {code: release.acts[code].label for code in known.acts} == {
        code: act.label for code, act in known.acts.items()
    }
    assert all(problem.sentence() for problem in problems)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=60), CELLS.map(str.encode), st.just(b";"), st.just(b"\n")), max_size=40))
def test_whatever_the_bytes_a_sentence_or_a_release(pieces: list[bytes]) -> None:
    assert held([("x", io.BytesIO(b"".join(pieces)))])


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 300), st.booleans())
def test_whatever_the_table_a_sentence_or_a_release(noise: bytes, place: int, packed: bool) -> None:
    made = tables([{"COD_ACTE": "AHQP001", "DT_MODIF": "20200101"}], [], [], [])
    data = made["R_ACTE.dbf"]
    made["R_ACTE.dbf"] = data[:place] + noise + data[place + len(noise) :]
    files = (
        [("CCAM08400_DBF.zip", io.BytesIO(zipped(made)))]
        if packed
        else [(name, io.BytesIO(one)) for name, one in made.items()]
    )
    assert held(files)


TEXTS = st.text(st.sampled_from("ABC 019é"), max_size=16)
AMOUNTS = st.integers(0, 99_999).map(lambda cents: f"{cents / 100:.2f}")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(0, 99), AMOUNTS, st.booleans()), max_size=20))
def test_tables_are_read_as_they_were_written(rows: list[tuple[str, int, str, bool]]) -> None:
    lines = [{"AAP_COD": text, "GRILLE_COD": str(grid), "PU_BASE": price} for text, grid, price, _gone in rows]
    data = dbf(PRICE_FIELDS, lines, "cp1252", [rank for rank, row in enumerate(rows) if row[3]], page=3)
    table = open_table(io.BytesIO(data))
    found = table.rows(("PU_BASE", "AAP_COD", "NOTHING", "GRILLE_COD"))
    read = [(table.text(text).rstrip(), int(grid), price.strip().decode(), other) for price, text, other, grid in found]
    assert read == [(text.rstrip(), grid, price, b"") for text, grid, price, gone in rows if not gone]


CODES = st.sampled_from(["AHQP001", "AHQP002", "HBLD036", "HBLD038", "ZBQK002"])
DAYS = st.sampled_from(["", "2010-01-01", "2020-01-01", "2024-06-30"])
ACTS = st.dictionaries(CODES, st.tuples(DAYS, DAYS, st.integers(0, 500)))


def release(version: int, day: str, acts: dict[str, tuple[str, str, int]]) -> Release:
    made = {
        code: Act(code, created=first, ended=last, phases=(Phase("1", "0", {"secteur_1": cents}),))
        for code, (first, last, cents) in acts.items()
    }
    return Release(str(version), day, made)


@settings(max_examples=50, deadline=None)
@given(ACTS, ACTS)
def test_a_difference_leads_from_one_release_to_the_other(
    old: dict[str, tuple[str, str, int]], new: dict[str, tuple[str, str, int]]
) -> None:
    before, after = release(67, "2021-04-08", old), release(78, "2025-07-01", new)
    found = difference(before, after)
    codes = set(before.in_force()) - {one.code for one in found.deleted} | {one.code for one in found.created}
    assert codes == set(after.in_force())
    assert {one.code for one in found.priced} <= set(before.in_force()) & set(after.in_force())
    assert difference(before, before).changes == ()


@settings(max_examples=50, deadline=None)
@given(st.lists(ACTS, max_size=4), CODES, st.sampled_from(["2009-01-01", "2021-01-01", "2023-01-01", "2030-01-01"]))
def test_an_answer_always_rests_on_a_release_of_the_day(
    every: list[dict[str, tuple[str, str, int]]], code: str, day: str
) -> None:
    kept = [release(60 + rank, f"20{18 + 3 * rank}-01-01", acts) for rank, acts in enumerate(every)]
    answer = Timeline(kept).check(code, day)
    begun = [one for one in kept if one.day <= day]
    assert answer.release == (begun[-1] if begun else None)
    if answer.fine:
        assert begun[-1].acts[code].in_force(day)
    elif answer.release:
        assert code not in begun[-1].acts or not begun[-1].acts[code].in_force(day)


@settings(max_examples=20, deadline=None)
@given(ACTS)
def test_a_release_is_read_back_as_it_was_kept(acts: dict[str, tuple[str, str, int]]) -> None:
    made = release(67, "2021-04-08", acts)
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        shelf.add(made)
        assert shelf.every() == [made]


def test_the_header_is_that_of_the_made_sheets() -> None:
    assert len(HEADER) == len(ROWS[0]) == 11
