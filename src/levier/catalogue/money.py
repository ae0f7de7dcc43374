"""What the indicators on money share: acts billed, purchases, accounts by role, lump sums (contract §3)."""

from __future__ import annotations

from levier.measures.language import Condition, Measure, Term, col, count, total

BILLED = total("acts", "amount", "euros")
PURCHASES = total("purchases", "amount", "euros")
LUMP_SUMS = total("lump_sums", "received", "euros")
TOWN_CHARGES = total("town_charges", "amount", "euros")

OPEN: Condition = col("closing") == 0


def debit_of(role: str) -> Measure:
    """Return debit minus credit of the accounts of a role, in euros, closing entries out."""
    return total("accounts", "net_debit", "euros", OPEN & (col("role") == role))


def account_lines(role: str | None = None) -> Measure:
    """Return the number of accounting lines (of a role): what shows that accounts speak of a period."""
    return count("accounts", OPEN if role is None else OPEN & (col("role") == role))


# Quantities that must not be 0 in the period for a basis to exist, with what is said when they are.
ACCOUNTS_GIVEN: tuple[Term, str] = (account_lines(), "aucune écriture ni solde pour cette période entière")
LUMP_SUMS_GIVEN: tuple[Term, str] = (count("lump_sums"), "aucun forfait au titre de cette période")
TOWN_CHARGES_GIVEN: tuple[Term, str] = (
    count("town_charges"),
    "aucune charge portée par la collectivité au titre de cette période : elles s'écrivent par année",
)

NO_LUMP_SUMS = "sans les rémunérations forfaitaires"
NO_SUBSIDIES = "sans les subventions d'exploitation"
