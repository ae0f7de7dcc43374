"""Accounts: the role of each, the service of each section, closing entries told apart (contract §3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from levier.centre import Centre
from levier.derive.resources import YEARS
from levier.derive.sql import make_table, raw
from levier.engine.base import Engine
from levier.measures.facts import ACCOUNTS
from levier.periods import to_day
from levier.tables.columns import SERVICES
from levier.text import fold

OTHER = "other"
# Before and after every day that a date can be.
FIRST_DAY, LAST_DAY = -1_000_000, 4_000_000


def make(engine: Engine, centre: Centre) -> None:
    """Make the derived accounts from the ledger and from yearly balances."""
    _make_roles(engine, centre)
    _make_sections(engine, centre)
    _make_closing(engine)
    charge = "CASE WHEN r.account >= '6' AND r.account < '7' THEN 1 ELSE 0 END AS charge"
    sections = "LEFT JOIN section_services s ON s.section = r.section"
    shared = f"COALESCE(a.role, '{OTHER}') AS role, {charge}"
    make_table(
        engine,
        ACCOUNTS,
        "SELECT r.file, r.line, r.date AS day, r.date AS last, r.site, s.service, 'ecritures' AS origin, r.account, "
        f"r.debit - r.credit AS net_debit, {shared}, CASE WHEN c.date IS NULL THEN 0 ELSE 1 END AS closing "
        f"FROM {raw('ledger')} {_roles_at('r.date')} {sections} LEFT JOIN closing_entries c "
        "ON c.journal = COALESCE(r.journal, '') AND c.entry = COALESCE(r.entry, '') AND c.date = r.date "
        "UNION ALL "
        "SELECT r.file, r.line, p.first_day AS day, p.last_day AS last, r.site, s.service, 'soldes' AS origin, "
        f"r.account, r.debit - r.credit AS net_debit, {shared}, 0 AS closing "
        f"FROM {raw('balances')} JOIN {YEARS} p ON p.name = r.exercise {_roles_at('p.first_day')} {sections}",
    )


def _roles_at(day: str) -> str:
    """Return the join that gives the role of an account on a day, as ``a.role``."""
    return f"LEFT JOIN account_roles a ON a.account = r.account AND a.first_day <= {day} AND a.last_day >= {day}"


def _make_roles(engine: Engine, centre: Centre) -> None:
    kinds = {"account": "VARCHAR", "first_day": "BIGINT", "last_day": "BIGINT", "role": "VARCHAR"}
    engine.create("account_roles", kinds)
    rows = [(account, *one) for account in _distinct(engine, "account") for one in roles_of(account, centre)]
    engine.insert("account_roles", rows)


def roles_of(account: str, centre: Centre) -> list[tuple[int, int, str]]:
    """Return the roles of an account with the first and last day of each: charts change on 1 January of some years."""
    starts = [FIRST_DAY, *(to_day(date(year, 1, 1)) for year, _roles in centre.later_roles)]
    ends = [*(start - 1 for start in starts[1:]), LAST_DAY]
    maps = [centre.account_roles, *(roles for _year, roles in centre.later_roles)]
    return [(start, end, role_of(account, roles)) for start, end, roles in zip(starts, ends, maps, strict=True)]


def role_of(account: str, roles: Mapping[str, str]) -> str:
    """Return the role of an account: that of its longest prefix with one, else ``other``.

    >>> role_of("742000", {"74": "subsidy", "742": "balancing"})
    'balancing'
    """
    prefixes = (account[:size] for size in range(len(account), 0, -1))
    return next((roles[prefix] for prefix in prefixes if prefix in roles), OTHER)


def _make_sections(engine: Engine, centre: Centre) -> None:
    named = {fold(service): service for service in SERVICES}
    pairs = (
        (section, centre.sections.get(section) or named.get(fold(section))) for section in _distinct(engine, "section")
    )
    engine.create("section_services", {"section": "VARCHAR", "service": "VARCHAR"})
    engine.insert("section_services", [(section, service) for section, service in pairs if service])


def _distinct(engine: Engine, column: str) -> list[str]:
    tables = " UNION ".join(f"SELECT r.{column} FROM {raw(table)}" for table in ("ledger", "balances"))
    return sorted(value for (value,) in engine.fetch(tables) if value is not None)


def _make_closing(engine: Engine) -> None:
    """List the entries that close classes 6 and 7 into the result (account 12…)."""
    make_table(
        engine,
        "closing_entries",
        "SELECT journal, entry, date FROM (SELECT COALESCE(r.journal, '') AS journal, COALESCE(r.entry, '') AS entry, "
        "r.date AS date, MAX(CASE WHEN r.account >= '12' AND r.account < '13' THEN 1 ELSE 0 END) AS result, "
        "MAX(CASE WHEN r.account >= '6' AND r.account < '8' THEN 1 ELSE 0 END) AS classes "
        f"FROM {raw('ledger')} GROUP BY COALESCE(r.journal, ''), COALESCE(r.entry, ''), r.date) x "
        "WHERE result = 1 AND classes = 1",
    )
