"""The legal accounting file (FEC): its columns whatever their case, order and spelling, and its two ways of amounts.

Article A47 A-1 of the Livre des procédures fiscales. A line whose account, date and amounts can be read is kept; every
other defect is a warning (:mod:`levier.readers.ledger_checks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from levier.i18n import _
from levier.readers import cells, dates
from levier.readers.bad import Bad
from levier.readers.cells import Parser
from levier.readers.layout import Layout, Source, standard
from levier.readers.lines import Record
from levier.readers.names import clean, fold
from levier.tables import TABLES, Column, Kind

JOINT = "\x1f"
# The legal order; the four last ones are those of cash-basis books.
COLUMNS = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib"),
    *("PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate"),
    *("Montantdevise", "Idevise"),
)
CASH = ("DateRglt", "ModeRglt", "NatOp", "IdClient")
SIDED = ("Montant", "Sens")
SEPARATORS = ("\t", "|", ";", ",")
# Several programs write these so.
_OTHERS = {"iddevise": "Idevise", "compteauxnum": "CompAuxNum", "compteauxlib": "CompAuxLib"}
_NAMES = {name.lower(): name for name in (*COLUMNS, *CASH, *SIDED)} | _OTHERS
_MARKS = ("journalcode", "ecriturenum", "ecrituredate", "comptenum")
_DEBIT = frozenset(("d", "1", "+1", "+", "debit"))
_CREDIT = frozenset(("c", "-1", "-", "credit"))
_LEGAL_DATE = re.compile(r"\d{8}")
_ACCOUNT = re.compile(r"[1-9]\w*")
_DASH = re.compile(r"[-\u2010-\u2015\u2212] ?€?")
_MOST_CELLS = len(COLUMNS) + len(CASH) + 1


def name_of(cell: str) -> str | None:
    """Return the legal name of a header cell, whatever its case, accents and spaces, or ``None``.

    >>> name_of("écriture_num"), name_of("MONTANTDEVISE"), name_of("section")
    ('EcritureNum', 'Montantdevise', None)
    """
    return _NAMES.get(fold(cell).replace("_", ""))


def is_header(line: str) -> bool:
    """Tell whether a line of text names the columns of the law."""
    flat = fold(line).replace("_", "")
    return sum(mark in flat for mark in _MARKS) > 1


def separator_of(header: str) -> str | None:
    """Return the separator of a header line: the one that gives the most cells; ``None``: none does (fixed width)."""
    best = max(SEPARATORS, key=header.count)
    return best if header.count(best) >= len(_MARKS) - 1 else None


def other_titles(record: Record) -> bool:
    """Tell whether a line names entries in the words of a person: a journal, a day, an account, an amount's side.

    >>> other_titles(["Code journal", "Date", "N° de compte", "Débit", "Crédit"]), other_titles(["Date", "Montant"])
    (True, False)
    """
    words = {word for cell in record for word in fold(cell).split("_")}
    return {"journal", "date", "compte"} <= words and ({"debit", "credit"} <= words or {"montant", "sens"} <= words)


def laid(header: Record, before: int) -> Layout:
    """Return the layout of a ledger on a header of the law, or of a table that uses its names."""
    table = TABLES["ledger"]
    known = [name_of(cell) or cell for cell in header]
    layout = standard(table, known, before)
    sides = with_sides(header)
    sources = tuple(sides.get(source.column.name, source) for source in layout.sources)
    ignored = tuple(name for name in layout.ignored if name not in _NAMES.values())
    return replace(layout, header=tuple(header), sources=sources, ignored=ignored)


def with_sides(header: Record) -> dict[str, Source]:
    """Return the sources of ``Debit`` and ``Credit`` in a file that has ``Montant`` and ``Sens`` instead."""
    names = [name_of(cell) for cell in header]
    if "Montant" not in names or "Sens" not in names or "Debit" in names:
        return {}
    places = (names.index("Montant"), names.index("Sens"))
    table = TABLES["ledger"]
    return {name: Source(table.column(name), places, joint=JOINT, role=name) for name in ("debit", "credit")}


def headless(records: Iterable[Record]) -> Layout | None:
    """Return the layout of a ledger without its header: the legal order, when its first line can only be that."""
    first = next((record for record in records if any(cell.strip() for cell in record)), [])
    if not len(COLUMNS) <= len(first) <= _MOST_CELLS:
        return None
    one = dict(zip(COLUMNS, map(str.strip, first), strict=False))
    days = (one["EcritureDate"], one["PieceDate"])
    amounts = (one["Debit"], one["Credit"])
    free = (one["DateLet"], one["ValidDate"])
    if not all(not day or _LEGAL_DATE.match(day) for day in free):
        return None
    if not (all(map(_LEGAL_DATE.fullmatch, days)) and _ACCOUNT.fullmatch(one["CompteNum"])):
        return None
    if any(isinstance(cells.amount(clean(amount) or "0"), Bad) for amount in amounts):
        return None
    return laid([*COLUMNS, *CASH[: len(first) - len(COLUMNS)]], 0)


def is_legal(layout: Layout) -> bool:
    """Tell whether a file follows the law's columns (else it is a table of our own with a few of them)."""
    return len({name_of(cell) for cell in layout.header} & set(COLUMNS)) > len(COLUMNS) // 2


