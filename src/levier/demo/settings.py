"""The ``centre.toml`` of a fictitious centre."""

from __future__ import annotations

from levier.demo.dialect import LABEL
from levier.demo.plan import CentrePlan


def settings_of(plan: CentrePlan) -> str:
    """Return the text of a centre's settings; the FINESS number begins with 99, which no French area has."""
    services = ", ".join(f'"{service}"' for service in plan.services)
    lines = [
        f"# {LABEL}",
        f'identifiant = "{plan.code}"',
        f'finess = "9900{plan.rank + 1:03d}00"',
        f'nom = "Centre fictif {plan.code}"',
        f'type = "{plan.label} (fictif)"',
        f'gestionnaire = "{plan.manager}"',
        f'regime_comptable = "{plan.regime}"',
        f'departement = "{plan.area}"',
        f"qpv = {str(plan.priority_area).lower()}",
        'fuseau = "Europe/Paris"',
        f"services = [{services}]",
        *_conventions(plan),
        *_books(plan),
        "",
    ]
    return "\n".join(lines)


def _conventions(plan: CentrePlan) -> list[str]:
    """Return the conventions that differ from the defaults: a few centres count late cancellations."""
    return ["", "[conventions]", 'annulation_tardive = "non_venue"'] if plan.rank % 8 == 3 else []


def _books(plan: CentrePlan) -> list[str]:
    """Return the accounts that the centre names, its analytic sections, and the yearly costs of third-party payment."""
    sections = [f'{service} = "{service}"' for service in plan.services if service != "prelevements"]
    return [
        "", "[comptes]", 'subvention_equilibre = ["745"]', 'forfaits = ["747", "748"]',
        "", "[comptes.sections]", *sections,
        "", "[couts_tiers_payant]", f"logiciel = {1800 + 90 * plan.size}", f"encaissement = {400 + 25 * plan.size}",
    ]  # fmt: skip
