"""How long typing takes, by the keystroke-level model of Card, Moran and Newell (1980).

One keystroke of an ordinary typist takes 0.28 s and one act of thought 1.35 s; a cell asks for two of them (find the
number in the document, check what was typed), its digits, and the key that goes to the next cell. The document itself
takes a minute to open and to find its page.
"""

from __future__ import annotations

import math

KEY, THOUGHT, DOCUMENT = 0.28, 1.35, 60.0
DIGITS = 4


def seconds(cells: int, keystrokes: int | None = None, documents: int = 1) -> float:
    """Return the seconds that filling cells takes.

    Args:
        cells: how many.
        keystrokes: digits and moves in all; the usual number of digits for each cell when not counted.
        documents: how many documents are opened.

    >>> round(seconds(10, documents=1))
    101
    """
    typed = cells * (DIGITS + 1) if keystrokes is None else keystrokes
    return documents * DOCUMENT + cells * 2 * THOUGHT + typed * KEY


def minutes(cells: int) -> int:
    """Return the minutes announced for a block, rounded up.

    >>> minutes(10), minutes(0)
    (2, 0)
    """
    return math.ceil(seconds(cells) / 60) if cells else 0
