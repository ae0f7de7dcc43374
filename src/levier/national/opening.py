"""From paths to centres measured together: files and stores are derived first, derived tables read where they lie."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from levier.engine.base import ParquetEngine, has_duckdb, is_spark
from levier.holding import Holding, Options
from levier.i18n import _
from levier.measuring import Asked, asked_periods, day_of_knowledge
from levier.national.centre import hold_derived
from levier.national.centres import National, same_name
from levier.national.write import write_derived
from levier.opening import Elsewhere, is_derived, open_centres, place
from levier.problems import Refused, WrongCommand

Seen = Callable[[Holding], None]


def together(paths: Sequence[Path], engine: str | None) -> bool:
    """Tell whether centres are to be measured together: on Spark, or from derived tables."""
    return is_spark(engine) or any(map(is_derived, paths))


AS_THEY_COME = Options()


def nothing(_holding: Holding) -> None:
    """Say nothing of a centre whose files were read."""


@contextmanager
def open_together(
    paths: Sequence[Path | str],
    asked: Asked,
    options: Options = AS_THEY_COME,
    *,
    session: Any = None,
    seen: Seen = nothing,
) -> Iterator[Iterator[Holding]]:
    """Give the centres of these paths, ready to be measured together, one query serving all of them.

    Args:
        paths: files, folders, stores; folders or addresses of derived tables.
        asked: what will be measured: the engine sums days as far as it allows.
        options: ``engine`` is ``duckdb`` (default), ``spark`` or ``spark=ADDRESS``.
        session: a Spark session that is there already (a notebook's); it is given back as it was.
        seen: is told each centre whose files were read.

    Raises:
        WrongCommand: the engine is missing, or cannot do it.
        NothingUsable: the cluster does not answer.
    """
    places = [place(path) if isinstance(path, str) else path for path in paths]
    with ExitStack() as stack:
        roots = [_root(path, options.engine, session) for path in places if is_derived(path)]
        engine = open_national(options.engine, session)
        stack.callback(engine.close)
        if rest := [path for path in places if not is_derived(path)]:
            roots.append(_derived(rest, options, seen, Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        national = National(engine)
        national.read(roots)
        derived_with = options if not rest else replace(options, sets=())
        for told in national.centres:
            _announce(hold_derived(national, told, derived_with), asked)
        yield (hold_derived(national, told, derived_with) for told in national.centres)


def open_national(name: str | None, session: Any = None) -> ParquetEngine:
    """Open the engine of many centres; a Spark session lent is that engine.

    Raises:
        WrongCommand: one that does not read Parquet, or that is not installed.
        NothingUsable: the cluster does not answer.
    """
    if session is not None or is_spark(name):
        from levier.engine.spark import SparkEngine, open_spark

        if session is not None:
            return SparkEngine(session, lent=True)
        return open_spark((name or "").partition("=")[2])
    if name not in (None, "duckdb") or not has_duckdb():
        raise WrongCommand(
            _("Des tables dérivées se mesurent avec --engine duckdb ou spark. → Installez DuckDB s'il manque.")
        )
    from levier.engine.duck import DuckEngine

    return DuckEngine()


def _root(path: Path, engine: str | None, session: Any) -> str:
    if not isinstance(path, Elsewhere):
        return path.absolute().as_posix()
    if session is None and not is_spark(engine):
        raise WrongCommand(
            _("{address} : cette adresse se lit depuis un cluster. → Ajoutez --engine spark=ADRESSE.").format(
                address=path.address
            )
        )
    return path.address


def _derived(paths: Sequence[Path], options: Options, seen: Seen, folder: Path) -> str:
    """Write the derived tables of files and stores into a folder of this command, erased after it."""
    derive_all(paths, replace(options, engine="duckdb"), folder, seen)
    return folder.as_posix()


def derive_all(paths: Sequence[Path], options: Options, folder: Path, seen: Seen) -> list[Path]:
    """Write the derived tables of every centre of these paths, one centre in memory at a time.

    Raises:
        Refused: two centres with the same name.
    """
    names: set[str] = set()
    written = []
    for path in paths:
        for holding in open_centres(path, options):
            if holding.centre.name in names:
                raise Refused(same_name(holding.centre.name))
            names.add(holding.centre.name)
            try:
                seen(holding)
                written.append(write_derived(holding, folder))
            finally:
                holding.engine.close()
    return written


def _announce(holding: Holding, asked: Asked) -> None:
    """Tell the engine what will be asked of a centre: one query then serves all of them."""
    as_of = day_of_knowledge(holding, asked)
    periods = asked_periods(holding, asked, as_of)
    for _turn in range(1 + asked.compare) if periods else ():
        holding.ask(periods, as_of)
        periods = sorted({*periods, *(one.year_before() for one in periods)})
