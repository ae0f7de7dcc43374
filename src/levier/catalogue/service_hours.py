"""What the two revenues per hour share: what a service bills over the hours worked in its rooms (contract §3, rule 7)."""

from __future__ import annotations

from levier.catalogue.acts import amount, service_given
from levier.catalogue.definition import Basis
from levier.catalogue.rooms import held
from levier.measures.language import Ratio, col, typed


def revenue_per_hour(service: str, kind: str, hours: str) -> tuple[Basis, ...]:
    """Return the bases: files, then the revenue that was typed over the hours of the planning, then typed alone."""
    worked, billed = held(kind, service), typed("montant_facture", service=service)
    return (
        Basis("fichiers", Ratio(amount(col("service") == service), worked), given=(service_given(),)),
        Basis("grille et planning", Ratio(billed, worked), note="recettes saisies, heures du planning"),
        Basis("grille", Ratio(billed, typed(hours))),
    )
