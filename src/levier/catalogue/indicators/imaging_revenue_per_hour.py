"""I08: chiffre d'affaires horaire de l'imagerie, per room-hour.

Hours are the union of sessions per room and day, then summed over rooms: a radiologist and a radiographer in one room
make one hour, two rooms make two. An imaging room of another service (an echograph of gynaecology) is not counted.
"""

from levier.catalogue.acts import SERVICE, amount
from levier.catalogue.definition import UP, Example, Indicator
from levier.catalogue.service_hours import revenue_per_hour

INDICATOR = Indicator(
    name="imaging_revenue_per_hour",
    code="I08",
    label="Recettes de l'imagerie par heure de salle",
    unit="€/h",
    direction=UP,
    lever=4,
    why="Une salle d'imagerie coûte presque autant vide que pleine : la recette par heure dit si elle sert.",
    how_to_read="Montants facturés des actes d'imagerie, rapportés aux heures travaillées dans les salles d'imagerie.",
    caveats=(
        "Deux personnes dans une salle font une heure, deux salles en font deux. Les heures ne sont pas coupées aux horaires "
        "d'ouverture. Comparez à tarifs constants et à équipement égal : une échographie ne se compare pas à un scanner."
    ),
    counter_indicator="imaging_cost_coverage",
    version=1,
    review="2027-11-01",
    service="imagerie",
    bases=revenue_per_hour("imagerie", "imagerie", "heures_imagerie_tenues"),
    amounts_of_acts=amount(SERVICE == "imagerie"),
    examples=(
        Example(
            title="Radiologue et manipulateur dans la même salle : quatre heures, pas sept ; deux salles s'ajoutent",
            files={
                "actes": "date;service;code;montant\n06/01/2025;imagerie;ZBQK002;21,28\n06/01/2025;imagerie;ZCQM008;80,00\n"
                "06/01/2025;imagerie;ZBQK002;-21,28\n06/01/2025;medical;G;30,00\n06/01/2025;;ZBQK002;21,28\n",
                "cabinets": "id;type\nI1;imagerie\nI2;imagerie\nC1;cabinet\n",
                "vacations": "service;cabinet;debut;fin\nimagerie;I1;06/01/2025 09:00;06/01/2025 12:00\n"
                "imagerie;I1;06/01/2025 09:00;06/01/2025 12:00\nimagerie;I2;06/01/2025 11:00;06/01/2025 12:00\n"
                "medical;C1;06/01/2025 09:00;06/01/2025 12:00\n",
            },
            period="2025-01",
            expected=(80, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Ni les horaires ni la fermeture ne coupent ; la salle d'échographie de la gynécologie n'en est pas",
            files={
                "actes": "date;service;code;montant\n06/01/2025;imagerie;ZCQM008;150,00\n13/01/2025;imagerie;ZCQM008;150,00\n",
                "cabinets": "id;type;service\nI1;imagerie;\nE1;imagerie;medical\n",
                "horaires": "jour;de;a\nlundi;09:00;12:00\n",
                "fermetures": "du;au;motif\n06/01/2025;06/01/2025;pont\n",
                "vacations": "service;cabinet;debut;fin\nimagerie;I1;06/01/2025 08:00;06/01/2025 10:00\n"
                "imagerie;I1;13/01/2025 08:00;13/01/2025 10:00\nmedical;E1;13/01/2025 09:00;13/01/2025 12:00\n",
            },
            period="2025-01",
            expected=(300, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Recettes saisies, heures de la semaine type : quatre lundis de deux heures",
            files={
                "grille": "periode;mesure;valeur;service\n2025-02;montant_facture;1600;imagerie\n",
                "cabinets": "id;type\nI1;imagerie\n",
                "semaine_type": "cabinet;jour;de;a;service\nI1;lundi;09:00;11:00;imagerie\n",
            },
            period="2025-02",
            expected=(1600, 8),
            as_of="2025-02-28",
        ),
        Example(
            title="Deux totaux saisis dans la grille",
            files={
                "grille": "periode;mesure;valeur;service\n2025T1;montant_facture;90000;imagerie\n"
                "2025T1;heures_imagerie_tenues;600;\n"
            },
            period="2025T1",
            expected=(90000, 600),
            as_of="2025-03-31",
        ),
        Example(
            title="Un centre sans imagerie",
            centre='services = ["medical"]\n',
            files={"actes": "date;service;code;montant\n06/01/2025;medical;G;30,00\n"},
            period="2025-01",
            status="not_applicable",
            as_of="2025-01-31",
        ),
    ),
)
