"""The legal accounting file (FEC): its separator, its variants, what is computed on it."""

from __future__ import annotations

from typing import Any

from levier.i18n import _
from levier.readers.bad import Bad
from levier.readers.cells import Parser
from levier.readers.layout import Layout, Source
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.totals import exact
from levier.tables import TABLES
from levier.tables.columns import CENTS

JOINT = "\x1f"
CLASSES = ("60", "64", "70", "74")
# Article A47 A-1 of the Livre des procédures fiscales, with the columns of cash-basis books.
LEGAL = frozenset(
    (
        *("journalcode", "journallib", "ecriturenum", "ecrituredate", "comptenum", "comptelib", "compauxnum"),
        *("compauxlib", "pieceref", "piecedate", "ecriturelib", "debit", "credit", "ecriturelet", "datelet"),
        *("validdate", "montantdevise", "idevise", "montant", "sens", "daterglt", "modereglt", "natop", "idclient"),
    )
)
_DEBIT = frozenset(("d", "1", "+1", "+"))
_CREDIT = frozenset(("c", "-1", "-"))


def with_sides(header: Record) -> dict[str, Source]:
    """Return the sources of ``Debit`` and ``Credit`` in a file that has ``Montant`` and ``Sens`` instead."""
    folded = [fold(cell) for cell in header]
    if "montant" not in folded or "sens" not in folded or "debit" in folded:
        return {}
    cells = (folded.index("montant"), folded.index("sens"))
    table = TABLES["ledger"]
    return {name: Source(table.column(name), cells, joint=JOINT, role=name) for name in ("debit", "credit")}


def sided(role: str, parse: Parser) -> Parser:
    """Return the parser of an amount and its side, for one side: the other side's amounts are 0."""

    def cell(text: str) -> Any:
        amount, _sign, side = (part.strip() for part in text.partition(JOINT))
        word = side.lower()
        if not amount and not word:
            return None
        if word not in _DEBIT | _CREDIT:
            return wrong_side()
        return parse(amount) if (word in _DEBIT) == (role == "debit") else 0

    return cell


def wrong_side() -> Bad:
    """Return the refusal of a side that is neither debit nor credit."""
    return Bad("sens_invalide", _("D ou C (ou +1, -1)"), _("Corrigez le sens de l'écriture."))


class LedgerControls:
    """Totals of a ledger, entries that do not balance, balances of the classes that indicators use."""

    def __init__(self) -> None:
        self.debit = self.credit = 0
        self.gaps: dict[tuple[Any, Any], int] = {}
        self.classes = dict.fromkeys(CLASSES, 0)

    def add(self, columns: dict[str, list[Any]]) -> None:
        """Add the kept lines of a chunk."""
        self.debit += sum(columns["debit"])
        self.credit += sum(columns["credit"])
        names = ("journal", "entry", "account", "debit", "credit")
        for journal, entry, account, debit, credit in zip(*(columns[name] for name in names), strict=True):
            key = (journal, entry)
            self.gaps[key] = self.gaps.get(key, 0) + debit - credit
            if account[:2] in self.classes:
                self.classes[account[:2]] += debit - credit

    def controls(self) -> dict[str, Any]:
        """Return what ``levier check`` prints: exact decimal strings; class balances are debit less credit."""
        return {
            "debit": exact(self.debit, CENTS),
            "credit": exact(self.credit, CENTS),
            "entries": len(self.gaps),
            "unbalanced": sum(gap != 0 for gap in self.gaps.values()),
            "classes": {name: exact(value, CENTS) for name, value in self.classes.items()},
        }


def unknown(layout: Layout) -> tuple[str, ...]:
    """Return the headers that are not those of the law."""
    return tuple(name for name in layout.ignored if fold(name).replace("_", "") not in LEGAL)
