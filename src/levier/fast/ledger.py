"""The controls of a ledger on the plain lines of a block: DuckDB counts, the rules' own controls add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from levier.engine.compile import literal
from levier.engine.duck import DuckEngine
from levier.fast.columns import Ready
from levier.fast.stage import STAGE, add_rows
from levier.problems import SHOWN_LINES
from levier.readers import ledger_checks
from levier.readers.ledger_checks import BLANK, BLANKS, LEGAL_AMOUNT, PAIRS, LedgerChecks, shown

DEFECTS = "fast_defects"


def complete(ready: dict[str, Ready], places: dict[str, int]) -> None:
    """Read an empty amount beside a filled one as 0; a line without any is for the rules."""
    debit, credit = ready["debit"], ready["credit"]
    values = {"Debit": debit.value, "Credit": credit.value}
    debit.odd.append(f"({debit.value}) IS NULL AND ({credit.value}) IS NULL")
    for name, one in (("Debit", debit), ("Credit", credit)):
        if name in places:
            # Spaces that only Python takes for blanks.
            one.odd.append(f"({values[name]}) IS NULL AND NOT {blank(places[name])}")
        one.value = f"COALESCE({values[name]}, 0)"


def blank(place: int) -> str:
    """Return the condition that a cell holds nothing."""
    cell = f"s.c{place}"
    # Most cells begin with a letter or a digit: the comparisons cost ten times less than the function.
    odd = f"{cell} < '!' OR {cell} >= '\u00a0'"
    return f"CASE WHEN {cell} = '' THEN TRUE WHEN {odd} THEN trim({cell}, {literal(BLANKS)}) = '' ELSE FALSE END"


@dataclass(frozen=True, slots=True)
class Test:
    """A defect of lines as a condition, and what is read on them."""

    code: str
    column: str | None
    where: str
    value: str = "NULL"


@dataclass(frozen=True, slots=True)
class Lines:
    """The plain lines of one block: rows of ``raw`` beside their cells, but those that the rules take back."""

    engine: DuckEngine
    raw: str
    file: int
    first: int
    skipped: int
    back: tuple[tuple[int, int], ...] = ()

    @property
    def where(self) -> str:
        """Return the rows of the block."""
        kept = "".join(f" AND NOT (r.line >= {begin} AND r.line < {end})" for begin, end in self.back)
        return f"r.file = {self.file} AND r.line >= {self.first}{kept}"

    @property
    def source(self) -> str:
        """Return the rows of the block with their cells."""
        shift = self.first + self.skipped
        return f"FROM {self.raw} r JOIN {STAGE} s ON s.rowid = r.line - {shift} WHERE {self.where}"


def control(checks: LedgerChecks, lines: Lines) -> None:
    """Add the plain lines of a block to the controls of its file."""
    _sums(checks, lines)
    _tests(checks, lines)
    for name in ledger_checks.DATES:
        if name in checks.places:
            _texts(checks, lines, name, ledger_checks.date_defect, "TRUE")
    for name in ledger_checks.AMOUNTS:
        if name in checks.places:
            where = f"NOT regexp_full_match(s.c{checks.places[name]}, {literal(LEGAL_AMOUNT)})"
            _texts(checks, lines, name, ledger_checks.amount_defect, where)


def _sums(checks: LedgerChecks, lines: Lines) -> None:
    fetch, rows = lines.engine.fetch, f"FROM {lines.raw} r WHERE {lines.where}"
    ((debit, credit, count),) = fetch(f"SELECT COALESCE(SUM(debit), 0), COALESCE(SUM(credit), 0), COUNT(*) {rows}")
    checks.add_sums(int(debit), int(credit), int(count))
    sums = "account, SUM(debit) - SUM(credit), MIN(line), MAX(line)"
    for account, balance, begin, end in fetch(f"SELECT {sums} {rows} GROUP BY account"):
        checks.add_account(account, int(balance))
        checks.add_span(account, begin, end)
    key = "journal, entry, date"
    entries = fetch(f"SELECT {key}, SUM(debit) - SUM(credit), MIN(line), COUNT(*) {rows} GROUP BY {key}")
    for journal, entry, day, gap, line, number in entries:
        checks.entries.add(journal, entry, day, int(gap), line, number)


def _tests(checks: LedgerChecks, lines: Lines) -> None:
    tests = list(_conditions(checks))
    counts = ", ".join(f"COUNT(*) FILTER (WHERE {test.where})" for test in tests)
    (found,) = lines.engine.fetch(f"SELECT {counts} {lines.source}")
    for test, count in zip(tests, found, strict=True):
        if count:
            _note(checks, lines, test, int(count))


def _note(checks: LedgerChecks, lines: Lines, test: Test, count: int) -> None:
    known = checks.found.get((test.code, test.column))
    if known and len(known.lines) == SHOWN_LINES and known.lines[-1] < lines.first:
        known.count += count
        return
    rows = lines.engine.fetch(
        f"SELECT r.line, {test.value} {lines.source} AND {test.where} ORDER BY r.line LIMIT {SHOWN_LINES}"
    )
    checks.note(test.code, test.column, count, [line for line, _value in rows], shown(rows[0][1]))


def _conditions(checks: LedgerChecks) -> Iterator[Test]:
    """Yield the defects that a condition tells, as the rules do."""
    places = checks.places
    for code, name in (*BLANK, ("montant_vide", "Debit"), ("montant_vide", "Credit")):
        if name in places:
            yield Test(code, name, blank(places[name]))
    yield Test("deux_montants", None, "r.debit <> 0 AND r.credit <> 0")
    yield Test("validation_avant", "ValidDate", "r.validated_on < r.date", "r.validated_on")
    if checks.closing is not None:
        yield Test(
            "hors_exercice", "EcritureDate", f"NOT r.date BETWEEN {checks.opening} AND {checks.closing}", "r.date"
        )
    for code, name, first, second, _wrong in PAIRS:
        if first in places and second in places:
            one, other = blank(places[first]), blank(places[second])
            yield Test(code, name, _pair(code, one, other, places[first]), f"s.c{places[name]}")


def _pair(code: str, first: str, second: str, place: int) -> str:
    if code == "auxiliaire_sans_numero":
        return f"{first} AND NOT {second}"
    if code == "auxiliaire_hors_tiers":
        return f"NOT {second} AND left(ltrim(s.c{place}, {literal(BLANKS)}), 1) <> '{ledger_checks.THIRD_PARTIES}'"
    return f"{second} AND NOT {first}"


def _texts(checks: LedgerChecks, lines: Lines, name: str, of_text: Callable[[str], str | None], where: str) -> None:
    """Let the rules judge each distinct text of a column."""
    cell = f"s.c{checks.places[name]}"
    rows = lines.engine.fetch(f"SELECT {cell}, COUNT(*) {lines.source} AND {where} GROUP BY 1")
    found: dict[str, list[tuple[str, int]]] = {}
    for text, count in rows:
        if code := of_text(text):
            found.setdefault(code, []).append((text, int(count)))
    for code, texts in found.items():
        lines.engine.create(DEFECTS, {"text": "VARCHAR"})
        add_rows(lines.engine, DEFECTS, ((text,) for text, _count in texts))
        test: Any = Test(code, name, f"{cell} IN (SELECT d.text FROM {DEFECTS} d)", cell)
        _note(checks, lines, test, sum(count for _text, count in texts))
        lines.engine.run(f"DROP TABLE {DEFECTS}")
