"""Heures-cabinet occupées: the main line of which I07 is the rate."""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.catalogue.rooms import CABINETS, occupied
from levier.measures.language import Total, typed

INDICATOR = Indicator(
    name="occupied_room_hours",
    label="Heures de salle de consultation (cabinet) occupées",
    unit="heures",
    direction=UP,
    lever=3,
    why="C'est l'activité que les salles accueillent vraiment ; le taux d'occupation baisse quand on ouvre davantage, pas elle.",
    how_to_read="Heures des cabinets occupées par une vacation pendant l'ouverture, sur la période.",
    caveats=(
        "Deux praticiens dans la même salle comptent une fois. Les salles réservées sont à part. Comparez à nombre de jours ouverts "
        "égal : un mois de mai n'est pas un mois de mars."
    ),
    counter_indicator="room_occupancy_rate",
    version=1,
    review="2027-11-01",
    team="aucune",
    bases=(
        Basis("fichiers", Total(occupied(CABINETS))),
        Basis("grille", Total(typed("heures_cabinet_occupees"))),
    ),
    examples=(
        Example(
            title="Deux vacations qui se recouvrent, une salle réservée, un fauteuil : trois heures",
            files={
                "cabinets": "id;type;reserve\nC1;cabinet;\nC2;cabinet;internes\nF1;fauteuil;\n",
                "horaires": "jour;de;a\nlundi;09:00;17:00\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 08:00;06/01/2025 11:00\n"
                "medical;C1;06/01/2025 10:00;06/01/2025 12:00\nmedical;C2;06/01/2025 09:00;06/01/2025 17:00\n"
                "dentaire;F1;06/01/2025 09:00;06/01/2025 17:00\n",
            },
            period="2025-01",
            expected=(3, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Une vacation de nuit est coupée à minuit et au changement de mois : une heure en janvier",
            files={
                "cabinets": "id;type\nC1;cabinet\n",
                "horaires": "jour;de;a\nvendredi;20:00;24:00\nsamedi;00:00;06:00\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;31/01/2025 23:00;01/02/2025 02:00\n",
            },
            period="2025-01",
            expected=(1, None),
            as_of="2025-02-28",
        ),
        Example(
            title="Le planning au mur, saisi dans la grille",
            files={"grille": "periode;mesure;valeur\n2025T1;heures_cabinet_occupees;2310\n"},
            period="2025T1",
            expected=(2310, None),
            as_of="2025-03-31",
        ),
    ),
)
