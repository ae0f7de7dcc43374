"""Lever 7: what a laboratory pays for sampling. No amount: the law forbids rebates; the cost of the service is shown."""

from fractions import Fraction

from levier.catalogue.lever import Axis, Lever, Obstacle, Values

COST = ("minutes_par_dossier", "cout_horaire_infirmier", "consommables_par_dossier")


def cost_of_service(h: Values) -> Fraction | None:
    """Return what sampling one file costs the centre, in euros; ``None`` while one of its parts is not known.

    >>> float(cost_of_service({"minutes_par_dossier": 6, "cout_horaire_infirmier": 35, "consommables_par_dossier": 1}))
    4.5
    """
    minutes, hour, consumables = (h.get(name) for name in COST)
    if minutes is None or hour is None or consumables is None:
        return None
    return Fraction(minutes) * Fraction(hour) / 60 + Fraction(consumables)


LEVER = Lever(
    number=7,
    name="lab_sampling",
    label="Prélèvements",
    acts_on="recettes",
    service="prelevements",
    why="Prélever coûte du temps d'infirmier et du matériel : ce service rendu au laboratoire peut être payé à son coût.",
    axes=(
        Axis(
            "Revoir la convention avec le laboratoire",
            (
                "mesurer le temps et les consommables d'un dossier",
                "regarder aussi la proximité, le devenir des prélèvements, la formation et l'étendue des analyses",
            ),
        ),
    ),
    indicators=("lab_subsidy_per_file",),
    counters=(),
    counter_words="qualité et délai des résultats pour le patient, proximité du laboratoire",
    obstacles=(
        Obstacle("convention au forfait, sans lien avec le nombre de dossiers", ("compter les dossiers de l'année",)),
    ),
    legal=(
        "À faire valider juridiquement : depuis la réforme de la biologie, les analyses se facturent au tarif (L. 6211-21 du code "
        "de la santé publique), ce qui se lit comme l'interdiction des ristournes. Un laboratoire ne peut payer qu'un service "
        "réellement rendu, à son coût.",
    ),
    without_amount=(
        "aucun montant : un versement au-dessus du coût du service rendu serait une ristourne interdite ; comparez le versement "
        "par dossier au coût du service"
    ),
    published=(12, 10, 9),
)
