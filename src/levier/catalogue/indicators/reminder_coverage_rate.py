"""Part des rendez-vous rappelés: booked appointments that were neither cancelled nor moved, whose reminder is known.

``aucun`` is known and means none; an empty cell is not known. Appointments of the same day stay: they are few where
reminders matter, and leaving them out would need the date of booking.
"""

from levier.catalogue.appointments import REPEATED, STATUS, WALK_IN
from levier.catalogue.definition import UP, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, optional, rows, typed

POPULATION = Population(
    "appointments",
    (
        REPEATED,
        WALK_IN,
        Exclusion("annulé", STATUS == "annule"),
        Exclusion("reporté", STATUS == "reporte"),
        Exclusion("rappel non renseigné", ~col("reminder").known()),
    ),
    undated=1,
)
BOOKED = (
    typed("rdv_honores")
    + typed("rdv_absents")
    + optional(typed("rdv_absents_excuses"), "absences excusées non saisies")
    + optional(typed("rdv_non_pointes"), "rendez-vous non pointés non saisis")
    + optional(typed("rdv_partis_sans_etre_vus"), "partis sans être vus non saisis")
)

INDICATOR = Indicator(
    name="reminder_coverage_rate",
    label="Part des rendez-vous rappelés",
    unit="%",
    direction=UP,
    lever=1,
    why="Le rappel est l'action la moins chère contre les absences ; encore faut-il qu'il parte.",
    how_to_read="Rendez-vous pris pour lesquels un SMS, un appel ou un courriel de rappel est parti, rapportés à ceux dont on le sait.",
    caveats=(
        "Un rappel envoyé n'est pas un rappel reçu : un numéro périmé ne se voit pas ici. Un rendez-vous pris le jour même n'a pas "
        "le temps d'être rappelé."
    ),
    counter_indicator="no_show_rate",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    interval=True,
    bases=(
        Basis(
            "fichiers",
            Ratio(POPULATION.counted(col("reminder") != "aucun"), POPULATION.counted()),
            given=((rows("appointments", col("reminder").known()), "le rappel n'est renseigné sur aucun rendez-vous"),),
        ),
        Basis("grille", Ratio(typed("rdv_rappeles"), BOOKED)),
    ),
    examples=(
        Example(
            title="Trois rappelés sur quatre ; annulé, passage et rappel inconnu à part",
            files={
                "rendez_vous": """debut;statut;rappel;sans_rdv
06/01/2025 09:00;honore;sms;non
06/01/2025 09:20;non_venu;appel;non
06/01/2025 09:40;;courriel;non
06/01/2025 10:00;honore;aucun;non
06/01/2025 10:20;honore;;non
06/01/2025 10:40;annule;sms;non
06/01/2025 11:00;honore;aucun;oui
06/01/2025 11:20;reporte;sms;non
"""
            },
            period="2025-01",
            expected=(3, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Le même rendez-vous exporté deux fois compte une fois, honoré d'abord ; à venir ne compte pas",
            files={
                "rendez_vous": "id;debut;statut;rappel;patient\nR1;06/01/2025 09:00;non_venu;aucun;P1\nR2;06/01/2025 09:00;honore;sms;P1\n"
                "R3;20/01/2025 09:00;;aucun;P2\n"
            },
            period="2025-01",
            expected=(1, 1),
            as_of="2025-01-10",
        ),
        Example(
            title="La page de l'agenda : ce qui n'est pas saisi est dit",
            files={
                "grille": "periode;mesure;valeur\n2025-01;rdv_rappeles;900\n2025-01;rdv_honores;1000\n2025-01;rdv_absents;150\n"
                "2025-01;rdv_non_pointes;50\n"
            },
            period="2025-01",
            expected=(900, 1200),
            as_of="2025-01-31",
        ),
    ),
)
