"""I21: montant de l'option de coordination, or of the national agreement that took its place.

Sums received, at the period they are for (``au_titre_de``), whenever they came. Where the option has no line in the
period, the national agreement that replaced it in 2015 is taken, and said: the two are never added.
"""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.catalogue.indicators.coordination_option_members import NATIONAL, OPTION, SCHEMES
from levier.measures.language import Total, rows, total, typed
from levier.measures.terms import sum_of_known

SUCCESSOR = "accord national, qui a remplacé l'option de coordination"
NOTHING = "aucune somme de l'option de coordination ni de l'accord national au titre de cette période"

INDICATOR = Indicator(
    name="coordination_option_amount",
    code="I21",
    label="Rémunérations forfaitaires (ex-option de coordination) : montant reçu",
    unit="€",
    direction=UP,
    lever=8,
    team="aucune",
    why="Coordination, accueil sans rendez-vous, travail en équipe : ce qui n'est pas un acte est payé par forfait, à condition de le justifier.",
    how_to_read="Sommes reçues au titre de la période, quelle que soit la date du versement.",
    caveats=(
        "Les versements arrivent l'année suivante : une année récente est incomplète. Jusqu'en 2015 c'est l'option de coordination, "
        "ensuite l'accord national : la base du chiffre le dit."
    ),
    counter_indicator="active_patients",
    version=1,
    review="2027-11-01",
    bases=(
        Basis(
            "fichiers",
            Total(total("lump_sums", "received", "euros", OPTION)),
            given=((rows("lump_sums", OPTION), NOTHING),),
        ),
        Basis(
            "fichiers, accord national",
            Total(total("lump_sums", "received", "euros", NATIONAL)),
            note=SUCCESSOR,
            given=((rows("lump_sums", NATIONAL), NOTHING),),
        ),
        Basis("grille", Total(sum_of_known({one: typed("forfaits_encaisses", family=one) for one in SCHEMES}, ""))),
        Basis("grille, accord national", Total(typed("forfaits_encaisses", family="accord_national")), note=SUCCESSOR),
    ),
    examples=(
        Example(
            title="Deux versements au titre de 2013, l'un encaissé en 2014 ; Teulade n'est pas l'option",
            files={
                "forfaits": """au_titre_de;dispositif;montant_recu;encaisse_le
2013;option_coordination_medical;18500,00;30/06/2013
2013;option_coordination_medical;4000,00;15/02/2014
2013;teulade;9000,00;30/06/2013
2012;option_coordination_medical;11000,00;30/06/2013
"""
            },
            period="2013",
            expected=(22500, None),
            as_of="2014-12-31",
        ),
        Example(
            title="En 2024, l'accord national en tient lieu",
            files={
                "forfaits": "au_titre_de;dispositif;montant_recu\n2024;accord_national;52000,00\n2024;fmt;3000,00\n"
            },
            period="2024",
            expected=(52000, None),
            as_of="2025-12-31",
        ),
        Example(
            title="Le relevé de l'année, saisi dans la grille",
            files={
                "grille": "periode;mesure;valeur;famille\n2013;forfaits_encaisses;18500;option_coordination_medical\n"
                "2013;forfaits_encaisses;2500;option_coordination_dentaire\n"
            },
            period="2013",
            expected=(21000, None),
            as_of="2014-12-31",
        ),
    ),
)
