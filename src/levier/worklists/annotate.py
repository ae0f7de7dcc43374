"""A list made from the file of the day, and given back to its owner: the original lines, annotated, in memory only.

The original columns may name patients: they are read, sorted and handed back, and nothing of them is kept, hashed
with a key that lasts, written to a disk or logged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from levier.centre import Centre
from levier.french_csv import csv_text, french_cell
from levier.holding import Holding, Loader, Options
from levier.i18n import _, ngettext
from levier.problems import NothingUsable, Problem, WrongCommand, suggest
from levier.readers import Context
from levier.readers.encoding import seekable
from levier.readers.totals import exact
from levier.tables import TABLES
from levier.tables.columns import CENTS, Kind
from levier.worklists.debts import debts
from levier.worklists.model import Row, WorkList, by_money, whole
from levier.worklists.original import Original, originals, together
from levier.worklists.rejections import rejections
from levier.worklists.unmarked import unmarked

KINDS = {"rejections": "payer_flows", "unmarked": "appointments", "debts": "patient_debts"}
PARQUET = b"PAR1"
AMOUNT_PLACE = 3
DEFAULTS = Options()
_LISTS: dict[str, Callable[[Holding, int], WorkList[Any]]] = {
    "rejections": rejections,
    "unmarked": lambda holding, as_of: unmarked(holding, as_of, days=None),
    "debts": debts,
}


@dataclass(frozen=True, slots=True)
class Line:
    """An original line and what is added to it: ``rank`` and ``number`` are its place in the file."""

    rank: int
    number: int
    cells: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Annotated:
    """The lines to treat of the file of the day, first to last.

    ``read = len(lines) + nothing + set_aside + not_data`` over the sheets that hold the table. ``kinds`` tells the
    original columns that are dates or amounts. ``problems`` quote cells: for the screen of who gave the file only.
    """

    kind: str
    name: str
    as_of: int
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    read: int
    nothing: int
    set_aside: int
    not_data: int
    total_amount: int | None
    sentence: str
    problems: tuple[Problem, ...]
    kinds: Mapping[int, Kind]
    zone: str

    @property
    def headers(self) -> tuple[str, ...]:
        """Return the columns of the file, then ours."""
        return (*self.header, *added_headers(self.total_amount is not None))

    def added(self, place: int) -> tuple[int | str | None, ...]:
        """Return what is added to a line: priority, reason, age in days, cents still due (lists of money), remedy."""
        row = self.lines[place].row
        money = (row.amount,) if self.total_amount is not None else ()
        return (place + 1, row.reason, row.age, *money, row.remedy)

    def csv(self) -> str:
        """Return the lines as a CSV for French spreadsheets; no cell of it, header included, is taken for a formula."""
        rows = ([*one.cells, *self._texts(place)] for place, one in enumerate(self.lines))
        return csv_text([french_cell(name) for name in self.headers], rows)

    def _texts(self, place: int) -> list[int | str | None]:
        cells = list(self.added(place))
        if self.total_amount is not None and (cents := self.lines[place].row.amount) is not None:
            cells[AMOUNT_PLACE] = f"{exact(cents, CENTS)}".replace(".", ",")
        return cells

    def xlsx(self) -> bytes:
        """Return the lines as a workbook: a named table, real dates and amounts, a header that stays in sight."""
        from levier.worklists.sheet import workbook

        return workbook(self)


def added_headers(money: bool) -> tuple[str, ...]:
    """Return the headers of the added columns."""
    due = (_("À traiter : reste dû (€)"),) if money else ()
    return (
        _("À traiter : priorité"),
        _("À traiter : motif"),
        _("À traiter : âge (jours)"),
        *due,
        _("À traiter : remède"),
    )


def annotate(
    file: BinaryIO, name: str, kind: str, as_of: int, *, centre: Centre | None = None, options: Options = DEFAULTS
) -> Annotated:
    """Return the lines to treat of an export, as the software wrote them, the most money first, then the oldest.

    Args:
        file: the export (CSV, XLSX, XLS or ODS), opened in binary mode; it is read in memory.
        name: its name, to recognise its table; it is never opened.
        kind: ``rejections``, ``unmarked`` or ``debts``.
        as_of: the day number at which ages are counted, that day included.
        centre: its conventions; the defaults without it.
        options: a forced profile, folders of profiles; the engine is always the one in memory.

    Raises:
        WrongCommand: no list has this name.
        NothingUsable: the file gives no line of the table that the list is made from.
    """
    if kind not in KINDS:
        hint = suggest(kind, KINDS)
        raise WrongCommand(
            _("Liste « {name} » ; attendu : {names}. {near}")
            .format(name=kind, names=", ".join(KINDS), near=hint)
            .strip()
        )
    stream = seekable(file)
    _refuse_parquet(stream, name)
    holding = _held(stream, name, centre or Centre(), options)
    try:
        ranks = _ranks(holding, name, kind)
        todo = _LISTS[kind](holding, as_of)
    finally:
        holding.engine.close()
    wanted = {rank: {row.line for row in todo.rows if row.file == rank} for rank in ranks}
    found = originals(stream, name, _context(holding.centre, options), holding.accounts, wanted)
    return _annotated(holding, todo, name, found)


def _context(centre: Centre, options: Options) -> Context:
    families = centre.rejections
    return Context(b"", centre.finess, centre.zone, options.profile, options.source, options.folders, families=families)


def _annotated(holding: Holding, todo: WorkList[Any], name: str, found: Mapping[int, Original]) -> Annotated:
    accounts = [holding.accounts[rank] for rank in found]
    whole_ = together(found)
    lines = tuple(Line(row.file, row.line, whole_.cells(row.file, row.line), row) for row in by_money(todo.rows))
    kept = sum(one.kept for one in accounts)
    return Annotated(
        todo.name,
        name,
        todo.as_of,
        whole_.header,
        lines,
        sum(one.read for one in accounts),
        kept - len(lines),
        sum(one.set_aside for one in accounts),
        sum(one.not_data for one in accounts),
        todo.total_amount,
        _sentence(todo, kept, sum(one.set_aside for one in accounts)),
        tuple(holding.problems),
        whole_.kinds,
        holding.centre.zone,
    )


def _sentence(todo: WorkList[Any], kept: int, aside: int) -> str:
    said = ngettext("{n} ligne à traiter sur {kept}", "{n} lignes à traiter sur {kept}", todo.total_count)
    said = said.format(n=whole(todo.total_count), kept=whole(kept))
    more = ngettext(
        "{n} ligne mise de côté, à voir dans les problèmes",
        "{n} lignes mises de côté, à voir dans les problèmes",
        aside,
    )
    parts = [said, todo.sentence if todo.rows else "", more.format(n=whole(aside)) if aside else ""]
    return _(" ; ").join(filter(None, parts)) + "."


def _refuse_parquet(stream: BinaryIO, name: str) -> None:
    """Refuse the one kind of file whose reader needs a copy on disk."""
    stream.seek(0)
    if stream.read(len(PARQUET)) == PARQUET:
        raise NothingUsable(
            _("{name} : fichier Parquet lu ; attendu : l'export du logiciel, en CSV ou en XLSX.").format(name=name)
        )


def _held(stream: BinaryIO, name: str, centre: Centre, options: Options) -> Holding:
    loader = Loader(centre, replace(options, engine="sqlite"))
    # Nothing may spill to a temporary file: a gigabyte of cache, taken only if it is needed.
    loader.engine.run("PRAGMA cache_size = -1000000")
    loader.engine.run("PRAGMA temp_store = MEMORY")
    stream.seek(0)
    loader.add(stream, name)
    return loader.finish()


def _ranks(holding: Holding, name: str, kind: str) -> list[int]:
    """Return the ranks of the accounts of the parts that hold the table of a list."""
    table = TABLES[KINDS[kind]]
    ranks = [rank for rank, one in enumerate(holding.accounts) if one.table == table.name]
    if any(holding.accounts[rank].kept for rank in ranks):
        return ranks
    read = sorted({TABLES[one.table].label for one in holding.accounts if one.table and one.table != table.name})
    blocking = [] if read else [one.sentence() for one in holding.problems.blocking()]
    if blocking:
        raise NothingUsable(blocking[0])
    said = _("« {tables} » lu").format(tables=", ".join(map(_, read))) if read else _("aucune ligne lue")
    sentence = _("{name} : {read} ; attendu : {label} ({file}). → Choisissez l'export de cette liste, ou son profil.")
    raise NothingUsable(sentence.format(name=name, read=said, label=_(table.label), file=table.file))
