"""Where each column of the contract is found in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from levier.readers.lines import Record
from levier.readers.names import fold
from levier.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Source:
    """Where the cells of one column come from.

    ``indexes`` are the cells of the file (several are joined by ``joint``; none: the column is not there);
    ``constant`` is the same text on every line; ``values`` maps the file's words (folded) to ours;
    ``hashed`` are those of the cells that hold a person inside a built identity; ``role`` is ``debit`` or ``credit``
    when the two cells are an amount and its side.
    """

    column: Column
    indexes: tuple[int, ...] = ()
    constant: str | None = None
    values: Mapping[str, str] | None = None
    joint: str = " "
    hashed: frozenset[int] = frozenset()
    role: str | None = None

    @property
    def there(self) -> bool:
        """Tell whether the file says anything of this column."""
        return bool(self.indexes) or self.constant is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the lines that follow the header of one file.

    ``before`` is the number of records up to and including the header; ``header`` the names as the file has them.
    """

    table: Table
    header: tuple[str, ...]
    before: int
    sources: tuple[Source, ...]
    profile: str | None = None
    ignored: tuple[str, ...] = ()
    doubled: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the required columns that the file has not."""
        return tuple(one.column for one in self.sources if one.column.required and not one.there)

    def shown(self, source: Source) -> str:
        """Return the column as its file names it, with our name in brackets when it differs."""
        names = " + ".join(self.header[index] for index in source.indexes if index < len(self.header))
        ours = source.column.header
        if source.role:
            return names
        return names.strip() if fold(names) == fold(ours) else f"{names} ({ours})" if names else ours


def standard(table: Table, header: Record, before: int) -> Layout:
    """Return the layout of a standard file: each column under its own name."""
    folded = [fold(cell) for cell in header]
    known = {fold(column.header) for column in table.columns}
    sources = []
    for column in table.columns:
        found = [index for index, name in enumerate(folded) if name == fold(column.header)]
        sources.append(Source(column, tuple(found[:1])))
    doubled = tuple(header[i] for i, name in enumerate(folded) if name in known and name in folded[:i])
    ignored = tuple(header[i] for i, name in enumerate(folded) if name and name not in known)
    return Layout(table, tuple(header), before, tuple(sources), None, ignored, doubled)
