"""Taux de remplissage des vacations, service medical (contract §3, rule 7).

Honoured appointments, walk-ins included, whose end is unknown are left out and counted; so are those of another
service. Sessions are summed, not united: two physicians at the same hour offer two hours.
"""

from levier.catalogue.acts import SERVICE, service_given
from levier.catalogue.appointments import REPEATED, STATUS
from levier.catalogue.definition import BAND, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, rows, total, typed

POPULATION = Population(
    "appointments",
    (
        REPEATED,
        Exclusion("non honoré ou non pointé", STATUS != "honore"),
        Exclusion("service non renseigné", ~SERVICE.known()),
        Exclusion("autre service que médical", SERVICE != "medical"),
        Exclusion("heure de fin inconnue", ~col("duration_s").known()),
    ),
    undated=1,
)

INDICATOR = Indicator(
    name="fill_rate",
    label="Taux de remplissage des vacations",
    unit="%",
    direction=BAND,
    lever=3,
    why="Une vacation tenue n'est pas une vacation remplie : c'est ici que se voient les créneaux vides et les absences.",
    how_to_read="Durée des rendez-vous médicaux honorés, passages sans rendez-vous compris, rapportée aux heures de vacation tenues.",
    caveats=(
        "La durée est celle prévue à l'agenda, pas celle passée avec le patient. Des rendez-vous sur le même créneau, ou hors "
        "vacation, peuvent porter le taux au-dessus de 100 %. Un taux plein ne laisse pas de place aux soins non programmés."
    ),
    counter_indicator="booking_delay_days",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    service="medical",
    bases=(
        Basis(
            "fichiers",
            Ratio(
                POPULATION.summed("duration_s", "hours"),
                total("sessions", "held_s", "hours", SERVICE == "medical"),
            ),
            given=(
                service_given("appointments"),
                (
                    rows("appointments", col("duration_s").known()),
                    "l'heure de fin n'est renseignée sur aucun rendez-vous",
                ),
            ),
        ),
        Basis(
            "grille",
            Ratio(typed("heures_rdv_honores", service="medical"), typed("heures_vacations", service="medical")),
        ),
    ),
    examples=(
        Example(
            title="Une heure et demie de rendez-vous honorés pour quatre heures de vacation, dont une à deux praticiens",
            files={
                "rendez_vous": """debut;fin;statut;service;sans_rdv
06/01/2025 09:00;06/01/2025 09:30;honore;medical;non
06/01/2025 09:30;06/01/2025 10:00;honore;medical;oui
06/01/2025 10:00;06/01/2025 10:30;non_venu;medical;non
06/01/2025 10:30;06/01/2025 11:00;honore;medical;non
06/01/2025 11:00;;honore;medical;non
06/01/2025 11:30;06/01/2025 12:00;honore;dentaire;non
""",
                "cabinets": "id;type\nC1;cabinet\nF1;fauteuil\n",
                "vacations": "praticien;service;cabinet;debut;fin\nD1;medical;C1;06/01/2025 09:00;06/01/2025 12:00\n"
                "D2;medical;C1;06/01/2025 09:00;06/01/2025 10:00\nD3;dentaire;F1;06/01/2025 09:00;06/01/2025 12:00\n",
            },
            period="2025-01",
            expected=(1.5, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Ni les horaires ni une fermeture ne coupent ; le même rendez-vous exporté deux fois compte une fois",
            files={
                "rendez_vous": """id;debut;fin;statut;service;patient
R1;06/01/2025 18:00;06/01/2025 19:00;honore;medical;P1
R2;06/01/2025 18:00;06/01/2025 19:00;honore;medical;P1
R3;13/01/2025 18:00;13/01/2025 18:30;honore;medical;P1
""",
                "cabinets": "id;type\nC1;cabinet\n",
                "horaires": "jour;de;a\nlundi;09:00;17:00\n",
                "fermetures": "du;au;motif\n06/01/2025;06/01/2025;pont\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 17:00;06/01/2025 19:00\n"
                "medical;C1;13/01/2025 17:00;13/01/2025 19:00\n",
            },
            period="2025-01",
            expected=(1.5, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Un agenda qui ne dit pas le service ne donne pas un taux nul",
            files={
                "rendez_vous": "debut;fin;statut\n06/01/2025 09:00;06/01/2025 09:30;honore\n",
                "cabinets": "id;type\nC1;cabinet\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 09:00;06/01/2025 12:00\n",
            },
            period="2025-01",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="Deux totaux saisis dans la grille",
            files={
                "grille": "periode;mesure;valeur;service\n2025T1;heures_rdv_honores;1640;medical\n"
                "2025T1;heures_vacations;2050;medical\n"
            },
            period="2025T1",
            expected=(1640, 2050),
            as_of="2025-03-31",
        ),
    ),
)
