"""The shape of a record: as many cells as the header, or why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from levier.i18n import _, ngettext
from levier.problems import BLOCKING, WARNING
from levier.readers.lines import SEPARATORS, Broken, Record
from levier.readers.totals import is_total_word
from levier.tables.rows import Account

# Old programs close a text with the end-of-file sign of DOS.
BLANK = " \t\n\u00a0\x1a"
Report = Callable[..., None]
# What a table knows of lines without the shape of its header: the record made right (or none: it is set aside) and
# what was wrong; or nothing, and the rules of every table judge.
Mend = Callable[[Record, bool], tuple[Record | None, str] | None]
Said = Callable[[str], tuple[str, str]]
# The line that two that follow make, when a line break stands inside a cell.
Join = Callable[[Record, Record], Record | None]


@dataclass(slots=True)
class Taken:
    """The records of one chunk that have the shape of the header, and their line numbers."""

    records: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass
class Shape:
    """Keep the records that have one cell per column; the others are completed, reported or set aside."""

    header: tuple[str, ...]
    account: Account
    report: Report
    mend: Mend = lambda record, cut: None
    mended: Said = lambda code: ("", "")
    join: Join = lambda record, following: None

    def __post_init__(self) -> None:
        self.width = len(self.header)
        self.named = max((index + 1 for index, name in enumerate(self.header) if name.strip()), default=0)

    def square(self, records: list[Record], lines: list[int], last_is_cut: bool) -> Taken:
        """Return the records of the right width; ``last_is_cut`` when the text ends in the middle of a line."""
        if not last_is_cut and set(map(len, records)) <= {self.width} and self.width > 1:
            return Taken(records, lines)
        taken = Taken()
        joined = False
        for index, record in enumerate(records):
            if joined:
                joined = False
                self.account.not_data += 1
                continue
            if (whole := self._joined(records, lines, index)) is not None:
                record, joined = whole, True
            squared = self._squared(record, lines[index], last_is_cut and index == len(records) - 1)
            if squared is not None:
                taken.records.append(squared)
                taken.lines.append(lines[index])
        return taken

    def _joined(self, records: list[Record], lines: list[int], index: int) -> Record | None:
        last = index + 1 == len(records) or len(records[index]) >= self.width or lines[index + 1] != lines[index] + 1
        found = None if last else self.join(records[index], records[index + 1])
        if found is not None:
            self.report("saut_de_ligne", WARNING, lines[index], None, None, *self.mended("saut_de_ligne"))
        return found

    def _squared(self, record: Record, line: int, cut: bool) -> Record | None:
        if not any(cell.strip(BLANK) for cell in record):
            self.account.not_data += 1
            return None
        if isinstance(record, Broken):
            return self._aside(line, "guillemet_non_ferme", None)
        if (cut or len(record) != self.width) and (found := self.mend(record, cut)):
            return self._mended(found, line, len(record))
        if len(record) < self.width:
            return self._short(record, line, cut)
        if any(cell.strip() for cell in record[self.width :]):
            return self._aside(line, "cellules_en_trop", len(record))
        return record[: self.width]

    def _short(self, record: Record, line: int, cut: bool) -> Record | None:
        if self._mixed(record):
            return self._aside(line, "separateur_melange", None)
        if cut and len(record) < self.named:
            return self._aside(line, "ligne_tronquee", len(record))
        padded = record + [""] * (self.width - len(record))
        if len(record) < self.named and not is_total_word(next(cell for cell in record if cell.strip())):
            self.report("cellules_manquantes", WARNING, line, None, _cells(len(record)), *self._sentence("courte"))
        return padded

    def _mended(self, found: tuple[Record | None, str], line: int, count: int) -> Record | None:
        record, code = found
        if record is None:
            return self._aside(line, code, count)
        self.report(code, WARNING, line, None, _cells(count), *self.mended(code))
        return record

    def _mixed(self, record: Record) -> bool:
        """Tell whether a line is written with another separator than its file."""
        text = max(record, key=len)
        # Decimal commas and lists inside a cell are no separators: most of the line must be in that one cell.
        few = len(record) * 2 <= self.width and self.width > 2
        return few and any(len(text.split(other)) + len(record) - 1 >= self.width for other in SEPARATORS)

    def _aside(self, line: int, code: str, found: int | None) -> Record | None:
        self.account.set_aside += 1
        self.report(code, BLOCKING, line, None, None if found is None else _cells(found), *self._sentence(code))
        return None

    def _sentence(self, code: str) -> tuple[str, str]:
        expected = _("{n} cellules, comme dans l'en-tête").format(n=self.width)
        sentences = {
            "courte": (expected, _("Les cellules absentes en fin de ligne sont lues comme vides : vérifiez l'export.")),
            "cellules_en_trop": (
                expected,
                _("Un séparateur est de trop, ou un texte qui le contient n'est pas entre guillemets."),
            ),
            "guillemet_non_ferme": (
                _("un guillemet fermant à la fin de la cellule"),
                _('Fermez le guillemet ou doublez-le ("") ; les lignes suivantes ont été lues normalement.'),
            ),
            "separateur_melange": (
                _("le même séparateur que dans l'en-tête"),
                _("Cette ligne vient d'un autre export : écrivez-la avec le séparateur du fichier."),
            ),
            "ligne_tronquee": (
                _("une dernière ligne entière"),
                _("Le fichier s'arrête au milieu d'une ligne : recommencez l'export ou la copie."),
            ),
        }
        return sentences[code]


def _cells(count: int) -> str:
    return ngettext("{n} cellule", "{n} cellules", count).format(n=count)
