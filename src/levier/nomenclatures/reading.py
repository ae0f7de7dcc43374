"""A release out of the files that hold it, whatever its layout."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from levier.i18n import _
from levier.nomenclatures import tables as dbf_tables
from levier.nomenclatures.dbf import Damaged
from levier.nomenclatures.header import SECTOR_1, Header, find_header
from levier.nomenclatures.release import Origin, Release
from levier.nomenclatures.sheet import read_sheet
from levier.nomenclatures.titles import day_in, version_in
from levier.problems import NothingUsable, Problems
from levier.readers import refusals, sources
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.part import Part
from levier.readers.references import of_archive
from levier.readers.refusals import Refusal

AMELI, LIST, TABLES = "feuille", "liste", "tables"
BLOCK = 1 << 20
# A sheet of the CCAM has two megabytes: what unfolds to a hundred times as much is none.
MOST_BYTES = 200 << 20
NamedFile = tuple[str, BinaryIO]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is a release: its lines, its header, and the texts that may say its version."""

    records: list[Record]
    header: Header
    titles: list[str]


def read_release(files: Sequence[NamedFile], version: str = "", day: str = "") -> tuple[Release, Problems]:
    """Read one release: a sheet (XLS, XLSX, ODS, CSV), or the DBF tables of one version, in one or several files.

    Args:
        files: names and binary streams that can go back; several only for the tables of one version.
        version: when the files do not say it.
        day: first day in force, ISO, when the files do not say it; for tables, the day as of which they are read.

    Returns:
        The release, and what was met in it (tariffs that cannot be read).

    Raises:
        NothingUsable: a file is no release; or its version or day is not known.
    """
    problems = Problems()
    names = tuple(re.split(r"[\\/]", name)[-1] for name, _stream in files)
    found = dbf_tables.Tables()
    sheets = [(name, stream) for name, stream in files if not _took_tables(found, name, stream)]
    if found.openers and sheets:
        raise _refused(sheets[0][0], None, _("les tables DBF d'une seule version"), _("Donnez cette feuille à part."))
    if len(sheets) > 1:
        fix = _("Donnez les fichiers l'un après l'autre.")
        raise _refused(sheets[1][0], None, _("une seule version à la fois"), fix)
    origin = Origin(names, digest(files), TABLES if found.openers else AMELI)
    if found.openers:
        return _of_tables(found, origin, version, day), problems
    name, stream = sheets[0]
    return _of_sheet(name, _sheet(name, stream), origin, version, day, problems), problems


def digest(files: Sequence[NamedFile]) -> str:
    """Return the SHA-256 of files put end to end, in the order of their names."""
    made = hashlib.sha256()
    for _name, stream in sorted(files, key=lambda one: one[0]):
        stream.seek(0)
        while block := stream.read(BLOCK):
            made.update(block)
        stream.seek(0)
    return made.hexdigest()


def _took_tables(found: dbf_tables.Tables, name: str, stream: BinaryIO) -> bool:
    """Note the tables that a file holds; tell whether it holds some."""
    plain = re.split(r"[\\/]", name)[-1].upper()
    if plain.endswith(".DBF"):
        found.openers[plain.removesuffix(".DBF")] = lambda: _again(stream)
        return True
    archive = _archive(stream)
    if archive is None or not of_archive(archive.namelist()):
        return False
    dbf_tables.add_archive(found, archive)
    return True


def _again(stream: BinaryIO) -> BinaryIO:
    import io

    stream.seek(0)
    return io.BytesIO(stream.read())


def _archive(stream: BinaryIO) -> zipfile.ZipFile | None:
    stream.seek(0)
    if stream.read(2) != b"PK":
        return None
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def _of_tables(found: dbf_tables.Tables, origin: Origin, version: str, day: str) -> Release:
    if missing := found.missing():
        fix = _("Donnez ensemble toutes les archives de la version (PART1, PART2, PART3).")
        raise _refused(origin.files[0], None, _("les tables {names}").format(names=", ".join(missing)), fix)
    try:
        read = dbf_tables.read_tables(found, day)
    except (Damaged, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError):
        raise _refused(origin.files[0], None, _("des tables DBF entières"), _("Téléchargez-les à nouveau.")) from None
    said = version or version_in(origin.files)
    _known(origin.files[0], said, day or read.last)
    return Release(said, day or read.last, read.acts, read.first, origin, read.counted, read.grids)


def _of_sheet(name: str, sheet: Sheet, origin: Origin, version: str, day: str, problems: Problems) -> Release:
    made = read_sheet(sheet.records, sheet.header, name, problems)
    told = [*sheet.titles, name]
    # The lists for hospitals have a number of their own, that begins again each year.
    said, when = version or version_in(one for one in told if "pmsi" not in fold(one)), day or day_in(told)
    _known(name, said, when)
    layout = AMELI if "activity" in sheet.header.columns and SECTOR_1 in sheet.header.prices else LIST
    return Release(said, when, made.acts, when, Origin(origin.files, origin.sha256, layout), dict(made.counted))


def _known(name: str, version: str, day: str) -> None:
    """Refuse a release without a version or a day: it would be guessed that a code was in force.

    Raises:
        NothingUsable: it misses.
    """
    if not version:
        fix = _("Ajoutez --version NUMÉRO (le numéro de la version, p. ex. 67).")
        raise _refused(name, None, _("un numéro de version, dans le titre ou dans le nom du fichier"), fix)
    if not day:
        fix = _("Ajoutez --date AAAA-MM-JJ (le premier jour où la version s'applique).")
        raise _refused(name, None, _("une date d'application, dans le titre ou dans le nom du fichier"), fix)


def _sheet(name: str, stream: BinaryIO) -> Sheet:
    found = sources.parts(_member(stream) or stream, name)
    if isinstance(found, Refusal):
        raise NothingUsable(found.problem(name).sentence())
    sheets = [one for part in found if (one := _opened(part))]
    if not sheets:
        raise NothingUsable(refusals.no_release(_shown(found[0])).problem(name).sentence())
    # Beside the acts, a workbook may list those that changed.
    return max(sheets, key=lambda one: len(one.records))


def _opened(part: Part) -> Sheet | None:
    """Return a part that has the header of a release."""
    records = [record for batch in part.batches() for record in batch]
    header = find_header(records)
    if header is None:
        return None
    titles = [" ".join(record) for record in records[: header.row]]
    return Sheet(records, header, [*filter(str.strip, titles), part.sheet or ""])


def _member(stream: BinaryIO) -> BinaryIO | None:
    """Return the only file of an archive that is no workbook, ``None`` when it is none."""
    import io

    archive = _archive(stream)
    names = [one for one in archive.namelist() if not one.endswith("/")] if archive else []
    if archive is None or len(names) != 1 or archive.getinfo(names[0]).file_size > MOST_BYTES:
        return None
    try:
        return io.BytesIO(archive.read(names[0]))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError):
        return None


def _shown(part: Part) -> Iterator[str]:
    return iter(next((record for batch in part.batches() for record in batch if any(record)), []))


def _refused(name: str, read: str | None, expected: str, fix: str) -> NothingUsable:
    return NothingUsable(Refusal("version_illisible", read, expected, fix).problem(name).sentence())
