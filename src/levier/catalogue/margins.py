"""The gross margin, with and without what the town pays in the centre's place (contract §3).

Bases go from the richest to the poorest: purchases from their file, from accounts 60 or as typed; lump sums from their file, from
their accounts when there is no file, else as typed, else said to be missing. A cost that is incomplete gives no margin;
typed costs may be grouped, so those of a job that was not typed make the margin partial.
"""

from __future__ import annotations

from itertools import product

from levier.catalogue.definition import Basis
from levier.catalogue.money import (
    ACCOUNTS_GIVEN,
    BILLED,
    LUMP_ACCOUNTS_GIVEN,
    LUMP_SUMS,
    LUMP_SUMS_GIVEN,
    NO_LUMP_SUMS,
    PURCHASES,
    TOWN_CHARGES,
    TOWN_CHARGES_GIVEN,
    credit_of,
    debit_of,
)
from levier.catalogue.staff import CARE_AND_SUPPORT, OF_CARE, cost_of, incomplete, typed_of_jobs
from levier.measures.language import Term, Total, optional, rows, typed
from levier.measures.terms import missing_months

Given = tuple[tuple[Term, str], ...]

COMPLETE = incomplete(OF_CARE) + missing_months("staffing")
STAFF_GIVEN: Given = ((rows("staffing", OF_CARE), "aucun personnel de soins dans un mois entier de la période"),)
TYPED_LUMP_SUMS = optional(typed("forfaits_encaisses"), NO_LUMP_SUMS)
TYPED_STAFF = typed("cout", job="medecin") + typed_of_jobs(
    "cout",
    *(job for job in CARE_AND_SUPPORT if job != "medecin"),
    least=0,
    partial=True,
    left_out="coût non saisi, ou groupé avec un autre métier : {names}",
)

# Name, quantity, what must be given, files that replace it.
LUMPS: tuple[tuple[str, Term, Given, tuple[str, ...]], ...] = (
    ("forfaits", LUMP_SUMS, (LUMP_SUMS_GIVEN,), ()),
    ("comptes de forfaits", credit_of("lump_sum"), (ACCOUNTS_GIVEN, LUMP_ACCOUNTS_GIVEN), ("lump_sums",)),
    ("forfaits saisis ou non fournis", TYPED_LUMP_SUMS, (), ()),
)
BOUGHT: tuple[tuple[str, Term, Given], ...] = (
    ("achats", PURCHASES, ()),
    ("comptes", debit_of("purchases"), (ACCOUNTS_GIVEN,)),
    ("achats saisis", typed("achats"), ()),
)
TOWNS: tuple[tuple[str, Term, Given], ...] = (
    ("charges de la collectivité", TOWN_CHARGES, (TOWN_CHARGES_GIVEN,)),
    ("charges saisies", typed("charges_collectivite"), ()),
)


def margin_bases(*, with_town: bool) -> tuple[Basis, ...]:
    """Return the bases of the margin, the charges that the town pays taken off or not."""
    towns = TOWNS if with_town else (("", None, ()),)
    lines = tuple(_basis(lump, bought, town) for bought, lump, town in product(BOUGHT, LUMPS, towns))
    return (*lines, *_typed_bases(with_town=with_town))


def _basis(
    lump: tuple[str, Term, Given, tuple[str, ...]],
    bought: tuple[str, Term, Given],
    town: tuple[str, Term | None, Given],
) -> Basis:
    term = BILLED + lump[1] - bought[1] - cost_of(OF_CARE)
    return Basis(
        ", ".join(name for name in ("actes", lump[0], bought[0], town[0]) if name),
        Total(term if town[1] is None else term - town[1]),
        given=(*town[2], *STAFF_GIVEN, *bought[2], *lump[2]),
        without=lump[3],
    )


def _typed_bases(*, with_town: bool) -> tuple[Basis, ...]:
    names = {"produits_activite": "grille, produits de l'activité", "montant_facture": "grille, montant facturé"}
    margins = {one: typed(one) + TYPED_LUMP_SUMS - typed("achats") - TYPED_STAFF for one in names}
    charges = typed("charges_collectivite")
    return tuple(Basis(names[one], Total(term - charges if with_town else term)) for one, term in margins.items())
