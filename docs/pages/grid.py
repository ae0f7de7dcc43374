"""The closed list of what a person can type, by source document."""

from __future__ import annotations

from levier.catalogue.typed import BLOCKS, TYPED, Block, TypedMeasure
from pages.markdown import code, document, known, table

INTRODUCTION = """\
La grille tient lieu d'export : on y recopie des totaux déjà imprimés par les logiciels. On tape des **nombres**
(numérateurs et dénominateurs), jamais un pourcentage seul : la feuille « Grille Taux » du classeur fait un compte d'un
taux et de son total, et le garde comme *estimé*. **0 se tape ; une case vide veut dire « inconnu ».** Une valeur
annuelle ne se découpe pas en mois ; trois mois complets font un trimestre.

`levier templates --grid DOSSIER` écrit le classeur, `levier schema grille` montre cette liste à l'écran. La forme
longue des mêmes valeurs est le fichier standard [`grille`](tables.md#grille)."""
RHYTHMS = {"month": "mois", "quarter": "trimestre", "year": "année", "sample": "échantillon"}
KINDS = {"flow": "s'additionne", "state": "état", "distinct": "personnes comptées une fois"}


def page() -> str:
    """Return the page of the grid."""
    blocks = [part for block in BLOCKS.values() for part in _section(block)]
    return document("La grille à saisir", INTRODUCTION, *blocks)


def _section(block: Block) -> list[str]:
    headers = ("Mesure", "Libellé", "Unité", "Rythme", "Dans le temps", "Clés", "Aide")
    rows = [_row(one) for one in TYPED.values() if one.block == block.name]
    about = f"{block.document} Rempli par : {block.filled_by.lower()}. Définition habituelle : `{block.definition}`."
    return [f"## {block.title}", about, table(headers, rows)]


def _row(one: TypedMeasure) -> list[str]:
    rhythm = ", ".join(RHYTHMS[name] for name in one.rhythm)
    keys = known(code(one.keys) + (f" (obligatoire : {code(one.required)})" if one.required else ""))
    help_ = one.help + (f" Une part de `{one.at_most}`." if one.at_most else "")
    return [f"`{one.name}`", one.label, one.unit, rhythm, KINDS[one.kind_in_time], keys, help_]
