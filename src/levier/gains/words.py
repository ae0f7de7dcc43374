"""Numbers as a director writes them, and the words of each state of a margin."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from levier.i18n import _, number, percent
from levier.problems import WrongCommand

COMPUTED, REACHED, WORSE, COSTLY = "calculee", "cible_atteinte", "objectif_moins_bon", "coute_plus"
NOTHING = "rien_a_gagner"
NOT_APPLICABLE, NOT_AVAILABLE, NOT_COMPUTABLE = "sans_objet", "donnee_non_fournie", "calcul_impossible"
TARGET_MISSING, HYPOTHESIS_MISSING, SMALL_TEAM = "objectif_a_donner", "hypothese_a_donner", "equipe_reduite"
COST_MISSING, OFF, WITHOUT = "cout_inconnu", "eteint", "sans_montant"

STATES = {
    COMPUTED: "",
    REACHED: "cible atteinte",
    WORSE: "objectif moins bon qu'aujourd'hui",
    NOTHING: "rien à gagner",
    COSTLY: "coûterait plus qu'il ne rapporte",
    NOT_APPLICABLE: "sans objet",
    NOT_AVAILABLE: "donnée non fournie",
    NOT_COMPUTABLE: "calcul impossible",
    TARGET_MISSING: "objectif à donner",
    HYPOTHESIS_MISSING: "hypothèse à donner",
    SMALL_TEAM: "équipe réduite",
    COST_MISSING: "coût inconnu : brut seulement",
    OFF: "non proposé",
    WITHOUT: "sans montant",
}
PROVENANCES = {
    "report": "rapport",
    "law": "texte officiel",
    "contract": "règle de l'outil Levier",
    "hypothesis": "hypothèse de l'outil",
    "own": "choix du centre",
    "peers": "centres comparables",
    "measured": "mesuré dans le centre",
}


def exact(value: object, where: str) -> Fraction:
    """Return a number written by a person, comma or point, exactly.

    Raises:
        WrongCommand: it is not a number.

    >>> exact("0,08", "test")
    Fraction(2, 25)
    """
    text = str(value).replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        if isinstance(value, bool):
            raise ValueError(text)
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise WrongCommand(
            _("{where} : « {value} » lu ; attendu : un nombre.").format(where=where, value=value)
        ) from None


def euros(value: Any) -> str:
    """Return euros without cents, as a finance director writes them.

    >>> euros(Fraction(85305, 2))
    '42\u202f653 €'
    """
    if value is None:
        return "—"
    exactly = Fraction(value)
    half = Fraction(1, 2)
    whole = int(exactly + half) if exactly >= 0 else -int(half - exactly)
    return number(f"{whole:,}") + " €"


def shown(value: Any, unit: str) -> str:
    """Return a value of an indicator or of a hypothesis with its unit; rates are given in per cent.

    >>> shown(Fraction(1, 8), "%"), shown(Fraction(2, 25), "€")
    ('12,5 %', '0,08 €')
    """
    if value is None:
        return "—"
    known = float(value) * (100 if unit == "%" else 1)
    digits = 1 if unit == "%" else 0 if known == int(known) else 2
    text = number(f"{known:,.{digits}f}")
    if unit == "%":
        return percent(text)
    return text if unit in ("", "ratio") else f"{text} {_(unit)}"
