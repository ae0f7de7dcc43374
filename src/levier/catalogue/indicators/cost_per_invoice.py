"""I18: coût de traitement d'une facture en tiers payant.

Cost of the job ``tiers_payant`` over the months of the period, plus ``[couts_tiers_payant]`` of ``centre.toml``: yearly
amounts, one twelfth for each month. Every month begun must be in the staff file and every cost known, or it is not
computed. No such job in the staff file is *not known*, not a cost of 0.
"""

from levier.catalogue.acts import ZERO
from levier.catalogue.definition import DOWN, Basis, Example, Exclusion, Indicator, Population
from levier.catalogue.staff import cost_of
from levier.measures.language import Ratio, col, optional, rows, typed
from levier.measures.terms import missing_months, said, yearly_cost

CLERKS = col("job") == "tiers_payant"
POPULATION = Population("invoices", (ZERO, Exclusion("sans tiers payant", col("third_party") != 1)))
STAFF = said(
    cost_of(CLERKS),
    rows("staffing", CLERKS & (col("cost_complete") == 0)),
    "coût du personnel sans toutes les charges (lignes : {n})",
)
OTHER = optional(
    yearly_cost(), "sans les coûts de logiciel et de recouvrement ([couts_tiers_payant] de centre.toml, par année)"
)
CLERKS_GIVEN = ((rows("staffing", CLERKS), "aucun agent du métier « tiers_payant » dans un mois entier de la période"),)

INDICATOR = Indicator(
    name="cost_per_invoice",
    code="I18",
    label="Coût de traitement d'une facture en tiers payant",
    unit="€/facture",
    direction=DOWN,
    lever=6,
    why="Le tiers payant a un coût de gestion, supporté par le centre seul : il faut le connaître pour le réduire ou le faire financer.",
    how_to_read=(
        "Coût des agents du tiers payant et coûts annuels de logiciel et de recouvrement, rapportés aux factures qui ont une part "
        "en tiers payant."
    ),
    caveats=(
        "Le temps que l'accueil consacre aux factures n'y est que s'il est déclaré sous le métier « tiers_payant ». "
        "Un coût qui baisse alors que les rejets ou les pertes montent n'est pas un progrès."
    ),
    counter_indicator="payer_rejection_rate",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    team="tiers_payant",
    complete=rows("staffing", CLERKS & ~col("cost").known()) + missing_months("staffing"),
    bases=(
        Basis("fichiers", Ratio(STAFF + OTHER, POPULATION.counted()), given=CLERKS_GIVEN),
        Basis("personnel et grille", Ratio(STAFF + OTHER, typed("factures_tiers_payant")), given=CLERKS_GIVEN),
        Basis("grille", Ratio(typed("cout", job="tiers_payant") + OTHER, typed("factures_tiers_payant"))),
    ),
    examples=(
        Example(
            title="3 000 € d'agents et 1 200 € de logiciel par an : un mois coûte 3 100 €, pour deux factures en tiers payant",
            centre="[couts_tiers_payant]\nlogiciel = 1200\n",
            files={
                "personnel": """mois;personne;metier;etp;cout;cout_complet
2025-01;A1;tiers_payant;1;3000,00;oui
2025-01;A2;accueil;1;2800,00;oui
""",
                "factures": """id;date;tiers_payant_amo;tiers_payant_amc;montant
F1;06/01/2025;oui;non;30,00
F2;07/01/2025;non;oui;30,00
F3;08/01/2025;non;non;30,00
F4;09/01/2025;oui;oui;30,00
F5;10/01/2025;oui;oui;-30,00
""",
            },
            period="2025-01",
            expected=(3100, 2),
            as_of="2025-01-31",
        ),
        Example(
            title="Un trimestre auquel il manque un mois de personnel n'est pas calculé",
            files={
                "personnel": "mois;metier;etp;cout\n2025-01;tiers_payant;1;3000,00\n2025-03;tiers_payant;1;3000,00\n",
                "factures": "id;date;tiers_payant_amo;montant\nF1;06/01/2025;oui;30,00\nF2;31/03/2025;oui;30,00\n",
            },
            period="2025T1",
            expected=(6000, 2),
            status="not_computable",
            as_of="2025-03-31",
        ),
        Example(
            title="Le personnel en fichier, les factures saisies",
            files={
                "personnel": "mois;metier;etp;cout;cout_complet\n2025-01;tiers_payant;1;3000,00;oui\n",
                "grille": "periode;mesure;valeur\n2025-01;factures_tiers_payant;1500\n",
            },
            period="2025-01",
            expected=(3000, 1500),
            as_of="2025-01-31",
        ),
        Example(
            title="L'année saisie dans la grille",
            files={
                "grille": "periode;mesure;valeur;metier\n2024;cout;105000;tiers_payant\n2024;factures_tiers_payant;30000;\n"
            },
            period="2024",
            expected=(105000, 30000),
            as_of="2025-01-31",
        ),
    ),
)
