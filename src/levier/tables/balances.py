"""Balances: totals by account and year, from towns or hand-made statements."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("exercise", "exercice", Kind.YEAR, "Exercice.", "2025", required=True),
    Column("account", "compte", Kind.KEY, "Compte.", "6066", required=True),
    Column("label", "libelle", Kind.TEXT, "Libellé du compte.", "Fournitures médicales"),
    Column("section", "section", Kind.TEXT, "Section analytique (service).", "dentaire"),
    Column("debit", "debit", Kind.AMOUNT, "Débit.", "12500,00", required=True),
    Column("credit", "credit", Kind.AMOUNT, "Crédit.", "0,00", required=True),
    name="balances",
    file="soldes",
    label="Soldes des comptes",
    description="Une ligne par compte et par exercice ; ne donne que des années.",
    replaces="exercise",
)
