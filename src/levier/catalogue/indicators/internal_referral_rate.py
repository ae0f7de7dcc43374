"""I10: taux d'adressage interne of imaging examinations.

The prescribers are those of the whole centre, not the imaging team: no small team is judged from the imaging service.
"""

from levier.catalogue.definition import NONE, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, typed

POPULATION = Population(
    "imaging_prescriptions",
    (
        Exclusion("examen que le centre ne fait pas", col("feasible") == 0),
        Exclusion("lieu de l'examen non renseigné", ~col("done_internally").known()),
    ),
)

INDICATOR = Indicator(
    name="internal_referral_rate",
    code="I10",
    label="Examens d'imagerie faits au centre (adressage interne)",
    unit="%",
    direction=NONE,
    lever=4,
    why="Un examen que le centre sait faire et qui part ailleurs dit souvent un délai, un horaire ou un oubli d'information.",
    how_to_read="Examens d'imagerie prescrits par le centre et faits au centre, rapportés à ceux que le centre sait faire.",
    caveats=(
        "Le patient choisit librement : ce n'est ni une cible, ni une consigne, et 100 % n'est pas un but. Aucun logiciel ne le donne : "
        "un comptage de deux semaines, deux fois par an, dit la vérité."
    ),
    counter_indicator="booking_delay_days",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    service="imagerie",
    team="aucune",
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(col("done_internally") == 1), POPULATION.counted())),
        Basis("grille", Ratio(typed("examens_faits_ici"), typed("examens_prescrits"))),
    ),
    examples=(
        Example(
            title="Trois examens que le centre sait faire (case vide : oui), deux faits ici ; lieu inconnu à part",
            files={
                "prescriptions_imagerie": "date;interne;realisable\n06/01/2025;oui;oui\n06/01/2025;oui;\n07/01/2025;non;oui\n"
                "07/01/2025;oui;non\n08/01/2025;;oui\n"
            },
            period="2025-01",
            expected=(2, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Un examen fait ici que le centre ne sait pas faire ne compte nulle part : calcul impossible",
            files={"prescriptions_imagerie": "date;interne;realisable\n06/01/2025;oui;non\n"},
            period="2025-01",
            expected=(0, 0),
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="Un comptage de deux semaines, saisi dans la grille, est un échantillon du mois",
            files={
                "grille": "periode;mesure;valeur\n2025-03-03/2025-03-14;examens_prescrits;48\n"
                "2025-03-03/2025-03-14;examens_faits_ici;30\n"
            },
            period="2025-03",
            expected=(30, 48),
            status="partial",
            as_of="2025-03-31",
        ),
    ),
)
