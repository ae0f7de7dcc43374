"""I20: adhérents à l'option de coordination (historical): units of its schemes, at the last month stated.

The option ended with the agreement of 2015; the units of the national agreement are indicators met, not patients:
they are not added here.
"""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.measures.language import Total, col, rows, total, typed
from levier.measures.terms import given, sum_of_known

SCHEMES = ("option_coordination_medical", "option_coordination_dentaire", "option_coordination_infirmier")
OPTION = col("scheme").among(*SCHEMES)
STATED = rows("lump_sums", OPTION & col("units").known())

INDICATOR = Indicator(
    name="coordination_option_members",
    code="I20",
    label="Adhérents à l'option de coordination (historique)",
    unit="adhérents",
    direction=UP,
    lever=8,
    team="aucune",
    why="L'option de coordination payait le centre par patient adhérent ; elle a laissé place à l'accord national.",
    how_to_read="Patients adhérents au dernier mois connu de la période, tous volets ensemble.",
    caveats="Rubrique historique. Les unités de l'accord national sont des indicateurs validés, pas des adhérents : elles ne s'ajoutent pas.",
    counter_indicator="active_patients",
    version=1,
    review="2027-11-01",
    bases=(
        Basis(
            "fichiers",
            Total(given(total("lump_sums", "units", "decimal", OPTION, state="last_month"), STATED)),
            given=((STATED, "aucun nombre d'adhérents à l'option de coordination au titre de cette période"),),
        ),
        Basis("grille", Total(sum_of_known({one: typed("forfaits_unites", family=one) for one in SCHEMES}, ""))),
    ),
    examples=(
        Example(
            title="L'année vaut son dernier mois connu, volets médical et dentaire ensemble",
            files={
                "forfaits": """au_titre_de;dispositif;unites;montant_recu
2013-06;option_coordination_medical;380;1000,00
2013-11;option_coordination_medical;412;1000,00
2013-11;option_coordination_dentaire;90;300,00
2013-12;teulade;;5000,00
"""
            },
            period="2013",
            expected=(502, None),
            as_of="2014-01-31",
        ),
        Example(
            title="Un nombre d'adhérents inconnu n'est pas zéro",
            files={
                "forfaits": "au_titre_de;dispositif;unites;montant_recu\n2013;option_coordination_infirmier;;1500,00\n"
            },
            period="2013",
            status="not_available",
            as_of="2014-01-31",
        ),
        Example(
            title="L'année saisie dans la grille",
            files={"grille": "periode;mesure;valeur;famille\n2013;forfaits_unites;412;option_coordination_medical\n"},
            period="2013",
            expected=(412, None),
            as_of="2014-01-31",
        ),
    ),
)
