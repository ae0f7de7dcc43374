"""I19: participation du laboratoire par dossier de prélèvement.

A flat sum is divided by the files of its months, and said. No judgement: since the reform of biology such a payment
is lawful only for services really rendered (L. 6211-21 CSP), and the tool pushes no price.
"""

from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.measures.language import Ratio, col, rows, total, typed
from levier.measures.terms import said

FLAT = rows("lab_sampling", col("mode") == "forfait")
AMOUNT = said(
    total("lab_sampling", "amount", "euros"), FLAT, "montant au forfait (mois : {n}), divisé par les dossiers"
)

INDICATOR = Indicator(
    name="lab_subsidy_per_file",
    code="I19",
    label="Participation du laboratoire par dossier de prélèvement",
    unit="€/dossier",
    direction=NONE,
    lever=7,
    service="prelevements",
    team="aucune",
    why="Prélever prend du temps infirmier et du matériel : la participation se compare à ce que le service coûte.",
    how_to_read="Somme versée par le laboratoire, rapportée aux dossiers de prélèvement transmis.",
    caveats=(
        "À faire valider juridiquement : un laboratoire ne peut payer qu'un service rendu, jamais une remise sur le tarif. "
        "Comparez au coût du prélèvement, pas au montant d'un autre centre."
    ),
    counter_indicator="active_patients",
    version=1,
    review="2027-11-01",
    bases=(
        Basis(
            "fichiers",
            Ratio(AMOUNT, total("lab_sampling", "files", "files")),
            given=((rows("lab_sampling"), "aucun mois entier de prélèvements dans la période"),),
        ),
        Basis("grille", Ratio(typed("versement_laboratoire"), typed("dossiers"))),
    ),
    examples=(
        Example(
            title="Un trimestre : 3 840 € pour 600 dossiers",
            files={
                "prelevements": """mois;dossiers;mode;montant
2025-01;240;par_dossier;1536,00
2025-02;200;par_dossier;1280,00
2025-03;160;par_dossier;1024,00
"""
            },
            period="2025T1",
            expected=(3840, 600),
            status="ok",
            as_of="2025-03-31",
        ),
        Example(
            title="Un forfait est divisé par ses dossiers ; un mois sans dossier ne se calcule pas",
            files={"prelevements": "mois;dossiers;mode;montant\n2025-01;0;forfait;500,00\n"},
            period="2025-01",
            expected=(500, 0),
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="L'année saisie dans la grille",
            files={"grille": "periode;mesure;valeur\n2024;versement_laboratoire;14400\n2024;dossiers;2400\n"},
            period="2024",
            expected=(14400, 2400),
            as_of="2025-01-31",
        ),
    ),
)
