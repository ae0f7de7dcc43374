"""What a centre handed over: its files found, read, loaded into an engine and derived."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from filecmp import cmp
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from levier.centre import Centre, read_centre, read_conventions
from levier.derive import create_raw, derive, derive_days
from levier.duplicates import set_aside_duplicates
from levier.engine.base import Engine, open_engine, raw_name
from levier.figures.coverage import GAPS_COUNT
from levier.figures.memory import Remembering
from levier.figures.source import EngineSource, Rows, Source, build
from levier.filling import fill_empty
from levier.i18n import _
from levier.periods import Period, parse_period
from levier.problems import INFORMATION, NothingUsable, Problem, Problems, WrongCommand
from levier.readers import Context, Reading, open_error, person_hash
from levier.readers.names import age, extension, stem
from levier.readers.reading import Bulk
from levier.store.together import keep_current, may_be_same, named_table
from levier.store.two_logs import counted_twice, logs
from levier.tables import TABLES, by_file
from levier.tables.rows import Account

if TYPE_CHECKING:
    from levier.fast import FastReader

CONFIGURATION = "centre.toml"
SUFFIXES = {
    *(".csv", ".txt", ".tsv", ".log", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet"),
    *(".ics", ".json", ".ndjson", ".jsonl"),
}


@dataclass(slots=True)
class Given:
    """A centre as found on disk: its configuration and its files, in order of name."""

    centre: Centre
    files: list[Path]
    folder: Path | None = None


@dataclass(slots=True)
class Holding:
    """A centre whose lines are in an engine: raw and derived tables, accounts of the files, problems met."""

    centre: Centre
    engine: Engine
    accounts: Sequence[Account]
    problems: Problems = field(default_factory=Problems)
    as_of: int | None = None
    _days: tuple[int, int] = (0, -1)
    _source: EngineSource | None = None
    _memory: Remembering | None = None

    def cover(self, first: int, last: int) -> None:
        """Make the calendar, rooms and sessions of these days, unless they are already there."""
        if not self._days[0] <= first <= last <= self._days[1]:
            known = self._days if self._days[0] <= self._days[1] else (first, last)
            self._days = (min(first, known[0]), max(last, known[1]))
            derive_days(self.engine, *self._days)
            self._forget()

    def ask(self, periods: Sequence[Period], as_of: int) -> None:
        """Make what figures of these periods, known at ``as_of``, read of the calendar, rooms and sessions.

        Days without a line count as not covered when they are many in a row, wherever the period is cut: the calendar
        goes from the first line to the last, and a year after ``as_of`` at most.
        """
        days = [day for table in GAPS_COUNT for day in _ends(self.source(), table) if day <= as_of + YEAR_DAYS]
        days += [day for one in periods for day in (one.first, one.last)]
        self.cover(min(days), max(days))

    def source(self) -> Source:
        """Return where figures take their totals from."""
        if self._source is None:
            self._source = EngineSource(self.centre, self.engine, self.accounts)
        return self._source if self._memory is None else self._memory

    def rows(self, sql: str) -> Rows:
        """Return the rows of a query on the lines; a store keeps them as it keeps its totals."""
        self.source()
        keep = build if self._source is None else self._source.keep
        return keep(sql, lambda: self.engine.fetch(sql))

    def remember(self) -> None:
        """Keep in memory every total that figures ask for: for those who ask for many figures of the same lines."""
        self._memory = self._memory or Remembering(self.source())

    def _forget(self) -> None:
        """Throw away what was remembered: the calendar, rooms and sessions are no longer those of before."""
        if self._memory is not None:
            self._memory = None
            self.remember()

    def practitioner(self, name: str) -> str:
        """Return what stands for a practitioner in the lines: a keyed hash, never the name."""
        return person_hash(_THROW_AWAY, "practitioner", name)

    def span(self, as_of: int) -> tuple[int, int] | None:
        """Return the first and last day that lines speak of, not after ``as_of``; ``None`` without any."""
        source = self.source()
        known = [day for table in TABLES if table != "events" for day in _ends(source, table) if day <= as_of]
        return (min(known), max(known)) if known else None


YEAR_DAYS = 366
STATED_BY = {
    "typed_measures": "period",
    "lump_sums": "for_period",
    "balances": "exercise",
    "service_accounts": "year",
    "town_charges": "year",
}


def _ends(source: Source, table: str) -> list[int]:
    """Return the days that lines of a table speak of: their own, or the ends of the periods that they state."""
    if TABLES[table].day is not None:
        return list(source.days(table))
    if table not in STATED_BY:
        return []
    labels = source.values(table, STATED_BY[table])
    spans = [parse_period(f"{label:04d}" if isinstance(label, int) else label) for label in labels]
    return [day for span in spans for day in (span.first, span.last)]


def find_centres(path: Path) -> list[Given]:
    """Return the centres of a path: a file is a centre, a folder is one or holds some.

    A folder is a centre if it holds ``centre.toml`` or a standard file, a region if its subfolders do.

    Raises:
        NothingUsable: nothing there is a file that Levier reads.
    """
    if path.is_file():
        return [Given(Centre(name=path.stem), [path])]
    if not path.exists():
        raise NothingUsable(_("{path} : introuvable. → Vérifiez le chemin.").format(path=path))
    if _is_centre(path):
        return [_given(path)]
    found = [_given(folder) for folder in sorted(path.iterdir()) if folder.is_dir() and _is_centre(folder)]
    if found:
        return found
    files = _data_files(path)
    if files:
        return [Given(Centre(name=path.resolve().name), files, path)]
    raise NothingUsable(
        _(
            "{path} : aucun fichier lisible. Attendu : centre.toml et des fichiers comme rendez_vous.csv. "
            "→ « levier templates DOSSIER » écrit des modèles."
        ).format(path=path)
    )


def ignored_folders(path: Path) -> list[Path]:
    """Return the folders of a region that hold files but nothing that makes a centre."""
    if not path.is_dir() or _is_centre(path):
        return []
    folders = sorted(folder for folder in path.iterdir() if folder.is_dir())
    if not any(map(_is_centre, folders)):
        return []
    return [folder for folder in folders if not _is_centre(folder) and _data_files(folder)]


def _is_centre(folder: Path) -> bool:
    return (folder / CONFIGURATION).is_file() or any(by_file(stem(path.name)) for path in _data_files(folder))


def _data_files(folder: Path) -> list[Path]:
    found = (path for path in folder.iterdir() if path.is_file() and path.name[0] not in ".~")
    return sorted((path for path in found if extension(path.name) in SUFFIXES), key=lambda path: age(path.name))


def _given(folder: Path) -> Given:
    return Given(
        read_centre(read_configuration(folder / CONFIGURATION), folder.resolve().name), _data_files(folder), folder
    )


def read_configuration(path: Path) -> str:
    """Return the text of a ``centre.toml``, empty when there is none.

    Raises:
        WrongCommand: it is not UTF-8.
    """
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongCommand(
            _("{path} : encodage illisible ; attendu : UTF-8. → Enregistrez le fichier en UTF-8.").format(path=path)
        ) from None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: a forced profile, a source's name, the engine, the values of empty cells of a column.

    ``folders`` hold profiles beside the shipped ones; ``conventions`` take the place of those of ``centre.toml``;
    ``every`` is told each problem of a line, before those alike are gathered.
    """

    profile: str | None = None
    source: str | None = None
    engine: str | None = None
    sets: tuple[tuple[str, str], ...] = ()
    folders: tuple[Path, ...] = ()
    conventions: tuple[tuple[str, str], ...] = ()
    every: Callable[[Problem], None] | None = None

    def applied(self, centre: Centre) -> Centre:
        """Return the centre with the conventions asked for.

        Raises:
            WrongCommand: an unknown convention, or an impossible value.
        """
        if not self.conventions:
            return centre
        return replace(centre, conventions=read_conventions(dict(self.conventions), centre.conventions))


