"""The typed grid of a fictitious centre: what a person copies from statistics pages and statements."""

from __future__ import annotations

from dataclasses import dataclass, field

from levier.demo.days import MONTHS
from levier.demo.dialect import Dialect
from levier.demo.plan import CentrePlan
from levier.demo.tally import Tally

MONTH, QUARTER, YEAR = 1, 3, 12
SOURCES = {
    "agenda": "statistiques de l'agenda", "telephone": "relevé de l'opérateur", "actes": "statistique des actes",
    "tiers_payant": "tableau des retours", "impayes": "liste des restes dus", "planning": "semaine type",
    "personnel": "tableau des effectifs", "comptes": "compte administratif", "missions": "rapport d'activité",
    "prelevements": "relevé du laboratoire", "comptage": "comptage de deux semaines",
}  # fmt: skip
AGENDA = ("rdv_honores", "rdv_absents", "rdv_absents_excuses", "rdv_annules_patient", "rdv_annules_tard",
          "rdv_annules_centre", "rdv_non_pointes", "rdv_reportes", "passages_sans_rdv")  # fmt: skip
TELEPHONE = ("appels_recus", "appels_decroches", "appels_hors_horaires", "appels_robot")
ACTS = ("lignes_ccam", "montant_ccam", "lignes_ngap", "montant_ngap", "avis_ponctuels", "consultations_specialistes")
DENTAL = ("actes_soins", "montant_soins", "actes_protheses", "montant_protheses")
REVENUE = ("montant_facture", "part_patient")
PEOPLE = ("patients_vus", "patients_couverture_connue", "patients_c2s_ame")
CLAIMS = ("factures_transmises", "montant_transmis", "rejets_premiers", "montant_rejete", "sans_reponse_90j")
SHEETS = ("fse_securisees", "fse_degradees", "papier", "factures_tiers_payant")
TEXT_FIELDS = ("service", "specialite", "payeur_type", "metier", "famille")


@dataclass(slots=True)
class Grid:
    """Lines of ``grille.csv`` in the making."""

    plan: CentrePlan
    tally: Tally
    way: Dialect
    rows: list[str] = field(default_factory=list)

    def put(self, block: str, period: str, measure: str, value: str, nature: str = "exact", **keys: str) -> None:
        """Add a line: a value as the centre writes it, under its keys."""
        cells = [keys.get(name, "") for name in TEXT_FIELDS]
        definition = "operateur" if block == "telephone" else "comptable" if block == "comptes" else "levier"
        shown = value.replace(".", self.way.money.decimal)
        self.rows.append(
            ";".join((period, measure, shown, *cells, nature, definition, SOURCES[block], self.way.no, ""))
        )

    def counted(self, block: str, measures: tuple[str, ...], step: int, key: str = "service") -> None:
        """Add counted measures by month, quarter or year, zeros included (0 must be typed)."""
        known = {value for name, value in self.tally.counts if name in measures}
        for name in measures:
            for value in sorted(known if _needs(name, self.tally) else set()):
                months = self.tally.counts.get((name, value), [0] * 24)
                keys = {key: value} if value else {}
                for first in range(0, 24, step):
                    total = sum(months[first : first + step])
                    self.put(block, period(first, step), name, _shown(name, total), **keys)

    def people(self, step: int) -> None:
        """Add distinct patients: each counted once in its period."""
        for name in PEOPLE:
            for first in range(0, 24, step):
                for service in sorted({s for measure, s in self.tally.seen if measure == "patients_vus"}):
                    months = self.tally.seen[name, service][first : first + step]
                    self.put("actes", period(first, step), name, str(len(set().union(*months))), service=service)

    def owed(self, step: int) -> None:
        """Add what patients owe at the end of each period, from the second quarter on."""
        for first in range(step if step < YEAR else 0, 24, step):
            value = self.tally.owed(first + step - 1)
            self.put("impayes", period(first, step), "reste_du_patients_90j", euros(value))


def _needs(name: str, tally: Tally) -> bool:
    return any(measure == name for measure, _ in tally.counts)


def _shown(name: str, total: int) -> str:
    return euros(total) if name.startswith(("montant_", "part_")) else str(total)


def euros(cents: int) -> str:
    """Return cents as euros, with a point.

    >>> euros(123450)
    '1234.50'
    """
    return f"{cents // 100}.{cents % 100:02d}"


def period(first: int, step: int) -> str:
    """Return the name of the period of ``step`` months that begins with a month of the region.

    >>> period(0, 1), period(3, 3), period(12, 12)
    ('2024-01', '2024T2', '2025')
    """
    if step == MONTH:
        return MONTHS[first]
    year = MONTHS[first][:4]
    return year if step == YEAR else f"{year}T{first % 12 // 3 + 1}"


def hours(minutes: int) -> str:
    """Return minutes as hours with two decimals."""
    return f"{minutes / 60:.2f}"


def planning(grid: Grid, minutes: dict[str, list[int]], rooms: dict[str, int], opened: list[int], step: int) -> None:
    """Add available and occupied hours by kind of room; ``minutes`` and ``opened`` are monthly."""
    for kind in ("cabinet", "fauteuil", "imagerie"):
        if kind not in rooms:
            continue
        for first in range(0, 24, step):
            span = slice(first, first + step)
            available, occupied = rooms[kind] * sum(opened[span]), sum(minutes[kind][span])
            grid.put("planning", period(first, step), f"heures_{kind}_disponibles", hours(available))
            grid.put("planning", period(first, step), f"heures_{kind}_occupees", hours(min(occupied, available)))
            if kind != "cabinet":
                grid.put("planning", period(first, step), f"heures_{kind}_tenues", hours(occupied))
