"""How Vega writes numbers and dates: the signs of the house in French, those of d3 in English."""

from __future__ import annotations

from typing import Any

from levier.i18n import FRENCH

_FRENCH = {
    "formatLocale": {
        "decimal": ",",
        "thousands": "\u202f",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
        "minus": "−",
    },
    "timeFormatLocale": {
        "dateTime": "%A %e %B %Y à %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": [
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ],
        "shortMonths": [
            *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
            *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
        ],
    },
}
_ENGLISH = {
    "formatLocale": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["€", ""],
        "percent": "%",
        "minus": "−",
    },
    "timeFormatLocale": {
        "dateTime": "%A %e %B %Y, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        "shortDays": ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        "months": [
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ],
        "shortMonths": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    },
}


def locale(language: str) -> dict[str, Any]:
    """Return the options ``formatLocale`` and ``timeFormatLocale`` of vega-embed for a language.

    Args:
        language: ``fr``, or another one, which reads English.

    >>> locale("fr")["formatLocale"]["decimal"], locale("en")["timeFormatLocale"]["shortMonths"][7]
    (',', 'Aug')
    """
    return _FRENCH if language == FRENCH else _ENGLISH
