"""The centres behind folders of derived tables: one engine for all, one query for all, the rows of each told apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from levier.engine.base import ParquetEngine
from levier.figures.source import Rows, Spans, distinct_rows
from levier.i18n import _
from levier.measures.facts import FACTS
from levier.national.cells import cells
from levier.national.layout import ABOUT, ABOUT_FILE, DAILY, VERSION, columns
from levier.problems import NothingUsable, Refused

CELLS, CENTRES = "asked_cells", "centres"
# Where the centre stands in the rows of a query: after two keys, before the other dimensions.
PLACE = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A centre as its folder tells it; ``about`` is JSON."""

    name: str
    tables: tuple[str, ...]
    place: str
    about: str


@dataclass
class National:
    """Derived tables of many centres behind one engine; its answers are kept until other days are asked."""

    engine: ParquetEngine
    centres: list[Told] = field(default_factory=list)
    limits: set[int] = field(default_factory=set)
    spans: set[tuple[int, int]] = field(default_factory=set)
    _ready: tuple[int, int] | None = None
    _rows: dict[str, dict[str, Rows]] = field(default_factory=dict)

    def read(self, roots: Sequence[str]) -> None:
        """Find the centres of these folders, and make each derived table a view of their files.

        Raises:
            NothingUsable: no derived table there.
            Refused: another layout, or the same centre twice.
        """
        self.centres = sorted((one for root in roots for one in self._told(root)), key=lambda one: one.name)
        names = [one.name for one in self.centres]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise Refused(same_name(twice))
        for name, fact in FACTS.items():
            paths = [f"{one.place}/{name}.parquet" for one in self.centres if name in one.tables]
            self.engine.view(f"derived_{name}" if name in DAILY else name, columns(fact), paths)

    def _told(self, root: str) -> Iterator[Told]:
        alone = self._abouts(f"{root}/{ABOUT_FILE}")
        found = alone or self._abouts(f"{root}/*/{ABOUT_FILE}")
        for name, layout, folder, tables, about in found:
            if layout != VERSION:
                raise Refused(_other_layout(root, layout))
            yield Told(name, tuple(tables.split()), root if alone else f"{root}/{folder}", about)
        if found:
            return
        raise NothingUsable(
            _(
                "{folder} : aucune table dérivée là où le moteur lit. → « levier derive DOSSIER SRC… » les écrit ; "
                "un cluster lit un dossier partagé ou une adresse (s3a://…), pas le disque de ce poste."
            ).format(folder=root)
        )

    def _abouts(self, pattern: str) -> Rows:
        try:
            self.engine.view(CENTRES, ABOUT, [pattern])
            return self.engine.fetch(f"SELECT {', '.join(ABOUT)} FROM {CENTRES}")
        except FileNotFoundError:
            return []

    def ask(self, limits: Iterable[int], spans: Iterable[tuple[int, int]]) -> None:
        """Add the limits of the cells and the periods that will be asked for."""
        self.limits |= set(limits)
        self.spans |= set(spans)

    def rows(self, sql: str, centre: str) -> Rows:
        """Return the rows of a query that are those of a centre, without its name."""
        return self._of(sql, centre, lambda: self.engine.fetch(sql))

    def distinct(self, sql: str, centre: str, spans: Spans) -> Rows:
        """Return the rows of a query of distinct counts that are those of a centre and of these periods."""
        self.spans |= set(spans)
        rows = self._of(sql, centre, lambda: distinct_rows(self.engine, sql, sorted(self.spans)))
        wanted = set(spans)
        return [row for row in rows if (row[0], row[1]) in wanted]

    def _of(self, sql: str, centre: str, make: Callable[[], Rows]) -> Rows:
        self._prepare()
        if sql not in self._rows:
            self._rows[sql] = _by_centre(make())
        return self._rows[sql].get(centre, [])

    def _prepare(self) -> None:
        """Cut the days as asked; what was kept under other cells is thrown away."""
        asked = (len(self.limits), len(self.spans))
        if asked == self._ready:
            return
        self.engine.create(CELLS, dict.fromkeys(("day", "first_day", "last_day"), "BIGINT"))
        self.engine.insert(CELLS, cells(self.limits))
        for name in DAILY:
            kept = ", ".join(f"a.{column}" for column in columns(FACTS[name]) if column not in ("day", "last"))
            self.engine.run(
                f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT c.first_day AS day, c.last_day AS last, {kept} "
                f"FROM derived_{name} a JOIN {CELLS} c ON c.day = a.day"
            )
        self._ready = asked
        self._rows.clear()

    def close(self) -> None:
        """Give back what the engine holds."""
        self._rows.clear()
        self.engine.close()


def _by_centre(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row[PLACE], []).append((*row[:PLACE], *row[PLACE + 1 :]))
    return found


def _other_layout(folder: str, layout: int) -> str:
    return _(
        "{folder} : tables dérivées de format {layout} ; ce Levier lit le format {known}. "
        "→ Réécrivez-les : levier derive DOSSIER SRC…"
    ).format(folder=folder, layout=layout, known=VERSION)


def same_name(name: str) -> str:
    """Say that two centres have the same name."""
    return _(
        "Deux centres s'appellent « {name} » : mesurés ensemble, leurs lignes seraient mêlées. "
        "→ Donnez à chacun son « identifiant » dans centre.toml."
    ).format(name=name)


def about_of(told: Told) -> dict[str, Any]:
    """Return what a centre says of itself."""
    found: dict[str, Any] = json.loads(told.about)
    return found
