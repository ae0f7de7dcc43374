"""Perte définitive: what was claimed and never paid, a year later, whatever the number of attempts.

What a claim brought is known over all its attempts, after the period too; a sum paid above the claim lowers the loss.
"""

from levier.catalogue.claims import FIRST_OF_KNOWN_AMOUNT as CLAIMS
from levier.catalogue.definition import DOWN, Basis, Example, Indicator
from levier.measures.language import Ratio, typed

AGE = "perte_definitive_mois"
CLAIMED = CLAIMS.summed("claimed", "euros", older_than=AGE)
PAID = CLAIMS.summed("paid_total", "euros", older_than=AGE)

INDICATOR = Indicator(
    name="final_loss_rate",
    label="Perte définitive sur le tiers payant",
    unit="%",
    direction=DOWN,
    lever=6,
    why="Un rejet repris à temps est payé ; ce chiffre dit ce qui ne l'a jamais été.",
    how_to_read=(
        "Montants demandés au premier envoi et jamais payés, tous envois compris, rapportés aux montants demandés. "
        "Seuls comptent les envois d'au moins douze mois."
    ),
    caveats=(
        "C'est un chiffre d'il y a un an. Un logiciel qui ne rapproche pas les paiements le grossit. "
        "Les envois sans montant demandé sont laissés de côté, et comptés."
    ),
    counter_indicator="c2s_ame_share",
    version=2,
    review="2027-11-01",
    population=CLAIMS,
    team="tiers_payant",
    bases=(
        Basis("fichiers", Ratio(CLAIMED - PAID, CLAIMED), all_claims=True),
        Basis("grille", Ratio(typed("montant_perdu"), typed("montant_transmis"))),
    ),
    examples=(
        Example(
            title="Rejetée puis payée : rien n'est perdu. Jamais payée : 20 € perdus sur 80 €",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;tentative;statut;montant_demande;montant_paye
F1;AMO;06/01/2024;1;rejete;30,00;
F1;AMO;20/02/2024;2;paye;30,00;30,00
F2;AMO;06/01/2024;1;rejete;20,00;
F3;AMC;06/01/2024;1;paye;30,00;30,00
F4;AMC;06/01/2024;1;en_attente;;
"""
            },
            period="2024-01",
            expected=(20, 80),
            as_of="2025-01-31",
        ),
        Example(
            title="Un paiement partiel perd la différence ; l'envoi qui n'a pas douze mois est laissé de côté",
            files={
                "retours_organismes": """facture;payeur_type;transmis_le;statut;montant_demande;montant_paye
F1;AMO;15/01/2024;paye_partiel;30,00;18,00
F2;AMO;16/01/2024;rejete;50,00;
"""
            },
            period="2024-01",
            expected=(12, 30),
            status="partial",
            as_of="2025-01-15",
        ),
        Example(
            title="L'année saisie dans la grille",
            files={
                "grille": "periode;mesure;valeur;payeur_type\n2023;montant_transmis;400000;AMO\n2023;montant_perdu;6000;AMO\n"
            },
            period="2023",
            expected=(6000, 400000),
            as_of="2025-01-15",
        ),
    ),
)
