"""What the indicators on money share: acts billed, purchases, accounts by role, lump sums (contract §3)."""

from __future__ import annotations

from levier.measures.language import Combination, Condition, Measure, Term, col, rows, total

BILLED = total("acts", "amount", "euros")
PURCHASES = total("purchases", "amount", "euros")
LUMP_SUMS = total("lump_sums", "received", "euros")
TOWN_CHARGES = total("town_charges", "amount", "euros")

OPEN: Condition = col("closing") == 0


def debit_of(role: str) -> Measure:
    """Return debit minus credit of the accounts of a role, in euros, closing entries out."""
    return total("accounts", "net_debit", "euros", OPEN & (col("role") == role))


def credit_of(role: str) -> Combination:
    """Return credit minus debit of the accounts of a role, in euros, closing entries out."""
    return Combination(((-1, debit_of(role)),))


# Quantities that must not be 0 in the period for a basis to exist, with what is said when they are.
ACCOUNTS_GIVEN: tuple[Term, str] = (rows("accounts", OPEN), "aucune écriture ni solde pour cette période entière")
LUMP_ACCOUNTS_GIVEN: tuple[Term, str] = (
    rows("accounts", OPEN & (col("role") == "lump_sum")),
    "aucun compte de rémunérations forfaitaires ([comptes] de centre.toml)",
)
LUMP_SUMS_GIVEN: tuple[Term, str] = (rows("lump_sums"), "aucun forfait au titre de cette période")
TOWN_CHARGES_GIVEN: tuple[Term, str] = (
    rows("town_charges"),
    "aucune charge portée par la collectivité pour cette période : elles s'écrivent par année entière",
)

NO_LUMP_SUMS = "sans les rémunérations forfaitaires"
NO_SUBSIDIES = "sans les subventions d'exploitation"
