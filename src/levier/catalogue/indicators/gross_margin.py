"""I26: marge brute: activity and lump sums, less purchases and the cost of care and care-support staff.

Care and care support are every job but reception, third-party payment, management, secretaries, technical and other.
Any cost that is unknown or lacks charges, or any month without staff lines, makes it not computable. In the typed grid
the cost of physicians is needed, and the jobs whose cost was not typed are named.
"""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.catalogue.margins import COMPLETE, margin_bases

BASES: tuple[Basis, ...] = margin_bases(with_town=False)

INDICATOR = Indicator(
    name="gross_margin",
    code="I26",
    label="Marge brute",
    unit="€",
    direction=UP,
    why="Ce que l'activité laisse, une fois payés les soignants et les achats, pour l'accueil, les locaux et la direction.",
    how_to_read="Recettes d'activité et forfaits reçus, moins les achats, moins le coût des soignants et de ceux qui les assistent.",
    caveats=(
        "Ce que la collectivité paie à la place du centre n'y est pas : lisez-la avec et sans. Les missions qui ne sont payées par aucun "
        "acte la font baisser sans que le centre soit mal tenu. Un coût incomplet ne donne aucun chiffre."
    ),
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    complete=COMPLETE,
    bases=BASES,
    examples=(
        Example(
            title="10 000 € d'actes et 500 € de forfait, moins 1 000 € d'achats et 7 000 € de soignants ; l'accueil n'y est pas",
            files={
                "actes": "date;code;montant\n02/01/2025;G;6000,00\n31/01/2025;G;4000,00\n",
                "forfaits": "au_titre_de;dispositif;montant_recu\n2025-01;accord_national;500,00\n",
                "achats": "date;famille;montant\n02/01/2025;medical;400,00\n31/01/2025;prothese;600,00\n",
                "personnel": """mois;metier;etp;cout;cout_complet
2025-01;medecin;1;5000,00;oui
2025-01;assistant_medical;1;2000,00;oui
2025-01;accueil;1;2500,00;non
""",
            },
            period="2025-01",
            expected=(2500, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Un seul coût de soignant incomplet, et la marge ne se calcule pas",
            files={
                "actes": "date;code;montant\n02/01/2025;G;10000,00\n",
                "achats": "date;famille;montant\n02/01/2025;medical;1000,00\n",
                "personnel": "mois;metier;etp;cout;cout_complet\n2025-01;medecin;1;5000,00;oui\n2025-01;infirmier;1;3000,00;\n",
            },
            period="2025-01",
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="Sans achats ni forfaits en fichiers, les comptes de l'année : 60 pour les achats, un compte de forfaits",
            centre='[comptes]\nforfaits = ["747"]\n',
            files={
                "actes": "date;code;montant\n02/01/2024;G;100000,00\n",
                "soldes": "exercice;compte;debit;credit\n2024;606;9000,00;0,00\n2024;609;0,00;1000,00\n2024;747;0,00;4000,00\n",
                "personnel": "mois;metier;etp;cout;cout_complet\n"
                + "".join(f"2024-{month:02};medecin;1;6000,00;oui\n" for month in range(1, 13)),
            },
            period="2024",
            expected=(24000, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Le compte de l'année, saisi dans la grille",
            files={
                "grille": """periode;mesure;valeur;famille;metier
2024;produits_activite;1500000;;
2024;forfaits_encaisses;100000;accord_national;
2024;achats;75000;medical;
2024;cout;700000;;medecin
2024;cout;200000;;infirmier
2024;cout;150000;;accueil
"""
            },
            period="2024",
            expected=(625000, None),
            as_of="2025-01-31",
        ),
    ),
)
