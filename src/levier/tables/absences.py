"""Absences: what is taken away from the standard week."""

from levier.tables.columns import Column, Kind, practitioner, specialty, table

TABLE = table(
    Column("first_day", "du", Kind.DATE, "Premier jour d'absence.", "14/07/2025", required=True),
    Column("last_day", "au", Kind.DATE, "Dernier jour d'absence.", "01/08/2025", required=True),
    Column("room", "cabinet", Kind.KEY, "Salle fermée.", "C2"),
    specialty(),
    practitioner(),
    Column("reason", "motif", Kind.TEXT, "Motif.", "congés"),
    name="absences",
    file="absences",
    label="Absences",
    description="Une ligne par absence, jours compris.",
    replaces="file",
    orders=(("first_day", "last_day"),),
)
