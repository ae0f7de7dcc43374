"""Purchases: what the centre buys."""

from levier.tables.columns import Column, Kind, service, table

TABLE = table(
    Column("date", "date", Kind.DATE, "Date de la facture.", "03/01/2025", required=True),
    service(),
    Column(
        "family",
        "famille",
        Kind.CHOICE,
        "Famille d'achats.",
        "medical",
        required=True,
        choices=("medical", "fournitures_dentaires", "prothese", "medicaments", "bureau", "autre"),
    ),
    Column("supplier", "fournisseur", Kind.TEXT, "Fournisseur.", "FOURN-12"),
    Column("amount", "montant", Kind.AMOUNT, "Montant.", "125,40", required=True),
    Column(
        "under_contract", "sous_marche", Kind.FLAG, "Achat dans un marché ou un groupement.", "non", empty_means="non"
    ),
    name="purchases",
    file="achats",
    label="Achats",
    description="Une ligne par achat.",
    day="date",
)