def places(layout: Layout) -> dict[str, int]:
    """Return where each column of the law stands in the records."""
    found: dict[str, int] = {}
    for place, cell in enumerate(layout.header):
        if name := name_of(cell):
            found.setdefault(name, place)
    return found


# -- cells -----------------------------------------------------------------------------------------------------------


def sided(role: str, parse: Parser) -> Parser:
    """Return the parser of an amount and its side, for one side: the other side's amounts are 0."""

    def cell(text: str) -> Any:
        amount, _sign, side = (part.strip() for part in text.partition(JOINT))
        word = fold(side) or side
        if not amount and not word:
            return None
        if word not in _DEBIT | _CREDIT and side not in _DEBIT | _CREDIT:
            return wrong_side()
        return parse(amount) if is_debit(side) == (role == "debit") else 0

    return cell


def is_debit(side: str) -> bool:
    """Tell whether a side is the debit one.

    >>> is_debit("D"), is_debit("Crédit"), is_debit("-1")
    (True, False, False)
    """
    return side in _DEBIT or (side not in _CREDIT and fold(side) in _DEBIT)


def wrong_side() -> Bad:
    """Return the refusal of a side that is neither debit nor credit."""
    return Bad("sens_invalide", _("D ou C (ou +1, -1)"), _("Corrigez le sens de l'écriture."))


def dashed(parse: Parser) -> Parser:
    """Return the parser of an amount that a spreadsheet may have written as a dash, its accounting way to say zero.

    >>> [dashed(cells.amount)(text) for text in ("-", " -   € ", "-12,00")]
    [0, 0, -1200]
    """
    return lambda text: 0 if _DASH.fullmatch(clean(text)) else parse(text)


def lenient(column: Column, parse: Parser, style: str | None) -> Parser:
    """Return the parser of a ledger's cell: what does not place a line in the accounts cannot set it aside.

    Fractions of cents are rounded; texts are kept as they are; a date of validation that is none is not known. Each of
    these is counted elsewhere.
    """
    if column.kind is Kind.AMOUNT:
        return lambda text: rounded(text, parse(text), style)
    if column.required or column.name == "finess":
        return parse
    if column.kind.is_text:
        return lambda text: kept(text, parse(text))
    return lambda text: known(parse(text))


def known(value: Any) -> Any:
    """Return a value, ``None`` for what is none."""
    return None if value.__class__ is Bad else value


def kept(text: str, value: Any) -> Any:
    """Return a value, the text itself for what is none."""
    return (clean(text) or None) if value.__class__ is Bad else value


def rounded(text: str, value: Any, style: str | None = None) -> Any:
    """Return an amount; one with fractions of cents is brought to the nearest cent (half away from zero).

    >>> rounded("33,335", cells.amount("33,335"))
    3334
    """
    if value.__class__ is not Bad or value.code != "trop_de_decimales":
        return value
    found = cells.number(clean(text), style)
    if isinstance(found, Bad):
        return value
    digits, decimals = found
    unit = 10 ** (decimals - 2)
    cents = (abs(digits) + unit // 2) // unit
    return cents if digits >= 0 else -cents


def readable(record: Record, layout: Layout) -> bool:
    """Tell whether the account, the date and the amounts of a record can be read."""
    cell = {one.column.name: [record[place] for place in one.indexes] for one in layout.sources if one.indexes}
    if not {"date", "account", "debit", "credit"} <= set(cell):
        return False
    if isinstance(dates.day(clean(cell["date"][0]), True), Bad) or not _ACCOUNT.fullmatch(clean(cell["account"][0])):
        return False
    if len(cell["debit"]) > 1:
        amount, side = cell["debit"]
        return not isinstance(sided("debit", cells.amount)(f"{amount.strip()}{JOINT}{side.strip()}"), Bad | None)
    amounts = [clean(cell[name][0]) for name in ("debit", "credit")]
    return any(amounts) and all(_is_amount(text) for text in amounts)


def _is_amount(text: str) -> bool:
    return not text or not isinstance(rounded(text, cells.amount(text)), Bad)
