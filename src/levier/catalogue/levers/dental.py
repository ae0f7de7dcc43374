"""Lever 5: recovered dental appointments and chair time. Never revenue per hour: it would reward prostheses."""

from fractions import Fraction

from levier.catalogue.lever import PROPORTION, REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def recovered(x: Values, h: Values) -> Amount:
    """Return the revenue of the dental appointments recovered, and the purchases that they bring."""
    gross = x["revenue"] * (1 - x["walk_in"]) * (x["rate"] - x["target"]) / (1 - x["rate"]) * h["part_reprise"]
    return Amount(gross, gross * h["part_achats"])


def chair_time(x: Values, h: Values) -> Amount:
    """Return the revenue of the chair hours added, at the centre's own revenue per hour held, and their cost."""
    hours = (x["target"] - x["rate"]) * x["hours"]
    cost = h["cout_heure_fauteuil"]
    return Amount(hours * x["revenue"] / x["held"], None if cost is None else hours * cost)


REVENUE_OF_CARE = Input("revenue", "activity_revenue", service="dentaire", spread=REVENUE, constant=True)

LEVER = Lever(
    number=5,
    name="dental",
    label="Dentaire : rendez-vous et fauteuils",
    acts_on="recettes",
    service="dentaire",
    why="Un fauteuil vide pendant l'ouverture est l'équipement le plus cher du centre qui ne sert pas.",
    axes=(
        Axis(
            "Organiser le service",
            (
                "accorder le planning des assistants à celui des dentistes",
                "centraliser la prise de rendez-vous, ou confier les plans de soins au service",
                "rappeler les patients ; séparer les tâches du secrétariat et de l'assistance",
                "ouvrir un fauteuil quand les dentistes sont là",
            ),
        ),
        Axis(
            "Connaître la part des soins et des prothèses",
            ("suivre la part des soins et des prothèses, sans objectif ni classement",),
        ),
        Axis(
            "Uniformiser les achats",
            ("grouper les achats dentaires chez un fournisseur ou une centrale (voir le levier 9)",),
        ),
    ),
    indicators=("chair_occupancy_rate", "no_show_rate", "dental_cost_coverage"),
    counters=("care_prosthesis_ratio", "booking_delay_days"),
    counter_words="part des soins face aux prothèses, et délai : une recette qui monte par les prothèses n'est pas un progrès",
    obstacles=(
        Obstacle("dentistes difficiles à recruter", ("fauteuils partagés, temps partiels bien accordés",)),
        Obstacle(
            "habitudes propres à chaque praticien, marchés publics longs", ("commencer par les produits courants",)
        ),
    ),
    legal=(
        "Loi du 19 mai 2023 : aucun indicateur ne doit pousser à la prothèse ; pas de paiement intégral avant les soins ; comité "
        "dentaire de tous les praticiens, accréditation, comptes certifiés.",
        "La recette par heure n'a pas d'objectif : avec un ou deux dentistes, ce serait la productivité d'une personne.",
    ),
    components=(
        Component(
            name="visites",
            label="rendez-vous dentaires récupérés",
            inputs=(
                Input("rate", "no_show_rate", service="dentaire", spread=PROPORTION),
                REVENUE_OF_CARE,
                Input("walk_in", "walk_in_share", service="dentaire", optional=True, default=0, spread=PROPORTION),
            ),
            target="no_show_rate",
            today="rate",
            hypotheses=("no_show.part_reprise", "dental.part_achats"),
            formula=recovered,
            words="recettes des rendez-vous dentaires × (taux − objectif) ÷ (1 − taux) × part reprise − achats entraînés",
        ),
        Component(
            name="fauteuils",
            label="heures de fauteuil ajoutées",
            inputs=(
                Input("rate", "chair_occupancy_rate"),
                Input("hours", "chair_occupancy_rate", "denominator"),
                REVENUE_OF_CARE,
                Input("held", "chair_hours_held"),
                Input("hour_cost", "dental_hour_cost", optional=True),
            ),
            target="chair_occupancy_rate",
            today="rate",
            hypotheses=("dental.cout_heure_fauteuil",),
            measured={"cout_heure_fauteuil": "hour_cost"},
            formula=chair_time,
            words="(objectif − occupation des fauteuils) × heures disponibles × (recette − coût d'une heure de fauteuil)",
        ),
    ),
    published=(24, 20, 17),
    examples=(
        Worked(
            title="430 000 € de recettes, 14 % de non-venue, objectif 10 %, tout repris : 20 000 € ; 19 % d'achats",
            component="visites",
            values={"revenue": 430_000, "rate": Fraction(14, 100), "walk_in": 0, "target": Fraction(10, 100)},
            hypotheses={"part_reprise": 1, "part_achats": Fraction(19, 100)},
            gross=20_000,
            net=16_200,
        ),
        Worked(
            title="4 200 h disponibles, de 60 à 65 % : 210 h à 170 € de recette et 110 € de coût",
            component="fauteuils",
            values={
                "rate": Fraction(60, 100),
                "hours": 4_200,
                "revenue": 170 * 2_520,
                "held": 2_520,
                "target": Fraction(65, 100),
            },
            hypotheses={"cout_heure_fauteuil": 110},
            gross=35_700,
            net=12_600,
        ),
    ),
)
