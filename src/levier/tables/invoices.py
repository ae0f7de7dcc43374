"""Invoices: how each was sent and whether rights were checked."""

from levier.tables.columns import Column, Kind, table

TABLE = table(
    Column("id", "id", Kind.KEY, "Numéro de la facture.", "F2025-00412", required=True),
    Column("date", "date", Kind.DATE, "Date de la facture.", "03/01/2025", required=True),
    Column(
        "transmission",
        "transmission",
        Kind.CHOICE,
        "Comment la facture est partie.",
        "fse_securisee",
        choices=("fse_securisee", "fse_degradee", "papier"),
    ),
    Column(
        "amo_third_party",
        "tiers_payant_amo",
        Kind.FLAG,
        "Tiers payant sur la part obligatoire.",
        "oui",
        empty_means="non",
    ),
    Column(
        "amc_third_party",
        "tiers_payant_amc",
        Kind.FLAG,
        "Tiers payant sur la part complémentaire.",
        "oui",
        empty_means="non",
    ),
    Column(
        "rights_checked", "droits_verifies", Kind.FLAG, "Droits vérifiés en ligne (ADRi).", "oui", empty_means="non"
    ),
    Column("amount", "montant", Kind.AMOUNT, "Montant de la facture.", "30,00", required=True),
    Column(
        "coverage",
        "couverture",
        Kind.CHOICE,
        "Couverture particulière du patient.",
        "aucune",
        choices=("aucune", "C2S", "AME", "ALD", "autre"),
    ),
    name="invoices",
    file="factures",
    label="Factures",
    description="Une ligne par facture.",
    day="date",
    key=("id",),
)
