"""Workbooks (XLSX, XLS, ODS) as texts: one part for each visible sheet. The only module that knows calamine."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from levier.readers import refusals, soundness
from levier.readers.lines import Record
from levier.readers.part import Part
from levier.readers.refusals import Refusal

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A spreadsheet keeps fifteen digits: a longer whole number has lost some.
MOST_DIGITS = 1e15
SIGNIFICANT_DIGITS = 15
FRACTION_DIGITS = 9
_FIRST_REAL_YEAR = 1905
_SERIALS_1904 = 1462


def open_workbook(stream: BinaryIO) -> list[Part] | Refusal:
    """Return a part for each visible sheet, or why there is none."""
    if protected(stream):
        return refusals.protected()
    stream.seek(0)
    if stream.read(2) == b"PK":
        if _is_archive(stream):
            return refusals.other_kind("ZIP")
        if soundness.stray_cell(stream):
            return refusals.stray_cell()
    elif soundness.damaged_container(stream):
        return refusals.corrupt()
    return _opened(stream)


def _opened(stream: BinaryIO) -> list[Part] | Refusal:
    from python_calamine import CalamineError, PasswordError

    stream.seek(0)
    try:
        return _sheets(stream) or refusals.no_sheet()
    except PasswordError:
        return refusals.protected()
    except (CalamineError, OSError, ValueError):
        return refusals.corrupt()
    except BaseException as error:
        # The engine's own panics are no Exception.
        if type(error).__name__ == "PanicException":
            return refusals.corrupt()
        raise


def _sheets(stream: BinaryIO) -> list[Part]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(stream)
    shown = (SheetVisibleEnum.Visible, SheetTypeEnum.WorkSheet)
    seen = [one.name for one in book.sheets_metadata if (one.visible, one.typ) == shown]
    shift = _SERIALS_1904 if _starts_in_1904(stream) else 0
    return [_sheet(book.get_sheet_by_name(name).to_python(skip_empty_area=False), name, shift) for name in seen]


def visible_sheets(stream: BinaryIO) -> list[tuple[str, list[list[Any]]]]:
    """Return the name and the cells of each visible sheet of a workbook that :func:`open_workbook` opens."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    stream.seek(0)
    book = CalamineWorkbook.from_filelike(stream)
    shown = (SheetVisibleEnum.Visible, SheetTypeEnum.WorkSheet)
    seen = [one.name for one in book.sheets_metadata if (one.visible, one.typ) == shown]
    return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in seen]


def protected(stream: BinaryIO) -> bool:
    """Tell whether a password is asked: an encrypted workbook is a container that says so in its directory."""
    stream.seek(0)
    return stream.read(8).startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in stream.read()


def _is_archive(stream: BinaryIO) -> bool:
    """Tell whether it is an archive of something else than a workbook."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return not any(name.startswith("xl/") or name == "content.xml" for name in names)


def _starts_in_1904(stream: BinaryIO) -> bool:
    """Tell whether the workbook counts its days from 1904 (numbers without a date format are then shifted)."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            about = archive.read("xl/workbook.xml")
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, NotImplementedError, RuntimeError, EOFError):
        return False
    return b'date1904="1"' in about or b'date1904="true"' in about


def _sheet(rows: list[list[Any]], name: str, shift: int) -> Part:
    records = [[text(value) for value in row] for row in rows]

    def batches() -> Iterator[list[Record]]:
        yield from [records] if records else []

    return Part(batches, "classeur", name, exponents=True, shift=shift)


def text(value: Any) -> str:
    """Return a cell as French text, as the rules of delimited files read it.

    >>> text(26.499999999999996), text(11712811.94), text(12.0), text(True), text("0012")
    ('26,5', '11712811,94', '12', 'oui', '0012')
    >>> text(dt.datetime(2025, 1, 3, 14, 30))
    '2025-01-03 14:30:00'
    """
    maker = _MAKERS.get(type(value))
    return str(maker(value) if maker else value)


def _float(value: float) -> str:
    if value.is_integer():
        return str(int(value)) if abs(value) < MOST_DIGITS else f"{value:.5E}".replace(".", ",")
    # Fifteen digits in all: 11712811.94 with nine decimals would be 11712811.939999999.
    places = min(FRACTION_DIGITS, max(SIGNIFICANT_DIGITS - len(str(int(abs(value)))), 1))
    return f"{value:.{places}f}".rstrip("0").rstrip(".").replace(".", ",")


def _moment(value: dt.datetime) -> str:
    """Return a moment to the nearest second: workbooks hold fractions of days."""
    nearest = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return _late(nearest) or nearest.isoformat(" ")


def _late(value: dt.date) -> str | None:
    """Return the time that a moment before any calendar stands for: the day 1 of workbooks is 24:00."""
    if value.year >= _FIRST_REAL_YEAR:
        return None
    return "24:00" if (value.month, value.day) in ((1, 1), (1, 2)) else None


def _duration(value: dt.timedelta) -> str:
    total = round(value.total_seconds())
    return f"{total // 3600:02d}:{total // 60 % 60:02d}:{total % 60:02d}"


def _time(value: dt.time) -> str:
    return value.replace(microsecond=0).isoformat()


_MAKERS: dict[type, Any] = {
    float: _float,
    bool: lambda value: "oui" if value else "non",
    dt.datetime: _moment,
    dt.date: lambda value: _late(value) or value.isoformat(),
    dt.time: _time,
    dt.timedelta: _duration,
    type(None): lambda _value: "",
}
