"""I14: rapport soins / prothèses in number of acts, by a versioned table of code families.

The family of a code says enough: a line without a service counts. Orthodontics is apart.
"""

from levier.catalogue.acts import ZERO
from levier.catalogue.definition import NONE, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, count, typed

FAMILY = col("family")
POPULATION = Population(
    "acts",
    (
        ZERO,
        Exclusion("acte sans famille dentaire", ~FAMILY.known()),
        Exclusion("orthodontie", FAMILY == "odf"),
        Exclusion("soins (comptés au numérateur)", FAMILY == "soins"),
    ),
)

INDICATOR = Indicator(
    name="care_prosthesis_ratio",
    code="I14",
    label="Rapport soins / prothèses (en actes)",
    unit="ratio",
    direction=NONE,
    lever=5,
    why="Il décrit l'activité dentaire : un service qui ne pose plus que des prothèses, ou qui n'en pose plus, doit savoir pourquoi.",
    how_to_read="Actes de soins dentaires pour un acte de prothèse, annulations déduites, orthodontie à part.",
    caveats=(
        "Ni cible, ni classement : le besoin des patients décide. La table des familles de codes est une hypothèse de l'outil, datée. "
        "Une prothèse en plusieurs actes compte autant de fois qu'elle est facturée."
    ),
    counter_indicator="dental_revenue_per_hour",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    service="dentaire",
    bases=(
        Basis("fichiers", Ratio(count("acts", FAMILY == "soins"), POPULATION.counted())),
        Basis("grille", Ratio(typed("actes_soins", service="dentaire"), typed("actes_protheses", service="dentaire"))),
    ),
    examples=(
        Example(
            title="Quatre soins pour deux prothèses, dont un inlay-onlay ; orthodontie, consultation et ligne à zéro à part",
            files={
                "actes": """date;service;code;montant
06/01/2025;dentaire;HBJD001;28,92
06/01/2025;dentaire;HBMD042;40,97
06/01/2025;;HBGD036;33,44
07/01/2025;dentaire;HBFD006;33,74
07/01/2025;dentaire;HBLD038;290,00
07/01/2025;dentaire;HBMD460;350,00
08/01/2025;dentaire;HBDD003;100,00
08/01/2025;dentaire;C;23,00
08/01/2025;dentaire;HBLD038;0,00
"""
            },
            period="2025-01",
            expected=(4, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="La seule prothèse est annulée : calcul impossible",
            files={
                "actes": "date;service;code;montant\n06/01/2025;dentaire;HBJD001;28,92\n06/01/2025;dentaire;HBLD038;290,00\n"
                "07/01/2025;dentaire;HBLD038;-290,00\n"
            },
            period="2025-01",
            expected=(1, 0),
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="Deux totaux de la statistique dentaire, saisis dans la grille",
            files={
                "grille": "periode;mesure;valeur;service\n2025;actes_soins;5400;dentaire\n2025;actes_protheses;1200;dentaire\n"
            },
            period="2025",
            expected=(5400, 1200),
            as_of="2025-12-31",
        ),
    ),
)
