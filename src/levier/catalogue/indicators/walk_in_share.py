"""Part des patients reçus sans rendez-vous: honoured lines only, on both sides.

A walk-in that nobody marked is left out like any unmarked line: it is not known to have been seen.
"""

from levier.catalogue.appointments import REPEATED, STATUS, UNMARKED
from levier.catalogue.definition import BAND, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, typed

POPULATION = Population(
    "appointments",
    (
        REPEATED,
        Exclusion("non pointé", UNMARKED),
        Exclusion("patient non reçu (absent, annulé, reporté, parti)", STATUS != "honore"),
    ),
    undated=1,
)
TYPED_WALK_IN = typed("passages_sans_rdv")

INDICATOR = Indicator(
    name="walk_in_share",
    label="Part des passages sans rendez-vous",
    unit="%",
    direction=BAND,
    lever=3,
    why="Les soins non programmés sont une mission, et ils remplissent les créneaux laissés vides.",
    how_to_read="Patients reçus sans rendez-vous, rapportés à tous les passages honorés, avec et sans rendez-vous.",
    caveats=(
        "Suppose que l'agenda note les passages : une consultation libre hors agenda n'y est pas. Elle monte aussi quand les rendez-vous "
        "manquent : lisez le délai à côté."
    ),
    counter_indicator="booking_delay_days",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(col("walk_in") == 1), POPULATION.counted())),
        Basis("grille", Ratio(TYPED_WALK_IN, TYPED_WALK_IN + typed("rdv_honores"))),
    ),
    examples=(
        Example(
            title="Un passage pour trois patients reçus (case vide : rendez-vous pris) ; l'absent et le parti n'y sont pas",
            files={
                "rendez_vous": "debut;statut;sans_rdv\n06/01/2025 09:00;honore;non\n06/01/2025 09:20;honore;\n06/01/2025 09:40;honore;oui\n"
                "06/01/2025 10:00;non_venu;non\n06/01/2025 10:20;parti_sans_etre_vu;oui\n06/01/2025 10:40;;oui\n"
            },
            period="2025-01",
            expected=(1, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Même patient, même heure, passage et rendez-vous : une ligne, le plus petit numéro entre deux honorés",
            files={
                "rendez_vous": "id;debut;statut;sans_rdv;patient\nR1;06/01/2025 09:00;honore;oui;P1\nR2;06/01/2025 09:00;honore;non;P1\n"
                "R3;06/01/2025 09:00;honore;non;P2\n"
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="La page de l'agenda, saisie dans la grille",
            files={"grille": "periode;mesure;valeur\n2025-01;passages_sans_rdv;300\n2025-01;rdv_honores;1200\n"},
            period="2025-01",
            expected=(300, 1500),
            as_of="2025-01-31",
        ),
    ),
)
