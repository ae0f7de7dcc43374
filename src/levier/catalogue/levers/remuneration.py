"""Lever 11: ways of paying staff. Text only: pay linked to productivity is restricted by law."""

from levier.catalogue.lever import Axis, Lever

LEVER = Lever(
    number=11,
    name="remuneration",
    label="Modes de rémunération",
    acts_on="charges",
    why="Le salaire fait l'attractivité du centre autant que son coût : le sujet se discute, il ne se calcule pas ici.",
    axes=(Axis("Aucun axe décrit par le rapport", ("en parler avec les représentants du personnel et les ordres",)),),
    indicators=(),
    counters=(),
    counter_words="indépendance des praticiens et durée des consultations",
    legal=(
        "Un médecin salarié ne peut accepter une rémunération fondée sur des normes de productivité ou de rendement horaire qui "
        "réduiraient son indépendance ou la qualité des soins (R. 4127-97) ; règle voisine pour les infirmiers (R. 4312-64). Un "
        "contrat se soumet à l'ordre.",
    ),
    without_amount="texte seulement : l'outil ne calcule rien ici",
    published=(0, 0, 0),
)
