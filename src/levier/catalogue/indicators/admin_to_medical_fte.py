"""I23: temps administratif par temps médical: full-time equivalents, means over the months supplied.

Administrative: reception, third-party payment, management, medical secretaries. Medical assistants, coordinators,
mediators, dental assistants and radiographers are care support, in neither part. In the typed grid a job that is not
typed is not known: physicians and one administrative job at least are needed, the others are named.
"""

from levier.catalogue.definition import NONE, Basis, Example, Indicator
from levier.catalogue.staff import ADMINISTRATIVE, fte_of, typed_of_jobs
from levier.measures.language import Ratio, typed

INDICATOR = Indicator(
    name="admin_to_medical_fte",
    code="I23",
    label="Temps administratif par temps de médecin",
    unit="ETP/ETP",
    direction=NONE,
    lever=10,
    team="aucune",
    why="Accueil, tiers payant, secrétariat et direction se partagent entre les médecins qu'ils servent.",
    how_to_read="ETP d'accueil, de tiers payant, de secrétariat médical et de direction, rapportés aux ETP de médecins.",
    caveats=(
        "Les assistants médicaux, coordinateurs et médiateurs, financés et recommandés, ne sont pas de l'administration. "
        "Le ratio monte quand un médecin part : il ne dit pas qu'il y a trop d'agents. Les dentistes n'y sont pas."
    ),
    counter_indicator="call_answer_rate",
    version=1,
    review="2027-11-01",
    bases=(
        Basis("fichiers", Ratio(fte_of(*ADMINISTRATIVE), fte_of("medecin"))),
        Basis(
            "grille",
            Ratio(
                typed_of_jobs("etp", *ADMINISTRATIVE, left_out="ETP non saisis, donc non comptés : {names}"),
                typed("etp", job="medecin"),
            ),
        ),
    ),
    examples=(
        Example(
            title="4,5 ETP administratifs pour 3 ETP de médecins ; l'assistant médical n'est dans aucun des deux",
            files={
                "personnel": """mois;metier;etp
2025-01;medecin;3
2025-01;accueil;2,5
2025-01;tiers_payant;1
2025-01;direction;0,5
2025-01;secretaire_medicale;0,5
2025-01;assistant_medical;1
2025-01;technique;1
"""
            },
            period="2025-01",
            expected=(4.5, 3),
            status="ok",
            as_of="2025-01-31",
        ),
        Example(
            title="Un trimestre est la moyenne des mois fournis : absent d'un mois fourni compte zéro",
            files={
                "personnel": """mois;metier;etp
2025-01;medecin;4
2025-01;accueil;2
2025-02;medecin;2
2025-02;accueil;1
2025-03;accueil;3
"""
            },
            period="2025T1",
            expected=(2, 2),
            as_of="2025-03-31",
        ),
        Example(
            title="La liste des postes, saisie dans la grille à deux dates",
            files={
                "grille": """periode;mesure;valeur;metier
2024-06;etp;4;medecin
2024-12;etp;5;medecin
2024-06;etp;3;accueil
2024-12;etp;4;accueil
2024-06;etp;1;direction
2024-12;etp;1;direction
"""
            },
            period="2024",
            expected=(4.5, 4.5),
            as_of="2025-01-31",
        ),
    ),
)
