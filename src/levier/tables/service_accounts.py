"""Service accounts: eight lines a year for dental or imaging."""

from levier.tables.columns import Column, Kind, service, table

LINES = (
    "recettes",
    "personnel_soignant",
    "personnel_assistance",
    "consommables",
    "prothesiste",
    "maintenance_location",
    "amortissements",
    "quote_part_structure",
)

TABLE = table(
    Column("year", "annee", Kind.YEAR, "Année.", "2025", required=True),
    service(required=True),
    Column("item", "ligne", Kind.CHOICE, "Ligne du compte de service.", "consommables", required=True, choices=LINES),
    Column("amount", "montant", Kind.AMOUNT, "Montant de l'année.", "18000,00", required=True),
    Column("basis", "base", Kind.CHOICE, "Charges directes ou complètes.", "direct", choices=("direct", "complet")),
    name="service_accounts",
    file="compte_service",
    label="Compte de service",
    description="Une ligne par poste, par service et par année.",
    replaces="exercise",
)
