"""What a file is, before anything is imported: table, period, columns, three lines, balance of lines, problems."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from levier.engine.duck import DuckEngine
from levier.grid import grid_sheets
from levier.i18n import _
from levier.periods import to_date
from levier.problems import BLOCKING, INFORMATION, LevierError, Problem, Problems
from levier.readers.context import Context
from levier.readers.converted import Converted, Tally, formats, recognised
from levier.readers.identify import identify
from levier.readers.layout import Layout, Source
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.part import Part, chunked
from levier.readers.profiles import asked_format
from levier.readers.propose import SAMPLE, columns_in, propose_profile
from levier.readers.refusals import Refusal
from levier.readers.sources import parts
from levier.readers.told import told
from levier.store.intake import Intake, file_digest
from levier.tables import TABLES, Column, Kind
from levier.tables.rows import Account
from levier.web.imports.reading import masks

Found = tuple[Layout | Refusal, list[Record]]
HEAD, SHOWN = 100, 3
MOST_DETAILS = 5_000
# A file without service counts for the whole centre: worth a question where a service is what is followed.
ASKED = "service"
# Naming the columns of these would count wrongly: another file is asked for.
ANOTHER_FILE = ("journal_dans_un_classeur", "texte_dans_un_classeur", "identifiant_scientifique")
LISTS = ("valeurs_a_associer", "rejets_autres")


@dataclass(slots=True)
class Details:
    """Each problem with its line, without values, up to ``MOST_DETAILS``."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    left: int = 0

    def add(self, one: Problem) -> None:
        """Keep a problem, or only count it."""
        if len(self.kept) >= MOST_DETAILS:
            self.left += 1
        else:
            self.kept.append(masks.problem(one).as_json())


def examine(path: Path, context: Context) -> dict[str, Any]:
    """Return what the review page shows of a file; no value of a person is in it.

    Args:
        path: the file, under the name that tells its table.
        context: the centre; ``profile`` is the layout chosen for this file, if any.
    """
    details = Details()
    context = replace(context, every=details.add)
    name = path.name
    intake, problems = _taken(path, context)
    layouts = _layouts(path, name, context)
    made = _converted(path, name, context)
    sheets = [_sheet(one, made.get((one.sheet, one.table)) or layouts.get(one.sheet)) for one in intake.accounts]
    grids = grid_sheets([sheet or "" for sheet in layouts])
    another = context.profile is None and any(one.code in ANOTHER_FILE for one in problems)
    useful = [one for one in sheets if one["table"] and one["kept"] + one["set_aside"]]
    return {
        "sheets": sheets,
        "tables": sorted({one["table"] for one in useful}),
        "problems": [masks.problem(one).as_json() for one in problems],
        "details": details.kept,
        "details_left": details.left,
        "grid": bool(grids) and all(one["table"] == "typed_measures" for one in useful),
        "grid_sheets": grids,
        "kept": sum(one["kept"] for one in sheets),
        "known": bool(useful),
        "columns": [] if made or another else _columns(layouts.values()),
        "proposal": "" if useful else _proposal(path, name),
    }


def _taken(path: Path, context: Context) -> tuple[Intake, Sequence[Problem]]:
    """Read the file as an import reads it, duplicates included."""
    engine = DuckEngine()
    try:
        intake = Intake(engine, context)
        found = intake.take(path, file_digest(path))
        intake.settle_duplicates()
        gathered = Problems()
        gathered.extend(found.problems)
        return intake, list(gathered)
    finally:
        engine.close()


def _converted(path: Path, name: str, context: Context) -> dict[tuple[str | None, str | None], Found]:
    """Return the layout and the first lines of each table that a format makes of the file; none for other files."""
    with path.open("rb") as stream:
        form = recognised(stream, name, asked_format(context))
        opened = form.open(stream, name, context) if form else []
        tables = [] if isinstance(opened, Refusal) else opened
        return {(one.sheet, one.table): (one.layout(form.name if form else ""), _first(one)) for one in tables}


def _first(table: Converted) -> list[Record]:
    unheard = Tally(Account("", table.table, ""), Problems())
    return next((records[:SHOWN] for records, _lines in table.lines(unheard) if records), [])


def _layouts(path: Path, name: str, context: Context) -> dict[str | None, Found]:
    """Return the layout of each sheet with its first records."""
    with path.open("rb") as stream:
        found = parts(stream, name)
        listed = [] if isinstance(found, Refusal) else found
        return {one.sheet: _layout(one, name, context) for one in listed}


