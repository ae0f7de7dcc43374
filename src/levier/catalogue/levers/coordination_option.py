"""Lever 8: lump sums of the national agreement, which replaced the coordination option of 2003."""

from levier.catalogue.lever import Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def more_units(x: Values, h: Values) -> Amount:
    """Return what the units still to reach would bring."""
    return Amount((x["target"] - x["rate"]) * h["montant_unitaire"])


def owed(x: Values, h: Values) -> Amount:
    """Return what is due and was not received."""
    return Amount(max(0, x["due"] - x["received"]))


LEVER = Lever(
    number=8,
    name="coordination_option",
    label="Rémunérations forfaitaires (ex-option de coordination)",
    acts_on="recettes",
    why="Les forfaits paient la coordination et l'accès aux soins que les actes ne paient pas.",
    axes=(
        Axis(
            "Soins médicaux",
            (
                "suivre les indicateurs socles et optionnels toute l'année",
                "rendre du temps aux médecins qui s'y engagent",
            ),
        ),
        Axis("Soins infirmiers", ("rassembler les justificatifs de coordination et de prévention",)),
        Axis("Soins dentaires", ("organiser le rappel annuel des patients suivis",)),
    ),
    indicators=("coordination_option_amount", "coordination_option_members"),
    counters=("booking_delay_days", "c2s_ame_share"),
    counter_words="temps de consultation : le suivi administratif ne doit pas prendre celui des patients",
    obstacles=(
        Obstacle("suivi jugé complexe pour une recette jugée marginale", ("dossier partagé, alertes du logiciel",)),
        Obstacle(
            "crainte pour la pérennité du dispositif", ("dater chaque montant ; ne pas en faire une recette de base",)
        ),
    ),
    legal=(
        "L'option de 2003 n'existe plus ; l'accord national du 28 août 2025, appliqué en 2026, donne les montants en euros. L'outil "
        "n'en invente aucun.",
    ),
    components=(
        Component(
            name="unites",
            label="unités encore à atteindre",
            inputs=(Input("rate", "coordination_option_members"),),
            target="coordination_option_members",
            today="rate",
            hypotheses=("coordination_option.montant_unitaire",),
            formula=more_units,
            words="(unités visées − unités) × montant d'une unité",
        ),
        Component(
            name="dus",
            label="forfaits dus et non encaissés",
            inputs=(
                Input("due", "lump_sums_due"),
                Input("received", "coordination_option_amount"),
            ),
            formula=owed,
            words="montants dus − montants reçus",
        ),
    ),
    published=(25, 11, 9),
    examples=(
        Worked(
            title="300 patients suivis de plus à 5 €",
            component="unites",
            values={"rate": 1_200, "target": 1_500},
            hypotheses={"montant_unitaire": 5},
            net=1_500,
        ),
        Worked(
            title="18 000 € dus, 14 500 € reçus", component="dus", values={"due": 18_000, "received": 14_500}, net=3_500
        ),
    ),
)
