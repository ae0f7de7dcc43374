"""Controls of accounts: exact totals, entries that do not balance, balances of the classes."""

from __future__ import annotations

from decimal import Decimal

from levier.engine.base import Engine, raw_name
from levier.holding import Holding
from levier.i18n import _
from levier.problems import WARNING, Problem, trim
from levier.tables.rows import Account

CLASSES = ("60", "64", "70", "74")
SHOWN_ENTRIES = 5


def add_controls(holding: Holding) -> None:
    """Give each file of accounts its controls (exact decimal texts), and say which entries do not balance."""
    for rank, account in enumerate(holding.accounts):
        if account.table in ("ledger", "balances") and account.kept:
            account.controls |= _totals(holding.engine, account.table, rank)
            if account.table == "ledger":
                _add_entries(holding, account, rank)


def _totals(engine: Engine, table: str, rank: int) -> dict[str, object]:
    ((debit, credit),) = engine.fetch(f"SELECT SUM(debit), SUM(credit) FROM {raw_name(table)} WHERE file = {rank}")
    found: dict[str, object] = {"debit": euros(debit), "credit": euros(credit)}
    found["classes"] = {name: euros(_balance(engine, table, rank, name)) for name in CLASSES}
    return found


def _balance(engine: Engine, table: str, rank: int, prefix: str) -> int:
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    where = f"file = {rank} AND account >= '{prefix}' AND account < '{after}'"
    return int(engine.fetch(f"SELECT SUM(debit - credit) FROM {raw_name(table)} WHERE {where}")[0][0] or 0)


def _add_entries(holding: Holding, account: Account, rank: int) -> None:
    entries = holding.engine.fetch(
        "SELECT COALESCE(journal, ''), COALESCE(entry, ''), SUM(debit) - SUM(credit), MIN(line) "
        f"FROM {raw_name('ledger')} WHERE file = {rank} GROUP BY COALESCE(journal, ''), COALESCE(entry, '') ORDER BY 4"
    )
    wrong = [row for row in entries if row[2]]
    account.controls |= {"entries": len(entries), "unbalanced": len(wrong)}
    for journal, entry, gap, line in wrong[:SHOWN_ENTRIES]:
        holding.problems.add(
            Problem(
                "ecriture_desequilibree",
                WARNING,
                account.file,
                account.sheet,
                int(line),
                "EcritureNum",
                trim(f"{journal} {entry}"),
                _("débit égal au crédit ; écart de {gap} €").format(gap=euros(gap)),
                _("Vérifiez l'écriture avec le comptable ; les lignes sont gardées."),
            )
        )


def euros(cents: int | None) -> str:
    """Return cents as an exact decimal text.

    >>> euros(1205)
    '12.05'
    """
    return str(Decimal(int(cents or 0)).scaleb(-2).quantize(Decimal("0.01")))
