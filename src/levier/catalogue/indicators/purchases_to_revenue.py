"""I22: achats, rapportés aux recettes d'activité: one basis for all periods of a centre, shown.

From purchases and acts; else from accounts, 60… over 70…, where 603, 609 and 709 count with their sign and closing
entries do not. A year typed beside files that give another basis is not mixed with it.
"""

from levier.catalogue.definition import DOWN, Basis, Example, Indicator
from levier.catalogue.money import ACCOUNTS_GIVEN, BILLED, PURCHASES, credit_of, debit_of
from levier.measures.language import Ratio, typed

INDICATOR = Indicator(
    name="purchases_to_revenue",
    code="I22",
    label="Achats, rapportés aux recettes d'activité",
    unit="%",
    direction=DOWN,
    lever=9,
    why="Les achats se négocient, se groupent et se gaspillent : c'est la charge sur laquelle un centre a le plus vite prise.",
    how_to_read="Achats de la période (fournitures, prothèses, médicaments, bureau), rapportés aux recettes d'activité. Par service si les fichiers le disent.",
    caveats=(
        "Sans variation de stock connue, ce sont les achats et non les consommations. Les achats que la collectivité paie à la place du "
        "centre n'y sont pas : deux centres ne se comparent qu'à périmètre égal, et un centre dentaire achète plus."
    ),
    counter_indicator="care_prosthesis_ratio",
    version=1,
    review="2027-11-01",
    one_basis=True,
    bases=(
        Basis("achats et actes", Ratio(PURCHASES, BILLED)),
        Basis("comptes", Ratio(debit_of("purchases"), credit_of("activity")), given=(ACCOUNTS_GIVEN,)),
        Basis("grille, produits de l'activité", Ratio(typed("achats"), typed("produits_activite"))),
        Basis("grille, montant facturé", Ratio(typed("achats"), typed("montant_facture"))),
    ),
    examples=(
        Example(
            title="Un avoir diminue les achats ; les écritures ne sont pas mêlées à cette base",
            files={
                "achats": "date;famille;montant\n06/01/2025;medical;120,00\n20/01/2025;bureau;50,00\n27/01/2025;medical;-20,00\n",
                "actes": "date;code;montant\n06/01/2025;G;400,00\n27/01/2025;G;350,00\n",
                "soldes": "exercice;compte;debit;credit\n2025;606;9000,00;0,00\n2025;706;0,00;10000,00\n",
            },
            period="2025-01",
            expected=(150, 750),
            as_of="2025-01-31",
        ),
        Example(
            title="Des soldes : le rabais obtenu (609) et la variation de stock (603) diminuent, le rabais accordé (709) aussi",
            files={
                "soldes": """exercice;compte;debit;credit
2024;606;50000,00;0,00
2024;603;0,00;2000,00
2024;609;0,00;500,00
2024;706;0,00;200000,00
2024;709;10000,00;0,00
2024;641;90000,00;0,00
"""
            },
            period="2024",
            expected=(47500, 190000),
            as_of="2025-01-31",
        ),
        Example(
            title="Des soldes d'année ne disent rien d'un mois",
            files={"soldes": "exercice;compte;debit;credit\n2024;606;5000,00;0,00\n2024;706;0,00;20000,00\n"},
            period="2024-03",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="Le compte de l'année, saisi dans la grille par famille",
            files={
                "grille": """periode;mesure;valeur;famille
2024;achats;60000;medical
2024;achats;15000;bureau
2024;produits_activite;1500000;
"""
            },
            period="2024",
            expected=(75000, 1500000),
            as_of="2025-01-31",
        ),
    ),
)
