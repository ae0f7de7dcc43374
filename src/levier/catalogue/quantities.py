"""Quantities that a lever's formula needs and that are no indicator of the method: never shown by themselves.

They are written like indicators, so that bases, coverage and status follow the same rules; ``LIKE`` names the indicator
whose team rule each one follows.
"""

from __future__ import annotations

from levier.catalogue.claims import FIRST_OF_KNOWN_AMOUNT, REJECTED
from levier.catalogue.definition import NONE, Basis, Indicator
from levier.catalogue.money import PURCHASES
from levier.catalogue.rooms import CABINETS, occupied
from levier.catalogue.staff import ADMINISTRATIVE, OF_CARE, cost_of, fte_of, incomplete
from levier.measures.language import Formula, Measure, Ratio, Term, Total, col, rows, total, typed
from levier.measures.terms import missing_months

AGE = "perte_definitive_mois"
DENTAL, MEDICAL = col("service") == "dentaire", col("service") == "medical"
REJECTED_CLAIMS = FIRST_OF_KNOWN_AMOUNT.summed("claimed", "euros", REJECTED)
OLD_CLAIMED = FIRST_OF_KNOWN_AMOUNT.summed("claimed", "euros", REJECTED, older_than=AGE)
OLD_PAID = FIRST_OF_KNOWN_AMOUNT.summed("paid_total", "euros", REJECTED, older_than=AGE)
DENTAL_STAFF = OF_CARE & DENTAL
MEDICAL_STAFF = OF_CARE & MEDICAL
ADMINISTRATION = col("job").among(*ADMINISTRATIVE)
DENTAL_HOURS = total("room_days", "held_s", "hours", (col("type") == "fauteuil") & DENTAL)


def _quantity(
    name: str,
    label: str,
    unit: str,
    formula: Formula,
    complete: Term | None = None,
    given: Measure | None = None,
    typed_as: Formula | None = None,
) -> Indicator:
    needed = ((given, "aucune ligne"),) if given else ()
    bases = (Basis("fichiers", formula, given=needed), *((Basis("grille", typed_as),) if typed_as else ()))
    return Indicator(name, label, unit, NONE, label, label, "", 1, "2027-11-01", bases, complete=complete)


QUANTITIES = {
    one.name: one
    for one in (
        _quantity(
            "mean_rejected_claim",
            "Montant moyen d'un rejet",
            "€",
            Ratio(REJECTED_CLAIMS, FIRST_OF_KNOWN_AMOUNT.counted(REJECTED)),
            typed_as=Ratio(typed("montant_rejete"), typed("rejets_premiers")),
        ),
        _quantity(
            "rejected_claims_lost",
            "Part des rejets jamais payée, un an après",
            "%",
            Ratio(OLD_CLAIMED - OLD_PAID, OLD_CLAIMED),
        ),
        _quantity(
            "medical_hour_cost",
            "Personnel de soins du service médical, par heure de salle",
            "€/h",
            Ratio(cost_of(MEDICAL_STAFF), occupied(CABINETS)),
            incomplete(MEDICAL_STAFF) + missing_months("staffing"),
            rows("staffing", MEDICAL_STAFF),
        ),
        _quantity(
            "dental_hour_cost",
            "Personnel de soins et achats dentaires, par heure de fauteuil",
            "€/h",
            Ratio(cost_of(DENTAL_STAFF) + total("purchases", "amount", "euros", DENTAL), DENTAL_HOURS),
            incomplete(DENTAL_STAFF) + missing_months("staffing"),
            rows("staffing", DENTAL_STAFF),
        ),
        _quantity("chair_hours_held", "Heures de fauteuil tenues", "heures", Total(DENTAL_HOURS)),
        _quantity(
            "medical_supplies",
            "Achats de fournitures médicales",
            "€",
            Total(PURCHASES.where_also(col("family") == "medical")),
            given=rows("purchases", col("family") == "medical"),
            typed_as=Total(typed("achats", family="medical")),
        ),
        _quantity(
            "lump_sums_due",
            "Forfaits dus",
            "€",
            Total(total("lump_sums", "due", "euros")),
            typed_as=Total(typed("forfaits_dus")),
        ),
        _quantity(
            "admin_fte_cost",
            "Coût annuel d'un ETP d'accueil et de gestion",
            "€",
            Ratio(cost_of(ADMINISTRATION), fte_of(*ADMINISTRATIVE)),
            incomplete(ADMINISTRATION) + missing_months("staffing"),
            rows("staffing", ADMINISTRATION),
        ),
    )
}

LIKE = {
    "mean_rejected_claim": "payer_rejection_rate",
    "rejected_claims_lost": "payer_rejection_rate",
    "medical_hour_cost": "ccam_revenue",
    "dental_hour_cost": "dental_revenue_per_hour",
    "chair_hours_held": "dental_revenue_per_hour",
    "medical_supplies": "purchases_to_revenue",
    "lump_sums_due": "coordination_option_amount",
    "admin_fte_cost": "call_answer_rate",
}