def hold(given: Given, options: Options = Options()) -> Holding:
    """Read the files of a centre, load them into an engine and derive what measures speak of.

    Persons are hashed with a throw-away key: nothing outlives the call.
    """
    loader = Loader(given.centre, options)
    for path in given.files:
        loader.add_path(path)
    return loader.finish()


def hold_texts(texts: Mapping[str, str], centre: Centre | None = None, options: Options = Options()) -> Holding:
    """Hold standard files given as texts, by name without suffix: for examples, notebooks and tests.

    >>> hold_texts({"horaires": "jour;de;a\\nlundi;09:00;17:00\\n"}).accounts[0].kept
    1
    """
    loader = Loader(centre or Centre(), options)
    for name, text in texts.items():
        loader.add(io.BytesIO(text.encode()), f"{name}.csv")
    return loader.finish()


def _same(one: Path, other: Path) -> bool:
    """Tell whether two files say the same thing twice: same bytes, and names that do not tell two tables."""
    return may_be_same(named_table(one), named_table(other)) and cmp(one, other, shallow=False)


def _copy_of(twin: Path, path: Path) -> Problem:
    return Problem(
        "fichier_identique",
        INFORMATION,
        path.name,
        value=_("les mêmes octets que {name}").format(name=twin.name),
        expected=_("chaque fichier une seule fois ; cette copie n'est pas comptée"),
        fix=_("Rien à faire ; vous pouvez ôter la copie."),
    )


