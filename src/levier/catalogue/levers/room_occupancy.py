"""Lever 3: consulting rooms that stay empty while the centre is open."""

from fractions import Fraction

from levier.catalogue.lever import REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def added_hours(x: Values, h: Values) -> Amount:
    """Return the revenue of the hours added, at today's revenue per occupied hour, and what their staff costs."""
    hours = (x["target"] - x["rate"]) * x["hours"]
    cost = h["cout_heure_ajoutee"]
    return Amount(hours * x["revenue"] / x["occupied"], None if cost is None else hours * cost)


LEVER = Lever(
    number=3,
    name="room_occupancy",
    label="Occupation des cabinets",
    acts_on="recettes",
    why="Une salle vide coûte autant qu'une salle occupée, et les délais s'allongent à côté d'elle.",
    axes=(
        Axis(
            "Recruter",
            (
                "faire jouer les réseaux des praticiens du centre, publier les offres",
                "conventionner avec l'hôpital voisin pour des consultations de spécialistes",
                "attirer par le travail d'équipe, l'enseignement, les projets",
            ),
        ),
        Axis(
            "Élargir les compétences",
            (
                "confier aux sages-femmes, orthoptistes et manipulateurs ce que leurs textes permettent ; protocoles de coopération",
            ),
        ),
        Axis("Rendre les salles polyvalentes", ("équiper une salle pour deux spécialités à des heures différentes",)),
    ),
    indicators=("room_occupancy_rate", "occupied_room_hours", "weekly_opening_hours", "fill_rate"),
    counters=("booking_delay_days", "walk_in_share"),
    counter_words="délai et soins non programmés : un centre plein n'a plus de place pour l'imprévu",
    obstacles=(
        Obstacle(
            "pénurie de praticiens et salaires peu attractifs",
            ("temps partagé avec l'hôpital, exercice mixte, compétences élargies",),
        ),
        Obstacle("accord de la mairie long à obtenir", ("présenter la marge avec son coût, poste par poste",)),
        Obstacle(
            "réticences devant les textes de compétences", ("partir du texte : ce qu'il permet, sous quelle présence",)
        ),
    ),
    legal=("L'objectif est une hypothèse de l'outil : aucune norme publique d'occupation n'existe.",),
    components=(
        Component(
            name="heures",
            label="heures de salle ajoutées",
            inputs=(
                Input("rate", "room_occupancy_rate"),
                Input("hours", "room_occupancy_rate", "denominator"),
                Input("occupied", "room_occupancy_rate", "numerator"),
                Input("revenue", "activity_revenue", service="medical", spread=REVENUE, constant=True),
                Input("hour_cost", "medical_hour_cost", optional=True),
            ),
            target="room_occupancy_rate",
            today="rate",
            hypotheses=("room_occupancy.cout_heure_ajoutee",),
            measured={"cout_heure_ajoutee": "hour_cost"},
            formula=added_hours,
            words="(objectif − occupation) × heures disponibles × (recette − coût d'une heure occupée)",
        ),
    ),
    published=(27, 26, 21),
    examples=(
        Worked(
            title="10 salles × 55 h × 47 semaines = 25 850 h ; de 60 à 65 % ; 95 € de recette et 62 € de coût par heure",
            component="heures",
            values={
                "rate": Fraction(60, 100),
                "hours": 25_850,
                "occupied": 15_510,
                "revenue": 95 * 15_510,
                "target": Fraction(65, 100),
            },
            hypotheses={"cout_heure_ajoutee": 62},
            gross=Fraction("122787.5"),
            net=Fraction("42652.5"),
        ),
    ),
)
