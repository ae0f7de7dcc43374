"""I04: recettes relatives aux actes CCAM, service medical (the lines that I03 counts)."""

from levier.catalogue.acts import CCAM, SERVICE, amount, service_given
from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.measures.language import Total, typed

AMOUNT = amount((SERVICE == "medical") & CCAM)

INDICATOR = Indicator(
    name="ccam_revenue",
    code="I04",
    label="Recettes des actes techniques (CCAM)",
    unit="€",
    direction=UP,
    lever=2,
    why="C'est ce que rapportent les actes techniques du service médical : l'effet d'un travail sur la cotation s'y voit.",
    how_to_read="Somme des montants facturés des actes CCAM du service médical ; une ligne négative annule.",
    caveats=(
        "Coter un acte CCAM au lieu d'une consultation peut faire baisser la recette totale : lisez-la à côté. Comparez à jours "
        "ouverts égaux et à tarifs constants."
    ),
    counter_indicator="ccam_act_share",
    version=1,
    review="2027-11-01",
    service="medical",
    bases=(
        Basis("fichiers", Total(AMOUNT), given=(service_given(),)),
        Basis("grille", Total(typed("montant_ccam", service="medical"))),
    ),
    amounts_of_acts=AMOUNT,
    examples=(
        Example(
            title="Deux actes techniques médicaux, un annulé en partie ; ni consultation, ni dentaire",
            files={
                "actes": """date;service;nomenclature;code;montant
06/01/2025;medical;CCAM;DEQP003;14,26
07/01/2025;medical;CCAM;QZFA036;50,00
08/01/2025;medical;CCAM;QZFA036;-12,50
06/01/2025;medical;NGAP;G;30,00
06/01/2025;dentaire;CCAM;HBJD001;28,92
06/01/2025;;CCAM;DEQP003;14,26
"""
            },
            period="2025-01",
            expected=(51.76, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Des actes médicaux mais aucun CCAM : zéro est un résultat",
            files={"actes": "date;service;nomenclature;code;montant\n06/01/2025;medical;NGAP;G;30,00\n"},
            period="2025-01",
            expected=(0, None),
            as_of="2025-01-31",
        ),
        Example(
            title="La statistique des actes : les trois mois font le trimestre",
            files={
                "grille": "periode;mesure;valeur;service\n2025-01;montant_ccam;1000,50;medical\n"
                "2025-02;montant_ccam;900;medical\n2025-03;montant_ccam;1100;medical\n"
            },
            period="2025T1",
            expected=(3000.5, None),
            as_of="2025-03-31",
        ),
    ),
)
