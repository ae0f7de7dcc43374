"""I09: taux de couverture des charges de l'imagerie."""

from levier.catalogue.definition import UP, Example, Indicator
from levier.catalogue.service_costs import coverage_bases

ACCOUNT = """annee;service;ligne;montant;base
2025;imagerie;recettes;435000;direct
2025;imagerie;personnel_soignant;300000;direct
2025;imagerie;personnel_assistance;60000;direct
2025;imagerie;consommables;20000;direct
2025;imagerie;maintenance_location;70000;direct
2025;imagerie;amortissements;50000;direct
2025;imagerie;quote_part_structure;90000;complet
2025;dentaire;recettes;700000;direct
2025;dentaire;personnel_soignant;400000;direct
"""

INDICATOR = Indicator(
    name="imaging_cost_coverage",
    code="I09",
    label="Couverture des charges de l'imagerie par ses recettes",
    unit="%",
    direction=UP,
    lever=4,
    why="Sous 100 %, le reste du centre paie l'imagerie ; au-dessus, elle contribue à l'équilibre.",
    how_to_read="Recettes de l'imagerie rapportées à ses charges : classe 6 de sa section comptable, ou compte de service.",
    caveats=(
        "Charges directes et charges complètes ne se comparent jamais : la base est écrite à côté du chiffre. Une ligne du compte "
        "de service oubliée fait monter le taux : vérifiez qu'elles y sont toutes, à zéro s'il le faut."
    ),
    counter_indicator="internal_referral_rate",
    version=1,
    review="2027-11-01",
    service="imagerie",
    bases=coverage_bases("imagerie"),
    examples=(
        Example(
            title="Compte de service : les charges directes seules, la quote-part complète n'y est jamais ajoutée",
            files={"compte_service": ACCOUNT},
            period="2025",
            expected=(435000, 500000),
            as_of="2025-12-31",
        ),
        Example(
            title="Un compte annuel ne donne pas de chiffre au trimestre",
            files={"compte_service": ACCOUNT},
            period="2025T1",
            status="not_available",
            as_of="2025-12-31",
        ),
        Example(
            title="Écritures : classe 6 de la section, avoir déduit ; ni l'autre section, ni l'écriture de clôture",
            centre='[comptes.sections]\nRADIO = "imagerie"\n',
            files={
                "ecritures": """JournalCode;EcritureNum;EcritureDate;CompteNum;Debit;Credit;section
AC;1;15/01/2025;606110;1000,00;0,00;RADIO
AC;2;16/01/2025;606110;0,00;200,00;RADIO
PA;3;31/01/2025;641100;3200,00;0,00;RADIO
PA;4;31/01/2025;641100;9000,00;0,00;DENT
VT;5;31/01/2025;706100;0,00;9999,00;RADIO
CL;6;31/12/2025;641100;0,00;3200,00;RADIO
CL;6;31/12/2025;120000;3200,00;0,00;RADIO
""",
                "actes": "date;service;code;montant\n06/01/2025;imagerie;ZBQK002;5000,00\n06/01/2025;medical;G;30,00\n"
                "31/12/2025;imagerie;ZBQK002;-1000,00\n",
            },
            period="2025",
            expected=(4000, 4000),
            as_of="2025-12-31",
        ),
        Example(
            title="Sans ligne de recettes, celles des actes de l'année ; la quote-part déclarée directe rend la base complète",
            files={
                "compte_service": "annee;service;ligne;montant;base\n2025;imagerie;personnel_soignant;300;\n"
                "2025;imagerie;quote_part_structure;100;\n",
                "actes": "date;service;code;montant\n06/01/2025;imagerie;ZBQK002;500,00\n06/01/2026;imagerie;ZBQK002;77,00\n",
            },
            period="2025",
            expected=(500, 400),
            as_of="2026-01-31",
        ),
        Example(
            title="Le compte de service saisi dans la grille, sans quote-part : charges directes",
            files={
                "grille": "periode;mesure;valeur;service\n"
                + "".join(
                    f"2025;{name};{value};imagerie\n"
                    for name, value in (
                        ("recettes", 435000),
                        ("personnel_soignant", 300000),
                        ("personnel_assistance", 60000),
                        ("consommables", 20000),
                        ("maintenance_location", 70000),
                        ("amortissements", 50000),
                    )
                )
            },
            period="2025",
            expected=(435000, 500000),
            as_of="2025-12-31",
        ),
    ),
)
