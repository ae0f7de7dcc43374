"""Recettes d'activité: what is billed, before what is cashed."""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.measures.language import Total, total, typed

AMOUNT = total("acts", "amount", "euros")

INDICATOR = Indicator(
    name="activity_revenue",
    label="Recettes d'activité (facturé)",
    unit="€",
    direction=UP,
    why="C'est ce que le centre facture pour ses actes : la base de presque tous les leviers.",
    how_to_read="Somme des montants des actes de la période, quel que soit le payeur ; une ligne négative annule.",
    caveats=(
        "Facturé, dû et encaissé sont trois chiffres différents : celui du comptable est le troisième. Comparez à jours ouverts égaux, "
        "et à tarifs constants."
    ),
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    bases=(
        Basis("fichiers", Total(AMOUNT)),
        Basis("grille", Total(typed("montant_facture"))),
        Basis("comptes", Total(typed("produits_activite"))),
    ),
    amounts_of_acts=AMOUNT,
    examples=(
        Example(
            title="Trois actes et une annulation",
            files={
                "actes": "date;code;montant\n06/01/2025;G;30,00\n07/01/2025;G;30,00\n08/01/2025;DEQP003;14,26\n08/01/2025;G;-30,00\n"
            },
            period="2025-01",
            expected=(44.26, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Tous les services et les lignes sans service ; le jour compte, pas l'heure ; le 1er février est du mois suivant",
            files={
                "actes": """date;service;code;montant
31/01/2025;medical;G;30,00
01/02/2025;medical;G;30,00
31/01/2025;dentaire;HBLD038;290,00
31/01/2025;;APC;60,00
31/01/2025;medical;G;0,00
"""
            },
            period="2025-01",
            expected=(380, None),
            as_of="2025-02-28",
        ),
        Example(
            title="Le total du logiciel, saisi par service : les services s'ajoutent",
            files={
                "grille": "periode;mesure;valeur;service\n2025-01;montant_facture;60000,50;medical\n2025-01;montant_facture;40000;dentaire\n"
            },
            period="2025-01",
            expected=(100000.5, None),
            as_of="2025-01-31",
        ),
        Example(
            title="À défaut, les produits du comptable, à l'année seulement",
            files={"grille": "periode;mesure;valeur\n2025;produits_activite;1180000\n"},
            period="2025",
            expected=(1180000, None),
            as_of="2025-12-31",
        ),
    ),
)
