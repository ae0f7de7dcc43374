"""What the two coverage indicators share: the revenue of a service over its charges (contract §3).

Charges come from class 6 with the section of the service (ledger, else balances), else from the service account. A
service account is *direct* or *complet*, and the two are never added: direct first, because a whole account often
holds both; a structure share given with direct charges is added to them, and it is said. Revenue is that of the
acts of the service, but the service account's own line ``recettes`` goes with its charges when it was given. Ledger
and balances of one year are the same money twice: the ledger wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from levier.catalogue.acts import amount, service_given
from levier.catalogue.definition import Basis
from levier.measures.language import Condition, Measure, Ratio, Term, Typed, col, total, typed

DIRECT, COMPLETE = "charges directes", "charges complètes"
SHARED = "charges directes et quote-part de structure"
Given = tuple[tuple[Term, str], ...]
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
    """Yield the service account: direct with a structure share, direct, complete; with its own revenue, else the acts'."""
    for basis, whole, note in (("direct", True, SHARED), ("direct", False, DIRECT), ("complet", False, COMPLETE)):
        lines = (col("service") == service) & (col("basis") == basis)
        charges, revenue = _account(lines & (col("item") != "recettes")), _account(lines & (col("item") == "recettes"))
        share: Given = (
            ((_account(lines & (col("item") == OVERHEADS)), "pas de quote-part de structure"),) if whole else ()
        )
        given: Given = ((charges, "pas de compte de ce service pour la période (il se donne à l'année)"), *share)
        name = f"compte_service : {note}"
        own: Given = ((revenue, "le compte de service n'a pas de ligne recettes"),)
        yield Basis(name, Ratio(revenue, charges), given=(*given, *own), note=note)
        acts = amount(col("service") == service)
        yield Basis(name, Ratio(acts, charges), given=(*given, service_given()), note=f"{note} ; recettes : actes")


def _account(where: Condition) -> Measure:
    return total("service_accounts", "amount", "euros", where)


def _typed(service: str, names: tuple[str, ...]) -> Iterator[Basis]:
    """Yield the typed account: every line must be there, 0 typed where there is none."""
    first, *others = (_line(name, service) for name in names)
    direct: Term = first
    for one in others:
        direct = direct + one
    complete = direct + _line(OVERHEADS, service)
    for revenue in ("recettes", "montant_facture"):
        yield Basis(f"grille : {COMPLETE}", Ratio(_line(revenue, service), complete), note=COMPLETE)
        yield Basis(f"grille : {DIRECT}", Ratio(_line(revenue, service), direct), note=DIRECT)


def _line(name: str, service: str) -> Typed:
    return typed(name, service=service)
