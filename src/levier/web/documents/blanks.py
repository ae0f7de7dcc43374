"""What is left to fill in, counted without writing any document: a page is not the place to write thirteen of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from levier.papers import Installation, Paper
from levier.papers.document import Document
from levier.papers.installation import TO_FILL, filled


class Counting:
    """Takes the words of a paper as :class:`levier.papers.document.Document` does, and only counts the blanks."""

    def __init__(self, installation: Installation) -> None:
        self.blanks = 0
        self.text(filled(installation.name))

    def text(self, *paragraphs: str) -> None:
        """Count those of some texts."""
        self.blanks += sum(one.count(TO_FILL) for one in paragraphs)

    legal = poster = text

    def heading(self, text: str, level: int = 1) -> None:
        """Count nothing: a blank of a heading is not highlighted."""

    def enlarge(self, points: float) -> None:
        """Count nothing."""

    def bullets(self, items: Iterable[str]) -> None:
        """Count those of a list."""
        self.text(*items)

    steps = boxes = bullets

    def form(self, rows: Iterable[tuple[str, object]], title: str) -> None:
        """Count those of a form."""
        self.table((), rows, title)

    def table(
        self, headers: Sequence[str], rows: Iterable[Sequence[object]], title: str, widths: Sequence[float] = ()
    ) -> None:
        """Count those of a table."""
        self.text(*headers, *(str(cell) for row in rows for cell in row))

    def signatures(self, *parties: str) -> None:
        """Count a name and a date for each party."""
        self.text(*parties)
        self.blanks += 2 * len(parties)


def blanks_of(one: Paper, installation: Installation) -> int:
    """Return how many « [à compléter] » a paper would have."""
    counting: Any = Counting(installation)
    one.write(cast(Document, counting), installation)
    return int(counting.blanks)
