"""Délai de prise de rendez-vous: exact median of whole days between booking and appointment, by month of the appointment.

The agenda of honoured, missed and unmarked appointments alike: what patients were offered, not what they kept.
"""

from levier.catalogue.appointments import REPEATED, STATUS, WALK_IN
from levier.catalogue.definition import DOWN, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Median, col, rows

POPULATION = Population(
    "appointments",
    (
        REPEATED,
        WALK_IN,
        Exclusion("annulé", STATUS == "annule"),
        Exclusion("reporté", STATUS == "reporte"),
        Exclusion("date de prise inconnue ou après le rendez-vous", ~col("lead_days").known()),
    ),
    undated=1,
)

INDICATOR = Indicator(
    name="booking_delay_days",
    label="Délai de prise de rendez-vous (médiane)",
    unit="jours",
    direction=DOWN,
    lever=1,
    why="Plus un rendez-vous est pris loin, plus il est oublié ; et c'est ce que les patients vivent de l'accès aux soins.",
    how_to_read="La moitié des rendez-vous de la période ont été pris moins de jours avant, l'autre moitié davantage.",
    caveats=(
        "Les suivis pris d'avance l'allongent sans que l'accès ait empiré : le troisième rendez-vous libre mesure mieux l'attente. "
        "À lire par spécialité. Les passages sans rendez-vous n'y sont pas."
    ),
    counter_indicator="no_show_rate",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    bases=(
        Basis(
            "fichiers",
            Median(POPULATION.counted(), "lead_days"),
            given=(
                (rows("appointments", col("lead_days").known()), "la date de prise (pris_le) n'est pas renseignée"),
            ),
        ),
    ),
    examples=(
        Example(
            title="Délais 0, 3 et 10 jours : la médiane est 3 ; un rendez-vous pris à 23 h 59 la veille a 1 jour, mais il est annulé",
            files={
                "rendez_vous": """debut;statut;pris_le;sans_rdv
06/01/2025 09:00;honore;06/01/2025 08:00;non
06/01/2025 10:00;non_venu;03/01/2025 18:00;non
13/01/2025 10:00;;03/01/2025 10:30;non
07/01/2025 00:01;annule;06/01/2025 23:59;non
14/01/2025 10:00;honore;14/01/2025 10:00;oui
15/01/2025 10:00;reporte;01/01/2025 10:00;non
16/01/2025 10:00;honore;17/01/2025 10:00;non
17/01/2025 10:00;honore;;non
"""
            },
            period="2025-01",
            expected=(3, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Deux rendez-vous : la moyenne des deux du milieu ; pris avant minuit pour après minuit, un jour",
            files={
                "rendez_vous": "debut;statut;pris_le\n07/01/2025 00:01;honore;06/01/2025 23:59\n09/01/2025 10:00;honore;05/01/2025 10:00\n"
                "20/01/2025 10:00;;01/01/2025 10:00\n"
            },
            period="2025-01",
            expected=(2.5, None),
            as_of="2025-01-15",
        ),
        Example(
            title="Sans date de prise, pas de délai",
            files={"rendez_vous": "debut;statut\n06/01/2025 09:00;honore\n"},
            period="2025-01",
            status="not_available",
            as_of="2025-01-31",
        ),
    ),
)
