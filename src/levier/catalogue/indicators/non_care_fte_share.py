"""I24: part des fonctions support et d'accueil: full-time equivalents, means over the months supplied.

Support: the administrative jobs, technical staff and others. Care support (assistants, coordinators, mediators,
radiographers) is care. In the typed grid the total is that of the jobs typed: one of each kind at least is needed,
the support jobs that were not typed are named.
"""

from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.catalogue.staff import CARE_AND_SUPPORT, NOT_CARE, fte_of, typed_of_jobs
from levier.measures.language import Ratio

SUPPORT = typed_of_jobs("etp", *NOT_CARE, left_out="ETP non saisis, donc non comptés : {names}")

INDICATOR = Indicator(
    name="non_care_fte_share",
    code="I24",
    label="Part des fonctions support et accueil",
    unit="%",
    direction=NONE,
    lever=10,
    team="aucune",
    why="Ce que le centre consacre à l'accueil, à la facturation, à la direction et à la technique, sur l'ensemble de ses moyens.",
    how_to_read="ETP d'accueil, de tiers payant, de secrétariat médical, de direction, techniques et autres, rapportés à tous les ETP.",
    caveats=(
        "Un accueil bien doté fait décrocher le téléphone et évite des rejets : une part élevée n'est pas un défaut en soi. "
        "Les postes que la collectivité fournit sans les compter manquent au numérateur."
    ),
    counter_indicator="call_answer_rate",
    version=1,
    review="2027-11-01",
    bases=(
        Basis("fichiers", Ratio(fte_of(*NOT_CARE), fte_of())),
        Basis("grille", Ratio(SUPPORT, SUPPORT + typed_of_jobs("etp", *CARE_AND_SUPPORT, left_out=""))),
    ),
    examples=(
        Example(
            title="4 ETP de support sur 10 ; assistants dentaires et manipulateurs sont du soin",
            files={
                "personnel": """mois;metier;etp
2025-01;medecin;3
2025-01;dentiste;1
2025-01;assistant_dentaire;1
2025-01;manipulateur;1
2025-01;accueil;2
2025-01;direction;1
2025-01;technique;0,5
2025-01;autre;0,5
"""
            },
            period="2025-01",
            expected=(4, 10),
            status="ok",
            as_of="2025-01-31",
        ),
        Example(
            title="Une année dont deux mois seulement sont fournis : la moyenne de ces deux mois, et un chiffre partiel",
            files={
                "personnel": """mois;metier;etp
2024-06;medecin;3
2024-06;accueil;1
2024-12;medecin;4
2024-12;accueil;2
"""
            },
            period="2024",
            expected=(1.5, 5),
            status="partial",
            as_of="2025-01-31",
        ),
        Example(
            title="La liste des postes, saisie dans la grille",
            files={
                "grille": """periode;mesure;valeur;metier
2024-12;etp;5;medecin
2024-12;etp;2;infirmier
2024-12;etp;3;accueil
"""
            },
            period="2024-12",
            expected=(3, 10),
            as_of="2025-01-31",
        ),
    ),
)
