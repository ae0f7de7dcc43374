"""I07: taux d'occupation des cabinets."""

from levier.catalogue.definition import BAND, Basis, Example, Indicator
from levier.measures.language import Ratio, col, total, typed

ROOMS = (col("type") == "cabinet") & (col("reserved") == 0)

INDICATOR = Indicator(
    name="room_occupancy_rate",
    code="I07",
    label="Taux d'occupation des cabinets",
    unit="%",
    direction=BAND,
    lever=3,
    why="Une salle vide coûte autant qu'une salle occupée ; un centre plein n'a plus de place pour les soins non programmés.",
    how_to_read="Heures de salle occupées par une vacation, rapportées aux heures d'ouverture de ces salles.",
    caveats=(
        "Les salles réservées (urgence, internes) sont à part. L'objectif de 80 % est une hypothèse de l'outil. Regardez d'abord "
        "les heures occupées : ouvrir davantage fait baisser le taux même quand l'activité monte."
    ),
    counter_indicator="booking_delay_days",
    version=1,
    review="2027-11-01",
    team="aucune",
    bases=(
        Basis(
            "fichiers",
            Ratio(total("room_days", "occupied_s", "hours", ROOMS), total("room_days", "available_s", "hours", ROOMS)),
        ),
        Basis("grille", Ratio(typed("heures_cabinet_occupees"), typed("heures_cabinet_disponibles"))),
    ),
    examples=(
        Example(
            title="Deux médecins dans la même salle ne l'occupent qu'une fois ; ce qui dépasse l'ouverture ne compte pas",
            files={
                "cabinets": "id;type\nC1;cabinet\n",
                "horaires": "jour;de;a;du;au\nlundi;09:00;17:00;06/01/2025;06/01/2025\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 08:00;06/01/2025 11:00\n"
                "medical;C1;06/01/2025 10:00;06/01/2025 12:00\n",
            },
            period="2025-01",
            expected=(3, 8),
            as_of="2025-01-31",
        ),
        Example(
            title="Sans vacations enregistrées, la semaine type, moins les absences",
            files={
                "cabinets": "id;type;du;au\nC1;cabinet;06/01/2025;19/01/2025\n",
                "horaires": "jour;de;a\nlundi;09:00;17:00\n",
                "semaine_type": "cabinet;jour;de;a;service\nC1;lundi;09:00;13:00;medical\n",
                "absences": "du;au;cabinet\n13/01/2025;13/01/2025;C1\n",
            },
            period="2025-01",
            expected=(4, 16),
            as_of="2025-01-31",
        ),
        Example(
            title="Salle réservée à part, fermeture ôtée des deux côtés, chaque salle aux horaires de son site, hors service exclue",
            files={
                "cabinets": "id;type;site;reserve;du;au\nC1;cabinet;Nord;;;\nC2;cabinet;Sud;;;06/01/2025\nC3;cabinet;Nord;internes;;\n"
                "F1;fauteuil;Nord;;;\n",
                "horaires": "jour;de;a;du;au;site\nlundi;09:00;17:00;06/01/2025;13/01/2025;Nord\n"
                "lundi;14:00;18:00;06/01/2025;13/01/2025;Sud\n",
                "fermetures": "du;au;motif;site\n13/01/2025;13/01/2025;travaux;Nord\n",
                "vacations": """service;cabinet;debut;fin;tenue
medical;C1;06/01/2025 09:00;06/01/2025 12:00;oui
medical;C1;06/01/2025 14:00;06/01/2025 16:00;non
medical;C1;13/01/2025 09:00;13/01/2025 12:00;oui
medical;C2;06/01/2025 12:00;06/01/2025 16:00;oui
medical;C2;13/01/2025 14:00;13/01/2025 16:00;oui
medical;C3;06/01/2025 09:00;06/01/2025 17:00;oui
""",
            },
            period="2025-01",
            expected=(5, 12),
            as_of="2025-01-31",
        ),
        Example(
            title="Une vacation de nuit est coupée à minuit et à la fermeture du centre, à 2 heures",
            files={
                "cabinets": "id;type\nC1;cabinet\n",
                "horaires": "jour;de;a;du;au\nlundi;20:00;02:00;06/01/2025;07/01/2025\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 22:00;07/01/2025 03:00\n",
            },
            period="2025-01",
            expected=(4, 6),
            as_of="2025-01-31",
        ),
        Example(
            title="Sans horaires, on ne sait pas combien d'heures étaient disponibles",
            files={
                "cabinets": "id;type\nC1;cabinet\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 09:00;06/01/2025 12:00\n",
            },
            period="2025-01",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="Le planning au mur, saisi dans la grille",
            files={
                "grille": "periode;mesure;valeur\n2025T1;heures_cabinet_occupees;2310\n2025T1;heures_cabinet_disponibles;4200\n"
            },
            period="2025T1",
            expected=(2310, 4200),
            as_of="2025-03-31",
        ),
    ),
)
