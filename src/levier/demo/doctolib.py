"""Appointments in the layout of Doctolib's export: twelve columns, no patient, no end, cancellations left out."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from levier.demo.days import date_of, day_of
from levier.demo.dialect import LABEL, Dialect

NAME = "export_rdv_fictif_2024-01-01-2025-12-31.csv"
HEADER = (
    "Date de début;Début;Motif du RDV;Notes;Date de saisie;Date de dernière mise à jour;Créé par;Statut;"
    "Date de naissance;Heure d'arrivée;Heure de prise en charge;Heure de départ"
)
STATUS = {"honore": "Vu", "non_venu": "Absent non excusé", "arrive_trop_tard": "Absent non excusé",
          "absent_excuse": "Absent excusé", "parti_sans_etre_vu": "Absent excusé"}  # fmt: skip
_SUMMER = ((day_of("2023-03-26"), day_of("2023-10-29")), (day_of("2024-03-31"), day_of("2024-10-27")),
           (day_of("2025-03-30"), day_of("2025-10-26")))  # fmt: skip


class DoctolibFile:
    """A sink that rewrites the lines of appointments; notes hold line breaks inside quotes, as real ones do."""

    def __init__(self, folder: Path, way: Dialect) -> None:
        self.name, self.way, self.written = NAME, way, 0
        self.stream: TextIO = (folder / NAME).open("w", encoding="utf-8", newline="")
        self.stream.write(f"# {LABEL}\r\n{HEADER}\r\n")

    def __call__(self, rows: list[str]) -> None:
        """Write some appointments."""
        for row in rows:
            cells = row.split(";")
            if cells[9] not in ("annule", "reporte"):
                self.stream.write(self._line(cells))

    def _line(self, cells: list[str]) -> str:
        self.written += 1
        day, clock = self.way.rank[cells[7][:10]], cells[7][11:16].replace("h", ":")
        status = STATUS.get(cells[9], "À venir")
        booked = stamp(self.way.rank[cells[6][:10]], cells[6][11:16].replace("h", ":"))
        seen = stamp(day, clock) if status == "Vu" else ""
        note = '"Donnée fictive\nsans valeur"' if self.written % 29 == 0 else ""
        when = f"{date_of(day):%d/%m/%Y};{clock.replace(':', 'h')}"
        gone = stamp(day, cells[8][11:16].replace("h", ":")) if seen else ""
        motive = f"Consultation {cells[2].lower()}"
        return f"{when};{motive};{note};{booked};{seen or booked};Accueil;{status};;{seen};;{gone}\r\n"

    def close(self) -> None:
        """Close the file."""
        self.stream.close()


def stamp(day: int, clock: str) -> str:
    """Return a moment in ISO with the offset of Paris on that day.

    >>> stamp(0, "20:00"), stamp(183, "08:05")
    ('2024-01-01T20:00:00.000+01:00', '2024-07-02T08:05:00.000+02:00')
    """
    summer = any(first <= day < last for first, last in _SUMMER)
    return f"{date_of(day).isoformat()}T{clock}:00.000+0{2 if summer else 1}:00"
