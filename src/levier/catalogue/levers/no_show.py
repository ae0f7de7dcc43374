"""Lever 1: booked appointments that are not honoured, and the telephone that would have moved them."""

from fractions import Fraction

from levier.catalogue.lever import PROPORTION, REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def recovered(x: Values, h: Values) -> Amount:
    """Return the revenue of the appointments recovered down to the target, and the cost of reminding everyone."""
    booked_revenue = x["revenue"] * (1 - x["walk_in"])
    share = (x["rate"] - x["target"]) / (1 - x["rate"])
    return Amount(booked_revenue * share * h["part_reprise"], x["booked"] * h["cout_rappel"])


LEVER = Lever(
    number=1,
    name="no_show",
    label="Rendez-vous non honorés et téléphone",
    acts_on="recettes",
    why="Un créneau perdu est un patient qui attend plus longtemps et une recette qui ne viendra pas.",
    axes=(
        Axis(
            "Réorganiser l'accueil et le standard",
            (
                "distinguer l'accueil sur place et le téléphone, avec des fiches de poste et une formation propres",
                "compter les appels quelques semaines, puis mettre du renfort aux heures de pointe",
                "régler l'horizon d'ouverture des plannings par spécialité, avec des réouvertures régulières",
                "réserver des plages aux plans de soins en plusieurs rendez-vous",
                "écrire avec les praticiens un guide de prise de rendez-vous par spécialité",
            ),
        ),
        Axis("Se donner les outils de mesure", ("suivre les venues dans l'agenda, les appels par l'opérateur",)),
        Axis(
            "Traiter les absences une par une",
            (
                "écrire au patient après une absence, sous la signature du praticien",
                "tenir à jour les numéros de téléphone",
            ),
        ),
        Axis(
            "Rappeler avant le rendez-vous",
            (
                "rappeler par SMS ou par téléphone, d'abord dans les spécialités les plus touchées",
                "demander une confirmation à 48 heures et réattribuer les créneaux libérés",
            ),
        ),
    ),
    indicators=("no_show_rate", "call_answer_rate", "lost_slot_rate", "outcome_known_rate"),
    counters=("c2s_ame_share", "booking_delay_days"),
    counter_words="part de patients C2S ou AME et premiers rendez-vous : moins d'absences ne doit pas vouloir dire moins de précaires",
    obstacles=(
        Obstacle(
            "achat de logiciel ou d'autocom par marché public, long", ("commencer par un relevé de deux semaines",)
        ),
        Obstacle(
            "le rappel a un coût", ("le compter : il est retiré de la marge", "le limiter aux spécialités touchées")
        ),
        Obstacle(
            "personnel d'accueil qui change souvent", ("guides courts par spécialité, revue des chiffres en équipe",)
        ),
    ),
    legal=(
        "Pas de liste noire de patients : suspendre la prise de rendez-vous pose une question de déontologie, expose l'accueil "
        "et peut être un refus de soins. L'outil ne tient que des totaux.",
        "Pas de pénalité : l'article qui en créait une a été censuré le 28 février 2025.",
    ),
    components=(
        Component(
            name="visites",
            label="rendez-vous récupérés, par service",
            inputs=(
                Input("rate", "no_show_rate", spread=PROPORTION),
                Input("booked", "no_show_rate", "denominator"),
                Input("revenue", "activity_revenue", spread=REVENUE, constant=True),
                Input("walk_in", "walk_in_share", optional=True, default=0, spread=PROPORTION),
            ),
            target="no_show_rate",
            today="rate",
            hypotheses=("no_show.part_reprise", "no_show.cout_rappel"),
            domains=("service",),
            formula=recovered,
            words="recettes des rendez-vous × (taux − objectif) ÷ (1 − taux) × part reprise − rendez-vous × coût d'un rappel",
        ),
    ),
    published=(26, 26, 19),
    examples=(
        Worked(
            title="7 800 venues à 30 €, 22 % de non-venue : 1 200 venues de plus à l'objectif de 10 %",
            component="visites",
            values={
                "revenue": 234_000,
                "rate": Fraction(22, 100),
                "walk_in": 0,
                "booked": 10_000,
                "target": Fraction(10, 100),
            },
            hypotheses={"part_reprise": 1, "cout_rappel": 0},
            net=36_000,
        ),
        Worked(
            title="La moitié reprise, un dixième des venues sans rendez-vous, 8 centimes par rappel",
            component="visites",
            values={
                "revenue": 260_000,
                "rate": Fraction(22, 100),
                "walk_in": Fraction(1, 10),
                "booked": 10_000,
                "target": Fraction(10, 100),
            },
            hypotheses={"part_reprise": Fraction(1, 2), "cout_rappel": Fraction(8, 100)},
            gross=18_000,
            net=17_200,
        ),
    ),
)
