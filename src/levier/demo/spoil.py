"""Defects put on purpose in the files of a few centres, so that ``levier check`` has something to say."""

from __future__ import annotations

from levier.demo.plan import CentrePlan
from levier.demo.sheets import TextFile

_DEFECTS = {
    "rendez_vous": (("debut", "31/02/2025 10:00", "date impossible"), ("debut", "", "cellule obligatoire vide"),
                    ("statut", "peut-être", "valeur hors de la liste"), ("pris_le", "hier", "date illisible")),
    "actes": (("montant", "trente euros", "montant illisible"), ("date", "", "cellule obligatoire vide"),
              ("quantite", "une", "nombre illisible")),
    "factures": (("montant", "", "cellule obligatoire vide"),),
    "retours_organismes": (("statut", "en cours", "valeur hors de la liste"),
                           ("transmis_le", "45/01/2025", "date impossible")),
    "appels": (("attente_s", "longtemps", "nombre illisible"),),
}  # fmt: skip


def is_spoiled(plan: CentrePlan) -> bool:
    """Tell whether the centre's files hold defects: some of those that export."""
    return plan.rank % 3 == 2 or plan.rank % 5 == 0


def plan_defects(plan: CentrePlan, files: list[TextFile]) -> None:
    """Choose the lines of each file that will carry a defect."""
    rng = plan.rng("anomalies").random
    for file in files if is_spoiled(plan) else []:
        for column, value, kind in _DEFECTS.get(file.name.removesuffix(".csv"), ()):
            file.plan_defect(5 + int(rng() * 400), column, value, kind)
