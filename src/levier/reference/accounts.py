"""Accounts: the ledger's lines and the yearly balances in one table, with roles and services."""

from __future__ import annotations

from collections import defaultdict

from levier.centre import Centre
from levier.measures.facts import ACCOUNTS
from levier.periods import to_date
from levier.reference.rows import Row, Rows, fact_row, fold
from levier.reference.spans import year_span
from levier.tables.columns import SERVICES


def accounts(rows: Rows, centre: Centre) -> list[Row]:
    """Return one row per line of the ledger, then one per line of the balances."""
    closing = _closing_entries(rows["ledger"])
    entries = [
        _row(line, line["date"], line["date"], "ecritures", _entry(line) in closing, centre) for line in rows["ledger"]
    ]
    return entries + [_row(line, *year_span(line["exercise"]), "soldes", False, centre) for line in rows["balances"]]


def _entry(line: Row) -> tuple[object, ...]:
    return line["journal"], line["entry"], line["date"]


def _closing_entries(ledger: list[Row]) -> set[tuple[object, ...]]:
    entries = defaultdict(list)
    for line in ledger:
        entries[_entry(line)].append(line["account"])
    return {
        entry
        for entry, held in entries.items()
        if any(one.startswith("12") for one in held) and any(one.startswith(("6", "7")) for one in held)
    }


def _row(line: Row, day: int, last: int, origin: str, closing: bool, centre: Centre) -> Row:
    return fact_row(
        ACCOUNTS,
        line | {"service": service_of(line["section"], centre)},
        day,
        last,
        origin=origin,
        account=line["account"],
        net_debit=line["debit"] - line["credit"],
        role=role_of(line["account"], centre, to_date(day).year),
        charge=int(line["account"].startswith("6")),
        closing=int(closing),
    )


def role_of(account: str, centre: Centre, year: int) -> str:
    """Return the role that the longest prefix of the account gives, in the chart of the year.

    >>> role_of("70611", Centre(), 2024), role_of("742", Centre(), 2024), role_of("742", Centre(), 2025)
    ('activity', 'subsidy', 'balancing')
    """
    roles = centre.roles_in(year)
    prefixes = [prefix for prefix in roles if account.startswith(prefix)]
    return roles[max(prefixes, key=len)] if prefixes else "other"


def service_of(section: str | None, centre: Centre) -> str | None:
    """Return the service of an analytic section: the centre's choice, else the service of that name."""
    if section is None:
        return None
    named = fold(section)
    return centre.sections.get(section, named if named in SERVICES else None)
