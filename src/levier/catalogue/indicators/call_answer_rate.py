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
    counter_indicator="weekly_opening_hours",
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
        Example(
            title="Le téléphone ferme à minuit ; ses lignes remplacent les heures de l'accueil ; une fermeture exclut",
            files={
                "appels": """debut;decroche;decroche_par;attente_s
06/01/2025 08:30:00;oui;humain;10
06/01/2025 12:30:00;non;;60
06/01/2025 23:59:59;non;;60
07/01/2025 00:00:00;non;;60
13/01/2025 10:00:00;non;;60
20/01/2025 10:00:00;oui;messagerie;1
20/01/2025 10:05:00;;;60
""",
                "horaires": "jour;de;a;public\nlundi;09:00;12:00;accueil\nmardi;00:00;24:00;accueil\nlundi;08:00;24:00;telephone\n",
                "fermetures": "du;au;motif\n13/01/2025;13/01/2025;pont\n",
            },
            period="2025-01",
            expected=(1, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Sans horaires, tous les appels comptent ; cinq secondes justes sont un appel, une attente inconnue aussi",
            files={
                "appels": "debut;decroche;attente_s\n05/01/2025 03:00:00;oui;4\n05/01/2025 03:01:00;non;5\n"
                "05/01/2025 03:02:00;non;4\n05/01/2025 03:03:00;non;\n"
            },
            period="2025-01",
            expected=(1, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Deux sites : la ligne est ouverte dès qu'un site l'est, même si l'autre est fermé pour travaux",
            files={
                "appels": "debut;decroche\n06/01/2025 09:30:00;oui\n06/01/2025 14:30:00;non\n06/01/2025 19:00:00;non\n",
                "horaires": "jour;de;a;site\nlundi;09:00;12:00;Nord\nlundi;14:00;18:00;Sud\nlundi;18:00;20:00;Nord\n",
                "fermetures": "du;au;motif;site\n06/01/2025;06/01/2025;travaux;Nord\n",
            },
            period="2025-01",
            expected=(0, 1),
            as_of="2025-01-31",
        ),
    ),
)
