"""Periods, widths and lists as drawings say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isfinite

from levier.i18n import _
from levier.outlook.words import day as day_said
from levier.periods import parse_period, to_day
from levier.problems import WrongCommand
from levier.readings.numbers import months_said

# Widths of letters of a proportional sans-serif, in ems: enough to know what fits.
NARROW, WIDE = frozenset(" .,:;'’!|()[]/Iijlfrt\u202f\u00a0"), frozenset("mwMW%@—")
MOST_NAMED = 3


def period_said(label: str) -> str:
    """Return a period in words; a label that is no period, as it is.

    >>> period_said("2025-03"), period_said("2025-W07"), period_said("mars")
    ('mars 2025', 'semaine du 10 février 2025', 'mars')
    """
    try:
        period = parse_period(label)
    except WrongCommand:
        return label
    if period.grain == "week":
        return _("semaine du {day}").format(day=day_said(period.first))
    return day_said(period.first) if period.grain in ("day", "sample") else months_said(period.first, period.last)


def grain_of(labels: Sequence[str]) -> str:
    """Return the grain that all periods share, nothing when there is none.

    >>> grain_of(["2025T1", "2025T2"]), grain_of(["2025", "avril"])
    ('quarter', '')
    """
    try:
        grains = {parse_period(label).grain for label in labels}
    except WrongCommand:
        return ""
    return grains.pop() if len(grains) == 1 else ""


def day_number(text: str | date) -> int:
    """Return the day number of a date, or of its ISO text.

    Raises:
        ValueError: the text is no ISO date.

    >>> day_number("1970-01-02")
    1
    """
    return to_day(text if isinstance(text, date) else date.fromisoformat(text[:10]))


def finite(value: object) -> float | None:
    """Return a number, ``None`` when it is not known or not finite (fractions and decimals become floats).

    >>> finite(float("nan")), finite(3)
    (None, 3.0)
    """
    number = None if value is None else float(value)  # type: ignore[arg-type]
    return number if number is not None and isfinite(number) else None


def wide(text: str, size: float = 11) -> float:
    """Return the estimated width of a text in pixels, a little over rather than under.

    >>> wide("mil", 10)
    15.0
    """
    return round(sum(map(_ems, text)) * size, 1)


def _ems(letter: str) -> float:
    if letter in NARROW:
        return 0.31
    return 0.88 if letter in WIDE else 0.7 if letter.isupper() else 0.57


def cut_to(text: str, width: float, size: float = 11) -> str:
    """Return the text, shortened with an ellipsis when it does not fit in so many pixels.

    >>> cut_to("Départ d'un dentiste", 60)
    "Départ d'u…"
    """
    if wide(text, size) <= width:
        return text
    kept = text
    while kept and wide(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip(" '’,") + "…"


def wrapped(text: str, width: float, size: float = 11) -> list[str]:
    """Return the text in lines that fit in so many pixels, words whole.

    >>> wrapped("pas encore de donnée", 60)
    ['pas encore', 'de donnée']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if wide(longer, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def named(names: Sequence[str]) -> str:
    """Return names in a list, the first three and how many others.

    >>> named(["mars", "avril", "mai", "juin"])
    'mars, avril, mai et 1 autre'
    """
    from levier.i18n import ngettext

    if len(names) <= MOST_NAMED:
        return _(" et ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
    left = len(names) - MOST_NAMED
    more = ngettext("{n} autre", "{n} autres", left).format(n=left)
    return _("{names} et {more}").format(names=", ".join(names[:MOST_NAMED]), more=more)
