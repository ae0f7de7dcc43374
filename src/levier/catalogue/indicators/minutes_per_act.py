"""I27: temps moyen par soin dentaire, from a typed count only; ``minutes_per_prosthesis`` is its other half."""

from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.measures.language import Ratio, typed

INDICATOR = Indicator(
    name="minutes_per_act",
    code="I27",
    label="Temps moyen de fauteuil par soin dentaire",
    unit="minutes",
    direction=NONE,
    lever=5,
    why="Il aide à bâtir un agenda aux bonnes durées : trop courtes, le retard s'accumule ; trop longues, le fauteuil attend.",
    how_to_read="Minutes de fauteuil passées en soins pendant le comptage, rapportées aux actes de soins faits pendant ces minutes.",
    caveats=(
        "Un comptage de deux semaines donne un ordre de grandeur, pour le service entier : jamais pour une personne. Un acte plus court "
        "n'est pas un meilleur acte."
    ),
    counter_indicator="care_prosthesis_ratio",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=(Basis("grille", Ratio(typed("minutes_soins"), typed("actes_soins_observes"))),),
    examples=(
        Example(
            title="Un comptage de deux semaines : 2 700 minutes pour 120 actes",
            files={
                "grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;minutes_soins;2700\n"
                "2025-03-03/2025-03-14;actes_soins_observes;120\n"
            },
            period="2025-03-03/2025-03-14",
            expected=(2700, 120),
            as_of="2025-03-31",
        ),
        Example(
            title="Les minutes sans les actes ne donnent rien",
            files={"grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;minutes_soins;2700\n"},
            period="2025-03",
            status="not_available",
            as_of="2025-03-31",
        ),
    ),
)
