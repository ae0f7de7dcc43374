"""I01: taux de décroché."""

from levier.catalogue.definition import UP, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Parameter, Ratio, col, typed

SHORT = (col("answered") == 0) & (col("wait_s") < Parameter("appel_court_s"))
POPULATION = Population(
    "calls",
    (
        Exclusion("appel sortant ou interne", col("direction") != "entrant"),
        Exclusion("décroché non renseigné", ~col("answered").known()),
        Exclusion("hors des horaires du téléphone", col("in_hours") == 0),
        Exclusion("raccroché aussitôt", SHORT),
    ),
)
BY_A_PERSON = (col("answered") == 1) & (col("answered_by") == "humain")

INDICATOR = Indicator(
    name="call_answer_rate",
    code="I01",
    label="Taux de décroché",
    unit="%",
    direction=UP,
    lever=1,
    why="Un appel perdu est souvent un rendez-vous qui n'est pas pris, ou une absence qui n'est pas annoncée.",
    how_to_read="Appels entrants décrochés par une personne, rapportés aux appels présentés pendant les horaires du téléphone.",
    caveats=(
        "Un robot ou une messagerie n'est pas une personne. Un relevé d'opérateur compte souvent les appels hors horaires : "
        "il ne se compare pas à un journal d'appels. Un patient qui rappelle trois fois compte trois appels."
    ),
    version=1,
    review="2027-11-01",
    population=POPULATION,
    team="telephone",
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(BY_A_PERSON), POPULATION.counted())),
        Basis("grille", Ratio(typed("appels_decroches"), typed("appels_recus"))),
    ),
    examples=(
        Example(
            title="Cinq appels reçus le matin : un raccroché en 3 secondes ne compte pas, le robot ne décroche pas",
            files={
                "appels": """debut;sens;decroche;decroche_par;attente_s
06/01/2025 09:00:00;entrant;oui;humain;20
06/01/2025 09:05:00;entrant;non;;45
06/01/2025 09:10:00;entrant;non;;3
06/01/2025 09:15:00;entrant;oui;robot;2
06/01/2025 09:20:00;sortant;oui;humain;5
06/01/2025 20:00:00;entrant;non;;60
""",
                "horaires": "jour;de;a\nlundi;09:00;18:00\n",
            },
            period="2025-01",
            expected=(1, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Le relevé de l'opérateur, saisi dans la grille",
            files={
                "grille": "periode;mesure;valeur;definition\n2025-01;appels_recus;2000;operateur\n"
                "2025-01;appels_decroches;1450;operateur\n"
            },
            period="2025-01",
            expected=(1450, 2000),
            as_of="2025-01-31",
        ),
    ),
)
