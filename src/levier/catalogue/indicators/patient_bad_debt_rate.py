"""I16: impayés des patients, rapportés aux recettes d'activité.

Debts due in the period and old enough at ``as_of``, over the activity revenue of the whole period: while part of the
period is younger than the age, its debts are left out, the revenue is not, and the figure is partial (too low).
The typed basis is the list of what is owed at the end of the period, whatever the year it was due: the basis says so.
"""

from levier.catalogue.definition import DOWN, Basis, Example, Indicator
from levier.catalogue.money import BILLED
from levier.measures.language import Ratio, total, typed

UNPAID = total("patient_debts", "owed", "euros", older_than="anciennete_j")
STOCK = "restes dus de plus de 90 jours en fin de période, toutes années confondues"

INDICATOR = Indicator(
    name="patient_bad_debt_rate",
    code="I16",
    label="Impayés des patients, rapportés aux recettes d'activité",
    unit="%",
    direction=DOWN,
    lever=6,
    why="Ce que les patients doivent et ne paient pas est une recette déjà gagnée, et perdue.",
    how_to_read=(
        "Sommes dues par les patients, échues dans la période depuis au moins 90 jours et toujours impayées, rapportées aux recettes "
        "d'activité de la période."
    ),
    caveats=(
        "Un centre en tiers payant intégral paraît toujours excellent : lisez aussi le taux rapporté à la part des patients. Une somme "
        "transmise au comptable public reste impayée tant que son recouvrement n'est pas saisi."
    ),
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    bases=(
        Basis("fichiers", Ratio(UNPAID, BILLED)),
        Basis("grille et actes", Ratio(typed("reste_du_patients_90j"), BILLED), note=STOCK),
        Basis("grille", Ratio(typed("reste_du_patients_90j"), typed("montant_facture")), note=STOCK),
        Basis("comptes", Ratio(typed("reste_du_patients_90j"), typed("produits_activite")), note=STOCK),
    ),
    examples=(
        Example(
            title="Au 30 avril, 14 € restent dus sur les échéances de janvier ; un trop-payé n'en rembourse pas un autre",
            files={
                "creances_patients": """facture;echeance;montant_du;montant_paye;recouvre
F1;06/01/2025;9,00;0,00;
F2;07/01/2025;20,00;10,00;5,00
F3;07/01/2025;8,00;12,00;
""",
                "actes": "date;code;montant\n06/01/2025;G;700,00\n07/01/2025;G;700,00\n",
            },
            period="2025-01",
            expected=(14, 1400),
            as_of="2025-04-30",
        ),
        Example(
            title="90 jours avant le 30 avril, c'est le 30 janvier : l'échéance du 31 est trop récente, le chiffre partiel",
            files={
                "creances_patients": """facture;echeance;montant_du;montant_paye
F1;30/01/2025;10,00;
F2;31/01/2025;50,00;
""",
                "actes": "date;code;montant\n06/01/2025;G;1000,00\n",
            },
            period="2025-01",
            expected=(10, 1000),
            status="partial",
            as_of="2025-04-30",
        ),
        Example(
            title="La liste des restes dus au 31 décembre et l'année facturée, saisies dans la grille",
            files={
                "grille": "periode;mesure;valeur\n2024T4;reste_du_patients_90j;12000\n2024;montant_facture;1500000\n"
            },
            period="2024",
            expected=(12000, 1500000),
            as_of="2025-04-30",
        ),
    ),
)
