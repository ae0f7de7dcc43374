"""Délai de reprise d'un rejet: from the decision that rejects a first attempt to the next sending.

Month of the first sending, like the rejection rate; a rejection never sent again has no delay.
"""

from levier.catalogue.claims import FIRST, REJECTED, RESENT
from levier.catalogue.definition import DOWN, Basis, Example, Exclusion, Indicator, Population
from levier.measures.language import Median, col

POPULATION = Population(
    FIRST.fact,
    (
        RESENT,
        Exclusion("non rejeté", ~REJECTED),
        Exclusion("jamais renvoyé, ou date du rejet non renseignée", ~col("rework_days").known()),
    ),
)

INDICATOR = Indicator(
    name="rejection_rework_days",
    label="Délai de reprise d'un rejet (médiane)",
    unit="jours",
    direction=DOWN,
    lever=6,
    why="Plus un rejet est repris tôt, plus il a de chances d'être payé.",
    how_to_read="Nombre de jours entre le rejet d'un premier envoi et le renvoi suivant : la moitié des reprises ont été plus rapides.",
    caveats="Les rejets qui ne sont pas encore renvoyés n'y sont pas : un délai court ne dit rien de ceux que personne ne reprend.",
    counter_indicator="payer_rejection_rate",
    version=2,
    review="2027-11-01",
    population=POPULATION,
    team="tiers_payant",
    bases=(Basis("fichiers", Median(POPULATION.counted(), "rework_days"), all_claims=True),),
    examples=(
        Example(
            title="Trois reprises en 2, 5 et 30 jours : la médiane est 5",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;tentative;statut;decide_le
F1;AMO;06/01/2025;1;rejete;10/01/2025
F1;AMO;12/01/2025;2;paye;20/01/2025
F2;AMO;06/01/2025;1;rejete;10/01/2025
F2;AMO;15/01/2025;2;paye;20/01/2025
F3;AMC;06/01/2025;1;rejete;10/01/2025
F3;AMC;09/02/2025;2;rejete;20/02/2025
F4;AMC;06/01/2025;1;rejete;10/01/2025
"""
            },
            period="2025-01",
            value=5,
            as_of="2025-04-30",
        ),
        Example(
            title="Deux reprises, en 0 et 3 jours : la médiane est un jour et demi",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;tentative;statut;decide_le
F1;AMO;06/01/2025;1;rejete;10/01/2025
F1;AMO;10/01/2025;2;paye;20/01/2025
F2;AMO;06/01/2025;1;rejete;10/01/2025
F2;AMO;13/01/2025;2;paye;20/01/2025
"""
            },
            period="2025-01",
            value=1.5,
            as_of="2025-04-30",
        ),
    ),
)
