"""Opening hours: the poster on the door, and the hours of the telephone line."""

from levier.tables.columns import WEEKDAYS, Column, Kind, table

TABLE = table(
    Column("weekday", "jour", Kind.CHOICE, "Jour de la semaine.", "lundi", required=True, choices=WEEKDAYS),
    Column("time_from", "de", Kind.CLOCK, "Ouverture.", "08:30", required=True),
    Column("time_to", "a", Kind.CLOCK, "Fermeture.", "12:30", required=True),
    Column("valid_from", "du", Kind.DATE, "Premier jour d'application.", "01/01/2025"),
    Column("valid_to", "au", Kind.DATE, "Dernier jour d'application.", "31/12/2025"),
    Column(
        "audience",
        "public",
        Kind.CHOICE,
        "Horaires de l'accueil ou du téléphone.",
        "accueil",
        choices=("accueil", "telephone"),
        empty_means="accueil",
    ),
    name="opening_hours",
    file="horaires",
    label="Horaires d'ouverture",
    description="Une ligne par plage d'ouverture d'une semaine ordinaire.",
    replaces="file",
    orders=(("valid_from", "valid_to"),),
)
