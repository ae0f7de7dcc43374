"""The words of the grid's headers, written by one side and read by the other."""

from __future__ import annotations

from levier.periods import Period, to_date

# Rows of a sheet, counted from 0.
FROM_ROW, TO_ROW, HEAD_ROW, FIRST_ROW = 3, 4, 5, 6
MEASURE, UNIT, CODE, FROM, TO = "Mesure", "Unité", "Code", "Du", "Au"
KEY_TITLES = {
    "service": "Service",
    "specialite": "Spécialité",
    "payeur_type": "Payeur",
    "metier": "Métier",
    "famille": "Famille",
    "site": "Site",
}
ABOUT_TITLES = {
    "nature": "Nature",
    "definition": "Définition",
    "source": "Source",
    "preferred": "Préférer à l'import",
    "comment": "Commentaire",
}
REMINDER = "(rappel)"
SAMPLE = "Comptage"
RATE, TOTAL, ESTIMATE = "Taux affiché (%)", "Total", "Nombre estimé"
MONTHS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def period_title(period: Period | None, rank: int = 1) -> str:
    """Return the header of a column of values.

    >>> from levier.periods import parse_period
    >>> [period_title(parse_period(text)) for text in ("2025-08", "2025T3", "2025")]
    ['août 2025', 'T3 2025', 'Année 2025']
    """
    if period is None or period.grain == "sample":
        return f"{SAMPLE} {rank}"
    year = period.label[:4]
    if period.grain == "month":
        return f"{MONTHS[to_date(period.first).month - 1]} {year}"
    return f"T{period.label[-1]} {year}" if period.grain == "quarter" else f"Année {year}"
