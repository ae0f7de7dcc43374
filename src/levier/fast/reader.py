"""Read the plain lines of a large text with DuckDB, straight into ``raw_<table>``; the rules read the others."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

from levier.engine.base import raw_name
from levier.engine.duck import DuckEngine
from levier.fast import ledger
from levier.fast.blocks import Block, Blocks
from levier.fast.columns import Ambiguous, FastColumn, Ready
from levier.fast.shared import LIMITS, Limits, Shared
from levier.fast.stage import STAGE, NotPlain, add_rows, stage
from levier.keys import day_unit
from levier.readers import deduce, encoding, lines
from levier.readers.claims import by_words
from levier.readers.lines import Record
from levier.readers.part import Batches, Part, Text
from levier.readers.rows import RowReader
from levier.readers.totals import is_total_word
from levier.tables import Table
from levier.tables.rows import Chunk

# Judged as a whole by their own rules.
NOT_TAKEN = ("typed_measures",)


@dataclass(slots=True)
class _Tally:
    """What the accounts say of the fast lines of one chunk."""

    kept: int
    first: int | None
    last: int | None
    sums: tuple[int, ...]
    deduced: int
    answers: list[tuple[str | None, str | None, int]]


class FastReader:
    """The reader of plain lines for the files of one centre (see :class:`levier.readers.reading.Bulk`).

    Args:
        engine: rows are appended to its ``raw_<table>``.
        secret: the key of the hashes.
        prepare: called with a table before its first rows.
        limits: from which size on it is worth it.

    ``first_file`` is added to the number of the part within its reading, as for the chunks of the rules.
    """

    def __init__(
        self,
        engine: DuckEngine,
        secret: bytes,
        prepare: Callable[[Table], None] = lambda table: None,
        limits: Limits = LIMITS,
    ) -> None:
        self.engine, self.prepare, self.limits = engine, prepare, limits
        self.first_file = 0
        self._shared = Shared(engine, secret, limits)

    def close(self) -> None:
        """Forget persons, days and times: every file was read."""
        self._shared.drop()

    def takes(self, part: Part, rows: RowReader) -> bool:
        """Tell whether a part is a large delimited text of a table read line by line."""
        text, layout = part.text, rows.layout
        return (
            text is not None
            and text.survey.size >= self.limits.least_bytes
            and not text.survey.encoding.startswith("utf-16")
            and not part.shift
            and rows.table.name not in NOT_TAKEN
            and len(layout.header) > 1
            and not by_words(layout)
            and not any(source.role for source in layout.sources)
        )

    def read(self, part: Part, rows: RowReader, chunk_lines: int) -> Generator[Chunk, None, tuple[int, Batches]]:
        """Append the plain lines; yield what the rules made of the others; return where they take over."""
        if part.text is None:
            return 1, part.batches()
        self.prepare(rows.table)
        blocks = Blocks(part.text, chunk_lines, self.limits.block_bytes)
        taking = _Taking(self.engine, self._shared, part.text, rows, self.first_file + rows.number, chunk_lines)
        for block in blocks:
            try:
                taking.stage(block)
            except NotPlain:
                break
            yield from taking.rows_of(block)
        self.engine.run(f"DROP TABLE IF EXISTS {STAGE}")
        return blocks.line, _rest(part, part.text, blocks.offset)


def _rest(part: Part, text: Text, offset: int) -> Batches:
    if offset == 0:
        return part.batches()
    return lines.records(encoding.texts(text.stream, text.survey, offset), text.separator, text.quoting)


def _between(places: list[int], span: tuple[int, int]) -> list[int]:
    return [place for place in places if span[0] <= place < span[1]]


class _Taking:
    """The plain lines of one part, block after block."""

    def __init__(
        self, engine: DuckEngine, shared: Shared, text: Text, rows: RowReader, file: int, chunk_lines: int
    ) -> None:
        self.engine, self.text, self.rows, self.file, self.chunk_lines = engine, text, rows, file, chunk_lines
        self.raw = raw_name(rows.table)
        self.columns = [FastColumn(engine, reader, rank, shared) for rank, reader in enumerate(rows.readers)]
        self.width = len(rows.layout.header)
        self.checks = rows.ledger.checks if rows.ledger else None
        self.looked_at = set(self.checks.places.values()) if self.checks else set()
        self.numbers = {source.indexes[0] for source in rows.totals.sources.values()}

    def stage(self, block: Block) -> None:
        """Put the lines of a block in a table of texts; ``place`` is then the SQL of their places in the block.

        Raises:
            NotPlain: the rules must read the block.
        """
        skipped = self._skipped(block)
        if skipped >= block.count:
            raise NotPlain
        used = {index for column in self.columns for index in column.indexes} | self.looked_at
        stage(self.engine, block, skipped, self.text.separator, self.width, used)
        self.place = f"s.rowid + {skipped}"

    def rows_of(self, block: Block) -> Iterator[Chunk]:
        """Append the plain rows of the staged block, chunk after chunk; yield those of the rules."""
        skipped = self._skipped(block)
        self.rows.account.read += skipped
        self.rows.account.not_data += skipped
        try:
            ready = self._ready(block)
        except Ambiguous:
            yield from self._by_rules(block, skipped)
            return
        tallies, odd = self._append(block, ready)
        records = block.records(self.text.separator) if odd else []
        spans = self._spans(block, skipped)
        back = {span for span in spans if any(self._total_like(records[place]) for place in _between(odd, span))}
        if self.checks:
            away = tuple((block.first + begin, block.first + end) for begin, end in sorted(back))
            ledger.control(self.checks, ledger.Lines(self.engine, self.raw, self.file, block.first, skipped, away))
        for rank, (begin, end) in enumerate(spans):
            here = _between(odd, (begin, end))
            cut = block.cut and end == block.count
            if (begin, end) in back:
                self._take_back(block.first + begin, block.first + end)
                yield self.rows.chunk(records[begin:end], block.first + begin, cut)
                continue
            self.rows.account.read += end - begin - len(here)
            if rank in tallies:
                self._count(tallies[rank])
            if here:
                yield self.rows.some([records[place] for place in here], [block.first + place for place in here], cut)

    def _spans(self, block: Block, skipped: int) -> list[tuple[int, int]]:
        """Return the places of each chunk of the block, the lines before the data left out."""
        starts = range(0, block.count, self.chunk_lines)
        return [(max(start, skipped), min(start + self.chunk_lines, block.count)) for start in starts]

    def _skipped(self, block: Block) -> int:
        """Return how many lines of the block come before the data."""
        return max(self.rows.layout.before - block.first + 1, 0)

    def _by_rules(self, block: Block, skipped: int) -> Iterator[Chunk]:
        records = block.records(self.text.separator)
        for start in range(0, block.count, self.chunk_lines):
            begin, end = max(start, skipped), start + self.chunk_lines
            last = block.cut and end >= block.count
            if begin < end:
                yield self.rows.chunk(records[begin:end], block.first + begin, last)

    # -- columns -------------------------------------------------------------------------------------------------

    def _ready(self, block: Block) -> dict[str, Ready]:
        self._check_uneven(block)
        ready = {column.column.name: column.ready() for column in self.columns}
        if self.checks:
            ledger.complete(ready, self.checks.places)
        return ready

    def _check_uneven(self, block: Block) -> None:
        """Look for ambiguous numbers in lines that have not as many cells as the header: the rules may read them."""
        places = [place for (place,) in self.engine.fetch(f"SELECT {self.place} FROM {STAGE} s WHERE odd")]
        if not places and not block.cut:
            return
        records = block.records(self.text.separator)
        for column in self.columns:
            for place in {*places, *([block.count - 1] if block.cut else [])}:
                record = records[place]
                column.check(record[index] for index in column.indexes if index < len(record))

    # -- rows ----------------------------------------------------------------------------------------------------

    def _append(self, block: Block, ready: dict[str, Ready]) -> tuple[dict[int, _Tally], list[int]]:
        """Append the rows of usual lines; return their tallies by chunk and the places of the others."""
        source = f"{STAGE} s {' '.join(join for one in ready.values() for join in one.joins)}"
        odd = self._odd(block, ready)
        deduced = self._deduce(ready, source, odd)
        values = ", ".join(one.value for one in ready.values())
        ((count,),) = self.engine.fetch(
            f"INSERT INTO {self.raw} SELECT {self.file}, {self.place} + {block.first}, {values} FROM {source}"
            f"{self._deduced_join(ready)} WHERE NOT ({odd})"
        )
        places: list[int] = []
        if count < block.count - self._skipped(block):
            places = [
                int(place)
                for (place,) in self.engine.fetch(f"SELECT {self.place} FROM {source} WHERE {odd} ORDER BY 1")
            ]
        return self._tallies(block, deduced), places

    def _odd(self, block: Block, ready: dict[str, Ready]) -> str:
        tests = [test for one in ready.values() for test in one.odd]
        tests += [f"{ready[second].value} < {ready[first].value}" for first, second in self.rows.table.orders]
        if block.cut:
            tests.append(f"{self.place} = {block.count - 1}")
        return " OR ".join(["s.odd", *(f"COALESCE({test}, FALSE)" for test in tests)])

    def _tallies(self, block: Block, deduced: dict[int, int]) -> dict[int, _Tally]:
        day = self.rows.table.day or "CAST(NULL AS BIGINT)"
        sums = "".join(f", COALESCE(SUM({name}), 0)" for name in self.rows.totals.sources)
        rows = self.engine.fetch(
            f"SELECT (line - {block.first}) // {self.chunk_lines}, COUNT(*), MIN({day}), MAX({day}){sums} "
            f"FROM {self.raw} WHERE file = {self.file} AND line >= {block.first} GROUP BY 1"
        )
        answers = self._answers(block)
        return {
            int(rank): _Tally(kept, first, last, tuple(map(int, more)), deduced.get(rank, 0), answers.get(rank, []))
            for rank, kept, first, last, *more in rows
        }

    def _answers(self, block: Block) -> dict[int, list[tuple[str | None, str | None, int]]]:
        """Return how many lines have each answer of a payer, by chunk."""
        found: dict[int, list[tuple[str | None, str | None, int]]] = {}
        if self.rows.answers:
            for rank, status, family, lines in self.engine.fetch(
                f"SELECT (line - {block.first}) // {self.chunk_lines}, status, rejection_family, COUNT(*) "
                f"FROM {self.raw} WHERE file = {self.file} AND line >= {block.first} GROUP BY 1, 2, 3"
            ):
                found.setdefault(int(rank), []).append((status, family, int(lines)))
        return found

    def _count(self, tally: _Tally) -> None:
        account, unit = self.rows.account, day_unit(self.rows.table)
        account.kept += tally.kept
        self.rows.deduced += tally.deduced
        if self.rows.answers:
            self.rows.answers.count(tally.answers)
        self.rows.totals.add({name: [one] for name, one in zip(self.rows.totals.sources, tally.sums, strict=True)})
        if tally.first is not None and tally.last is not None:
            first, last = tally.first // unit, tally.last // unit
            account.first = first if account.first is None else min(account.first, first)
            account.last = last if account.last is None else max(account.last, last)

    def _total_like(self, record: Record) -> bool:
        """Tell whether a line may be one of totals: its control needs the sums of all lines above it."""
        filled = [place for place, cell in enumerate(record) if cell.strip()]
        return bool(filled) and (is_total_word(record[filled[0]]) or self.numbers.issuperset(filled))

    def _take_back(self, first: int, end: int) -> None:
        self.engine.run(f"DELETE FROM {self.raw} WHERE file = {self.file} AND line >= {first} AND line < {end}")

    # -- what the rules deduce -----------------------------------------------------------------------------------

    def _deduce(self, ready: dict[str, Ready], source: str, odd: str) -> dict[int, int]:
        """Prepare the nomenclatures that the shape of a code tells; return how many lines want one, by chunk."""
        if self.rows.table.name != "acts":
            return {}
        code, given = ready["code"].value, ready["nomenclature"].value
        wanting = f"FROM {source} WHERE NOT ({odd}) AND ({given}) IS NULL"
        codes = [code for (code,) in self.engine.fetch(f"SELECT DISTINCT {code} {wanting}")]
        pairs: list[tuple[Any, ...]] = [(one, name) for one in codes if one and (name := deduce.of_code(one))]
        self.engine.create("fast_deduced", {"code": "VARCHAR", "nomenclature": "VARCHAR"})
        add_rows(self.engine, "fast_deduced", pairs)
        if not pairs:
            return {}
        ready["nomenclature"].value = f"COALESCE({given}, u.nomenclature)"
        counts = self.engine.fetch(
            f"SELECT ({self.place}) // {self.chunk_lines}, COUNT(*) FROM {source} "
            f"JOIN fast_deduced u ON u.code = {code} WHERE NOT ({odd}) AND ({given}) IS NULL GROUP BY 1"
        )
        return {int(rank): int(count) for rank, count in counts}

    def _deduced_join(self, ready: dict[str, Ready]) -> str:
        if self.rows.table.name != "acts":
            return ""
        return f" LEFT JOIN fast_deduced u ON u.code = {ready['code'].value}"
