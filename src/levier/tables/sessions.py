"""Sessions: the half-days that a practitioner works in a room."""

from levier.tables.columns import Column, Kind, practitioner, service, specialty, table

TABLE = table(
    Column("id", "id", Kind.KEY, "Numéro de la vacation.", "V-1023"),
    practitioner(),
    specialty(),
    service(required=True),
    Column("room", "cabinet", Kind.KEY, "Salle occupée.", "C2", required=True),
    Column("start_at", "debut", Kind.MOMENT, "Début.", "03/01/2025 09:00", required=True),
    Column("end_at", "fin", Kind.MOMENT, "Fin.", "03/01/2025 12:30", required=True),
    Column("held", "tenue", Kind.FLAG, "La vacation a eu lieu.", "oui", empty_means="oui"),
    name="sessions",
    file="vacations",
    label="Vacations",
    description="Une ligne par vacation (plage de consultation).",
    day="start_at",
    key=("id",),
    orders=(("start_at", "end_at"),),
)
