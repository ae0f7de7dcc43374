"""I20: adhérents à l'option de coordination: units of its schemes, at the last month stated.

Where the option has no units in the period, those of the national agreement that replaced it in 2015 are taken, and
said: they are indicators met, not patients, so the two are never added.
"""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.measures.language import Condition, Total, col, rows, total, typed
from levier.measures.terms import given, sum_of_known

SCHEMES = ("option_coordination_medical", "option_coordination_dentaire", "option_coordination_infirmier")
OPTION = col("scheme").among(*SCHEMES)
NATIONAL = col("scheme") == "accord_national"
SUCCESSOR = "unités de l'accord national (indicateurs validés), qui ont remplacé les adhérents"


def units_of(schemes: Condition, note: str | None = None) -> Basis:
    """Return the basis that takes the units of these schemes from the file."""
    stated = rows("lump_sums", schemes & col("units").known())
    units = given(total("lump_sums", "units", "decimal", schemes, state="last_month"), stated)
    said = "aucun nombre d'adhérents ni d'unités au titre de cette période"
    return Basis("fichiers, accord national" if note else "fichiers", Total(units), given=((stated, said),), note=note)


INDICATOR = Indicator(
    name="coordination_option_members",
    code="I20",
    label="Adhérents à l'option de coordination (aujourd'hui : unités de l'accord national)",
    unit="adhérents",
    direction=UP,
    lever=8,
    team="aucune",
    why="L'option de coordination payait le centre par patient adhérent ; elle a laissé place à l'accord national.",
    how_to_read="Patients adhérents au dernier mois connu de la période, tous volets ensemble.",
    caveats="Les unités de l'accord national sont des indicateurs validés, pas des adhérents : elles ne s'ajoutent jamais, et la base du chiffre le dit.",
    counter_indicator="active_patients",
    version=1,
    review="2027-11-01",
    bases=(
        units_of(OPTION),
        units_of(NATIONAL, SUCCESSOR),
        Basis("grille", Total(sum_of_known({one: typed("forfaits_unites", family=one) for one in SCHEMES}, ""))),
        Basis("grille, accord national", Total(typed("forfaits_unites", family="accord_national")), note=SUCCESSOR),
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
            title="Aujourd'hui, les unités de l'accord national",
            files={"forfaits": "au_titre_de;dispositif;unites;montant_recu\n2024;accord_national;14;52000,00\n"},
            period="2024",
            expected=(14, None),
            as_of="2025-01-31",
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
