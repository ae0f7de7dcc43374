"""Lines of a ledger that have not the shape of its header, and that can be read all the same.

Labels are free text without quotes: one that holds the separator makes its line too long. A line may come from another
export, with its separator, or be the last one of a file that was cut. When what remains can be read one way only, the
line is kept and the defect is said.
"""

from __future__ import annotations

from levier.readers import dates, ledger
from levier.readers.bad import Bad
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import clean

MIXED, LABEL, CUT = "separateur_melange", "separateur_dans_libelle", "fin_de_fichier"
_FREE = ("EcritureLib", "CompAuxLib", "CompteLib", "JournalLib", "PieceRef")
_DAYS = ("PieceDate", "DateLet", "ValidDate")


class Mender:
    """Bring lines of a ledger to the shape of its header, when one reading of them is possible."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.width = layout, len(layout.header)
        places = ledger.places(layout)
        self._free = [places[name] for name in _FREE if name in places]
        self._days = [places[name] for name in _DAYS if name in places]
        self._last = max((place for one in layout.sources for place in one.indexes if one.column.required), default=0)

    def mend(self, record: Record, cut: bool) -> tuple[Record, str] | None:
        """Return a record with as many cells as the header and what was wrong, or ``None``: it cannot be told."""
        if len(record) == 1 and self.width > 1:
            return self._other_separator(record[0])
        if len(record) < self.width:
            return self._cut(record) if cut else None
        return self._too_long(record)

    def _other_separator(self, line: str) -> tuple[Record, str] | None:
        for separator in ledger.SEPARATORS:
            cells = line.split(separator)
            if self.width <= len(cells) and not any(cell.strip() for cell in cells[self.width :]):
                found = cells[: self.width]
                return (found, MIXED) if self._likely(found) else None
        return None

    def _cut(self, record: Record) -> tuple[Record, str] | None:
        """Keep a last line that was cut after its amounts: the last cell of all may be half a number."""
        padded = record + [""] * (self.width - len(record))
        whole = len(record) - 1 > self._last
        return (padded, CUT) if whole and ledger.readable(padded, self.layout) else None

    def _too_long(self, record: Record) -> tuple[Record, str] | None:
        while len(record) > self.width and not record[-1].strip():
            record = record[:-1]
        if (extra := len(record) - self.width) == 0:
            return None
        candidates = [record[: self.width]]
        for place in self._free:
            inside = " ".join(record[place : place + extra + 1])
            candidates.append([*record[:place], inside, *record[place + extra + 1 :]])
        likely = [one for one in candidates if self._likely(one)]
        return (likely[0], LABEL) if likely and len({self._told(one) for one in likely}) == 1 else None

    def _likely(self, record: Record) -> bool:
        days = (clean(record[place]) for place in self._days)
        return ledger.readable(record, self.layout) and not any(
            day and isinstance(dates.day(day, True), Bad) for day in days
        )

    def _told(self, record: Record) -> tuple[str, ...]:
        """Return what places a line in the accounts."""
        required = (place for one in self.layout.sources if one.column.required for place in one.indexes)
        return tuple(clean(record[place]) for place in required)
