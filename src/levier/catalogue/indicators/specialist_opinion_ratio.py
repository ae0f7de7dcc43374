"""I05: avis ponctuels de consultant / consultations, service medical, by dated lists of codes.

The numerator is not a part of the denominator: it is a ratio, without an interval.
"""

from levier.catalogue.acts import SERVICE, only, service_given
from levier.catalogue.definition import BAND, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Ratio, col, count, typed

OPINIONS = count("acts", (SERVICE == "medical") & (col("opinion") == 1))
POPULATION = Population(
    "acts",
    (
        *only("medical", "médical"),
        Exclusion("avis ponctuel (compté au numérateur)", col("opinion") == 1),
        Exclusion("ni consultation, ni avis ponctuel", col("consultation") == 0),
    ),
)
TYPED_OPINIONS = typed("avis_ponctuels", service="medical")

INDICATOR = Indicator(
    name="specialist_opinion_ratio",
    code="I05",
    label="Avis ponctuels de consultant pour 100 consultations",
    unit="%",
    direction=BAND,
    lever=2,
    why="Un spécialiste consulté à la demande du médecin traitant peut coter un avis ponctuel : l'oublier est courant.",
    how_to_read="Lignes d'avis ponctuel (C2, APC, APU, APY…) rapportées aux lignes de consultation (C, CS, G, GS…) du service médical.",
    caveats=(
        "À lire spécialité par spécialité : les consultations des généralistes noient celles des spécialistes. Un avis ponctuel "
        "suppose une demande du médecin traitant et un courrier en retour : davantage n'est pas mieux en soi."
    ),
    counter_indicator="ccam_act_share",
    version=1,
    review="2027-11-01",
    population=POPULATION,
    service="medical",
    bases=(
        Basis("fichiers", Ratio(OPINIONS, POPULATION.counted()), given=(service_given(),)),
        Basis("grille", Ratio(TYPED_OPINIONS, typed("consultations_medecins", service="medical"))),
        Basis(
            "grille : seuls spécialistes",
            Ratio(TYPED_OPINIONS, typed("consultations_specialistes", service="medical")),
            note="rapporté aux consultations des seuls spécialistes",
        ),
    ),
    examples=(
        Example(
            title="Deux avis pour quatre consultations ; ni ECG, ni avis annulé, ni avis d'un autre service",
            files={
                "actes": """date;service;nomenclature;code;montant
06/01/2025;medical;NGAP;CS;23,00
06/01/2025;medical;NGAP;G;30,00
06/01/2025;medical;NGAP;GS;30,00
06/01/2025;medical;NGAP;cs;23,00
07/01/2025;medical;NGAP;APC;60,00
07/01/2025;medical;NGAP;APY;70,00
07/01/2025;medical;NGAP;APC;60,00
08/01/2025;medical;NGAP;APC;-60,00
07/01/2025;medical;CCAM;DEQP003;14,26
07/01/2025;medical;NGAP;CS;0,00
07/01/2025;dentaire;NGAP;C;23,00
"""
            },
            period="2025-01",
            expected=(2, 4),
            as_of="2025-01-31",
        ),
        Example(
            title="Un mois sans consultation : le rapport n'existe pas",
            files={"actes": "date;service;nomenclature;code;montant\n06/01/2025;medical;NGAP;APC;60,00\n"},
            period="2025-01",
            expected=(1, 0),
            status="not_computable",
            as_of="2025-01-31",
        ),
        Example(
            title="La statistique des actes : à défaut de tous les médecins, les seuls spécialistes",
            files={
                "grille": "periode;mesure;valeur;service\n2025-01;avis_ponctuels;30;medical\n"
                "2025-01;consultations_specialistes;240;medical\n"
            },
            period="2025-01",
            expected=(30, 240),
            as_of="2025-01-31",
        ),
    ),
)
