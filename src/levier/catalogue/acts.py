"""What the indicators on acts share: zero lines, lines without a service, amounts (contract §3, rules 1 and 2)."""

from __future__ import annotations

from levier.catalogue.definition import Exclusion
from levier.measures.language import Condition, Measure, Term, col, rows, total

SERVICE = col("service")
CCAM = col("nomenclature") == "CCAM"

ZERO = Exclusion("montant nul", col("sign") == 0)
NO_SERVICE = Exclusion("service non renseigné", ~SERVICE.known())


def only(service: str, label: str) -> tuple[Exclusion, ...]:
    """Return what keeps the lines of one service: an empty service is not known, hence not that one."""
    return (ZERO, NO_SERVICE, Exclusion(f"autre service que {label}", ~SERVICE.among(service)))


def service_given(fact: str = "acts") -> tuple[Term, str]:
    """Return what a basis needs to speak of one service: lines that say theirs."""
    said = {"acts": "le service n'est renseigné sur aucun acte de la période"}
    default = "le service n'est renseigné sur aucun rendez-vous de la période"
    return rows(fact, SERVICE.known()), said.get(fact, default)


def amount(where: Condition) -> Measure:
    """Return the amount of these acts, in euros; a negative line cancels."""
    return total("acts", "amount", "euros", where)
