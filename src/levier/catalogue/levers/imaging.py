"""Lever 4: the imaging service, by the coverage of its charges or by its hours, never both."""

from fractions import Fraction

from levier.catalogue.lever import REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def covered(x: Values, h: Values) -> Amount:
    """Return the revenue that lacks to cover the charges of the service up to the target."""
    return Amount((x["target"] - x["rate"]) * x["charges"])


def per_hour(x: Values, h: Values) -> Amount:
    """Return what the hours already worked would bring at the target per hour."""
    return Amount((x["target"] - x["rate"]) * x["hours"])


LEVER = Lever(
    number=4,
    name="imaging",
    label="Imagerie",
    acts_on="recettes",
    service="imagerie",
    why="Une salle d'imagerie coûte presque autant vide que pleine.",
    axes=(
        Axis(
            "Organiser le service",
            (
                "faire connaître le service aux praticiens du centre et aux confrères de la ville",
                "faire réaliser par les manipulateurs ce que les textes permettent, un médecin présent",
            ),
        ),
        Axis("Équiper et faire savoir", ("renouveler l'équipement, informer patients et correspondants",)),
        Axis("Recruter", ("radiologues et manipulateurs, y compris à temps partagé",)),
        Axis("Télémédecine", ("PACS et RIS, convention d'interprétation à distance avec un hôpital",)),
    ),
    indicators=("imaging_cost_coverage", "imaging_revenue_per_hour", "internal_referral_rate"),
    counters=("internal_referral_rate",),
    counter_words="examens pour 100 consultations : remplir l'imagerie ne doit pas faire prescrire davantage",
    obstacles=(
        Obstacle("pénurie de radiologues", ("interprétation à distance, temps partagé",)),
        Obstacle("réticence à laisser les manipulateurs réaliser des actes", ("relire le texte avec les radiologues",)),
        Obstacle(
            "plusieurs services d'imagerie dans la ville", ("viser d'abord les examens prescrits dans le centre",)
        ),
    ),
    legal=(
        "Le patient choisit librement son service d'imagerie : la part d'adressage interne n'est ni un objectif ni une consigne.",
    ),
    alternatives=True,
    components=(
        Component(
            name="couverture",
            label="charges du service à couvrir",
            inputs=(
                Input("rate", "imaging_cost_coverage", spread=REVENUE),
                Input("charges", "imaging_cost_coverage", "denominator"),
            ),
            target="imaging_cost_coverage",
            today="rate",
            formula=covered,
            words="(objectif − couverture) × charges du service",
        ),
        Component(
            name="heures",
            label="heures travaillées, à la recette horaire visée",
            inputs=(
                Input("rate", "imaging_revenue_per_hour", spread=REVENUE, constant=True),
                Input("hours", "imaging_revenue_per_hour", "denominator"),
            ),
            target="imaging_revenue_per_hour",
            today="rate",
            formula=per_hour,
            words="(objectif − recette horaire) × heures travaillées",
        ),
    ),
    published=(19, 10, 7),
    examples=(
        Worked(
            title="500 000 € de charges, couverture de 87 à 100 %",
            component="couverture",
            values={"rate": Fraction(87, 100), "charges": 500_000, "target": 1},
            net=65_000,
        ),
        Worked(
            title="1 000 heures, de 170 à 182 € l'heure",
            component="heures",
            values={"rate": 170, "hours": 1_000, "target": 182},
            net=12_000,
        ),
    ),
)
