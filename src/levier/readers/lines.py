"""Text to records: separator, quotes, and what breaks them.

A record is what a spreadsheet shows as one row: line breaks inside quotes do not end it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator

Record = list[str]
SEPARATORS = (";", "\t", "|", ",")
SAMPLE_LINES = 50
LONGEST_RECORD = 200
_SEP = re.compile(r"sep=([;,|\t])", re.IGNORECASE)
csv.field_size_limit(1 << 24)


class Broken(list[str]):
    """A line whose opening quote is never closed: a record of one cell, the line itself."""


def guess_separator(lines: list[str]) -> str:
    """Return the separator that most lines agree upon.

    >>> guess_separator(["Date;Montant", "03/01/2025;12,50", "04/01/2025;7,00"])
    ';'
    """
    best = max(SEPARATORS, key=lambda one: _agreement(lines, one))
    return best if _agreement(lines, best) > (0, 0) else ";"


def declared_separator(head: list[str]) -> str | None:
    """Return the separator that a first line « sep=; » announces to spreadsheets.

    >>> declared_separator(["sep=;", "Date;Montant"]), declared_separator(["Date;Montant"])
    (';', None)
    """
    match = _SEP.fullmatch(head[0].strip('\ufeff" \n')) if head else None
    return match[1] if match else None


def _agreement(lines: list[str], separator: str) -> tuple[float, int]:
    widths = Counter(len(_bare(line).split(separator)) for line in lines[:SAMPLE_LINES] if line.strip())
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0, 0)
    width = max(wide, key=lambda one: wide[one] * (one - 1) ** 0.5)
    return (wide[width] * (width - 1) ** 0.5, -SEPARATORS.index(separator))


def _bare(line: str) -> str:
    """Return the line without what stands between quotes."""
    return "".join(line.split('"')[::2]) if '"' in line else line


def records(blocks: Iterable[str], separator: str, quoting: bool = True) -> Iterator[list[Record]]:
    """Yield the records of the text, a block at a time; an empty line is an empty record.

    Args:
        blocks: text with ``\\n`` line ends, cut anywhere.
        separator: one character.
        quoting: whether ``"`` groups (not in accounting files, where it is plain text).
    """
    carried: list[str] = []
    partial = ""
    for block in blocks:
        head, newline, partial_next = (partial + block).rpartition("\n")
        if not newline:
            partial = partial_next
            continue
        partial = partial_next
        grouping = quoting and (bool(carried) or '"' in head)
        found, carried = _split(carried + head.split("\n"), separator, grouping, final=False)
        if found:
            yield found
    last = carried + ([partial] if partial else [])
    if last:
        yield _split(last, separator, quoting, final=True)[0]


def _split(lines: list[str], separator: str, quoting: bool, final: bool) -> tuple[list[Record], list[str]]:
    """Return the records of these lines and the lines that wait for what follows."""
    if not quoting:
        return [line.split(separator) if line else [] for line in lines], []
    return _quoted(lines, separator, final)


def _quoted(lines: list[str], separator: str, final: bool) -> tuple[list[Record], list[str]]:
    fast: list[Record] = []
    # csv cuts its input at \n only when the end of line is there to be kept inside the quotes.
    reader = csv.reader([line + "\n" for line in lines], delimiter=separator, strict=True)
    try:
        fast.extend(reader)
    except csv.Error:
        return _carefully(lines, separator, final)
    return (fast, []) if reader.line_num - len(fast) < LONGEST_RECORD else _carefully(lines, separator, final)


def _carefully(lines: list[str], separator: str, final: bool) -> tuple[list[Record], list[str]]:
    """Take one record at a time; a quote that never closes costs its own line only."""
    found: list[Record] = []
    start = 0
    while start < len(lines):
        taken, cells = _one(lines, start, separator)
        if cells is None and not final and len(lines) - start < LONGEST_RECORD and _open(lines[start:], separator):
            return found, lines[start:]
        found.append(_alone(lines[start], separator) if cells is None else cells)
        start += 1 if cells is None else taken
    return found, []


def _one(lines: list[str], start: int, separator: str) -> tuple[int, Record | None]:
    if '"' not in lines[start]:
        return 1, lines[start].split(separator) if lines[start] else []
    window = lines[start : start + LONGEST_RECORD]
    reader = csv.reader((line + "\n" for line in window), delimiter=separator, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return 1, None
    return reader.line_num, cells


def _open(lines: list[str], separator: str) -> bool:
    """Tell whether the lines end inside a quote (and are not wrong before)."""
    try:
        next(csv.reader((line + "\n" for line in lines), delimiter=separator, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _alone(line: str, separator: str) -> Record:
    """Read a line whose quotes are badly placed by itself, or give it up."""
    if line.count('"') % 2:
        return Broken([line])
    return next(csv.reader([line], delimiter=separator))
