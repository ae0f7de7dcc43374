"""Blocks of plain lines: where they are cut, what is not plain, where the rules take over."""

from __future__ import annotations

import io
from typing import Any

import pytest

from levier.engine.duck import DuckEngine
from levier.fast.blocks import Blocks
from levier.fast.shared import hasher
from levier.fast.stage import STAGE, NotPlain, add_rows, stage
from levier.readers.context import person_hash
from levier.readers.delimited import open_text
from levier.readers.part import Part, Text


@pytest.fixture
def engine() -> Any:
    one = DuckEngine()
    yield one
    one.close()


def text_of(content: bytes) -> Text:
    part = open_text(io.BytesIO(content))
    assert isinstance(part, Part)
    assert part.text is not None
    return part.text


def blocks_of(content: bytes, chunk_lines: int = 2, size: int = 8) -> Blocks:
    return Blocks(text_of(content), chunk_lines, size)


def test_blocks_hold_whole_chunks_and_the_last_one_the_rest() -> None:
    found = list(blocks_of(b"a;b\n1;2\n3;4\n5;6\n7;8\n", size=12))
    assert [(one.text, one.first, one.count, one.cut) for one in found] == [
        (b"a;b\n1;2\n", 1, 2, False),
        (b"3;4\n5;6\n", 3, 2, False),
        (b"7;8\n", 5, 1, False),
    ]


def test_a_last_line_without_end_counts_and_is_told() -> None:
    (only,) = blocks_of(b"a;b\n1;2\n3;", size=100)
    assert (only.count, only.cut) == (3, True)
    assert only.records(";") == [["a", "b"], ["1", "2"], ["3", ""]]


def test_an_empty_line_is_an_empty_record() -> None:
    (only,) = blocks_of(b"a;b\n\n1;2\n", size=100)
    assert only.records(";") == [["a", "b"], [], ["1", "2"]]


@pytest.mark.parametrize("mark", [b'"', b"\x01", b"\r"])
def test_the_rules_take_over_at_the_first_block_that_is_not_plain(mark: bytes) -> None:
    blocks = blocks_of(b"a;b\n1;2\n3;" + mark + b"4\n5;6\n", size=8)
    assert len(list(blocks)) == 1
    assert (blocks.offset, blocks.line) == (8, 3)


def test_windows_line_ends_and_old_encodings_become_plain_utf_8() -> None:
    (only,) = blocks_of("nom;n\r\nété;1\r\nNoël;2\r\n".encode("cp1252"), size=100)
    assert only.text == "nom;n\nété;1\nNoël;2\n".encode()


def test_lines_longer_than_blocks_make_blocks_grow_then_are_left_to_the_rules() -> None:
    long = b"a;b\n" + b"x" * 60 + b";1\n"
    assert [one.count for one in blocks_of(long * 2, size=16)] == [2, 2]
    blocks = blocks_of(b"a;b\n" + b"x" * 500 + b";1\n" + b"y;2\n" * 3, size=16)
    assert list(blocks) == []
    assert blocks.line == 1


def test_the_checksum_of_what_was_passed_is_that_of_the_file() -> None:
    text = text_of(b"a;b\n1;2\n3;4\n")
    list(Blocks(text, 1, 8))
    assert text.survey.again == text.survey.checksum


def staged(engine: DuckEngine, content: bytes, skipped: int = 1) -> list[tuple[Any, ...]]:
    (block,) = blocks_of(content, size=1 << 24)
    stage(engine, block, skipped, ";", 2, {0, 1})
    return engine.fetch(f"SELECT rowid, odd, c0, c1 FROM {STAGE} ORDER BY rowid")


def test_staged_cells_are_texts_as_they_stand(engine: DuckEngine) -> None:
    assert staged(engine, b"a;b\n 01 ;\n'x';NULL\n") == [(0, False, " 01 ", ""), (1, False, "'x'", "NULL")]


def test_lines_without_as_many_cells_as_the_header_are_odd_and_keep_their_place(engine: DuckEngine) -> None:
    rows = staged(engine, b"a;b\n1;2\n\n\n3\n4;5;6\n7;8;9;10\n11;12\n")
    assert [odd for _rowid, odd, *_cells in rows] == [False, True, True, True, True, True, False]
    assert rows[-1] == (6, False, "11", "12")


def test_a_line_that_duckdb_refuses_leaves_the_block_to_the_rules(engine: DuckEngine) -> None:
    with pytest.raises(NotPlain):
        staged(engine, b"a;b\n" + b"x" * (5 << 20) + b";1\n2;3\n")


def test_many_lines_keep_their_order_whatever_the_threads(engine: DuckEngine) -> None:
    engine.run("SET threads = 4")
    lines = b"".join(b"%d;x\n" % rank for rank in range(400_000))
    staged(engine, b"a;b\n" + lines)
    assert engine.fetch(f"SELECT COUNT(*) FROM {STAGE} WHERE CAST(c0 AS BIGINT) <> rowid") == [(0,)]


def test_added_rows_tell_an_empty_text_from_no_value(engine: DuckEngine) -> None:
    engine.create("texts", {"text": "VARCHAR", "n": "BIGINT"})
    add_rows(engine, "texts", [("", 1), (None, None), ('a "b", c', 3), ("é", 4)])
    assert engine.fetch("SELECT * FROM texts ORDER BY n") == [("", 1), ('a "b", c', 3), ("é", 4), (None, None)]


@pytest.mark.parametrize("secret", [b"k", b"x" * 64, b"y" * 200])
@pytest.mark.parametrize("text", ["P07", "104233", "abc9"])
def test_the_quick_hash_is_that_of_the_rules(secret: bytes, text: str) -> None:
    assert hasher(secret)(text) == person_hash(secret, "patient", text)


def test_the_quick_hash_of_a_plain_telephone_number_is_that_of_the_rules() -> None:
    assert hasher(b"k")("0612345678") == person_hash(b"k", "caller", "0612345678")
