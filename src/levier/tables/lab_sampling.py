"""Laboratory sampling: files taken and what the laboratory pays."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("month", "mois", Kind.MONTH, "Mois.", "2025-01", required=True),
    Column("files", "dossiers", Kind.WHOLE, "Dossiers de prélèvement.", "240", required=True),
    Column("mode", "mode", Kind.CHOICE, "Par dossier ou forfait.", "par_dossier", choices=("par_dossier", "forfait")),
    Column("amount", "montant", Kind.AMOUNT, "Montant versé par le laboratoire.", "1536,00", required=True),
    name="lab_sampling",
    file="prelevements",
    label="Prélèvements",
    description="Une ligne par mois et par mode.",
    day="month",
    key=("month", "mode"),
    monthly=True,
)
