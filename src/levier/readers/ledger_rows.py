"""What the rules of every table do otherwise for a ledger: the shape of lines, an amount left empty, the controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from levier.problems import WARNING, Problem, trim
from levier.readers import bad, ledger
from levier.readers.bad import Bad
from levier.readers.layout import Layout, Source
from levier.readers.ledger_checks import LedgerChecks
from levier.readers.ledger_lines import Mender
from levier.readers.ledger_words import Words, sentence
from levier.readers.part import Part
from levier.readers.shape import Shape
from levier.tables.rows import Account

AMOUNTS = ("debit", "credit")


class Ledger:
    """The particular rules of one ledger."""

    def __init__(self, layout: Layout, account: Account, report: Callable[..., None]) -> None:
        self.layout, self.account, self.report = layout, account, report
        self.checks = LedgerChecks(layout, account)
        self.words = Words(account.file, account.sheet, self.checks.closing)
        self.sources = {one.column.name: one for one in layout.sources}

    def shape(self) -> Shape:
        """Return the rules of shape, that mend what can be read one way only."""
        mender = Mender(self.layout)
        words = (mender.mend, lambda code: sentence(code, self.words), mender.join)
        return Shape(self.layout.header, self.account, self.report, *words)

    def complete(
        self, columns: dict[str, list[Any]], failures: dict[int, list[tuple[Source, Bad]]], lines: list[int]
    ) -> None:
        """Read an empty amount beside a filled one as 0; without any amount, a line is set aside."""
        if not any(None in columns[name] for name in AMOUNTS):
            return
        debit, credit = (columns[name] for name in AMOUNTS)
        for rank, (one, other) in enumerate(zip(debit, credit, strict=True)):
            if one is None and other is None:
                failures.setdefault(rank, []).append((self.sources["debit"], bad.empty()))
            elif one is None or other is None:
                empty = "debit" if one is None else "credit"
                columns[empty][rank] = 0
                if not (isinstance(one, Bad) or isinstance(other, Bad)) and rank not in failures:
                    self.checks.note("montant_vide", empty.capitalize(), 1, [lines[rank]], None)


def said(layout: Layout, part: Part, file: str) -> Iterator[Problem]:
    """Yield what the header of a ledger, its encoding and its ends of lines have that the law has not."""
    words = Words(file, part.sheet, None)
    if not ledger.is_legal(layout):
        return
    names = [name for cell in layout.header if (name := ledger.name_of(cell))]
    if layout.before == 0:
        yield _told("entete_absent", words, None, None)
    wanted = [one for one in ledger.COLUMNS if one not in ("Debit", "Credit") or "Montant" not in names]
    if missing := [one for one in wanted if one not in names]:
        yield _told("colonne_absente", words, layout.before, ", ".join(missing))
    known = [name for name in names if name in ledger.COLUMNS]
    if known != sorted(known, key=ledger.COLUMNS.index):
        yield _told("ordre_des_colonnes", words, layout.before, ", ".join(_moved(known)))
    if (part.encoding or "").startswith("utf-16"):
        yield _told("encodage_inattendu", words, None, "UTF-16")
    if part.mixed_ends:
        yield _told("fins_de_ligne", words, None, None)


def _moved(known: list[str]) -> list[str]:
    """Return the columns that are not where the law puts them among those that are there."""
    ordered = sorted(known, key=ledger.COLUMNS.index)
    return [name for name, there in zip(known, ordered, strict=True) if name != there]


def _told(code: str, words: Words, line: int | None, value: str | None) -> Problem:
    expected, fix = sentence(code, words)
    read = trim(value) if value else None
    return Problem(code, WARNING, words.file, words.sheet, line or None, None, read, expected, fix)
