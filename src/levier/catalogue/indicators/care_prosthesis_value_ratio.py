"""Rapport soins / prothèses in value: the amounts of the acts of I14."""

from levier.catalogue.acts import amount
from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.measures.language import Ratio, col, typed

FAMILY = col("family")

INDICATOR = Indicator(
    name="care_prosthesis_value_ratio",
    label="Rapport soins / prothèses (en valeur)",
    unit="ratio",
    direction=NONE,
    lever=5,
    why="En actes et en valeur, l'image du service n'est pas la même : une prothèse pèse dix soins.",
    how_to_read="Montant facturé des soins dentaires pour un euro de prothèse, orthodontie à part.",
    caveats="Ni cible, ni classement. Il bouge avec les honoraires libres des prothèses, sans qu'aucun soin ait changé.",
    counter_indicator="care_prosthesis_ratio",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=(
        Basis("fichiers", Ratio(amount(FAMILY == "soins"), amount(FAMILY == "prothese"))),
        Basis(
            "grille", Ratio(typed("montant_soins", service="dentaire"), typed("montant_protheses", service="dentaire"))
        ),
    ),
    examples=(
        Example(
            title="Un soin annulé en partie, une prothèse, une orthodontie à part",
            files={
                "actes": """date;service;code;montant
06/01/2025;dentaire;HBJD001;28,92
06/01/2025;dentaire;HBMD042;40,97
07/01/2025;dentaire;HBMD042;-10,00
07/01/2025;dentaire;HBLD038;290,00
08/01/2025;dentaire;HBDD003;100,00
08/01/2025;dentaire;C;23,00
"""
            },
            period="2025-01",
            expected=(59.89, 290),
            as_of="2025-01-31",
        ),
        Example(
            title="Des soins et pas de prothèse : calcul impossible",
            files={"actes": "date;service;code;montant\n06/01/2025;dentaire;HBJD001;28,92\n"},
            period="2025-01",
            expected=(28.92, 0),
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="Deux montants de la statistique dentaire, saisis dans la grille",
            files={
                "grille": "periode;mesure;valeur;service\n2025;montant_soins;180000;dentaire\n"
                "2025;montant_protheses;240000;dentaire\n"
            },
            period="2025",
            expected=(180000, 240000),
            as_of="2025-12-31",
        ),
    ),
)
