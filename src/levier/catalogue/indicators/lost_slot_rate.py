"""Créneaux perdus: absences, and late cancellations whose slot nobody took.

A late cancellation enters once, and only when its slot stayed empty, whichever convention ``annulation_tardive`` says:
a slot taken again is not lost.
"""

from levier.catalogue.appointments import EXCUSED, LEFT, MOVED, REPEATED, STATUS, UNMARKED, WALK_IN
from levier.catalogue.appointments import EXCUSED_COUNTS as EXCUSED_AS_MISSED
from levier.catalogue.definition import DOWN, Basis, Doubt, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, rows, typed

LATE = col("late_cancel") == 1
LOST = col("slot_lost") == 1
UNKNOWN_REFILL = LATE & (col("refill_known") == 0)
MISSED = STATUS.among("non_venu", "arrive_trop_tard") | EXCUSED_AS_MISSED

BOOKED = (
    REPEATED,
    WALK_IN,
    Exclusion("annulé", (STATUS == "annule") & ~LATE),
    Exclusion("annulé tard, créneau repris", LATE & (col("refill_known") == 1) & ~LOST),
    EXCUSED,
    MOVED,
    LEFT,
)
DUE = Population("appointments", BOOKED, undated=1)
POPULATION = Population(
    "appointments",
    (
        *BOOKED,
        Exclusion("annulé tard, praticien ou heure de fin inconnus", UNKNOWN_REFILL),
        Exclusion("non pointé", UNMARKED),
    ),
    undated=1,
)
TYPED_LOST = typed("rdv_absents") + typed("creneaux_perdus")

INDICATOR = Indicator(
    name="lost_slot_rate",
    label="Créneaux perdus (absences et annulations tardives non reprises)",
    unit="%",
    direction=DOWN,
    lever=1,
    why="Quand les patients annulent en ligne, la perte n'est plus l'absence : c'est le créneau resté vide.",
    how_to_read=(
        "Rendez-vous non honorés et annulations tardives du patient dont personne n'a repris le créneau, rapportés à ces mêmes "
        "rendez-vous et aux honorés."
    ),
    caveats=(
        "Demande le praticien et l'heure de fin des rendez-vous. Un créneau est repris dès qu'un autre rendez-vous du praticien "
        "en couvre une minute. Une annulation par le centre n'est pas une perte due au patient : elle se compte à part."
    ),
    counter_indicator="no_show_rate",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    interval=True,
    doubt=Doubt(
        term=DUE.counted(UNMARKED | UNKNOWN_REFILL),
        limit="non_pointes_max",
        floor="pointes_min",
        note="{share} % des rendez-vous ont une issue inconnue (non pointés, ou annulés tard sans praticien ni heure de fin)",
    ),
    bases=(
        Basis(
            "fichiers",
            Ratio(POPULATION.counted(MISSED | LOST), POPULATION.counted()),
            given=(
                (
                    rows("appointments", col("refill_known") == 1),
                    "praticien et heure de fin inconnus : on ne peut pas dire si un créneau annulé a été repris",
                ),
            ),
        ),
        Basis("grille", Ratio(TYPED_LOST, TYPED_LOST + typed("rdv_honores"))),
    ),
    examples=(
        Example(
            title="Deux annulations tardives : l'une reprise (une minute suffit), l'autre perdue ; une absence",
            files={
                "rendez_vous": """debut;fin;statut;praticien;patient;annule_le;annule_par
06/01/2025 09:00;06/01/2025 09:20;honore;D1;P1;;
06/01/2025 09:20;06/01/2025 09:40;non_venu;D1;P2;;
06/01/2025 10:00;06/01/2025 10:20;annule;D1;P3;06/01/2025 08:00;patient
06/01/2025 10:19;06/01/2025 10:39;honore;D1;P4;;
06/01/2025 11:00;06/01/2025 11:20;annule;D1;P5;06/01/2025 08:00;patient
06/01/2025 11:00;06/01/2025 11:20;honore;D2;P6;;
06/01/2025 14:00;06/01/2025 14:20;annule;D1;P7;06/01/2025 08:00;centre
06/01/2025 15:00;06/01/2025 15:20;annule;D1;P8;01/01/2025 08:00;patient
"""
            },
            period="2025-01",
            expected=(2, 5),
            as_of="2025-01-31",
        ),
        Example(
            title="Reprise par un rendez-vous lui-même annulé ou contigu : le créneau reste perdu, une seule fois",
            centre='[conventions]\nannulation_tardive = "non_venue"\n',
            files={
                "rendez_vous": """debut;fin;statut;praticien;patient;annule_le;annule_par
06/01/2025 10:00;06/01/2025 10:20;annule;D1;P1;06/01/2025 08:00;patient
06/01/2025 10:00;06/01/2025 10:20;reporte;D1;P2;;
06/01/2025 10:20;06/01/2025 10:40;honore;D1;P3;;
06/01/2025 11:00;06/01/2025 11:20;annule;D1;P4;06/01/2025 08:00;patient
06/01/2025 11:00;06/01/2025 11:20;non_venu;D1;P5;;
"""
            },
            period="2025-01",
            expected=(2, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Un créneau qui passe minuit est repris par le rendez-vous du lendemain à 0 h 10",
            files={
                "rendez_vous": """debut;fin;statut;praticien;patient;annule_le;annule_par
06/01/2025 23:50;07/01/2025 00:20;annule;D1;P1;06/01/2025 20:00;patient
07/01/2025 00:10;07/01/2025 00:30;honore;D1;P2;;
07/01/2025 09:00;07/01/2025 09:20;non_venu;D1;P3;;
"""
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="Sans praticien ni heure de fin, pas de chiffre",
            files={"rendez_vous": "debut;statut\n06/01/2025 09:00;honore\n06/01/2025 09:20;non_venu\n"},
            period="2025-01",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="La page de l'agenda, saisie dans la grille",
            files={
                "grille": "periode;mesure;valeur\n2025-01;rdv_honores;840\n2025-01;rdv_absents;120\n2025-01;creneaux_perdus;40\n"
            },
            period="2025-01",
            expected=(160, 1000),
            as_of="2025-01-31",
        ),
    ),
)
