"""Rooms: consulting rooms, dental chairs and the others."""

from levier.tables.columns import Column, Kind, service, table

TABLE = table(
    Column("id", "id", Kind.KEY, "Nom de la salle.", "C2", required=True),
    Column(
        "type",
        "type",
        Kind.CHOICE,
        "Nature de la salle.",
        "cabinet",
        required=True,
        choices=("cabinet", "fauteuil", "imagerie", "infirmier", "autre"),
    ),
    service(),
    Column("valid_from", "du", Kind.DATE, "Premier jour de service.", "01/01/2024"),
    Column("valid_to", "au", Kind.DATE, "Dernier jour de service.", "31/12/2025"),
    Column("reserved", "reserve", Kind.TEXT, "Motif d'une salle réservée (urgence, internes).", "urgences"),
    name="rooms",
    file="cabinets",
    label="Salles",
    description="Une ligne par salle de consultation (cabinet), fauteuil ou salle d'imagerie.",
    replaces="file",
    orders=(("valid_from", "valid_to"),),
)
