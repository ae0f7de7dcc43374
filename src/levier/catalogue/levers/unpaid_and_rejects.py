"""Lever 6: what patients owe, what payers reject, and what handling an invoice costs."""

from fractions import Fraction

from levier.catalogue.lever import PROPORTION, REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def unpaid(x: Values, h: Values) -> Amount:
    """Return what patients would pay if the unpaid share fell to the target."""
    return Amount(max(0, (x["rate"] - x["target"]) * x["revenue"]))


def rejected(x: Values, h: Values) -> Amount:
    """Return what would not be lost on the rejections avoided; their handling is counted in the other line."""
    return Amount((x["rate"] - x["target"]) * x["claims"] * x["claim"] * h["part_perdue"])


def handled(x: Values, h: Values) -> Amount:
    """Return what a lower cost per invoice saves."""
    return Amount((x["rate"] - x["target"]) * x["invoices"])


LEVER = Lever(
    number=6,
    name="unpaid_and_rejects",
    label="Impayés, rejets et coût des factures",
    acts_on="charges",
    why="Un rejet ou un impayé est une recette déjà gagnée, qu'il faut aller rechercher.",
    axes=(
        Axis(
            "Rejets de l'assurance maladie",
            (
                "vérifier les droits à l'arrivée, et le médecin traitant",
                "généraliser la feuille de soins électronique sécurisée",
                "traiter les rejets chaque semaine, par des agents formés et nommés pour cela",
            ),
        ),
        Axis(
            "Rejets des complémentaires",
            (
                "passer par un concentrateur",
                "revoir les conventions qui rejettent le plus, sans fermer l'accès aux soins",
            ),
        ),
        Axis(
            "Impayés des patients",
            (
                "relancer par courrier, puis transmettre au comptable public ou à une société de recouvrement",
                "encaisser au départ, proposer un échéancier",
            ),
        ),
    ),
    indicators=("patient_bad_debt_rate", "payer_rejection_rate", "cost_per_invoice", "unanswered_claims_rate"),
    counters=("c2s_ame_share", "rejection_rework_days"),
    counter_words="renoncement et incidents à l'accueil : recouvrer ne doit pas fermer la porte",
    obstacles=(
        Obstacle("le comptable public ne dit pas ce qu'il recouvre", ("lui demander l'état des restes à recouvrer",)),
        Obstacle(
            "accueil exposé quand il doit refuser", ("traiter la dette loin du guichet ; alerte motivée et qui expire",)
        ),
        Obstacle("mission d'accès aux soins", ("ouvrir les droits plutôt que relancer",)),
    ),
    legal=(
        "Le tiers payant ne se refuse jamais aux bénéficiaires de la C2S, de l'AME et des autres cas obligatoires.",
        "Une somme admise en non-valeur reste comptée dans son année.",
    ),
    components=(
        Component(
            name="impayes",
            label="6a · impayés des patients",
            inputs=(
                Input("rate", "patient_bad_debt_rate", spread=REVENUE),
                Input("revenue", "patient_bad_debt_rate", "denominator"),
            ),
            target="patient_bad_debt_rate",
            today="rate",
            formula=unpaid,
            words="(taux d'impayés − objectif) × recettes d'activité",
        ),
        Component(
            name="rejets",
            label="6b · sommes perdues sur les rejets",
            inputs=(
                Input("rate", "payer_rejection_rate", spread=PROPORTION),
                Input("claims", "payer_rejection_rate", "denominator"),
                Input("claim", "mean_rejected_claim", spread=REVENUE),
                Input("lost", "rejected_claims_lost", optional=True, year_before=True),
            ),
            target="payer_rejection_rate",
            today="rate",
            hypotheses=("unpaid_and_rejects.part_perdue",),
            measured={"part_perdue": "lost"},
            formula=rejected,
            words="(taux de rejet − objectif) × envois × montant moyen d'un rejet × part finalement perdue",
        ),
        Component(
            name="traitement",
            label="6c · coût de traitement des factures",
            inputs=(
                Input("rate", "cost_per_invoice", spread=REVENUE),
                Input("invoices", "cost_per_invoice", "denominator"),
            ),
            target="cost_per_invoice",
            today="rate",
            formula=handled,
            words="(coût d'une facture − objectif) × factures",
        ),
    ),
    published=(27, 22, 13),
    examples=(
        Worked(
            title="2 M€ de recettes, 2,4 % d'impayés, objectif 1 %",
            component="impayes",
            values={"rate": Fraction(24, 1000), "revenue": 2_000_000, "target": Fraction(1, 100)},
            net=28_000,
        ),
        Worked(
            title="3 000 rejets évités à 22 €, dont un quart aurait été perdu",
            component="rejets",
            values={"rate": Fraction(10, 100), "target": Fraction(5, 100), "claims": 60_000, "claim": 22},
            hypotheses={"part_perdue": Fraction(1, 4)},
            net=16_500,
        ),
        Worked(
            title="60 000 factures à 3,50 €, 30 % de moins",
            component="traitement",
            values={"rate": Fraction(7, 2), "target": Fraction(245, 100), "invoices": 60_000},
            net=63_000,
        ),
    ),
)
