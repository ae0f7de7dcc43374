"""A DOCX that a DPO edits: headings, paragraphs, lists, tables, forms; every blank is seen.

Text takes two marks: ``**bold**``, and « [à compléter] », which is highlighted and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from levier.papers import sheet
from levier.papers.installation import TO_FILL, Installation, filled

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from levier.papers.paper import Paper

MENTION = "Modèle à faire valider par votre DPO"
LEGAL = "À vérifier par un juriste : "
BOLD = "**"
MARKS = re.compile(rf"(\*\*|{re.escape(TO_FILL)})")
BOX = "☐ "
# French typography: no line begins with a sign, no article is cut from its number.
BEFORE, AFTER = re.compile(r" (?=[:;?!»%€→])"), re.compile(r"(«|§|\bart\.|\bn°|\b[LRD]\.(?= \d)) ")


def unbroken(text: str) -> str:
    """Return a text whose French signs stay with their word.

    >>> unbroken("« oui » : art. 28").count("\\u00a0")
    4
    """
    return AFTER.sub("\\1\u00a0", BEFORE.sub("\u00a0", text))


class Document:
    """One paper being written; ``blanks`` counts what is left to fill in."""

    def __init__(self, paper: Paper, installation: Installation) -> None:
        self.blanks = 0
        self._docx = sheet.new_sheet(paper.title, paper.summary, installation)
        sheet.footer(self._docx, f"{MENTION} – {paper.title}")
        self._docx.add_paragraph(paper.title, style="Title")
        about = f"{MENTION} – {filled(installation.name)} – version du {installation.day}"
        self._paragraph(about, sheet.MENTION_STYLE)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading; levels follow each other (1, then 2)."""
        self._docx.add_heading(text, level)

    def text(self, *paragraphs: str) -> None:
        """Add paragraphs."""
        for one in paragraphs:
            self._paragraph(one, "Normal")

    def legal(self, text: str) -> None:
        """Add a point of law that the tool cannot settle."""
        self._paragraph(f"**{LEGAL}**{text}", sheet.LEGAL_STYLE)

    def enlarge(self, points: float) -> None:
        """Write the whole document in larger letters: a poster is read from afar."""
        sheet.enlarge(self._docx, points)

    def poster(self, *lines: str) -> None:
        """Add the first lines of a poster."""
        for one in lines:
            self._paragraph(one, sheet.POSTER_STYLE)

    def bullets(self, items: Iterable[str]) -> None:
        """Add a list."""
        for one in items:
            self._paragraph(one, "List Bullet")

    def steps(self, items: Iterable[str]) -> None:
        """Add a numbered list, beginning at 1."""
        number = sheet.new_numbering(self._docx)
        for one in items:
            sheet.numbered(self._paragraph(one, "List Number"), number)

    def boxes(self, items: Iterable[str]) -> None:
        """Add boxes to tick."""
        for one in items:
            self._paragraph(BOX + one, sheet.BOX_STYLE)

    def form(self, rows: Iterable[tuple[str, object]], title: str) -> None:
        """Add a two-column table: what is asked, what is answered."""
        self.table(("Rubrique", "Réponse"), rows, title, (5.0, 12.0))

    def table(
        self, headers: Sequence[str], rows: Iterable[Sequence[object]], title: str, widths: Sequence[float] = ()
    ) -> None:
        """Add a table whose header row is repeated on each page; ``widths`` in centimetres, ``title`` is read aloud."""
        content = [[str(cell) for cell in row] for row in rows]
        made = self._docx.add_table(rows=1 + len(content), cols=len(headers), style="Table Grid")
        self._fill(made, [list(headers), *content])
        sheet.dress(made, title, widths or sheet.even(len(headers)))
        self._docx.add_paragraph(style=sheet.GAP_STYLE)

    def signatures(self, *parties: str) -> None:
        """Add a table where each party signs."""
        rows = [(one, TO_FILL, TO_FILL, "") for one in parties]
        self.table(("Pour", "Nom et qualité", "Date", "Signature"), rows, "Signatures", (5.0, 4.5, 3.0, 4.5))

    def save(self, stream: BinaryIO) -> None:
        """Write the file."""
        self._docx.save(stream)

    def _paragraph(self, text: str, style: str) -> Paragraph:
        made = self._docx.add_paragraph(style=style)
        self._runs(made, text)
        return made

    def _fill(self, table: Table, rows: Sequence[Sequence[str]]) -> None:
        cells: list[_Cell] = [cell for row in table.rows for cell in row.cells]
        for cell, text in zip(cells, (one for row in rows for one in row), strict=True):
            for number, line in enumerate(text.split("\n")):
                made: Any = cell.add_paragraph() if number else cell.paragraphs[0]
                made.style = self._docx.styles[sheet.CELL_STYLE]
                self._runs(made, line)

    def _runs(self, paragraph: Paragraph, text: str) -> None:
        bold = False
        for part in filter(None, MARKS.split(unbroken(text))):
            if part == BOLD:
                bold = not bold
            elif part == TO_FILL:
                self.blanks += 1
                sheet.highlight(paragraph.add_run(part))
            else:
                paragraph.add_run(part).bold = bold or None
