"""Part des patients en C2S ou AME: distinct patients, those whose coverage is known.

A patient who changes coverage in the period is C2S or AME if one act says so, and counts once in the denominator.
"""

from levier.catalogue.definition import NONE, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, distinct, rows, typed

COVERAGE = col("coverage")
POPULATION = Population(
    "acts",
    (
        Exclusion("montant nul", col("sign") == 0),
        Exclusion("annulation", col("sign") == -1),
        Exclusion("patient non renseigné", ~col("patient").known()),
        Exclusion("couverture non renseignée", ~COVERAGE.known()),
    ),
)
MODEST = distinct("acts", "patient", POPULATION.where & COVERAGE.among("C2S", "AME"))

INDICATOR = Indicator(
    name="c2s_ame_share",
    label="Part des patients en C2S ou AME",
    unit="%",
    direction=NONE,
    why="Elle dit à qui le centre ouvre sa porte ; un chiffre qui s'améliore parce qu'elle baisse n'est pas un progrès.",
    how_to_read="Patients différents couverts par la C2S ou l'AME, rapportés aux patients différents dont la couverture est connue.",
    caveats=(
        "Une case vide n'est pas « aucune » : ces patients sont laissés de côté. Un patient qui a changé de couverture dans la période "
        "compte s'il a été couvert une fois."
    ),
    counter_indicator="active_patients",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    interval=True,
    distinct=True,
    bases=(
        Basis(
            "fichiers",
            Ratio(MODEST, distinct("acts", "patient", POPULATION.where)),
            given=(
                (rows("acts", col("patient").known()), "le patient n'est renseigné sur aucun acte de la période"),
                (rows("acts", COVERAGE.known()), "la couverture n'est renseignée sur aucun acte de la période"),
            ),
        ),
        Basis("grille", Ratio(typed("patients_c2s_ame"), typed("patients_couverture_connue"))),
        Basis(
            "grille : tous les patients",
            Ratio(typed("patients_c2s_ame"), typed("patients_vus")),
            note="rapporté à tous les patients reçus",
        ),
    ),
    examples=(
        Example(
            title="Deux patients sur quatre ; celui dont la couverture manque n'est pas compté",
            files={
                "actes": """date;code;montant;patient;couverture
06/01/2025;G;30,00;P1;C2S
07/01/2025;G;30,00;P1;C2S
06/01/2025;G;30,00;P2;AME
06/01/2025;G;30,00;P3;aucune
06/01/2025;G;30,00;P4;ALD
06/01/2025;G;30,00;P5;
"""
            },
            period="2025-01",
            expected=(2, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Un patient passe à la C2S en cours de trimestre : une fois de chaque côté ; une annulation n'est pas une venue",
            files={
                "actes": "date;code;montant;patient;couverture\n06/01/2025;G;30,00;P1;aucune\n03/03/2025;G;30,00;P1;C2S\n"
                "06/01/2025;G;30,00;P2;aucune\n06/01/2025;G;-30,00;P3;C2S\n"
            },
            period="2025T1",
            expected=(1, 2),
            as_of="2025-03-31",
        ),
        Example(
            title="Saisis dans la grille, à défaut de couverture connue, sur tous les patients reçus",
            files={"grille": "periode;mesure;valeur\n2025;patients_vus;6200\n2025;patients_c2s_ame;1550\n"},
            period="2025",
            expected=(1550, 6200),
            as_of="2025-12-31",
        ),
        Example(
            title="Saisis dans la grille, avec le nombre de patients dont la couverture est connue",
            files={
                "grille": "periode;mesure;valeur\n2025;patients_vus;6200\n2025;patients_couverture_connue;5000\n"
                "2025;patients_c2s_ame;1550\n"
            },
            period="2025",
            expected=(1550, 5000),
            as_of="2025-12-31",
        ),
    ),
)
