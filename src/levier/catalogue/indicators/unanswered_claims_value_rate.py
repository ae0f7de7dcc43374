"""Factures sans réponse, en valeur: the amounts claimed by first attempts that still wait."""

from levier.catalogue.claims import FIRST_OF_KNOWN_AMOUNT, PENDING
from levier.catalogue.definition import DOWN, Basis, Example, Indicator
from levier.measures.language import Ratio, typed

AGE = "sans_reponse_j"

INDICATOR = Indicator(
    name="unanswered_claims_value_rate",
    label="Factures sans réponse (montant)",
    unit="%",
    direction=DOWN,
    lever=6,
    why="Dix petites factures sans réponse ne pèsent pas comme une grosse : le montant dit par où commencer.",
    how_to_read="Montants demandés au premier envoi, encore en attente après 90 jours, rapportés aux montants demandés d'au moins 90 jours.",
    caveats="Les envois sans montant demandé sont laissés de côté, et comptés. Les envois plus récents ne sont pas comptés.",
    counter_indicator="payer_rejection_rate",
    version=2,
    review="2027-11-01",
    population=FIRST_OF_KNOWN_AMOUNT,
    team="tiers_payant",
    bases=(
        Basis(
            "fichiers",
            Ratio(
                FIRST_OF_KNOWN_AMOUNT.summed("claimed", "euros", PENDING, older_than=AGE),
                FIRST_OF_KNOWN_AMOUNT.summed("claimed", "euros", older_than=AGE),
            ),
            all_claims=True,
        ),
        Basis("grille", Ratio(typed("montant_sans_reponse_90j"), typed("montant_transmis"))),
    ),
    examples=(
        Example(
            title="21 € attendent sur 61 € ; l'envoi sans montant ne compte pas, celui du 31 janvier est trop récent",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut;montant_demande
F1;AMO;06/01/2025;paye;40,00
F2;AMO;06/01/2025;en_attente;21,00
F3;AMC;06/01/2025;en_attente;
F4;AMC;31/01/2025;en_attente;100,00
"""
            },
            period="2025-01",
            expected=(21, 61),
            status="partial",
            as_of="2025-04-30",
        ),
        Example(
            title="Le renvoi d'une facture n'est pas un second montant demandé",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;tentative;statut;montant_demande
F1;AMO;06/01/2025;1;rejete;30,00
F1;AMO;20/01/2025;2;en_attente;30,00
F2;AMO;06/01/2025;1;en_attente;10,00
"""
            },
            period="2025-01",
            expected=(10, 40),
            as_of="2025-06-30",
        ),
        Example(
            title="Le tableau des retours, saisi dans la grille",
            files={
                "grille": "periode;mesure;valeur;payeur_type\n2024;montant_transmis;90000;AMC\n2024;montant_sans_reponse_90j;2700;AMC\n"
            },
            period="2024",
            expected=(2700, 90000),
            as_of="2025-04-30",
        ),
    ),
)
