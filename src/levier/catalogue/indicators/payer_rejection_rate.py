"""I17: rejets au premier envoi.

A partial payment is not a rejection. AMO and AMC are read apart with ``--by payer_type``, and together.
"""

from levier.catalogue.claims import FIRST, REJECTED, STILL_PENDING
from levier.catalogue.definition import DOWN, Basis, Example, Indicator
from levier.measures.language import Ratio, typed
from levier.measures.terms import whole_of

REJECTIONS = FIRST.counted(REJECTED)

INDICATOR = Indicator(
    name="payer_rejection_rate",
    code="I17",
    label="Rejets au premier envoi",
    unit="%",
    direction=DOWN,
    lever=6,
    why="Un rejet est une facture à reprendre à la main, et parfois une somme qui ne sera jamais payée.",
    how_to_read=(
        "Factures rejetées au premier envoi à un organisme, rapportées aux premiers envois de la période (date d'envoi). "
        "AMO et AMC se lisent à part, puis ensemble."
    ),
    caveats=(
        "« Rejet » ne veut pas dire la même chose d'un logiciel à l'autre : accusé de réception négatif, retour NOEMIE, paiement partiel. "
        "Seul le rejet de l'organisme compte ici. Les réponses arrivent après la fin du mois : un mois récent est partiel."
    ),
    counter_indicator="rejection_rework_days",
    version=2,
    review="2027-11-01",
    population=FIRST,
    team="tiers_payant",
    interval=True,
    doubt=STILL_PENDING,
    bases=(
        Basis("fichiers", Ratio(FIRST.counted(REJECTED), FIRST.counted()), all_claims=True),
        Basis(
            "liste de rejets et total saisi",
            Ratio(REJECTIONS, whole_of(typed("factures_transmises"), REJECTIONS, "payer_type", "site")),
            note="rejets comptés dans votre liste, factures envoyées saisies dans la grille",
            sparse=True,
        ),
        Basis("grille", Ratio(typed("rejets_premiers"), typed("factures_transmises"))),
    ),
    examples=(
        Example(
            title="Quatre premiers envois, un rejet ; le renvoi et le paiement partiel ne sont pas des rejets",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;tentative;statut;decide_le
F1;AMO;06/01/2025;1;paye;10/01/2025
F2;AMO;06/01/2025;1;rejete;10/01/2025
F2;AMO;13/01/2025;2;rejete;20/01/2025
F3;AMO;07/01/2025;;paye_partiel;12/01/2025
F3;AMC;07/01/2025;1;paye;12/01/2025
"""
            },
            period="2025-01",
            expected=(1, 4),
            as_of="2025-04-30",
        ),
        Example(
            title="Les organismes complémentaires à part : un rejet sur deux",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut
F1;AMO;06/01/2025;paye
F2;AMC;06/01/2025;rejete
F3;AMC;07/01/2025;paye
"""
            },
            period="2025-01",
            slice={"payer_type": "AMC"},
            expected=(1, 2),
            as_of="2025-04-30",
        ),
        Example(
            title="Deux lignes se disent premier envoi : la plus ancienne compte",
            files={
                "retours_organismes": """id;facture;payeur_type;transmis_le;tentative;statut
T2;F1;AMO;15/01/2025;1;paye
T1;F1;AMO;06/01/2025;1;rejete
T3;F2;AMO;06/01/2025;1;paye
"""
            },
            period="2025-01",
            expected=(1, 2),
            as_of="2025-04-30",
        ),
        Example(
            title="Une liste de rejets seuls ne dit pas combien de factures sont parties : pas de taux",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut
F1;AMO;01/01/2025;rejete
F2;AMC;15/01/2025;rejete
F3;AMO;31/01/2025;rejete
"""
            },
            period="2025-01",
            status="not_available",
            as_of="2025-04-30",
        ),
        Example(
            title="La même liste, et 60 factures envoyées saisies dans la grille : 3 sur 60 ; une semaine sans rejet n'est pas un trou",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut
F1;AMO;06/01/2025;rejete
F2;AMC;15/01/2025;rejete
F3;AMO;25/01/2025;rejete
""",
                "grille": """periode;mesure;valeur;payeur_type
2025-01;factures_transmises;40;AMO
2025-01;factures_transmises;20;AMC
""",
            },
            period="2025-01",
            expected=(3, 60),
            status="ok",
            as_of="2025-04-30",
        ),
        Example(
            title="La même liste coupée par organisme : un rejet AMC sur 20 factures saisies",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut
F1;AMO;01/01/2025;rejete
F2;AMC;15/01/2025;rejete
F3;AMO;31/01/2025;rejete
""",
                "grille": """periode;mesure;valeur;payeur_type
2025-01;factures_transmises;40;AMO
2025-01;factures_transmises;20;AMC
""",
            },
            period="2025-01",
            slice={"payer_type": "AMC"},
            expected=(1, 20),
            as_of="2025-04-30",
        ),
        Example(
            title="Un total saisi pour l'AMO seule, des rejets des deux : rien n'est divisé",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut
F1;AMO;01/01/2025;rejete
F2;AMC;15/01/2025;rejete
F3;AMO;31/01/2025;rejete
""",
                "grille": "periode;mesure;valeur;payeur_type\n2025-01;factures_transmises;40;AMO\n",
            },
            period="2025-01",
            status="not_computable",
            as_of="2025-04-30",
        ),
        Example(
            title="Un lot refusé à la réception n'est pas un rejet : la facture renvoyée compte pour la réponse de son second lot",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut;famille_rejet
F1;AMO;06/01/2025;en_attente;ARL négatif
F1;AMO;09/01/2025;rejete;droits
F2;AMO;06/01/2025;en_attente;acquittement_negatif
F3;AMO;07/01/2025;paye;
F4;AMO;31/01/2025;paye;
"""
            },
            period="2025-01",
            expected=(1, 4),
            status="partial",
            as_of="2025-03-01",
        ),
        Example(
            title="Le tableau des retours, saisi dans la grille",
            files={
                "grille": """periode;mesure;valeur;payeur_type
2025-01;factures_transmises;800;AMO
2025-01;factures_transmises;400;AMC
2025-01;rejets_premiers;40;AMO
2025-01;rejets_premiers;80;AMC
"""
            },
            period="2025-01",
            expected=(120, 1200),
            as_of="2025-04-30",
        ),
    ),
)
