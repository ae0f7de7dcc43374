"""Lever 9: purchases, by their ratio to revenue or by a buying group on medical supplies, never both."""

from fractions import Fraction

from levier.catalogue.lever import REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def lower_ratio(x: Values, h: Values) -> Amount:
    """Return what the purchases above the target cost."""
    return Amount((x["rate"] - x["target"]) * x["revenue"])


def grouped(x: Values, h: Values) -> Amount:
    """Return what a buying group saves on medical supplies."""
    return Amount(x["supplies"] * h["reduction_fournitures"])


LEVER = Lever(
    number=9,
    name="purchases",
    label="Achats",
    acts_on="charges",
    why="Les achats se groupent et se négocient : c'est la charge sur laquelle un centre a le plus vite prise.",
    axes=(
        Axis(
            "Acheter à plusieurs",
            ("adhérer à un groupement ou à une centrale", "mutualiser entre centres d'un même gestionnaire"),
        ),
        Axis(
            "Harmoniser les pratiques",
            ("redéfinir les besoins, réduire les commandes hors marché, d'abord au dentaire",),
        ),
    ),
    indicators=("purchases_to_revenue",),
    counters=("care_prosthesis_ratio", "gross_margin"),
    counter_words="qualité du matériel et ruptures : le moins cher ne doit pas se payer en soins reportés",
    obstacles=(
        Obstacle(
            "achats gérés par la commune : peu de prise",
            ("demander l'état par famille ; passer par le groupement de la commune",),
        ),
        Obstacle("habitudes de chaque praticien", ("choisir à plusieurs une liste courte",)),
    ),
    alternatives=True,
    components=(
        Component(
            name="ratio",
            label="achats ramenés à l'objectif",
            inputs=(
                Input("rate", "purchases_to_revenue", spread=REVENUE),
                Input("revenue", "purchases_to_revenue", "denominator"),
            ),
            target="purchases_to_revenue",
            today="rate",
            formula=lower_ratio,
            words="(achats ÷ recettes − objectif) × recettes d'activité",
        ),
        Component(
            name="fournitures",
            label="fournitures médicales par un groupement",
            inputs=(Input("supplies", "medical_supplies", spread=REVENUE),),
            hypotheses=("purchases.reduction_fournitures",),
            formula=grouped,
            words="achats de fournitures médicales × baisse de prix",
        ),
    ),
    published=(26, 12, 6),
    examples=(
        Worked(
            title="2 M€ de recettes, 2 points d'achats de moins",
            component="ratio",
            values={"rate": Fraction(21, 100), "target": Fraction(19, 100), "revenue": 2_000_000},
            net=40_000,
        ),
        Worked(
            title="20 000 € de fournitures médicales, 13 % de moins",
            component="fournitures",
            values={"supplies": 20_000},
            hypotheses={"reduction_fournitures": Fraction(13, 100)},
            net=2_600,
        ),
    ),
)
