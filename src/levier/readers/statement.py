"""Hand-made statements of balances (``soldes``): two columns, or one balance with its sign or its side.

Statements are written « débit / crédit », « solde débiteur / solde créditeur », or as one « solde »: positive for a
debit, negative (or in brackets) for a credit, or followed by a column « sens ».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from levier.i18n import _
from levier.problems import SHOWN_LINES, WARNING, Problem
from levier.readers import ledger
from levier.readers.bad import Bad
from levier.readers.cells import Parser
from levier.readers.layout import Layout, Source, standard
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.tables import TABLES
from levier.tables.rows import Account

BALANCE, SIDE = ("solde", "solde_net", "solde_final"), ("sens", "d_c", "sens_du_solde")
_TWO = {
    "solde_debiteur": "debit",
    "solde_crediteur": "credit",
    "solde_debit": "debit",
    "solde_credit": "credit",
    "soldes_debiteurs": "debit",
    "soldes_crediteurs": "credit",
    "debits": "debit",
    "credits": "credit",
}
_OTHERS = {"n_compte": "compte", "n_de_compte": "compte", "no_compte": "compte", "numero_de_compte": "compte"}
_LABELS = {"libelle_du_compte": "libelle", "intitule": "libelle", "intitule_du_compte": "libelle", "annee": "exercice"}
ALIASES = {**_TWO, **_OTHERS, "num_compte": "compte", "numero_compte": "compte", **_LABELS}


def laid(header: Record, before: int) -> Layout:
    """Return the layout of a statement on a header; one balance stands for the two amounts."""
    folded = [fold(cell) for cell in header]
    names = [
        ours if (ours := ALIASES.get(name)) and ours not in folded else cell
        for cell, name in zip(header, folded, strict=True)
    ]
    layout = standard(TABLES["balances"], names, before)
    sides = _sides(folded, layout)
    sources = tuple(sides.get(source.column.name, source) for source in layout.sources)
    used = {fold(header[index]) for source in sides.values() for index in source.indexes}
    ignored = tuple(name for name in layout.ignored if fold(name) not in used)
    return replace(layout, header=tuple(header), sources=sources, ignored=ignored)


def _sides(folded: list[str], layout: Layout) -> dict[str, Source]:
    """Return the sources of debit and credit in a statement that has one balance, and no amount by side."""
    if any(source.there for source in layout.sources if source.column.name in ("debit", "credit")):
        return {}
    balance = next((folded.index(name) for name in BALANCE if name in folded), None)
    if balance is None:
        return {}
    side = next((folded.index(name) for name in SIDE if name in folded), None)
    places = (balance,) if side is None else (balance, side)
    table = TABLES["balances"]
    return {name: Source(table.column(name), places, joint=ledger.JOINT, role=name) for name in ("debit", "credit")}


def side_of_balance(role: str, parse: Parser) -> Parser:
    """Return the parser of a balance for one side; with a side, a negative balance is one of the other side.

    >>> from levier.readers.cells import amount
    >>> debit, credit = side_of_balance("debit", amount), side_of_balance("credit", amount)
    >>> debit("12,50"), credit("12,50"), debit("(12,50)"), credit("(12,50)"), credit(f"12,50{ledger.JOINT}C")
    (1250, 0, 0, 1250, 1250)
    """
    sided = ledger.sided(role, parse)

    def cell(text: str) -> Any:
        if ledger.JOINT in text:
            return sided(text)
        value = parse(text)
        if value is None or value.__class__ is Bad:
            return value
        return max(value, 0) if role == "debit" else max(-value, 0)

    return cell


def is_signed(layout: Layout) -> bool:
    """Tell whether the balances of a statement say their side by their sign alone."""
    return any(source.role and len(source.indexes) == 1 for source in layout.sources)


class Signs:
    """Notice a statement whose products are written as positive balances, that is as charges."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.credits = self.count = 0
        self.lines: list[int] = []

    def add(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        """Add the kept lines of a chunk."""
        for line, account, debit, credit in zip(
            lines, columns["account"], columns["debit"], columns["credit"], strict=True
        ):
            self.credits += credit > 0
            if account.startswith("7") and debit > 0:
                self.count += 1
                self.lines = [*self.lines, line][:SHOWN_LINES]

    def problems(self) -> Iterator[Problem]:
        """Yield the warning, when no balance at all is negative."""
        if self.count and not self.credits:
            expected = _("des produits au solde négatif (crédit) : ici tous les soldes sont positifs")
            fix = _("Ajoutez une colonne « sens » (D ou C), ou mettez un signe moins devant les comptes de classe 7.")
            place = (self.account.file, self.account.sheet, self.lines[0], "solde", None)
            yield Problem("produits_positifs", WARNING, *place, expected, fix, self.count, tuple(self.lines))
