"""Releases as the DBF tables of the « nouvelle structure »: historised, read as they stand on a day."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from levier.nomenclatures.dbf import Table, open_table
from levier.nomenclatures.release import Act, Phase
from levier.nomenclatures.sheet import cents

NEEDED = ("R_ACTE", "R_ACTE_IVITE", "R_ACTE_IVITE_PHASE")
SLICES = ("NOM_LONG", *(f"NOM_LONG{mark}" for mark in "0123456789ABCDE"))
ALWAYS = b"99991231"
_DOS, _WINDOWS = re.compile(rb"[A-Za-z][\x82\x85\x87\x88\x8a]"), re.compile(rb"[A-Za-z][\xe0-\xfc]")

Opener = Callable[[], BinaryIO]


@dataclass(slots=True)
class Tables:
    """The tables that were found, by name, and what gives their bytes again."""

    openers: dict[str, Opener] = field(default_factory=dict)

    def missing(self) -> list[str]:
        """Return the tables without which there is no release."""
        return [name for name in NEEDED if name not in self.openers]

    @contextmanager
    def table(self, name: str) -> Iterator[Table]:
        """Open a table for one reading."""
        stream = self.openers[name]()
        try:
            yield open_table(stream)
        finally:
            stream.close()


@dataclass(slots=True)
class History:
    """What the tables say on a day: acts, the first and the last day that they speak of, what was counted."""

    acts: dict[str, Act]
    first: str
    last: str
    grids: dict[str, str]
    counted: dict[str, int]


def add_archive(tables: Tables, archive: zipfile.ZipFile) -> None:
    """Note the tables of an archive, whatever its folders are."""
    for name in archive.namelist():
        plain = re.split(r"[\\/]", name)[-1].upper()
        if plain.endswith(".DBF"):
            tables.openers[plain.removesuffix(".DBF")] = _opener(archive, name)


def _opener(archive: zipfile.ZipFile, name: str) -> Opener:
    return lambda: cast(BinaryIO, archive.open(name))


def read_tables(tables: Tables, day: str) -> History:
    """Return the release that the tables make on a day.

    For each key the line with the greatest date not after the day is the one in force (formats, §6.1).

    Args:
        tables: the tables found (see :meth:`Tables.missing`).
        day: ISO; empty for the last day that acts, activities or phases speak of.

    Raises:
        Damaged: a table is cut, or is no DBF.
    """
    limit = day.replace("-", "").encode() or ALWAYS
    acts = _latest(tables, "R_ACTE", ("COD_ACTE",), "DT_MODIF", _ACT_FIELDS, limit)
    of_act = ("ACTE_COD", "ACTIV_COD", "REGROU_COD")
    activities = _latest(tables, "R_ACTE_IVITE", ("COD_AA",), "DT_MODIF", of_act, limit)
    phases = _latest(tables, "R_ACTE_IVITE_PHASE", ("COD_AAP",), "DT_MODIF", ("AA_COD", "PHASE_COD", "PU_BASE"), limit)
    prices = _prices(tables, limit)
    days = [*acts.days, *activities.days, *phases.days, *prices.days]
    made = _assembled(tables, acts, activities, phases, prices)
    counted = {one.name: one.read for one in (acts, activities, phases, prices)}
    return History(made, _iso(min(days, default=b"")), _iso(max(days, default=b"")), _grids(tables), counted)


_ACT_FIELDS = ("NOM_COURT", "DT_CREATIO", "DT_FIN", "PRECEDENT", "SUIVANT", *SLICES)


@dataclass(slots=True)
class _Latest:
    """The lines in force of one table, by key; the first and last days met."""

    name: str
    rows: dict[bytes, tuple[bytes, ...]]
    days: tuple[bytes, ...]
    read: int


def _latest(tables: Tables, name: str, key: Sequence[str], dated: str, fields: Sequence[str], limit: bytes) -> _Latest:
    """Return, for each key, the line with the greatest date not after the limit; of two of one date, the last."""
    if name not in tables.openers:
        return _Latest(name, {}, (), 0)
    found: dict[tuple[bytes, ...], tuple[bytes, ...]] = {}
    days: set[bytes] = set()
    read, width = 0, len(key)
    with tables.table(name) as table:
        for row in table.rows((*key, dated, *fields)):
            read += 1
            when = row[width]
            days.add(when)
            known = found.get(row[:width])
            if when <= limit and (known is None or known[width] <= when):
                found[row[:width]] = row
    spoken = sorted(day for day in days if day.strip() and day <= limit)
    rows = {b"|".join(cell.strip() for cell in one): row[width:] for one, row in found.items()}
    return _Latest(name, rows, (spoken[0], spoken[-1]) if spoken else (), read)


def _prices(tables: Tables, limit: bytes) -> _Latest:
    return _latest(tables, "R_PU_BASE", ("AAP_COD", "GRILLE_COD"), "APDT_MODIF", ("PU_BASE",), limit)


def _assembled(tables: Tables, acts: _Latest, activities: _Latest, phases: _Latest, prices: _Latest) -> dict[str, Act]:
    by_phase = _by_phase(prices)
    lines: dict[str, list[Phase]] = {}
    groups: dict[str, str] = {}
    for key, (_when, aa, phase, base) in phases.rows.items():
        activity = activities.rows.get(aa.rstrip())
        code = (activity[1] if activity else key[:7]).decode("ascii", "replace").strip()
        number = (activity[2] if activity else key[7:8]).decode("ascii", "replace").strip()
        given = by_phase.get(key) or _base(base)
        lines.setdefault(code, []).append(Phase(number, phase.decode("ascii", "replace").strip() or "0", given))
    for _when, code_, number_, group in activities.rows.values():
        if number_.strip() == b"1" or code_.decode("ascii", "replace").strip() not in groups:
            groups[code_.decode("ascii", "replace").strip()] = group.decode("ascii", "replace").strip()
    encoding = _encoding(acts)
    return {code: _act(code, row, encoding, groups, lines) for code, row in _named(acts)}


def _named(acts: _Latest) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    for key, row in sorted(acts.rows.items()):
        yield key.decode("ascii", "replace").strip(), row


def _act(
    code: str, row: tuple[bytes, ...], encoding: str, groups: dict[str, str], lines: dict[str, list[Phase]]
) -> Act:
    _when, short, created, ended, before, after, *slices = row
    label = b"".join(one.rstrip(b"\0") for one in slices).decode(encoding, "replace")
    return Act(
        code,
        " ".join((label if label.strip() else short.decode(encoding, "replace")).split()),
        groups.get(code, ""),
        created=_iso(created),
        ended=_iso(ended),
        before=before.decode("ascii", "replace").strip(),
        after=after.decode("ascii", "replace").strip(),
        phases=tuple(sorted(lines.get(code, ()), key=lambda one: (one.activity, one.phase))),
    )


def _by_phase(prices: _Latest) -> dict[bytes, dict[str, int]]:
    found: dict[bytes, dict[str, int]] = {}
    for key, (_when, price) in prices.rows.items():
        phase, _bar, grid = key.partition(b"|")
        if (amount := cents(price.decode("ascii", "replace"))) is not None:
            found.setdefault(phase, {})[grid.decode("ascii", "replace").strip().lstrip("0") or "0"] = amount
    return found


def _base(raw: bytes) -> dict[str, int]:
    """Return the price of a phase without grids; zero there means that the grids have it."""
    amount = cents(raw.decode("ascii", "replace"))
    return {"base": amount} if amount else {}


def _grids(tables: Tables) -> dict[str, str]:
    if "R_TB23" not in tables.openers:
        return {}
    with tables.table("R_TB23") as table:
        rows = list(table.rows(("COD_GRILLE", "LIBELLE")))
        texts = [(table.text(code).strip().lstrip("0") or "0", table.text(label)) for code, label in rows]
        return {code: " ".join(label.split()) for code, label in texts}


def _encoding(acts: _Latest) -> str:
    """Tell the encoding of the names by their accents: what a table says of itself is often wrong."""
    sample = b" ".join(one for row in list(acts.rows.values())[:2_000] for one in (row[1], row[6]))
    try:
        sample.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "cp850" if len(_DOS.findall(sample)) > len(_WINDOWS.findall(sample)) else "cp1252"


def _iso(raw: bytes) -> str:
    """Return a date of a table as ISO, empty when there is none (blank, zeros)."""
    text = raw.decode("ascii", "replace").strip()
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if re.fullmatch(r"[12]\d{7}", text) else ""
