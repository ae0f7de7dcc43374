"""Prevention actions: missions that no act pays."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("date", "date", Kind.DATE, "Date de l'action.", "12/03/2025", required=True),
    Column("theme", "theme", Kind.TEXT, "Thème.", "vaccination", required=True),
    Column("participants", "participants", Kind.WHOLE, "Participants.", "24"),
    Column("hours", "heures", Kind.DECIMAL, "Heures passées.", "6"),
    Column("funding", "financement", Kind.TEXT, "Financeur.", "ARS"),
    Column("amount", "montant", Kind.AMOUNT, "Montant reçu.", "1500,00"),
    name="prevention_actions",
    file="actions_prevention",
    label="Actions de prévention",
    description="Une ligne par action.",
    day="date",
    replaces="file",
)
