"""Taux de pointage: shown first, because the others are worth what it is worth."""

from levier.catalogue.appointments import REPEATED, UNMARKED, WALK_IN
from levier.catalogue.definition import UP, Basis, Example, Indicator, Population
from levier.measures.language import Ratio, typed

POPULATION = Population("appointments", (REPEATED, WALK_IN), undated=1)

KNOWN = (
    typed("rdv_honores")
    + typed("rdv_absents")
    + typed("rdv_absents_excuses")
    + typed("rdv_annules_patient")
    + typed("rdv_annules_centre")
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
    ),
)
