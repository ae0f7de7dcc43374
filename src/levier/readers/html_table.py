"""The « .xls » that is a web page: the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from levier.readers import encoding, refusals
from levier.readers.lines import Record
from levier.readers.part import Part
from levier.readers.refusals import Refusal

MOST_CHARACTERS = 50_000_000


class _Rows(HTMLParser):
    """Collect the cells of each row; a cell over several columns is followed by empty ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Record] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            span = dict(attrs).get("colspan") or "1"
            self.rows[-1] += [""] * (min(int(span), 100) if span.isdecimal() else 1)
            self.place = len(self.rows[-1]) - (int(span) if span.isdecimal() else 1)
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag not in ("td", "th", "tr", "table")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.rows[-1][max(self.place, 0)] += data


def open_html(stream: BinaryIO) -> Part | Refusal:
    """Return the part of a page that holds a table of two columns or more, or why it has none."""
    found = encoding.survey(stream)
    if found.size > MOST_CHARACTERS:
        return refusals.html_page()
    parser = _Rows()
    for text in encoding.texts(stream, found):
        parser.feed(text)
    if sum(len(row) > 1 for row in parser.rows) < 2:
        return refusals.html_page()

    def batches() -> Iterator[list[Record]]:
        yield parser.rows

    return Part(batches, "html", encoding=found.encoding, guessed=found.guessed, exponents=found.exponents)
