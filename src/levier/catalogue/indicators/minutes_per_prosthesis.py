"""I27, second half: temps moyen par prothèse, from a typed count only."""

from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.measures.language import Ratio, typed

INDICATOR = Indicator(
    name="minutes_per_prosthesis",
    code="I27b",
    label="Temps moyen de fauteuil par prothèse",
    unit="minutes",
    direction=NONE,
    lever=5,
    why="Rapproché du nombre de rendez-vous, il dit si une prothèse prend du temps de soin ou du temps d'agenda.",
    how_to_read="Minutes de fauteuil passées en prothèse pendant le comptage, rapportées aux prothèses terminées pendant ce comptage.",
    caveats=(
        "Une prothèse commencée avant le comptage n'y a qu'une partie de ses minutes : sur deux semaines, c'est un ordre de grandeur. "
        "Pour le service entier, jamais pour une personne."
    ),
    counter_indicator="appointments_per_prosthesis",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=(Basis("grille", Ratio(typed("minutes_protheses"), typed("protheses_posees"))),),
    examples=(
        Example(
            title="Un comptage de deux semaines : 2 400 minutes pour 20 prothèses",
            files={
                "grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;minutes_protheses;2400\n"
                "2025-03-03/2025-03-14;protheses_posees;20\n"
            },
            period="2025-03",
            expected=(2400, 20),
            status="partial",
            as_of="2025-03-31",
        ),
        Example(
            title="Des minutes et aucune prothèse terminée : calcul impossible",
            files={
                "grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;minutes_protheses;300\n"
                "2025-03-03/2025-03-14;protheses_posees;0\n"
            },
            period="2025-03",
            expected=(300, 0),
            status="not_computable",
            as_of="2025-03-31",
        ),
    ),
)
