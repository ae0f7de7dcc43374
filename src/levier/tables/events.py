"""Events: what is drawn on the curves."""

from levier.tables.columns import Column, Kind, service, table

TABLE = table(
    Column("date", "date", Kind.DATE, "Date.", "01/09/2025", required=True),
    Column("label", "libelle", Kind.TEXT, "Ce qui s'est passé.", "Départ d'un dermatologue", required=True),
    service(),
    name="events",
    file="evenements",
    label="Événements",
    description="Une ligne par événement à porter sur les courbes.",
    day="date",
    replaces="file",
)
