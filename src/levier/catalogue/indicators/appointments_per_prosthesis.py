"""I15: nombre moyen de rendez-vous par prothèse, from a typed count only (no export links the two)."""

from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.measures.language import Ratio, typed

INDICATOR = Indicator(
    name="appointments_per_prosthesis",
    code="I15",
    label="Nombre moyen de rendez-vous par prothèse",
    unit="rendez-vous",
    direction=NONE,
    lever=5,
    why="Un rendez-vous de plus par prothèse, c'est un fauteuil pris et un patient qui revient : l'organisation y joue.",
    how_to_read="Rendez-vous consacrés à des prothèses terminées pendant le comptage, rapportés à ces prothèses.",
    caveats=(
        "Un comptage de vingt dossiers donne un ordre de grandeur. Une prothèse amovible demande plus de rendez-vous qu'une couronne : "
        "comparez à nature égale. Moins de rendez-vous n'est pas toujours mieux soigner."
    ),
    counter_indicator="care_prosthesis_ratio",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=(Basis("grille", Ratio(typed("rdv_protheses"), typed("protheses_posees"))),),
    examples=(
        Example(
            title="Un comptage de deux semaines : 92 rendez-vous pour 20 prothèses",
            files={
                "grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;rdv_protheses;92\n2025-03-03/2025-03-14;protheses_posees;20\n"
            },
            period="2025-03-03/2025-03-14",
            expected=(92, 20),
            as_of="2025-03-31",
        ),
        Example(
            title="Deux comptages du même trimestre s'ajoutent, et restent un échantillon",
            files={
                "grille": "periode;mesure;valeur\n2025-01-06/2025-01-17;rdv_protheses;40\n2025-01-06/2025-01-17;protheses_posees;10\n"
                "2025-03-03/2025-03-14;rdv_protheses;92\n2025-03-03/2025-03-14;protheses_posees;20\n"
            },
            period="2025T1",
            expected=(132, 30),
            status="partial",
            as_of="2025-03-31",
        ),
        Example(
            title="Aucune prothèse terminée pendant le comptage : calcul impossible",
            files={
                "grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;rdv_protheses;4\n2025-03-03/2025-03-14;protheses_posees;0\n"
            },
            period="2025-03",
            expected=(4, 0),
            status="not_computable",
            as_of="2025-03-31",
        ),
    ),
)
