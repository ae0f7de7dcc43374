"""I26, charges de la collectivité comprises: the gross margin less what the managing body pays in the centre's place.

Those charges state a year as a whole: years only.
"""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.catalogue.margins import COMPLETE, margin_bases

BASES: tuple[Basis, ...] = margin_bases(with_town=True)

YEAR = {
    "actes": "date;code;montant\n02/01/2024;G;100000,00\n",
    "achats": "date;famille;montant\n02/01/2024;medical;8000,00\n",
    "personnel": "mois;metier;etp;cout;cout_complet\n"
    + "".join(f"2024-{month:02};medecin;1;6000,00;oui\n" for month in range(1, 13)),
}

INDICATOR = Indicator(
    name="gross_margin_with_town_charges",
    label="Marge brute, charges portées par la collectivité comprises",
    unit="€",
    direction=UP,
    why="Loyer, fluides, informatique, paie : ce que la commune paie à la place du centre est un coût du centre.",
    how_to_read="Marge brute, moins les charges que la collectivité porte pour le centre dans l'année.",
    caveats=(
        "Par année seulement. Ces charges sont souvent estimées : leur source et leur fiabilité vont avec. Elles ne disent rien de la gestion "
        "du centre, et ne se lisent jamais sans la marge qui ne les compte pas."
    ),
    counter_indicator="gross_margin",
    version=1,
    review="2027-11-01",
    complete=COMPLETE,
    bases=BASES,
    examples=(
        Example(
            title="100 000 − 8 000 d'achats − 72 000 de médecin − 15 000 portés par la commune",
            files=YEAR
            | {
                "charges_collectivite": "annee;nature;montant\n2024;loyer;12000,00\n2024;fluides;3000,00\n2023;loyer;9,00\n"
            },
            period="2024",
            expected=(5000, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Des charges de 2024 ne disent rien d'un mois de 2024",
            files=YEAR | {"charges_collectivite": "annee;nature;montant\n2024;loyer;12000,00\n"},
            period="2024-01",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="Les fichiers de l'année, et la charge saisie dans la grille",
            files=YEAR | {"grille": "periode;mesure;valeur\n2024;charges_collectivite;15000\n"},
            period="2024",
            expected=(5000, None),
            as_of="2025-01-31",
        ),
    ),
)
