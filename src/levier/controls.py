"""Controls of accounts that need the centre: exact totals of balances, and what each role takes."""

from __future__ import annotations

from decimal import Decimal

from levier.centre import ACCOUNT_NAMES
from levier.engine.base import Engine, raw_name
from levier.holding import Holding
from levier.tables.rows import Account

CLASSES = ("60", "64", "70", "74")
_FRENCH = {role: french for french, role in ACCOUNT_NAMES.items()}


def add_controls(holding: Holding) -> None:
    """Give each file of accounts its controls: exact decimal texts, debit less credit."""
    for rank, account in enumerate(holding.accounts):
        if account.table in ("ledger", "balances") and account.kept:
            if account.table == "balances":
                account.controls |= _totals(holding.engine, rank)
            if roles := _roles(holding.engine, account, rank):
                account.controls["roles"] = roles


def _totals(engine: Engine, rank: int) -> dict[str, object]:
    ((debit, credit),) = engine.fetch(f"SELECT SUM(debit), SUM(credit) FROM {raw_name('balances')} WHERE file = {rank}")
    found: dict[str, object] = {"debit": euros(debit), "credit": euros(credit)}
    found["classes"] = {name: euros(_balance(engine, rank, name)) for name in CLASSES}
    return found


def _balance(engine: Engine, rank: int, prefix: str) -> int:
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    where = f"file = {rank} AND account >= '{prefix}' AND account < '{after}'"
    return int(engine.fetch(f"SELECT SUM(debit - credit) FROM {raw_name('balances')} WHERE {where}")[0][0] or 0)


def _roles(engine: Engine, account: Account, rank: int) -> dict[str, str]:
    """Return the balance of each role of the centre's chart, closing entries out."""
    origin = "ecritures" if account.table == "ledger" else "soldes"
    rows = engine.fetch(
        f"SELECT role, SUM(net_debit) FROM accounts WHERE file = {rank} AND origin = '{origin}' AND closing = 0 "
        "GROUP BY role"
    )
    sums = {role: int(net) for role, net in rows}
    return {french: euros(sums[role]) for role, french in _FRENCH.items() if role in sums}


def euros(cents: int | None) -> str:
    """Return cents as an exact decimal text.

    >>> euros(1205)
    '12.05'
    """
    return str(Decimal(int(cents or 0)).scaleb(-2).quantize(Decimal("0.01")))
