"""Factures sans réponse, en nombre: first attempts that still wait after ``sans_reponse_j`` days."""

from levier.catalogue.claims import FIRST, PENDING
from levier.catalogue.definition import DOWN, Basis, Example, Indicator
from levier.measures.language import Ratio, typed

AGE = "sans_reponse_j"

INDICATOR = Indicator(
    name="unanswered_claims_rate",
    label="Factures sans réponse (nombre)",
    unit="%",
    direction=DOWN,
    lever=6,
    why="Une facture sans réponse n'est ni payée ni rejetée : personne ne la reprend, et le délai pour réclamer court.",
    how_to_read="Premiers envois d'au moins 90 jours encore en attente, rapportés aux premiers envois d'au moins 90 jours.",
    caveats=(
        "Un logiciel qui ne rapproche pas les paiements laisse « en attente » des factures payées : vérifiez-en dix avant de conclure. "
        "Les envois plus récents ne sont pas comptés."
    ),
    counter_indicator="payer_rejection_rate",
    version=2,
    review="2027-11-01",
    population=FIRST,
    team="tiers_payant",
    interval=True,
    bases=(
        Basis(
            "fichiers", Ratio(FIRST.counted(PENDING, older_than=AGE), FIRST.counted(older_than=AGE)), all_claims=True
        ),
        Basis("grille", Ratio(typed("sans_reponse_90j"), typed("factures_transmises"))),
    ),
    examples=(
        Example(
            title="Trois premiers envois de janvier ont 90 jours au 30 avril, un attend encore ; celui du 31 est trop récent",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut
F1;AMO;06/01/2025;paye
F2;AMO;06/01/2025;en_attente
F3;AMC;30/01/2025;rejete
F4;AMC;31/01/2025;en_attente
"""
            },
            period="2025-01",
            expected=(1, 3),
            status="partial",
            as_of="2025-04-30",
        ),
        Example(
            title="Un mois dont aucun envoi n'a 90 jours ne donne rien",
            files={"retours_organismes": "facture;payeur_type;transmis_le;statut\nF1;AMO;06/01/2025;en_attente\n"},
            period="2025-01",
            expected=(0, 0),
            status="not_computable",
            as_of="2025-02-28",
        ),
        Example(
            title="Le tableau des retours, saisi dans la grille",
            files={
                "grille": "periode;mesure;valeur;payeur_type\n2024;factures_transmises;9000;AMO\n2024;sans_reponse_90j;180;AMO\n"
            },
            period="2024",
            expected=(180, 9000),
            as_of="2025-04-30",
        ),
    ),
)
