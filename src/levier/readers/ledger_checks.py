"""The controls of a ledger: what the law asks of each line, and what its entries say together.

Nothing here sets a line aside: each defect is one warning, with its count and its first lines. Lines come one by one
from the rules, or already counted from the fast path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from levier.i18n import _
from levier.periods import to_date
from levier.problems import SHOWN_LINES, WARNING, Problem, trim
from levier.readers import cells, dates, ledger
from levier.readers.bad import Bad
from levier.readers.layout import Layout
from levier.readers.ledger_entries import Entries, Entry, backwards, holes
from levier.readers.ledger_words import Words, sentence
from levier.readers.lines import Record
from levier.readers.names import clean
from levier.readers.totals import exact
from levier.tables.columns import CENTS
from levier.tables.rows import Account

CLASSES = ("60", "64", "70", "74")
MANDATORY = ("JournalCode", "JournalLib", "EcritureNum", "CompteLib", "PieceRef", "PieceDate", "EcritureLib")
BLANK = (*(("champ_vide", name) for name in MANDATORY), ("non_valide", "ValidDate"))
DATES = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
AMOUNTS = ("Debit", "Credit", "Montant")
BLANKS = " \t\u00a0"
SHOWN_ENTRIES = 5
SHOWN_ACCOUNTS = 20
# A few lines may well be together by chance.
LINES_AN_ACCOUNT = 3
# Excel's sign before what it would take for a formula is no part of an amount.
LEGAL_AMOUNT = r"[ \t]*[-+]?[0-9]+(,[0-9]{1,2})?[ \t]*"
THIRD_PARTIES = "4"
_LEGAL_AMOUNT, _LEGAL_DATE = re.compile(LEGAL_AMOUNT), re.compile(r"[0-9]{8}")
_NAMED = re.compile(r"FEC[-_ ]?(\d{8})", re.IGNORECASE)


def is_blank(text: str) -> bool:
    """Tell whether a cell holds nothing."""
    return not text.strip(BLANKS)


@lru_cache(maxsize=65_536)
def date_defect(text: str) -> str | None:
    """Return what is wrong in a date, or ``None``: ``illisible``, or ``forme`` (read, but not written AAAAMMJJ).

    >>> date_defect("20250103"), date_defect("03/01/2025"), date_defect("20250230"), date_defect("")
    (None, 'date_forme', 'date_illisible', None)
    """
    value = clean(text)
    if not value:
        return None
    if isinstance(dates.day(value, True), Bad):
        return "date_illisible"
    return None if _LEGAL_DATE.fullmatch(value) else "date_forme"


@lru_cache(maxsize=65_536)
def amount_defect(text: str) -> str | None:
    """Return what is wrong in an amount: rounded to the cent, or read but not written as the law wants.

    >>> amount_defect("0000000069,60"), amount_defect("1 500,00"), amount_defect("33,335")
    (None, 'montant_forme', 'montant_arrondi')
    """
    if _LEGAL_AMOUNT.fullmatch(text) or is_blank(text):
        return None
    found = cells.amount(clean(text), ",")
    return "montant_arrondi" if isinstance(found, Bad) and found.code == "trop_de_decimales" else "montant_forme"


def closing_of(name: str) -> int | None:
    """Return the closing day that the name of a file says (SIREN, FEC, AAAAMMJJ).

    >>> to_date(closing_of("123456789FEC20251231.txt")).isoformat()
    '2025-12-31'
    """
    match = _NAMED.search(name)
    found = dates.day(match[1], True) if match else None
    return found if isinstance(found, int) else None


def opening_of(closing: int) -> int:
    """Return the first of the twelve months that end on a day."""
    last = to_date(closing + 1)
    # 28 February of a common year closes a year that a leap day opens.
    return closing + 1 - (last - last.replace(year=last.year - 1, day=min(last.day, 28))).days


@dataclass(slots=True)
class Found:
    """A defect met: how often, on which first lines, and what was read on the first of them."""

    count: int = 0
    lines: list[int] = field(default_factory=list)
    value: str | None = None


class LedgerChecks:
    """The controls of one ledger, fed as its lines are read."""

    def __init__(self, layout: Layout, account: Account) -> None:
        self.places = ledger.places(layout)
        self.legal = ledger.is_legal(layout)
        self.typed = account.reader == "classeur"
        self.closing = closing_of(account.file)
        self.opening = opening_of(self.closing) if self.closing is not None else None
        self.entries = Entries()
        self.debit = self.credit = self.lines = 0
        self.accounts: dict[str, int] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.found: dict[tuple[str, str | None], Found] = {}

    # -- lines ---------------------------------------------------------------------------------------------------

    def note(self, code: str, column: str | None, count: int, lines: Sequence[int], value: str | None) -> None:
        """Add a defect met on lines that follow each other; ``value`` was read on the first."""
        if not count:
            return
        known = self.found.setdefault((code, column), Found())
        if not known.lines or lines[0] < known.lines[0]:
            known.value = value
        known.count += count
        known.lines = sorted([*known.lines, *lines[:SHOWN_LINES]])[:SHOWN_LINES]

    def add_sums(self, debit: int, credit: int, lines: int) -> None:
        """Add the totals of lines."""
        self.debit, self.credit, self.lines = self.debit + debit, self.credit + credit, self.lines + lines

    def add_account(self, account: str, balance: int) -> None:
        """Add debit less credit of an account."""
        self.accounts[account] = self.accounts.get(account, 0) + balance

    def add_span(self, account: str, first: int, last: int) -> None:
        """Add lines between which an account stands."""
        before, after = self.spans.get(account, (first, last))
        self.spans[account] = (min(first, before), max(last, after))

    def add(self, columns: dict[str, list[Any]], lines: list[int], records: list[Record]) -> None:
        """Add the kept lines of a chunk: their values, and their cells as the file has them."""
        if not lines:
            return
        raw: list[tuple[str, ...]] = list(zip(*records, strict=True))
        self._add_values(columns, lines)
        self._check_values(columns, lines)
        for code, name in BLANK:
            if name in self.places:
                self._check_blank(code, name, raw, lines)
        for name, of_text, codes in (
            *((name, date_defect, ("date_illisible", "date_forme")) for name in DATES),
            *((name, amount_defect, ("montant_arrondi", "montant_forme")) for name in AMOUNTS),
        ):
            if name in self.places and not self.typed:
                self._check_each(name, raw, lines, of_text, codes)
        self._check_pairs(raw, lines)

    def _add_values(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        self.add_sums(sum(columns["debit"]), sum(columns["credit"]), len(lines))
        starts = dict(zip(reversed(columns["account"]), reversed(lines), strict=True))
        for account, last in dict(zip(columns["account"], lines, strict=True)).items():
            self.add_span(account, starts[account], last)
        names = ("journal", "entry", "date", "account", "debit", "credit")
        for line, journal, entry, day, account, debit, credit in zip(
            lines, *(columns[name] for name in names), strict=True
        ):
            self.add_account(account, debit - credit)
            self.entries.add(journal, entry, day, debit - credit, line)

    def _check_values(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        both = zip(columns["debit"], columns["credit"], strict=True)
        self._noted(
            "deux_montants", None, lines, [rank for rank, (debit, credit) in enumerate(both) if debit and credit]
        )
        pairs = zip(columns["date"], columns["validated_on"], strict=True)
        early = [rank for rank, (day, valid) in enumerate(pairs) if valid is not None and valid < day]
        self._noted("validation_avant", "ValidDate", lines, early, lambda rank: columns["validated_on"][rank])
        if self.closing is not None and self.opening is not None:
            far = [rank for rank, day in enumerate(columns["date"]) if not self.opening <= day <= self.closing]
            self._noted("hors_exercice", "EcritureDate", lines, far, lambda rank: columns["date"][rank])

    def _check_blank(self, code: str, name: str, raw: list[tuple[str, ...]], lines: list[int]) -> None:
        texts = raw[self.places[name]]
        self._noted(code, name, lines, [rank for rank, text in enumerate(texts) if is_blank(text)])

    def _check_each(
        self,
        name: str,
        raw: list[tuple[str, ...]],
        lines: list[int],
        of_text: Callable[[str], str | None],
        codes: tuple[str, ...],
    ) -> None:
        texts = raw[self.places[name]]
        defects = {text: code for text in set(texts) if (code := of_text(text))}
        for code in codes if defects else ():
            ranks = [rank for rank, text in enumerate(texts) if defects.get(text) == code]
            self._noted(code, name, lines, ranks, texts.__getitem__)

    def _check_pairs(self, raw: list[tuple[str, ...]], lines: list[int]) -> None:
        for code, name, first, second, wrong in PAIRS:
            if first in self.places and second in self.places:
                pairs = zip(raw[self.places[first]], raw[self.places[second]], strict=True)
                ranks = [rank for rank, (one, other) in enumerate(pairs) if wrong(one, other)]
                self._noted(code, name, lines, ranks, raw[self.places[name]].__getitem__)

    def _noted(
        self,
        code: str,
        name: str | None,
        lines: list[int],
        ranks: list[int],
        value: Callable[[int], Any] = lambda rank: None,
    ) -> None:
        if ranks:
            self.note(code, name, len(ranks), [lines[rank] for rank in ranks[:SHOWN_LINES]], shown(value(ranks[0])))

    # -- the whole file ------------------------------------------------------------------------------------------

    def finish(self, account: Account) -> list[Problem]:
        """Complete the account's controls; return the warnings, those of lines first, then those of entries."""
        numbered = self.entries.numbered
        entries = self.entries.all(numbered)
        account.controls |= self._controls(account, entries, numbered)
        words = Words(account.file, account.sheet, self.closing)
        return [*self._of_lines(words), *self._of_entries(words, entries, numbered, account.set_aside)]

    def _controls(self, account: Account, entries: list[Entry], numbered: bool) -> dict[str, Any]:
        """Return what ``levier check`` prints: exact decimal strings; balances are debit less credit."""
        found: dict[str, Any] = {
            "debit": exact(self.debit, CENTS),
            "credit": exact(self.credit, CENTS),
            "entries": len(entries),
            "unbalanced": sum(one.gap != 0 for one in entries),
            "classes": self._classes(),
            "accounts": self._taken(),
        }
        if not numbered:
            found["entries_by"] = "JournalCode + EcritureNum + EcritureDate"
        if account.first is not None and account.last is not None:
            found["exercise"] = f"{to_date(account.first).isoformat()}/{to_date(account.last).isoformat()}"
        if self.closing is not None:
            found["closing"] = to_date(self.closing).isoformat()
        return found

    def _classes(self) -> dict[str, str]:
        """Return the balances of the classes that indicators use, and of the other ones of 6 and 7 that are there."""
        sums = dict.fromkeys(CLASSES, 0)
        for account, balance in self.accounts.items():
            if account[:2] in sums or (account[:1] in ("6", "7") and account[1:2].isdigit()):
                sums[account[:2]] = sums.get(account[:2], 0) + balance
        return {name: exact(sums[name], CENTS) for name in sorted(sums)}

    def _taken(self) -> dict[str, list[str]]:
        """Return the accounts of each class of 6 and 7, the first ones in order."""
        found: dict[str, list[str]] = {}
        for account in sorted(self.accounts):
            if account[:1] in ("6", "7"):
                found.setdefault(account[:2], []).append(account)
        return {name: taken if len(taken) <= SHOWN_ACCOUNTS else _first(taken) for name, taken in found.items()}

    def _of_lines(self, words: Words) -> Iterable[Problem]:
        for (code, column), found in sorted(self.found.items(), key=lambda item: (item[1].lines[0], str(item[0]))):
            never = code == "non_valide" and found.count == self.lines
            told = "jamais_valide" if never else code
            yield self._said(words, told, column, found.count, found.lines, found.value)

    def _of_entries(self, words: Words, entries: list[Entry], numbered: bool, aside: int) -> Iterable[Problem]:
        wrong = [one for one in entries if one.gap]
        for one in wrong[:SHOWN_ENTRIES]:
            name = f"{one.journal} {one.number}".strip()
            yield words.unbalanced(one.line, name, exact(one.gap, CENTS))
        if len(wrong) > SHOWN_ENTRIES:
            rest = wrong[SHOWN_ENTRIES:]
            yield self._said(words, "autres_desequilibres", "EcritureNum", len(rest), [one.line for one in rest], None)
        if self.debit != self.credit:
            yield words.totals(exact(self.debit, CENTS), exact(self.credit, CENTS), aside)
        if not numbered:
            yield self._said(words, "ecritures_sans_numero", "EcritureNum", 1, [], None)
            return
        late = backwards(entries)
        if late and self._by_account():
            yield self._said(words, "trie_par_compte", "EcritureDate", 1, [], None)
        elif late:
            lines = [one.line for one in late]
            yield self._said(words, "chronologie", "EcritureDate", len(late), lines, shown(late[0].day))
        if missing := holes(entries):
            lines = [one.line for one, _count in missing]
            yield words.holes(sum(count for _one, count in missing), lines, missing[0][0].number)

    def _by_account(self) -> bool:
        """Tell whether the lines of each account stand together, as in a ledger printed account by account."""
        spans = sorted(self.spans.values())
        apart = all(before[1] < after[0] for before, after in pairwise(spans))
        return apart and len(spans) > 1 and self.lines >= LINES_AN_ACCOUNT * len(spans)

    @staticmethod
    def _said(
        words: Words, code: str, column: str | None, count: int, lines: Sequence[int], value: str | None
    ) -> Problem:
        expected, fix = sentence(code, words)
        first = tuple(lines[:SHOWN_LINES])
        line = first[0] if first else None
        return Problem(code, WARNING, words.file, words.sheet, line, column, value, expected, fix, count, first)


