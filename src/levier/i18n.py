"""French is the source language of every sentence; other languages are gettext catalogues.

The language is chosen by ``LEVIER_LANG`` (``fr`` by default, ``en`` available). The process-wide
locale is never touched: numbers and dates of files stay independent of the machine.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache
from pathlib import Path


@cache
def _translations(language: str) -> _gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return _gettext.translation("levier", folder, languages=[language], fallback=True)


def gettext(sentence: str) -> str:
    """Return the sentence in the user's language, itself when it is French or untranslated."""
    return _translations(os.environ.get("LEVIER_LANG", "fr")).gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence that agrees with the count (French: 0 and 1 are singular)."""
    language = os.environ.get("LEVIER_LANG", "fr")
    if language == "fr":
        return one if abs(count) < 2 else many
    return _translations(language).ngettext(one, many, count)


_ = gettext
