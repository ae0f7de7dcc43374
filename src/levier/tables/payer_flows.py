"""Payer flows: each claim sent to a payer and what came of it."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("id", "id", Kind.KEY, "Numéro de la ligne dans le logiciel, s'il existe.", "T-88120"),
    Column("invoice", "facture", Kind.KEY, "Numéro de la facture.", "F2025-00412", required=True),
    Column(
        "payer_type",
        "payeur_type",
        Kind.CHOICE,
        "Assurance maladie obligatoire ou complémentaire.",
        "AMO",
        required=True,
        choices=("AMO", "AMC"),
    ),
    Column("payer", "payeur", Kind.TEXT, "Organisme.", "CPAM 92"),
    Column("sent_on", "transmis_le", Kind.DATE, "Date d'envoi.", "06/01/2025", required=True),
    Column("attempt", "tentative", Kind.WHOLE, "Rang de l'envoi.", "1", empty_means="1"),
    Column(
        "status",
        "statut",
        Kind.CHOICE,
        "Réponse de l'organisme.",
        "paye",
        required=True,
        choices=("en_attente", "paye", "paye_partiel", "rejete"),
    ),
    Column("decided_on", "decide_le", Kind.DATE, "Date de la réponse.", "15/01/2025"),
    Column("amount_claimed", "montant_demande", Kind.AMOUNT, "Montant demandé.", "21,00"),
    Column("amount_paid", "montant_paye", Kind.AMOUNT, "Montant payé.", "21,00", empty_means="0"),
    Column("rejection_code", "code_rejet", Kind.CODE, "Code du rejet, tel que le logiciel le donne.", "R13"),
    Column("rejection_family", "famille_rejet", Kind.TEXT, "Famille du rejet.", "droits"),
    name="payer_flows",
    file="retours_organismes",
    label="Retours des organismes",
    description="Une ligne par envoi d'une part de facture à un organisme.",
    day="sent_on",
    key=("id",),
    fallback_key=("invoice", "payer_type", "attempt", "sent_on"),
    orders=(("sent_on", "decided_on"),),
)
