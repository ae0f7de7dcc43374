"""I03: part d'actes CCAM, service medical.

A line without a service is left out (it is not known to be medical) and counted; a centre that never fills the
service gets no figure rather than a wrong one.
"""

from levier.catalogue.acts import CCAM, only, service_given
from levier.catalogue.definition import BAND, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, typed

POPULATION = Population(
    "acts",
    (
        *only("medical", "médical"),
        Exclusion("nomenclature inconnue", ~col("nomenclature").known()),
        Exclusion("autre nomenclature (NABM, LPP, hors nomenclature)", ~col("nomenclature").among("CCAM", "NGAP")),
    ),
)
TYPED_CCAM = typed("lignes_ccam", service="medical")

INDICATOR = Indicator(
    name="ccam_act_share",
    code="I03",
    label="Part d'actes techniques (CCAM)",
    unit="%",
    direction=BAND,
    lever=2,
    why="Un acte technique fait et non coté est une recette perdue ; la part d'actes CCAM en est un signe, pas la preuve.",
    how_to_read="Lignes d'actes CCAM du service médical, rapportées aux lignes CCAM et NGAP de ce service, annulations déduites.",
    caveats=(
        "Davantage d'actes techniques n'est pas un meilleur soin : regardez d'abord les actes faits et non facturés. À lire "
        "spécialité par spécialité, jamais pour les seuls généralistes : un centre qui en a davantage a une part plus basse "
        "sans rien oublier."
    ),
    counter_indicator="consultations_per_physician_fte",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    service="medical",
    interval=True,
    bases=(
        Basis("fichiers", Ratio(POPULATION.counted(CCAM), POPULATION.counted()), given=(service_given(),)),
        Basis("grille", Ratio(TYPED_CCAM, TYPED_CCAM + typed("lignes_ngap", service="medical"))),
    ),
    examples=(
        Example(
            title="Un acte technique sur quatre ; dentaire, biologie et ligne à zéro n'y sont pas",
            files={
                "actes": """date;service;nomenclature;code;montant
06/01/2025;medical;NGAP;G;30,00
06/01/2025;medical;NGAP;CS;23,00
06/01/2025;medical;CCAM;DEQP003;14,26
07/01/2025;medical;NGAP;G;30,00
07/01/2025;medical;CCAM;YYYY001;0,00
07/01/2025;dentaire;CCAM;HBJD001;28,92
07/01/2025;prelevements;NABM;1104;5,00
07/01/2025;medical;NABM;1104;5,00
"""
            },
            period="2025-01",
            expected=(1, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Une ligne négative en annule une ; une ligne sans service est laissée de côté",
            files={
                "actes": """date;service;nomenclature;code;montant
06/01/2025;medical;CCAM;DEQP003;14,26
07/01/2025;medical;CCAM;DEQP003;14,26
08/01/2025;medical;CCAM;DEQP003;-14,26
06/01/2025;medical;NGAP;G;30,00
06/01/2025;medical;NGAP;G;30,00
06/01/2025;;CCAM;DEQP003;14,26
"""
            },
            period="2025-01",
            expected=(1, 3),
            as_of="2025-01-31",
        ),
        Example(
            title="Aucun acte ne dit son service : pas de chiffre, plutôt qu'un chiffre faux",
            files={"actes": "date;code;montant\n06/01/2025;G;30,00\n06/01/2025;DEQP003;14,26\n"},
            period="2025-01",
            status="not_available",
            as_of="2025-01-31",
        ),
        Example(
            title="La statistique des actes, saisie dans la grille",
            files={
                "grille": "periode;mesure;valeur;service\n2025T1;lignes_ccam;600;medical\n2025T1;lignes_ngap;5400;medical\n"
            },
            period="2025T1",
            expected=(600, 6000),
            as_of="2025-03-31",
        ),
    ),
)
