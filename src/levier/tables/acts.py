"""Acts: every billed line."""

from levier.tables.columns import Column, Kind, patient, practitioner, service, specialty, table

TABLE = table(
    Column("id", "id", Kind.KEY, "Numéro de la ligne d'acte dans le logiciel.", "A-551020"),
    Column("invoice", "facture", Kind.KEY, "Numéro de la facture.", "F2025-00412"),
    Column("date", "date", Kind.DATE, "Date du soin.", "03/01/2025", required=True),
    service(),
    specialty(),
    practitioner(),
    patient(),
    Column(
        "nomenclature",
        "nomenclature",
        Kind.CHOICE,
        "Nomenclature ; déduite de la forme du code quand elle manque.",
        "NGAP",
        choices=("CCAM", "NGAP", "NABM", "LPP", "HN"),
    ),
    Column("code", "code", Kind.CODE, "Code de l'acte ou lettre-clé.", "G", required=True),
    Column("quantity", "quantite", Kind.DECIMAL, "Quantité ou coefficient.", "1", empty_means="1"),
    Column(
        "amount",
        "montant",
        Kind.AMOUNT,
        "Montant de la ligne, quantité comprise ; négatif : annulation.",
        "30,00",
        required=True,
    ),
    Column("amo_share", "part_amo", Kind.AMOUNT, "Part de l'assurance maladie obligatoire.", "21,00"),
    Column("amc_share", "part_amc", Kind.AMOUNT, "Part complémentaire.", "9,00"),
    Column("patient_share", "part_patient", Kind.AMOUNT, "Part du patient.", "0,00"),
    Column(
        "coverage",
        "couverture",
        Kind.CHOICE,
        "Couverture particulière du patient.",
        "aucune",
        choices=("aucune", "C2S", "AME", "ALD", "autre"),
    ),
    name="acts",
    file="actes",
    label="Actes",
    description="Une ligne par acte facturé.",
    day="date",
    key=("id",),
)
