"""I12: taux de couverture des charges du dentaire, laboratory of prostheses included."""

from levier.catalogue.definition import UP, Example, Indicator
from levier.catalogue.service_costs import coverage_bases

INDICATOR = Indicator(
    name="dental_cost_coverage",
    code="I12",
    label="Couverture des charges du dentaire par ses recettes",
    unit="%",
    direction=UP,
    lever=5,
    why="Sous 100 %, le reste du centre paie le dentaire ; au-dessus, il contribue à l'équilibre.",
    how_to_read=(
        "Recettes du dentaire rapportées à ses charges, prothésiste compris : classe 6 de sa section comptable, ou compte de service."
    ),
    caveats=(
        "Charges directes et charges complètes ne se comparent jamais : la base est écrite à côté du chiffre. Une ligne du compte "
        "de service oubliée fait monter le taux. Il monte aussi avec la part de prothèses : ce n'est pas un objectif de soin."
    ),
    counter_indicator="care_prosthesis_ratio",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=coverage_bases("dentaire", "prothesiste"),
    examples=(
        Example(
            title="Un compte complet : le prothésiste et la quote-part sont des charges",
            files={
                "compte_service": """annee;service;ligne;montant;base
2025;dentaire;recettes;660000;complet
2025;dentaire;personnel_soignant;300000;complet
2025;dentaire;personnel_assistance;120000;complet
2025;dentaire;consommables;40000;complet
2025;dentaire;prothesiste;80000;complet
2025;dentaire;amortissements;20000;complet
2025;dentaire;quote_part_structure;40000;complet
"""
            },
            period="2025",
            expected=(660000, 600000),
            as_of="2025-12-31",
        ),
        Example(
            title="Les soldes de la commune, avoir déduit : une année entière",
            files={
                "soldes": "exercice;compte;section;debit;credit\n2025;606;dentaire;1500;0\n2025;609;dentaire;0;500\n"
                "2025;641;dentaire;3000;0\n2025;641;medical;9000;0\n2025;706;dentaire;0;8000\n",
                "actes": "date;service;code;montant\n03/03/2025;dentaire;HBLD038;5000,00\n",
            },
            period="2025",
            expected=(5000, 4000),
            as_of="2025-12-31",
        ),
        Example(
            title="Écritures et soldes de la même année sont le même argent : les écritures seules",
            files={
                "soldes": "exercice;compte;section;debit;credit\n2025;606;dentaire;4100;0\n",
                "ecritures": "JournalCode;EcritureNum;EcritureDate;CompteNum;Debit;Credit;section\n"
                "AC;1;15/01/2025;606110;4000,00;0,00;dentaire\n",
                "actes": "date;service;code;montant\n03/03/2025;dentaire;HBLD038;5000,00\n",
            },
            period="2025",
            expected=(5000, 4000),
            as_of="2025-12-31",
        ),
        Example(
            title="Un compte saisi sans le prothésiste est incomplet : pas de chiffre",
            files={
                "grille": "periode;mesure;valeur;service\n2025;recettes;660000;dentaire\n2025;personnel_soignant;300000;dentaire\n"
                "2025;personnel_assistance;120000;dentaire\n2025;consommables;40000;dentaire\n"
                "2025;maintenance_location;0;dentaire\n2025;amortissements;20000;dentaire\n"
            },
            period="2025",
            status="not_available",
            as_of="2025-12-31",
        ),
        Example(
            title="Le compte saisi en entier, quote-part comprise : charges complètes",
            files={
                "grille": "periode;mesure;valeur;service\n2025;recettes;660000;dentaire\n2025;personnel_soignant;300000;dentaire\n"
                "2025;personnel_assistance;120000;dentaire\n2025;consommables;40000;dentaire\n2025;prothesiste;80000;dentaire\n"
                "2025;maintenance_location;0;dentaire\n2025;amortissements;20000;dentaire\n"
                "2025;quote_part_structure;40000;dentaire\n"
            },
            period="2025",
            expected=(660000, 600000),
            as_of="2025-12-31",
        ),
    ),
)
