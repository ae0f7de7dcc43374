"""The shape that goes with each word: colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass

from levier.figures.figure import NOT_APPLICABLE, NOT_AVAILABLE, NOT_COMPUTABLE, PARTIAL
from levier.i18n import _
from levier.readings.judge import COMPARED, EARLY, LIKELY, REAL, USUAL
from levier.readings.reading import BETTER, CHANGED, NO_OBJECT, NOT_SUPPLIED, UNKNOWN, WORDS, WORSE


@dataclass(frozen=True, slots=True)
class Sign:
    """A badge: word, shape (a name of icons.svg), colour."""

    word: str
    icon: str
    kind: str


_READINGS = {
    (REAL, BETTER): ("better", "good"),
    (LIKELY, BETTER): ("better-likely", "good badge-likely"),
    (REAL, WORSE): ("worse", "bad"),
    (LIKELY, WORSE): ("worse-likely", "bad badge-likely"),
    (REAL, CHANGED): ("changed", "change"),
    (LIKELY, CHANGED): ("changed", "change badge-likely"),
    (USUAL, ""): ("usual", "usual"),
    (EARLY, ""): ("early", "early"),
    (COMPARED, ""): ("compared", "usual"),
    (UNKNOWN, NOT_SUPPLIED): ("missing", "early"),
    (UNKNOWN, NO_OBJECT): ("none", "early"),
}
_STATUSES = {
    PARTIAL: ("partial", "warn"),
    NOT_APPLICABLE: ("none", "status"),
    NOT_AVAILABLE: ("missing", "status"),
    NOT_COMPUTABLE: ("blocked", "warn"),
}
STATUS_WORDS = {
    PARTIAL: "partiel",
    NOT_APPLICABLE: "sans objet",
    NOT_AVAILABLE: "donnée non fournie",
    NOT_COMPUTABLE: "calcul impossible",
}


def reading_sign(outcome: str, sense: str | None) -> Sign:
    """Return the badge of a reading, by its outcome and its sense (:mod:`levier.readings.reading`).

    >>> reading_sign("real", "better").word
    'amélioration avérée'
    >>> reading_sign("usual", "better").word
    'variation habituelle'
    """
    key = (outcome, sense or "")
    key = key if key in _READINGS else (outcome, "")
    icon, kind = _READINGS[key]
    return Sign(_(WORDS[key]), icon, kind)


def status_sign(status: str) -> Sign | None:
    """Return the badge of a figure's status, ``None`` when there is nothing to say.

    >>> status_sign("not_available").word
    'donnée non fournie'
    """
    if status not in _STATUSES:
        return None
    return Sign(_(STATUS_WORDS[status]), *_STATUSES[status])
