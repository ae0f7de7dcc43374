"""Town charges: what the managing body pays in the place of the centre."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("year", "annee", Kind.YEAR, "Année.", "2025", required=True),
    Column("nature", "nature", Kind.TEXT, "Nature de la charge.", "loyer", required=True),
    Column("amount", "montant", Kind.AMOUNT, "Montant de l'année.", "42000,00", required=True),
    Column("source", "source", Kind.TEXT, "D'où vient ce montant.", "direction des finances"),
    Column("reliability", "fiabilite", Kind.TEXT, "Fiabilité du montant.", "estimation"),
    name="town_charges",
    file="charges_collectivite",
    label="Charges portées par la collectivité",
    description="Une ligne par charge et par année.",
    replaces="file",
)