def _first(accounts: list[str]) -> list[str]:
    more = _("et {n} autres").format(n=len(accounts) - SHOWN_ACCOUNTS)
    return [*accounts[:SHOWN_ACCOUNTS], more]


def shown(value: Any) -> str | None:
    """Return a value as a message quotes it; numbers are days."""
    if value is None:
        return None
    return to_date(value).strftime("%d/%m/%Y") if isinstance(value, int) else trim(value) or None


PAIRS: tuple[tuple[str, str, str, str, Callable[[str, str], bool]], ...] = (
    ("auxiliaire_sans_numero", "CompAuxLib", "CompAuxNum", "CompAuxLib", lambda a, b: is_blank(a) and not is_blank(b)),
    ("auxiliaire_sans_libelle", "CompAuxNum", "CompAuxNum", "CompAuxLib", lambda a, b: is_blank(b) and not is_blank(a)),
    (
        "auxiliaire_hors_tiers",
        "CompteNum",
        "CompteNum",
        "CompAuxNum",
        lambda a, b: not is_blank(b) and not a.lstrip(BLANKS).startswith(THIRD_PARTIES),
    ),
    ("lettrage_sans_date", "EcritureLet", "EcritureLet", "DateLet", lambda a, b: is_blank(b) and not is_blank(a)),
)
