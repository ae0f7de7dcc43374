"""I13: taux d'occupation des fauteuils, as I07 on dental chairs."""

from levier.catalogue.definition import BAND, Basis, Example, Indicator
from levier.catalogue.rooms import CHAIRS, available, occupied
from levier.measures.language import Ratio, typed

INDICATOR = Indicator(
    name="chair_occupancy_rate",
    code="I13",
    label="Taux d'occupation des fauteuils",
    unit="%",
    direction=BAND,
    lever=5,
    why="Un fauteuil vide pendant l'ouverture est l'équipement le plus cher du centre qui ne sert pas.",
    how_to_read="Heures de fauteuil occupées par une vacation, rapportées aux heures d'ouverture de ces fauteuils.",
    caveats=(
        "Un fauteuil sans assistant compte comme disponible. Avec un ou deux dentistes, ce taux est leur emploi du temps. "
        "Lisez d'abord les heures : ouvrir davantage fait baisser le taux."
    ),
    counter_indicator="booking_delay_days",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=(
        Basis("fichiers", Ratio(occupied(CHAIRS), available(CHAIRS))),
        Basis("grille", Ratio(typed("heures_fauteuil_occupees"), typed("heures_fauteuil_disponibles"))),
    ),
    examples=(
        Example(
            title="Deux fauteuils et une salle : un fauteuil occupé quatre heures sur huit, l'autre jamais",
            files={
                "cabinets": "id;type\nF1;fauteuil\nF2;fauteuil\nC1;cabinet\n",
                "horaires": "jour;de;a;du;au\nlundi;09:00;17:00;06/01/2025;06/01/2025\n",
                "vacations": "service;cabinet;debut;fin;tenue\ndentaire;F1;06/01/2025 09:00;06/01/2025 13:00;oui\n"
                "dentaire;F2;06/01/2025 09:00;06/01/2025 13:00;non\nmedical;C1;06/01/2025 09:00;06/01/2025 17:00;oui\n",
            },
            period="2025-01",
            expected=(4, 16),
            as_of="2025-01-31",
        ),
        Example(
            title="Fauteuil réservé à part, fermeture ôtée des deux côtés, deux sites aux horaires différents",
            files={
                "cabinets": "id;type;site;reserve\nF1;fauteuil;Nord;\nF2;fauteuil;Sud;\nF3;fauteuil;Nord;urgences\n",
                "horaires": "jour;de;a;du;au;site\nlundi;09:00;17:00;06/01/2025;13/01/2025;Nord\n"
                "lundi;14:00;18:00;06/01/2025;13/01/2025;Sud\n",
                "fermetures": "du;au;motif;site\n13/01/2025;13/01/2025;travaux;Nord\n",
                "vacations": "service;cabinet;debut;fin\ndentaire;F1;06/01/2025 09:00;06/01/2025 12:00\n"
                "dentaire;F1;13/01/2025 09:00;13/01/2025 12:00\ndentaire;F2;06/01/2025 12:00;06/01/2025 16:00\n"
                "dentaire;F3;06/01/2025 09:00;06/01/2025 17:00\n",
            },
            period="2025-01",
            expected=(5, 16),
            as_of="2025-01-31",
        ),
        Example(
            title="Le planning au mur, saisi dans la grille",
            files={
                "grille": "periode;mesure;valeur\n2025T1;heures_fauteuil_occupees;780,5\n2025T1;heures_fauteuil_disponibles;1000\n"
            },
            period="2025T1",
            expected=(780.5, 1000),
            as_of="2025-03-31",
        ),
    ),
)
