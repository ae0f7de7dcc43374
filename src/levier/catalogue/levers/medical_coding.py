"""Lever 2: technical acts that are done and not billed as such. No code is ever proposed for a patient."""

from fractions import Fraction

from levier.catalogue.lever import PROPORTION, REVENUE, Amount, Axis, Component, Input, Lever, Obstacle, Values, Worked


def extra_per_act(x: Values) -> object:
    """Return the mean CCAM amount minus the mean NGAP amount of the specialty, never under 0, ``None`` without both."""
    technical = x["acts"] * x["rate"]
    others = x["acts"] - technical
    if not technical or not others:
        return None
    return max(0, x["technical_amount"] / technical - (x["revenue"] - x["technical_amount"]) / others)


def better_coded(x: Values, h: Values) -> Amount:
    """Return the euros of the acts that would be billed as technical, up to the target."""
    extra = h["supplement_par_acte"] if h["supplement_par_acte"] is not None else extra_per_act(x)
    return Amount(0 if extra is None else x["acts"] * (x["target"] - x["rate"]) * extra)


LEVER = Lever(
    number=2,
    name="medical_coding",
    label="Codage des actes médicaux",
    acts_on="recettes",
    why="Un acte technique fait et non coté est un travail que personne ne paie.",
    axes=(
        Axis(
            "Construire un thésaurus par praticien",
            (
                "lister avec chacun les actes pratiqués et praticables, puis le matériel qui manque",
                "tenir la liste à jour à chaque version de la classification",
            ),
        ),
        Axis(
            "Sensibiliser à la bonne cotation", ("former médecins et agents de facturation ; en parler de vive voix",)
        ),
        Axis("Régler le logiciel", ("mettre le thésaurus dans le logiciel, pour une saisie courte et juste",)),
        Axis(
            "Revoir le circuit de facturation",
            ("facturer après la consultation, spécialité par spécialité, avec une fiche navette qui suit le patient",),
        ),
    ),
    indicators=("ccam_act_share", "ccam_revenue", "specialist_opinion_ratio"),
    counters=("fill_rate", "consultations_per_physician_fte"),
    counter_words="durée des consultations et bande haute : coter plus sans faire plus est une surcotation, que la caisse reprend au gestionnaire",
    obstacles=(
        Obstacle(
            "facturer après la consultation fait craindre des impayés", ("fiche navette ; caisse au départ du patient",)
        ),
        Obstacle("la classification change", ("un référent relit le thésaurus à chaque version",)),
    ),
    legal=(
        "Un acte ne se cote que s'il est fait. Un contrôle de la caisse récupère l'indu auprès du gestionnaire : regardez la bande haute.",
        "Aucun euro à côté d'un code, d'une personne ou d'une spécialité de moins de 3 praticiens.",
        "Coter un acte CCAM à la place d'une consultation peut faire baisser la recette : la marge n'est jamais sous 0.",
    ),
    components=(
        Component(
            name="actes",
            label="actes techniques faits et non cotés (spécialités d'au moins 3 praticiens, hors médecine générale)",
            inputs=(
                Input("rate", "ccam_act_share", spread=PROPORTION),
                Input("acts", "ccam_act_share", "denominator"),
                Input("technical_amount", "ccam_revenue", constant=True, spread=REVENUE),
                Input("revenue", "activity_revenue", constant=True, spread=REVENUE),
            ),
            target="ccam_act_share",
            today="rate",
            hypotheses=("medical_coding.supplement_par_acte",),
            domains=("service", "specialty"),
            only_service="medical",
            teams_only=True,
            without_detail=True,
            formula=better_coded,
            words="actes × (objectif − part d'actes techniques) × supplément moyen d'un acte technique",
        ),
    ),
    published=(28, 21, 9),
    examples=(
        Worked(
            title="20 000 actes, 5 points de plus, 18 € de plus par acte",
            component="actes",
            values={
                "acts": 20_000,
                "rate": Fraction(10, 100),
                "target": Fraction(15, 100),
                "technical_amount": 0,
                "revenue": 0,
            },
            hypotheses={"supplement_par_acte": 18},
            net=18_000,
        ),
        Worked(
            title="Supplément mesuré : 100 actes techniques à 48 €, 900 consultations à 30 €, 5 points de plus",
            component="actes",
            values={
                "acts": 1_000,
                "rate": Fraction(10, 100),
                "target": Fraction(15, 100),
                "technical_amount": 4_800,
                "revenue": 31_800,
            },
            hypotheses={"supplement_par_acte": None},
            net=900,
        ),
    ),
)