def _layout(part: Part, name: str, context: Context) -> Found:
    first, _last = next(chunked(part.batches()), ([], True))
    return identify(first[:HEAD], name, part.sheet, context), first[:SAMPLE]


def _sheet(account: Account, found: Found | None) -> dict[str, Any]:
    said = account.as_json() | {"source": account.source, "first": _iso(account.first), "last": _iso(account.last)}
    said["label"] = _(TABLES[account.table].label) if account.table else ""
    form = formats().get(account.profile or "")
    said["layout"] = _(form.label) if form else account.profile
    # Lists hold words of the file: they are shown where one corrects them, not here.
    said["told"] = [] if account.table is None else told({k: v for k, v in account.controls.items() if k not in LISTS})
    said |= {"header": [], "uses": [], "dropped": [], "preview": [], "asks": []}
    if found is None or not isinstance(found[0], Layout) or account.table is None:
        return said
    layout, records = found
    return said | {
        "header": [one for one in layout.header if one.strip()],
        "uses": [_use(layout, source) for source in layout.sources if source.there],
        "dropped": _dropped(layout),
        "preview": _preview(layout, records),
        # What a format makes has no column to name: nothing to correct, nothing to add.
        "asks": [] if (layout.profile or "") in formats() else _asks(layout),
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else to_date(day).isoformat()


def _use(layout: Layout, source: Source) -> dict[str, str]:
    """Say what becomes of one column: ``kept``, ``hashed`` (a person) or ``constant``."""
    what = "hashed" if source.column.kind is Kind.PERSON or source.hashed else "kept"
    theirs = " + ".join(layout.header[index] for index in source.indexes if index < len(layout.header))
    return {
        "ours": source.column.header,
        "theirs": theirs or (source.constant or ""),
        "what": what if source.indexes else "constant",
    }


def _dropped(layout: Layout) -> list[str]:
    used = {index for source in layout.sources for index in source.indexes}
    return [one for index, one in enumerate(layout.header) if one.strip() and index not in used]


def _preview(layout: Layout, records: list[Record]) -> list[list[str]]:
    columns: dict[int, Column] = {index: source.column for source in layout.sources for index in source.indexes}
    hashed = {index for source in layout.sources for index in source.hashed}
    places = sorted(columns)
    lines = [one for one in records[layout.before :] if any(cell.strip() for cell in one)][:SHOWN]
    heads = [layout.header[index] for index in places]
    return [heads] + [[_shown(columns, hashed, line, index) for index in places] for line in lines]


def _shown(columns: dict[int, Column], hashed: set[int], line: Record, index: int) -> str:
    text = line[index] if index < len(line) else ""
    return masks.cell(None if index in hashed else columns[index], text)


def _asks(layout: Layout) -> list[dict[str, Any]]:
    """Return the closed lists that nothing in the file tells and that one answer can give for all of it."""
    there = {source.column.name for source in layout.sources if source.there}
    wanted = [one for one in layout.table.columns if one.choices and one.name not in there]
    return [
        {"column": one.header, "name": one.name, "choices": list(one.choices), "required": one.required}
        for one in wanted
        if one.required or one.name == ASKED
    ]


def _columns(found: Iterable[Found]) -> list[dict[str, Any]]:
    """Return the columns of the first table of the file, with what helps to recognise each."""
    named = next(filter(None, (columns_in(records) for _layout, records in found)), [])
    return [{"name": title, "sample": masks.sample(values), "words": masks.frequent(values)} for title, values in named]


def _proposal(path: Path, name: str) -> str:
    """Return a first draft of a layout; nothing when the file holds no table."""
    try:
        with path.open("rb") as stream:
            text = propose_profile(stream, name)
        tomllib.loads(text)
    except (LevierError, tomllib.TOMLDecodeError):
        return ""
    return text


def header_key(header: Sequence[str]) -> str:
    """Return what two files of the same layout share.

    >>> header_key(["Date de début", "Statut"]) == header_key([" date de debut", "STATUT"])
    True
    """
    return "|".join(sorted({fold(one) for one in header if one.strip()}))


def blocked(problems: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the problems that set lines aside or refused the file."""
    return (one for one in problems if one["severity"] == BLOCKING)


def ordered(problems: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return problems, the gravest and most frequent first."""
    ranks = {BLOCKING: 0, INFORMATION: 2}
    return sorted(problems, key=lambda one: (ranks.get(one["severity"], 1), -one["count"]))
