"""The typed grid as a workbook: one sheet per source document, the months of a year side by side.

Write it with :func:`levier.grid.write.write_grid`, read it back with :func:`levier.grid.read.read_grid`, make a count
of a percentage and its total with :func:`levier.grid.rate.from_rate`. The long form of the same values is the
standard file ``grille.csv``. This module imports nothing: a reader asks it whether a workbook is a grid.
"""

from collections.abc import Iterable

MARKER = "Grille Levier"
PREFIX = "Grille "
RATES = "Grille Taux"
LISTS = "Grille Listes"

__all__ = ["LISTS", "MARKER", "PREFIX", "RATES", "grid_sheets", "is_grid"]


def is_grid(sheet_names: Iterable[str]) -> bool:
    """Tell whether a workbook carries the grid, by the name of its first page.

    >>> is_grid(["Grille Levier", "Grille Agenda", "actes"]), is_grid(["actes"])
    (True, False)
    """
    return MARKER in sheet_names


def grid_sheets(sheet_names: Iterable[str]) -> list[str]:
    """Return the sheets that belong to the grid; the others are ordinary tables.

    >>> grid_sheets(["Grille Levier", "Grille Agenda", "actes"])
    ['Grille Levier', 'Grille Agenda']
    """
    return [name for name in sheet_names if name.startswith(PREFIX)]
