"""I11: chiffre d'affaires horaire du dentaire, per chair-hour (contract §3, rule 7)."""

from levier.catalogue.acts import SERVICE, amount
from levier.catalogue.definition import UP, Example, Indicator
from levier.catalogue.service_hours import revenue_per_hour

INDICATOR = Indicator(
    name="dental_revenue_per_hour",
    code="I11",
    label="Recettes du dentaire par heure de fauteuil",
    unit="€/h",
    direction=UP,
    lever=5,
    why="Le fauteuil est la ressource rare du service : sa recette par heure dit si l'organisation le laisse travailler.",
    how_to_read="Montants facturés des actes dentaires, rapportés aux heures travaillées à chaque fauteuil (deux fauteuils, deux heures).",
    caveats=(
        "Avec un ou deux dentistes, c'est le rendement d'une personne : ne le montrez pas. Il monte quand on pose plus de "
        "prothèses et moins de soins : lisez les deux ensemble. Jamais une cible tirée d'un autre centre. Un acompte n'est "
        "pas une recette avant l'acte."
    ),
    counter_indicator="care_prosthesis_ratio",
    version=1,
    review="2027-11-01",
    service="dentaire",
    bases=revenue_per_hour("dentaire", "fauteuil", "heures_fauteuil_tenues"),
    amounts_of_acts=amount(SERVICE == "dentaire"),
    examples=(
        Example(
            title="Deux fauteuils à la même heure font deux heures ; l'acte médical n'y est pas",
            files={
                "actes": "date;service;code;montant\n06/01/2025;dentaire;HBJD001;28,92\n06/01/2025;dentaire;HBLD038;290,00\n"
                "06/01/2025;medical;G;30,00\n",
                "cabinets": "id;type\nF1;fauteuil\nF2;fauteuil\n",
                "vacations": "service;cabinet;debut;fin\ndentaire;F1;06/01/2025 09:00;06/01/2025 10:00\n"
                "dentaire;F2;06/01/2025 09:00;06/01/2025 10:00\n",
            },
            period="2025-01",
            expected=(318.92, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="Des heures, mais aucune vacation à un fauteuil ce mois-ci : calcul impossible",
            files={
                "actes": "date;service;code;montant\n06/01/2025;dentaire;HBJD001;28,92\n",
                "cabinets": "id;type\nF1;fauteuil\nC1;cabinet\n",
                "vacations": "service;cabinet;debut;fin\nmedical;C1;06/01/2025 09:00;06/01/2025 10:00\n",
            },
            period="2025-01",
            expected=(28.92, 0),
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="Deux totaux saisis dans la grille",
            files={
                "grille": "periode;mesure;valeur;service\n2025;montant_facture;374000;dentaire\n"
                "2025;heures_fauteuil_tenues;2200;\n"
            },
            period="2025",
            expected=(374000, 2200),
            as_of="2025-12-31",
        ),
    ),
)
