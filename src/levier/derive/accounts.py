"""Accounts: the role of each, the service of each section, closing entries told apart (contract §3)."""

from __future__ import annotations

from levier.centre import Centre
from levier.derive.resources import YEARS
from levier.derive.sql import make_table, raw
from levier.engine.base import Engine
from levier.measures.facts import ACCOUNTS
from levier.tables.columns import SERVICES
from levier.text import fold

OTHER = "other"


def make(engine: Engine, centre: Centre) -> None:
    """Make the derived accounts from the ledger and from yearly balances."""
    _make_roles(engine, centre)
    _make_sections(engine, centre)
    _make_closing(engine)
    charge = "CASE WHEN r.account >= '6' AND r.account < '7' THEN 1 ELSE 0 END AS charge"
    joins = "LEFT JOIN account_roles a ON a.account = r.account LEFT JOIN section_services s ON s.section = r.section"
    shared = f"COALESCE(a.role, '{OTHER}') AS role, {charge}"
    make_table(
        engine,
        ACCOUNTS,
        "SELECT r.file, r.line, r.date AS day, r.date AS last, r.site, s.service, 'ecritures' AS origin, r.account, "
        f"r.debit - r.credit AS net_debit, {shared}, CASE WHEN c.date IS NULL THEN 0 ELSE 1 END AS closing "
        f"FROM {raw('ledger')} {joins} LEFT JOIN closing_entries c "
        "ON c.journal = COALESCE(r.journal, '') AND c.entry = COALESCE(r.entry, '') AND c.date = r.date "
        "UNION ALL "
        "SELECT r.file, r.line, p.first_day AS day, p.last_day AS last, r.site, s.service, 'soldes' AS origin, "
        f"r.account, r.debit - r.credit AS net_debit, {shared}, 0 AS closing "
        f"FROM {raw('balances')} {joins} JOIN {YEARS} p ON p.name = r.exercise",
    )


def _make_roles(engine: Engine, centre: Centre) -> None:
    engine.create("account_roles", {"account": "VARCHAR", "role": "VARCHAR"})
    engine.insert("account_roles", [(account, role_of(account, centre)) for account in _distinct(engine, "account")])


def role_of(account: str, centre: Centre) -> str:
    """Return the role of an account: that of its longest prefix with one, else ``other``."""
    prefixes = (account[:size] for size in range(len(account), 0, -1))
    return next((centre.account_roles[prefix] for prefix in prefixes if prefix in centre.account_roles), OTHER)


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
