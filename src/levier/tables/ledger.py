"""The ledger: the legal FEC as it comes, with an optional analytic section."""

from levier.tables.columns import Column, Kind, table

_EMPTY = "0,00 quand l'autre montant est rempli"

TABLE = table(
    Column("journal", "JournalCode", Kind.CODE, "Code du journal.", "VT"),
    Column("entry", "EcritureNum", Kind.KEY, "Numéro de l'écriture.", "VT-000123"),
    Column("date", "EcritureDate", Kind.DATE, "Date comptable.", "20250103", required=True),
    Column("account", "CompteNum", Kind.KEY, "Compte.", "706110", required=True),
    Column("debit", "Debit", Kind.AMOUNT, "Débit.", "0,00", required=True, empty_kept=True, empty_means=_EMPTY),
    Column("credit", "Credit", Kind.AMOUNT, "Crédit.", "30,00", required=True, empty_kept=True, empty_means=_EMPTY),
    Column("validated_on", "ValidDate", Kind.DATE, "Date de validation.", "20250131"),
    Column("section", "section", Kind.TEXT, "Section analytique (service).", "dentaire"),
    name="ledger",
    file="ecritures",
    label="Écritures comptables (FEC)",
    description="Une ligne par mouvement comptable.",
    day="date",
    replaces="exercise",
)
