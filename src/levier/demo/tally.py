"""What the statistics pages of a centre's software would show: counts made from the very lines it would export."""

from __future__ import annotations

from collections import defaultdict

from levier.demo.days import DAYS, MONTH_OF, last_day_of
from levier.demo.dialect import Dialect

Key = tuple[str, str]
"""(measure, the value of its key: a service, a type of payer, or nothing)."""

_STATUS = {
    "honore": "rdv_honores", "non_venu": "rdv_absents", "arrive_trop_tard": "rdv_absents",
    "absent_excuse": "rdv_absents_excuses", "reporte": "rdv_reportes", "parti_sans_etre_vu": "rdv_partis_sans_etre_vus",
}  # fmt: skip
_TRANSMISSION = {"fse_securisee": "fse_securisees", "fse_degradee": "fse_degradees", "papier": "papier"}
_PROSTHESES = ("HBLD", "HBMD351", "HBMD460")


class Tally:
    """Counts by month; amounts are cents. Each method is the sink of one table."""

    def __init__(self, way: Dialect) -> None:
        self.way = way
        self.counts: dict[Key, list[int]] = defaultdict(lambda: [0] * 24)
        self.seen: dict[Key, list[set[str]]] = defaultdict(lambda: [set() for _ in range(24)])
        self.debts: list[tuple[int, int, int]] = []

    def _month(self, text: str) -> int:
        return MONTH_OF[self.way.rank[text[:10]]]

    def _cents(self, text: str) -> int:
        return int(text.replace(",", "").replace(".", ""))

    def appointments(self, rows: list[str]) -> None:
        """Count appointments by service and outcome."""
        for row in rows:
            cells = row.split(";")
            month = self._month(cells[7])
            for measure in self._outcomes(cells):
                self.counts[measure, cells[1]][month] += 1

    def _outcomes(self, cells: list[str]) -> list[str]:
        status = cells[9]
        if cells[12] == self.way.yes:
            return ["passages_sans_rdv"]
        if status == "annule":
            if cells[11] != "patient":
                return ["rdv_annules_centre"]
            return ["rdv_annules_patient", "rdv_annules_tard"] if self._late(cells) else ["rdv_annules_patient"]
        return [_STATUS.get(status, "rdv_non_pointes")]

    def _late(self, cells: list[str]) -> bool:
        gap = self.way.rank[cells[7][:10]] - self.way.rank[cells[10][:10]]
        return gap == 0 or (gap == 1 and cells[10][11:] > cells[7][11:])

    def acts(self, rows: list[str]) -> None:
        """Count acts by service and kind."""
        for row in rows:
            cells = row.split(";")
            month, service, cents = self._month(cells[2]), cells[3], self._cents(cells[10])
            self._add("montant_facture", service, month, cents)
            self._add("part_patient", service, month, self._cents(cells[13]))
            self._people(service, month, cells[6], cells[14])
            if service == "medical":
                self._medical(month, cells, cents)
            elif service == "dentaire" and cells[7] == "CCAM":
                kind = "protheses" if cells[8].startswith(_PROSTHESES) else "soins"
                self._add(f"actes_{kind}", service, month, 1)
                self._add(f"montant_{kind}", service, month, cents)

    def _add(self, measure: str, key: str, month: int, value: int) -> None:
        self.counts[measure, key][month] += value

    def _medical(self, month: int, cells: list[str], cents: int) -> None:
        kind = "ccam" if cells[7] == "CCAM" else "ngap"
        self._add(f"lignes_{kind}", "medical", month, 1)
        self._add(f"montant_{kind}", "medical", month, cents)
        if cells[8] == "APC":
            self._add("avis_ponctuels", "medical", month, 1)
        elif kind == "ngap" and cells[8] not in ("G", "GS", "COE"):
            self._add("consultations_specialistes", "medical", month, 1)

    def _people(self, service: str, month: int, patient: str, coverage: str) -> None:
        self.seen["patients_vus", service][month].add(patient)
        self.seen["patients_couverture_connue", service][month].add(patient)
        if coverage in ("C2S", "AME"):
            self.seen["patients_c2s_ame", service][month].add(patient)

    def invoices(self, rows: list[str]) -> None:
        """Count invoices by transmission."""
        for row in rows:
            cells = row.split(";")
            month = self._month(cells[1])
            self._add(_TRANSMISSION[cells[2]], "", month, 1)
            if self.way.yes in cells[3:5]:
                self._add("factures_tiers_payant", "", month, 1)

    def payer_flows(self, rows: list[str]) -> None:
        """Count first attempts by type of payer."""
        for row in rows:
            cells = row.split(";")
            if cells[5] == "1":
                self._first(cells, self.way.rank[cells[4]])

    def _first(self, cells: list[str], sent: int) -> None:
        payer, month, cents = cells[2], MONTH_OF[sent], self._cents(cells[8])
        self._add("factures_transmises", payer, month, 1)
        self._add("montant_transmis", payer, month, cents)
        if cells[6] == "rejete":
            self._add("rejets_premiers", payer, month, 1)
            self._add("montant_rejete", payer, month, cents)
        if cells[6] == "en_attente" and sent <= DAYS - 91:
            self._add("sans_reponse_90j", payer, month, 1)

    def patient_debts(self, rows: list[str]) -> None:
        """Keep what patients still owe: (due day, day from which it is paid, cents)."""
        for row in rows:
            cells = row.split(";")
            due, paid = self.way.rank[cells[1]], self._cents(cells[3])
            owed = self._cents(cells[2])
            if paid:
                self.debts.append((due, self.way.rank[cells[4]], paid))
            self.debts.append((due, DAYS, owed - paid))

    def owed(self, month: int) -> int:
        """Return what was due for over 90 days on the last day of a month, in cents."""
        end = last_day_of(month)
        return sum(cents for due, until, cents in self.debts if due <= end - 90 and until > end)

    def calls(self, rows: list[str]) -> None:
        """Count incoming calls inside and outside the hours of the line."""
        for row in rows:
            cells = row.split(";")
            if cells[2] == "entrant":
                self._call(self._month(cells[0]), cells[0][11:16].replace("h", ":"), cells)

    def _call(self, month: int, clock: str, cells: list[str]) -> None:
        if not ("09:00" <= clock < "12:00" or "13:30" <= clock < "17:30"):
            self._add("appels_hors_horaires", "", month, 1)
            return
        self._add("appels_recus", "", month, 1)
        if cells[3] == self.way.yes:
            self._add("appels_robot" if cells[4] == "robot" else "appels_decroches", "", month, 1)
