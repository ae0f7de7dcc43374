"""Lines of a ledger that have not the shape of its header, and that can be read all the same.

Labels are free text without quotes: one that holds the separator makes its line too long. A line may come from another
export, with its separator, or be the last one of a file that was cut. When what remains can be read one way only, the
line is kept and the defect is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from levier.readers import dates, ledger
from levier.readers.bad import Bad
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import clean

MIXED, LABEL, CUT = "separateur_melange", "separateur_dans_libelle", "fin_de_fichier"
TOO_LONG = "cellules_en_trop"
# A record made right and what was wrong, or no record: it is set aside for that.
Mended = tuple[Record | None, str]
_FREE = ("EcritureLib", "CompAuxLib", "CompteLib", "JournalLib", "PieceRef")
_DAYS = ("PieceDate", "DateLet", "ValidDate")


class Mender:
    """Bring lines of a ledger to the shape of its header, when one reading of them is possible."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.width = layout, len(layout.header)
        places = ledger.places(layout)
        self._free = [places[name] for name in _FREE if name in places]
        self._days = [places[name] for name in _DAYS if name in places]
        third = [places.get(name) for name in ("CompAuxNum", "CompAuxLib")]
        self._third = [place for place in third if place is not None] if None not in third else []
        self._amounts = [places[name] for name in ("Debit", "Credit") if name in places]
        self._last = max((place for one in layout.sources for place in one.indexes if one.column.required), default=0)

    def mend(self, record: Record, cut: bool) -> Mended | None:
        """Return a record with as many cells as the header and what was wrong, or ``None``: the usual rules judge."""
        if len(record) == 1 and self.width > 1:
            return self._other_separator(record[0])
        if len(record) < self.width:
            return self._cut(record) if cut else None
        return self._too_long(record)

    def join(self, record: Record, following: Record) -> Record | None:
        """Return the line that two make when a line break stands in a label, or ``None``."""
        if len(record) + len(following) - 1 != self.width or len(following) == 1 or len(record) - 1 not in self._free:
            return None
        joined = [*record[:-1], f"{record[-1]} {following[0]}".strip(), *following[1:]]
        return joined if self._likely(joined) and not self._likely_alone(record) else None

    def _likely_alone(self, record: Record) -> bool:
        return self._likely(record + [""] * (self.width - len(record)))

    def _other_separator(self, line: str) -> Mended | None:
        for separator in ledger.SEPARATORS:
            cells = line.split(separator)
            if self.width <= len(cells) and not any(cell.strip() for cell in cells[self.width :]):
                found = cells[: self.width]
                return (found, MIXED) if self._likely(found) else None
        return None

    def _cut(self, record: Record) -> Mended | None:
        """Keep a last line that was cut after its amounts: the last cell of all may be half a number."""
        padded = record + [""] * (self.width - len(record))
        whole = len(record) - 1 > self._last
        return (padded, CUT) if whole and ledger.readable(padded, self.layout) else None

    def _too_long(self, record: Record) -> Mended | None:
        """Merge what stands where one free text can be; nothing to do when only empty cells are too many."""
        head, tail = record[: self.width], record[self.width :]
        plain = not any(cell.strip() for cell in tail)
        if plain and self._likely(head) and not self._double(head):
            return None
        likely = [one for one in (head, *self._merged(record, len(tail))) if self._likely(one)]
        readings = {self._told(one) for one in likely}
        if len(readings) > 1:
            return None, TOO_LONG
        best = min(likely, key=self._oddity, default=None)
        return (best, LABEL) if best is not None and not (plain and best is head) else None

    def _merged(self, record: Record, extra: int) -> Iterator[Record]:
        for place in self._free:
            inside = " ".join(record[place : place + extra + 1])
            yield [*record[:place], inside, *record[place + extra + 1 :]]

    def _oddity(self, record: Record) -> int:
        """Return how many signs tell that the third party's cells are those of another column."""
        number, label = (record[place].strip() for place in self._third) if self._third else ("", "")
        account = next(one.indexes[0] for one in self.layout.sources if one.column.name == "account")
        return (bool(number) != bool(label)) + bool(number and not record[account].strip().startswith("4"))

    def _double(self, record: Record) -> bool:
        """Tell whether both amounts are filled: a shifted line often looks so."""
        amounts = (clean(record[place]) for place in self._amounts)
        return len(self._amounts) > 1 and all(any(sign in "123456789" for sign in text) for text in amounts)

    def _likely(self, record: Record) -> bool:
        days = (clean(record[place]) for place in self._days)
        return ledger.readable(record, self.layout) and not any(
            day and isinstance(dates.day(day, True), Bad) for day in days
        )

    def _told(self, record: Record) -> tuple[str, ...]:
        """Return what places a line in the accounts."""
        required = (place for one in self.layout.sources if one.column.required for place in one.indexes)
        return tuple(clean(record[place]) for place in required)
