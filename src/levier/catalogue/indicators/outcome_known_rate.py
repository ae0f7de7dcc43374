"""Taux de pointage: shown first, because the others are worth what it is worth."""

from levier.catalogue.appointments import REPEATED, UNMARKED, WALK_IN
from levier.catalogue.definition import UP, Basis, Example, Indicator, Population
from levier.measures.language import Ratio, optional, typed

POPULATION = Population("appointments", (REPEATED, WALK_IN), undated=1)

# The poorest statistics page gives three totals; what else it gives only makes the rate exact, and its absence is said.
KNOWN = (
    typed("rdv_honores")
    + typed("rdv_absents")
    + optional(typed("rdv_absents_excuses"), "absences excusées non saisies")
    + optional(typed("rdv_annules_patient"), "annulations par le patient non saisies")
    + optional(typed("rdv_annules_centre"), "annulations par le centre non saisies")
    + optional(typed("rdv_reportes"), "reports non saisis")
    + optional(typed("rdv_partis_sans_etre_vus"), "partis sans être vus non saisis")
)

INDICATOR = Indicator(
    name="outcome_known_rate",
    label="Taux de pointage",
    unit="%",
    direction=UP,
    lever=1,
    why="Un rendez-vous passé dont personne n'a noté l'issue ne peut compter ni comme honoré ni comme absent.",
    how_to_read="Rendez-vous pris et passés dont l'issue est notée (annulés et reportés compris), rapportés aux rendez-vous pris et passés.",
    caveats="À lire avant tous les chiffres de l'agenda. Sous 80 %, un taux de non-venue n'est plus qu'un intervalle.",
    counter_indicator="no_show_rate",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(~UNMARKED), POPULATION.counted())),
        Basis("grille", Ratio(KNOWN, KNOWN + typed("rdv_non_pointes"))),
    ),
    examples=(
        Example(
            title="Quatre rendez-vous passés, un sans issue notée ; un rendez-vous à venir ne compte pas",
            files={
                "rendez_vous": """debut;statut
06/01/2025 09:00;honore
06/01/2025 09:20;
06/01/2025 09:40;annule
06/01/2025 10:00;non_venu
20/01/2025 10:00;non_pointe
"""
            },
            period="2025-01",
            expected=(3, 4),
            as_of="2025-01-10",
        ),
        Example(
            title="Un passage sans rendez-vous n'y est pas ; le même patient à la même heure compte une fois, pointé d'abord",
            files={
                "rendez_vous": """id;debut;statut;sans_rdv;patient
R1;06/01/2025 09:00;;non;P1
R2;06/01/2025 09:00;non_venu;non;P1
R3;06/01/2025 10:00;;oui;P2
R4;06/01/2025 11:00;non_pointe;non;P3
R5;31/01/2025 23:59;reporte;non;P4
R6;01/02/2025 00:00;honore;non;P4
"""
            },
            period="2025-01",
            expected=(2, 3),
            as_of="2025-02-28",
        ),
        Example(
            title="La page minimale : honorés, absents, non pointés ; le reste est dit non saisi",
            files={
                "grille": "periode;mesure;valeur\n2025-01;rdv_honores;1204\n2025-01;rdv_absents;196\n2025-01;rdv_non_pointes;100\n"
            },
            period="2025-01",
            expected=(1400, 1500),
            as_of="2025-01-31",
        ),
        Example(
            title="La page complète : annulations et absences excusées sont des issues connues",
            files={
                "grille": "periode;mesure;valeur\n2025-01;rdv_honores;1200\n2025-01;rdv_absents;200\n2025-01;rdv_non_pointes;100\n"
                "2025-01;rdv_absents_excuses;50\n2025-01;rdv_annules_patient;300\n2025-01;rdv_annules_centre;100\n"
                "2025-01;rdv_reportes;30\n2025-01;rdv_partis_sans_etre_vus;20\n"
            },
            period="2025-01",
            expected=(1900, 2000),
            as_of="2025-01-31",
        ),
    ),
)
