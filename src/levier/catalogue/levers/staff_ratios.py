"""Lever 10: support staff per physician. Off for public managers, in no total and in no synthesis."""

from fractions import Fraction

from levier.catalogue.lever import Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def not_replaced(x: Values, h: Values) -> Amount:
    """Return what posts that leave and are not replaced would save."""
    return Amount((x["rate"] - x["target"]) * x["physicians"] * h["cout_etp"] * h["part_atteignable"])


LEVER = Lever(
    number=10,
    name="staff_ratios",
    label="Fonctions support et accueil",
    acts_on="charges",
    why="L'organisation des fonctions support pèse sur les charges, et fait aussi l'accueil, le téléphone et le tiers payant.",
    axes=(
        Axis(
            "Aucun axe décrit par le rapport",
            ("répartir autrement avant de réduire : accueil, téléphone, facturation",),
        ),
    ),
    indicators=("admin_to_medical_fte", "non_care_fte_share"),
    counters=("call_answer_rate", "payer_rejection_rate"),
    counter_words="arrêts de travail et départs, téléphone, rejets : un poste de moins se voit d'abord là",
    obstacles=(
        Obstacle(
            "levier retenu par beaucoup de centres, activé par aucun en 2013",
            ("commencer par l'organisation du travail",),
        ),
    ),
    legal=(
        "Consultez d'abord le comité social. Éteint chez un gestionnaire public, jamais dans une synthèse.",
        "Assistants médicaux et coordinateurs sont du soutien au soin : ils n'entrent pas dans ce ratio.",
    ),
    not_for_public=True,
    informative=True,
    shareable=False,
    components=(
        Component(
            name="postes",
            label="départs non remplacés",
            inputs=(
                Input("rate", "admin_to_medical_fte"),
                Input("physicians", "admin_to_medical_fte", "denominator"),
                Input("post", "admin_fte_cost", optional=True),
            ),
            target="admin_to_medical_fte",
            today="rate",
            hypotheses=("staff_ratios.cout_etp", "staff_ratios.part_atteignable"),
            measured={"cout_etp": "post"},
            formula=not_replaced,
            words="(ratio − objectif) × ETP de médecins × coût d'un ETP × part atteignable",
        ),
    ),
    examples=(
        Worked(
            title="0,2 ETP de moins par médecin, 12 médecins, 42 000 € l'ETP",
            component="postes",
            values={"rate": Fraction(16, 10), "target": Fraction(14, 10), "physicians": 12},
            hypotheses={"cout_etp": 42_000, "part_atteignable": 1},
            net=100_800,
        ),
    ),
)
