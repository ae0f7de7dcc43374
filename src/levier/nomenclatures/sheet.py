"""Releases as a sheet: that of ameli.fr, with its chapters, notes and modifiers, and plain lists of codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from levier.i18n import _
from levier.nomenclatures.header import Header
from levier.nomenclatures.release import CODE, Act, Phase
from levier.problems import WARNING, Problem, Problems, trim
from levier.readers.names import fold

NOT_COVERED = ("non_pris_en_charge", "non_remboursable", "npec")
_CHAPTER = re.compile(r"\d{1,2}([.,]\d{1,2})*\.?")
_DATED_CHAPTER = re.compile(r"(?:20|19)(\d\d)-(\d\d)-(\d\d)(?: 00:00:00)?|(\d\d)/(\d\d)/(?:20|19)?(\d\d)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LETTER = re.compile(r"[\dA-Z]")


@dataclass(slots=True)
class Building:
    """The acts gathered so far; the one whose lines come; what each record was."""

    header: Header
    file: str
    problems: Problems
    acts: dict[str, Act] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    act: str = ""
    chapter: str = ""


def read_sheet(records: Sequence[Sequence[str]], header: Header, file: str, problems: Problems) -> Building:
    """Read the lines under a header; every record is counted once, under what it was.

    Args:
        records: the whole sheet, its title included.
        header: where its columns are.
        file: its name, for messages.
        problems: told of the tariffs that cannot be read and of the lines that contradict one another.
    """
    made = Building(header, file, problems)
    made.counted["titres"] = header.last + 1
    for rank, record in enumerate(records[header.last + 1 :], header.last + 2):
        made.counted[_taken(made, record, rank)] += 1
    return made


def _taken(made: Building, record: Sequence[str], line: int) -> str:
    """Take one record, and return what it was."""
    if not any(cell.strip() for cell in record):
        return "lignes_vides"
    first = record[made.header.code].strip() if len(record) > made.header.code else ""
    if found := CODE.match(first.upper()):
        made.act = found[0]
        _act(made, record)
        _phase(made, record, line)
        # Some releases write the modifiers in the cell of the code.
        if "[" in first:
            _modifiers(made, first.partition("[")[2])
        return "actes"
    if first.startswith("["):
        return _modifiers(made, first)
    if first and (chapter := chapter_of(first)):
        made.chapter, made.act = chapter, ""
        return "chapitres"
    if not first and made.act and made.header.cell(record, "activity"):
        _phase(made, record, line)
        return "activites"
    return "notes"


def _act(made: Building, record: Sequence[str]) -> None:
    """Note the act of a line; an act met again (another activity, another chapter) is the same one."""
    if made.act not in made.acts:
        cell = made.header.cell
        made.acts[made.act] = Act(
            made.act,
            cell(record, "label"),
            cell(record, "group").upper(),
            made.chapter,
            iso(cell(record, "created")),
            iso(cell(record, "ended")),
        )


def _modifiers(made: Building, text: str) -> str:
    if made.act:
        marks = " ".join(_LETTER.findall(text.upper()))
        made.acts[made.act] = replace(made.acts[made.act], modifiers=marks)
    return "modificateurs"


def _phase(made: Building, record: Sequence[str], line: int) -> None:
    activity, phase = (_digit(made.header.cell(record, name)) for name in ("activity", "phase"))
    if not activity and not made.header.prices:
        return
    cells = {grid: record[place] for grid, place in made.header.prices.items() if place < len(record)}
    covered = not any(fold(cell).startswith(NOT_COVERED) for cell in record[made.header.code + 1 :])
    prices = {grid: cents for grid, cell in cells.items() if (cents := _price(made, cell, line)) is not None}
    _add(made, Phase(activity or "1", phase or "0", prices, covered), line)


def _add(made: Building, new: Phase, line: int) -> None:
    act = made.acts[made.act]
    known = next((one for one in act.phases if (one.activity, one.phase) == (new.activity, new.phase)), None)
    if known is None:
        made.acts[made.act] = replace(act, phases=(*act.phases, new))
    elif known != new:
        expected = _("un seul tarif par acte, activité et phase ; le premier lu est gardé")
        _warn(made, "tarif_contredit", line, act.code, expected)


def _price(made: Building, cell: str, line: int) -> int | None:
    """Return a tariff in cents, ``None`` when there is none; what is neither is said, never guessed."""
    plain = fold(cell)
    if not plain or plain.startswith(NOT_COVERED) or plain in ("so", "sans_objet", "nc"):
        return None
    found = cents(cell)
    if found is None:
        _warn(made, "tarif_illisible", line, cell, _("un tarif en euros, une case vide ou « Non pris en charge »"))
    return found


def _warn(made: Building, code: str, line: int, value: str, expected: str) -> None:
    fix = _("Comparez avec le site de l'assurance maladie ; l'acte reste connu, sans ce tarif.")
    made.problems.add(Problem(code, WARNING, made.file, None, line, None, trim(value), expected, fix))


def cents(text: str) -> int | None:
    """Return euros as written in French or in English as cents, ``None`` when it is no amount.

    >>> cents("1 234,56"), cents("28.92 €"), cents("290"), cents("1.234,50"), cents("voir note")
    (123456, 2892, 29000, 123450, None)
    """
    plain = re.sub(r"[\s€']|eur(os?)?", "", text.lower())
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    return round(float(plain) * 100) if _NUMBER.fullmatch(plain) else None


def chapter_of(text: str) -> str:
    """Return the number of a chapter, two digits a level, also after a spreadsheet made it a number or a date.

    >>> [chapter_of(one) for one in ("01.01", "1.01", "1,1", "07.02.03", "2003-02-07 00:00:00", "Note")]
    ['01.01', '01.01', '01.10', '07.02.03', '07.02.03', '']
    """
    if match := _DATED_CHAPTER.fullmatch(text):
        return ".".join((match[3], match[2], match[1]) if match[1] else (match[4], match[5], match[6]))
    if not _CHAPTER.fullmatch(text):
        return ""
    first, *others = text.rstrip(".").replace(",", ".").split(".")
    # A number loses the zeros at its ends: 1.1 was 01.10.
    return ".".join([first.zfill(2), *(one.ljust(2, "0") if len(others) == 1 else one.zfill(2) for one in others)])


def iso(text: str) -> str:
    """Return a date as ISO, empty when it is none.

    >>> iso("01/07/2025"), iso("20250701"), iso("")
    ('2025-07-01', '2025-07-01', '')
    """
    from levier.nomenclatures.titles import day_in

    return day_in([text]) if text else ""


def _digit(text: str) -> str:
    """Return an activity or a phase as one digit, empty when the cell holds something else."""
    match = re.match(r"0*(\d)(?:[.,]0+)?(?!\d)", text)
    return match[1] if match else ""
