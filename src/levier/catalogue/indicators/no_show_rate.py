"""I02: rendez-vous non honorés (non-venue)."""

from levier.catalogue.appointments import BOOKED_EXCLUSIONS, MISSED, UNMARKED, UNMARKED_DOUBT
from levier.catalogue.definition import DOWN, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, typed

POPULATION = Population(
    "appointments",
    (*BOOKED_EXCLUSIONS, Exclusion("non pointé", UNMARKED)),
    undated=1,
)

INDICATOR = Indicator(
    name="no_show_rate",
    code="I02",
    label="Rendez-vous non honorés (non-venue)",
    unit="%",
    direction=DOWN,
    lever=1,
    why="Un rendez-vous non honoré est un créneau perdu pour un autre patient et une recette qui ne viendra pas.",
    how_to_read="Non venus et arrivés trop tard, rapportés aux rendez-vous pris dont l'issue est connue (honorés + non honorés).",
    caveats=(
        "Regardez d'abord le taux de pointage : sous 80 %, seules les bornes sont un résultat. Deux centres ne se comparent "
        "qu'à conventions égales (annulation tardive, absence excusée) et à spécialités constantes."
    ),
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    interval=True,
    doubt=UNMARKED_DOUBT,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(MISSED), POPULATION.counted())),
        Basis("grille", Ratio(typed("rdv_absents"), typed("rdv_absents") + typed("rdv_honores"))),
    ),
    examples=(
        Example(
            title="Sur six lignes, trois rendez-vous honorés et un non honoré",
            files={
                "rendez_vous": """debut;statut;sans_rdv;patient
06/01/2025 09:00;honore;non;P1
06/01/2025 09:20;honore;non;P2
06/01/2025 09:40;non_venu;non;P3
06/01/2025 10:00;honore;non;P4
06/01/2025 10:20;honore;oui;P5
06/01/2025 10:40;annule;non;P6
"""
            },
            period="2025-01",
            expected=(1, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Le même patient à la même heure compte une fois, honoré d'abord",
            files={
                "rendez_vous": """id;debut;statut;patient
R2;06/01/2025 09:00;non_venu;P1
R1;06/01/2025 09:00;honore;P1
R3;07/01/2025 09:00;arrive_trop_tard;P1
R4;08/01/2025 09:00;honore;P1
"""
            },
            period="2025-01",
            expected=(1, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Convention : l'annulation par le patient à moins de 24 heures compte comme non honorée",
            centre='[conventions]\nannulation_tardive = "non_venue"\n',
            files={
                "rendez_vous": """debut;statut;annule_le;annule_par;patient
06/01/2025 09:00;honore;;;P1
06/01/2025 10:00;annule;05/01/2025 10:30;patient;P2
06/01/2025 11:00;annule;05/01/2025 11:00;patient;P3
06/01/2025 12:00;annule;06/01/2025 08:00;centre;P4
"""
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="La page de l'agenda, saisie dans la grille",
            files={"grille": "periode;mesure;valeur\n2025-01;rdv_honores;1204\n2025-01;rdv_absents;196\n"},
            period="2025-01",
            expected=(196, 1400),
            as_of="2025-01-31",
        ),
        Example(
            title="Ni reporté, ni parti sans être vu, ni absent excusé, ni à venir ; minuit appartient au jour qui commence",
            files={
                "rendez_vous": """debut;statut;patient
31/01/2025 23:59;non_venu;P1
01/02/2025 00:00;non_venu;P1
06/01/2025 09:00;honore;P2
06/01/2025 10:00;reporte;P3
06/01/2025 11:00;parti_sans_etre_vu;P4
06/01/2025 12:00;absent_excuse;P5
"""
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-02-28",
        ),
        Example(
            title="Convention : l'absence excusée compte comme non honorée",
            centre='[conventions]\nabsence_excusee = "non_venue"\n',
            files={"rendez_vous": "debut;statut\n06/01/2025 09:00;honore\n06/01/2025 10:00;absent_excuse\n"},
            period="2025-01",
            expected=(1, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="La moitié des rendez-vous non pointés : seules les bornes sont un résultat",
            files={
                "rendez_vous": "debut;statut\n06/01/2025 09:00;honore\n06/01/2025 10:00;non_venu\n06/01/2025 11:00;\n"
                "06/01/2025 12:00;non_pointe\n"
            },
            period="2025-01",
            expected=(1, 2),
            status="partial",
            as_of="2025-01-31",
        ),
        Example(
            title="La page de l'agenda : 100 non pointés bornent le taux et le rendent partiel",
            files={
                "grille": "periode;mesure;valeur\n2025-01;rdv_honores;720\n2025-01;rdv_absents;180\n2025-01;rdv_non_pointes;100\n"
            },
            period="2025-01",
            expected=(180, 900),
            status="partial",
            as_of="2025-01-31",
        ),
    ),
)
