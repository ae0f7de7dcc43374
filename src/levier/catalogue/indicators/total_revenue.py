"""I25: recettes totales: acts billed, lump sums received, subsidies of class 74 without the balancing ones.

Without acts there is no total. What else is missing is said beside the figure: a total without the lump sums is a
floor. Lump sums given in ``forfaits`` are taken there, and the accounts of lump sums then left out, even in a period
where ``forfaits`` has no line; what a year states counts only in periods that hold the whole year.
"""

from levier.catalogue.definition import UP, Basis, Example, Indicator
from levier.catalogue.money import (
    ACCOUNTS_GIVEN,
    BILLED,
    LUMP_ACCOUNTS_GIVEN,
    LUMP_SUMS,
    LUMP_SUMS_GIVEN,
    NO_LUMP_SUMS,
    NO_SUBSIDIES,
    credit_of,
)
from levier.measures.language import Term, Total, optional, typed

SUBSIDIES = credit_of("subsidy")
TYPED_LUMP_SUMS = optional(typed("forfaits_encaisses"), NO_LUMP_SUMS)
TYPED_SUBSIDIES = optional(typed("subventions_exploitation"), NO_SUBSIDIES)


def _typed(activity: Term) -> Total:
    return Total(activity + TYPED_LUMP_SUMS + TYPED_SUBSIDIES)


INDICATOR = Indicator(
    name="total_revenue",
    code="I25",
    label="Recettes totales",
    unit="€",
    direction=UP,
    why="Actes, forfaits et subventions de projet : ce dont le centre dispose avant que son gestionnaire ne couvre le reste.",
    how_to_read="Recettes d'activité, plus les rémunérations forfaitaires reçues, plus les subventions (comptes 74), sans la subvention d'équilibre.",
    caveats=(
        "La subvention d'équilibre n'est pas une recette du centre : dites quel compte la porte ([comptes] de centre.toml), sinon elle gonfle "
        "le total. Si vos forfaits sont aussi en classe 74, dites sous quels comptes. Ce qui manque est écrit à côté du chiffre."
    ),
    counter_indicator="c2s_ame_share",
    version=1,
    review="2027-11-01",
    bases=(
        Basis(
            "actes, forfaits et comptes", Total(BILLED + LUMP_SUMS + SUBSIDIES), given=(LUMP_SUMS_GIVEN, ACCOUNTS_GIVEN)
        ),
        Basis(
            "actes et comptes",
            Total(BILLED + SUBSIDIES + credit_of("lump_sum")),
            given=(ACCOUNTS_GIVEN, LUMP_ACCOUNTS_GIVEN),
            without=("lump_sums",),
        ),
        Basis("actes et subventions", Total(BILLED + SUBSIDIES + TYPED_LUMP_SUMS), given=(ACCOUNTS_GIVEN,)),
        Basis("actes et forfaits", Total(BILLED + LUMP_SUMS + TYPED_SUBSIDIES), given=(LUMP_SUMS_GIVEN,)),
        Basis("actes", _typed(BILLED)),
        Basis("grille, produits de l'activité", _typed(typed("produits_activite"))),
        Basis("grille, montant facturé", _typed(typed("montant_facture"))),
    ),
    examples=(
        Example(
            title="100 000 € d'actes, 8 000 € de forfaits, 5 000 € de subvention ; l'équilibre et les comptes de forfaits n'y sont pas",
            centre='[comptes]\nsubvention_equilibre = ["745"]\nforfaits = ["747"]\n',
            files={
                "actes": "date;code;montant\n02/01/2024;G;60000,00\n31/12/2024;G;40000,00\n",
                "forfaits": "au_titre_de;dispositif;montant_recu\n2024;accord_national;6000,00\n2024;teulade;2000,00\n",
                "soldes": """exercice;compte;debit;credit
2024;741;0,00;5000,00
2024;745;0,00;30000,00
2024;747;0,00;8000,00
2024;706;0,00;99000,00
""",
            },
            period="2024",
            expected=(113000, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Sans le fichier des forfaits, les comptes de forfaits comptent",
            centre='[comptes]\nsubvention_equilibre = ["745"]\nforfaits = ["747"]\n',
            files={
                "actes": "date;code;montant\n02/01/2024;G;100000,00\n",
                "soldes": "exercice;compte;debit;credit\n2024;741;0,00;5000,00\n2024;745;0,00;30000,00\n2024;747;500,00;8500,00\n",
            },
            period="2024",
            expected=(113000, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Un mois ne reçoit rien de ce qu'une année énonce",
            files={
                "actes": "date;code;montant\n02/01/2024;G;9000,00\n",
                "forfaits": "au_titre_de;dispositif;montant_recu\n2024;accord_national;6000,00\n",
                "soldes": "exercice;compte;debit;credit\n2024;741;0,00;5000,00\n",
            },
            period="2024-01",
            expected=(9000, None),
            as_of="2025-01-31",
        ),
        Example(
            title="Sans actes ni produits saisis, pas de total",
            files={"forfaits": "au_titre_de;dispositif;montant_recu\n2024;accord_national;6000,00\n"},
            period="2024",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="Le compte de l'année, saisi dans la grille",
            files={
                "grille": """periode;mesure;valeur;famille
2024;produits_activite;1500000;
2024;forfaits_encaisses;80000;accord_national
2024;forfaits_encaisses;20000;teulade
2024;subventions_exploitation;40000;
"""
            },
            period="2024",
            expected=(1640000, None),
            as_of="2025-01-31",
        ),
    ),
)
