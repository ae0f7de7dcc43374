"""What the two coverage indicators share: the revenue of a service over its charges (contract §3).

Charges come from class 6 with the section of the service (ledger, else balances), else from the service account. A
service account is *direct* or *complet*, and the two are never added: direct first, because a whole account often
holds both; a structure share given with direct charges makes them complete, and it is said. Revenue is that of the
acts of the service, but the service account's own line ``recettes`` goes with its charges when it was given.
"""

from __future__ import annotations

from collections.abc import Iterator

from levier.catalogue.acts import amount, service_given
from levier.catalogue.definition import Basis
from levier.measures.language import Condition, Measure, Ratio, Term, Typed, col, total, typed

DIRECT, COMPLETE = "charges directes", "charges complètes"
LINES = ("personnel_soignant", "personnel_assistance", "consommables", "maintenance_location", "amortissements")
OVERHEADS = "quote_part_structure"


def coverage_bases(service: str, *more: str) -> tuple[Basis, ...]:
    """Return the bases of a coverage rate; ``more`` are the lines of account that only this service has."""
    return (*_sections(service), *_accounts(service), *_typed(service, (*LINES, *more)))


def _sections(service: str) -> Iterator[Basis]:
    inside = (col("service") == service) & (col("charge") == 1) & (col("closing") == 0)
    for origin, name, said in (("ecritures", "comptes", "écritures"), ("soldes", "soldes", "soldes")):
        charges = total("accounts", "net_debit", "euros", inside & (col("origin") == origin))
        given = ((charges, f"aucune charge de la section dans les {said}"), service_given())
        yield Basis(
            name, Ratio(amount(col("service") == service), charges), given=given, note="charges : section comptable"
        )


def _accounts(service: str) -> Iterator[Basis]:
    for basis in ("direct", "complet"):
        lines = (col("service") == service) & (col("basis") == basis)
        charges = _account(lines & (col("item") != "recettes"))
        overheads, revenue = _account(lines & (col("item") == OVERHEADS)), _account(lines & (col("item") == "recettes"))
        whole = ((overheads, "pas de quote-part"),) if basis == "direct" else ()
        notes = {"direct": (f"{COMPLETE} (quote-part de structure comprise)", DIRECT), "complet": (COMPLETE,)}[basis]
        for note, parts in zip(notes, (whole, ()), strict=False):
            given = ((charges, "le compte de service n'a pas de charges"), *parts)
            yield _from_account(basis, revenue, charges, note, (*given, (revenue, "pas de ligne recettes")))
            yield _from_account(basis, amount(col("service") == service), charges, note, (*given, service_given()))


def _account(where: Condition) -> Measure:
    return total("service_accounts", "amount", "euros", where)


def _from_account(
    basis: str, revenue: Measure, charges: Measure, note: str, given: tuple[tuple[Term, str], ...]
) -> Basis:
    return Basis(f"compte_service {basis}", Ratio(revenue, charges), given=given, note=note)


def _typed(service: str, names: tuple[str, ...]) -> Iterator[Basis]:
    """Yield the typed account: every line must be there, 0 typed where there is none."""
    first, *others = (_line(name, service) for name in names)
    direct: Term = first
    for one in others:
        direct = direct + one
    complete = direct + _line(OVERHEADS, service)
    for revenue in ("recettes", "montant_facture"):
        yield Basis("grille", Ratio(_line(revenue, service), complete), note=COMPLETE)
        yield Basis("grille", Ratio(_line(revenue, service), direct), note=DIRECT)


def _line(name: str, service: str) -> Typed:
    return typed(name, service=service)
