"""What the indicators on staff share: the jobs of each group (contract §3)."""

from __future__ import annotations

from levier.measures.language import Condition, Measure, Term, col, rows, total, typed
from levier.measures.terms import SumOfKnown, sum_of_known

# Assistants and coordinators are care support: in neither group (contract §3, users §4).
ADMINISTRATIVE = ("accueil", "tiers_payant", "direction", "secretaire_medicale")
NOT_CARE = (*ADMINISTRATIVE, "technique", "autre")
CARE_AND_SUPPORT = (
    *("medecin", "dentiste", "infirmier", "ipa", "sage_femme", "orthoptiste", "kine", "psychologue", "dieteticien"),
    *("manipulateur", "assistant_dentaire", "assistant_medical", "coordinateur", "mediateur"),
)

OF_CARE: Condition = ~col("job").among(*NOT_CARE)


def fte_of(*jobs: str) -> Measure:
    """Return the full-time equivalents of these jobs (of all without any): mean over the months supplied."""
    where = {"where": col("job").among(*jobs)} if jobs else {}
    return total("staffing", "fte", "fte", **where, state="mean_of_months")


def cost_of(jobs: Condition) -> Measure:
    """Return the cost of these jobs, in euros, summed over the months."""
    return total("staffing", "cost", "euros", jobs)


def incomplete(jobs: Condition) -> Measure:
    """Return the number of staffing lines of these jobs whose cost is unknown or lacks charges."""
    return rows("staffing", jobs & (~col("cost").known() | (col("cost_complete") == 0)))


def typed_of_jobs(name: str, *jobs: str, left_out: str, least: int = 1, partial: bool = False) -> SumOfKnown:
    """Return the sum of a typed measure over the jobs that were typed; ``left_out`` names those that were not."""
    parts: dict[str, Term] = {job: typed(name, job=job) for job in jobs}
    return sum_of_known(parts, left_out, least, partial=partial)
