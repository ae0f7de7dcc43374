"""Patient debts: what patients still owe."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("invoice", "facture", Kind.KEY, "Numéro de la facture.", "F2025-00412", required=True),
    Column("due_on", "echeance", Kind.DATE, "Date à laquelle la somme est due.", "03/01/2025", required=True),
    Column("amount_due", "montant_du", Kind.AMOUNT, "Somme due par le patient.", "9,00", required=True),
    Column("amount_paid", "montant_paye", Kind.AMOUNT, "Somme payée.", "0,00", empty_means="0"),
    Column("last_payment_on", "dernier_paiement", Kind.DATE, "Date du dernier paiement.", "20/01/2025"),
    Column(
        "sent_to_treasury_on", "transmis_comptable_le", Kind.DATE, "Date de remise au comptable public.", "03/04/2025"
    ),
    Column("recovered", "recouvre", Kind.AMOUNT, "Somme recouvrée par le comptable public.", "0,00", empty_means="0"),
    Column("written_off_on", "perte_le", Kind.DATE, "Date de l'admission en non-valeur.", "31/12/2025"),
    name="patient_debts",
    file="creances_patients",
    label="Créances des patients",
    description="Une ligne par somme due par un patient.",
    day="due_on",
    key=("invoice", "due_on"),
)