class Loader:
    """Load the files of one centre into an engine, one after the other."""

    def __init__(self, given: Centre, options: Options) -> None:
        self.centre = centre = options.applied(given)
        self._options = options
        self.engine = open_engine(options.engine)
        self.accounts: list[Account] = []
        self.problems = Problems()
        self._context = Context(
            _THROW_AWAY,
            centre.finess,
            centre.zone,
            options.profile,
            options.source,
            options.folders,
            options.every,
            centre.rejections,
            centre.account_choices,
        )
        self._fast: FastReader | None = None
        self._loaded: list[Path] = []
        create_raw(self.engine)

    def add_path(self, path: Path) -> None:
        """Load a file; one that cannot be opened is a problem, not an error."""
        if (refusal := open_error(path)) is not None:
            self.problems.add(refusal)
            self.accounts.append(Account(path.name, None, "aucun"))
            return
        if (twin := next((one for one in self._loaded if _same(one, path)), None)) is not None:
            self.problems.add(_copy_of(twin, path))
            return
        self._loaded.append(path)
        with path.open("rb") as stream:
            self.add(stream, path.name)

    def add(self, stream: BinaryIO, name: str) -> None:
        """Load a file opened in binary mode."""
        before = len(self.accounts)
        reading = Reading(stream, name, self._context, self._bulk(before))
        for chunk in reading.chunks():
            chunk.file += before
            self.engine.insert(raw_name(chunk.table), chunk.rows())
        if reading.refused:
            self._throw_away(before, len(reading.accounts))
        self.accounts.extend(reading.accounts)
        self.problems.extend(reading.problems)

    def _bulk(self, before: int) -> Bulk | None:
        """Return what takes the plain lines of large files: DuckDB alone can."""
        if self._fast is None and self.engine.name == "duckdb":
            from levier.fast import FastReader

            self._fast = FastReader(cast(Any, self.engine), self._context.secret)
        if self._fast is not None:
            self._fast.first_file = before
        return self._fast

    def _throw_away(self, before: int, parts: int) -> None:
        for table in TABLES.values():
            self.engine.run(f"DELETE FROM {raw_name(table)} WHERE file >= {before} AND file < {before + parts}")

    def finish(self) -> Holding:
        """Set contradictory lines aside and derive."""
        if self._fast is not None:
            self._fast.close()
        for column, value in self._options.sets:
            fill_empty(self.engine, column, value)
        for table in TABLES.values():
            if table.key:
                self.problems.extend(set_aside_duplicates(self.engine, table, self.accounts))
            self.problems.extend(keep_current(self.engine, table, self.accounts))
        self.problems.extend(counted_twice(logs(self.accounts)))
        return prepare(Holding(self.centre, self.engine, self.accounts, self.problems))


def prepare(holding: Holding) -> Holding:
    """Derive the tables of a holding whose raw tables are loaded."""
    derive(holding.engine, holding.centre)
    derive_days(holding.engine, 0, -1)
    return holding


_THROW_AWAY = secrets.token_bytes(32)


def usable(accounts: Iterable[Account]) -> bool:
    """Tell whether any line was kept."""
    return any(account.kept for account in accounts)
