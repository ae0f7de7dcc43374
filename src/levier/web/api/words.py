"""What the API says of itself: French in its description for machines, in the language of the page for people."""

from __future__ import annotations

DESCRIPTION = (
    "Chiffres, lectures, grille et imports des centres qu'un jeton ouvre. Les équipes réduites n'y sont jamais. "
    "Jeton : page « Jetons d'accès » du compte ; en-tête « Authorization: Bearer … »."
)
SUMMARIES = {
    "centres": "Centres ouverts à ce jeton",
    "indicators": "Indicateurs connus",
    "figures": "Chiffres d'un centre",
    "readings": "Lectures d'un centre",
    "typed": "Grille saisie d'une année",
    "type": "Écrire dans la grille",
    "deliver": "Déposer des fichiers",
    "delivery": "Où en est un dépôt",
    "import": "Importer un dépôt",
    "job": "Où en est un travail",
}
