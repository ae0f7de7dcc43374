"""Part des feuilles de soins sécurisées: invoices sent with the cards of patient and professional.

An invoice whose way of sending is not known is left out and counted; a negative line cancels one.
"""

from levier.catalogue.acts import ZERO
from levier.catalogue.definition import UP, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, typed

POPULATION = Population(
    "invoices",
    (
        ZERO,
        Exclusion("transmission non renseignée", ~col("transmission").known()),
    ),
)
SECURED = col("transmission") == "fse_securisee"

INDICATOR = Indicator(
    name="fse_secured_share",
    label="Feuilles de soins électroniques sécurisées",
    unit="%",
    direction=UP,
    lever=6,
    why="Une feuille sécurisée est payée plus vite et rejetée moins souvent qu'une feuille dégradée ou sur papier.",
    how_to_read="Factures transmises avec la carte Vitale et la carte du professionnel, rapportées aux factures dont on sait comment elles sont parties.",
    caveats="Les patients à l'AME et les bénéficiaires sans carte ne peuvent pas être en sécurisé : la part dépend du public accueilli.",
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    team="accueil",
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(SECURED), POPULATION.counted())),
        Basis(
            "grille",
            Ratio(typed("fse_securisees"), typed("fse_securisees") + typed("fse_degradees") + typed("papier")),
        ),
    ),
    examples=(
        Example(
            title="Deux sécurisées sur quatre ; celle dont l'envoi n'est pas renseigné est laissée de côté",
            files={
                "factures": """id;date;transmission;montant
F1;06/01/2025;fse_securisee;30,00
F2;06/01/2025;fse_securisee;30,00
F3;06/01/2025;fse_degradee;30,00
F4;06/01/2025;papier;30,00
F5;06/01/2025;;30,00
"""
            },
            period="2025-01",
            expected=(2, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Une facture négative en annule une ; une facture à zéro ne compte pas",
            files={
                "factures": """id;date;transmission;montant
F1;06/01/2025;fse_securisee;30,00
F2;06/01/2025;fse_securisee;30,00
F3;07/01/2025;fse_securisee;-30,00
F4;07/01/2025;papier;0,00
F5;08/01/2025;papier;30,00
"""
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="Les totaux du logiciel, saisis dans la grille",
            files={
                "grille": "periode;mesure;valeur\n2025-01;fse_securisees;720\n2025-01;fse_degradees;150\n2025-01;papier;30\n"
            },
            period="2025-01",
            expected=(720, 900),
            as_of="2025-01-31",
        ),
    ),
)
