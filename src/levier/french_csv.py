"""CSV that opens by a double click in a French spreadsheet, and that reads back to the same values.

Semicolons, decimal commas, a byte order mark, and no cell that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BOM = "\ufeff"
# A text that begins like a formula, after the quotes that neutralise one.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(,\d+)?(e[+-]?\d+)?")


def french_cell(value: Any) -> str:
    """Return a cell as French Excel reads it: decimal comma, and no text that would be taken for a formula.

    >>> french_cell(0.5), french_cell("=1+1"), french_cell(None)
    ('0,5', "'=1+1", '')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value).replace(".", ",")
    return f"'{value}" if _FORMULA.match(str(value)) else str(value)


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a CSV for French Excel, byte order mark included; write it in UTF-8, line ends as they are."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([french_cell(value) for value in row] for row in rows)
    return BOM + stream.getvalue()


def read_csv(text: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a text made by :func:`csv_text`, as texts by header; formulas get back what they were.

    >>> list(read_csv(csv_text(["a", "b"], [["=1+1", 0.5]])))
    [{'a': '=1+1', 'b': '0,5'}]
    """
    lines = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";")
    headers = next(lines, [])
    for line in lines:
        yield {
            name: cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
            for name, cell in zip(headers, line, strict=True)
        }


def number_of(cell: str) -> int | float | None:
    """Return the number of a cell, ``None`` when it is empty.

    Raises:
        ValueError: the cell holds something else.

    >>> number_of("0,5"), number_of("12"), number_of("")
    (0.5, 12, None)
    """
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        raise ValueError(cell)
    return float(cell.replace(",", ".")) if "," in cell or "e" in cell else int(cell)
