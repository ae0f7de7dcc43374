"""The standard week: the usual source of sessions, since no software exports rooms."""

from levier.tables.columns import WEEKDAYS, Column, Kind, practitioner, service, specialty, table

TABLE = table(
    Column("room", "cabinet", Kind.KEY, "Salle.", "C2", required=True),
    Column("weekday", "jour", Kind.CHOICE, "Jour de la semaine.", "lundi", required=True, choices=WEEKDAYS),
    Column("time_from", "de", Kind.CLOCK, "Début.", "09:00", required=True),
    Column("time_to", "a", Kind.CLOCK, "Fin.", "12:30", required=True),
    service(),
    specialty(),
    practitioner(),
    Column("valid_from", "du", Kind.DATE, "Premier jour d'application.", "01/01/2025"),
    Column("valid_to", "au", Kind.DATE, "Dernier jour d'application.", "31/12/2025"),
    name="standard_week",
    file="semaine_type",
    label="Semaine type",
    description="Une ligne par demi-journée travaillée dans une salle, chaque semaine.",
    replaces="file",
    orders=(("valid_from", "valid_to"),),
)
