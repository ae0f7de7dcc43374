"""Staffing: full-time equivalents and cost, month by month."""

from levier.tables.columns import Column, Kind, service, table

JOBS = (
    "medecin",
    "dentiste",
    "infirmier",
    "ipa",
    "sage_femme",
    "orthoptiste",
    "kine",
    "psychologue",
    "dieteticien",
    "manipulateur",
    "assistant_dentaire",
    "assistant_medical",
    "secretaire_medicale",
    "accueil",
    "tiers_payant",
    "coordinateur",
    "mediateur",
    "direction",
    "technique",
    "autre",
)

TABLE = table(
    Column("month", "mois", Kind.MONTH, "Mois.", "2025-01", required=True),
    Column("person", "personne", Kind.PERSON, "Agent : remplacé à la lecture par une empreinte.", "AG-31"),
    Column("job", "metier", Kind.CHOICE, "Métier.", "medecin", required=True, choices=JOBS),
    service(),
    Column("fte", "etp", Kind.DECIMAL, "Équivalent temps plein.", "0,8", required=True),
    Column("cost", "cout", Kind.AMOUNT, "Coût chargé du mois.", "4200,00"),
    Column(
        "cost_complete", "cout_complet", Kind.FLAG, "Le coût comprend toutes les charges.", "oui", empty_means="non"
    ),
    name="staffing",
    file="personnel",
    label="Personnel",
    description="Une ligne par agent (ou par métier) et par mois.",
    day="month",
    key=("month", "person", "job", "service"),
    monthly=True,
)
