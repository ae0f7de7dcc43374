"""Closures: days when the centre is shut, public holidays included."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("first_day", "du", Kind.DATE, "Premier jour de fermeture.", "25/12/2025", required=True),
    Column("last_day", "au", Kind.DATE, "Dernier jour de fermeture.", "25/12/2025", required=True),
    Column("reason", "motif", Kind.TEXT, "Motif.", "férié"),
    name="closures",
    file="fermetures",
    label="Fermetures",
    description="Une ligne par fermeture, jours compris.",
    replaces="file",
    orders=(("first_day", "last_day"),),
)
