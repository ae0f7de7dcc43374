"""The codes that a wrong one was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST = 2
# What is taken for another when codes are read aloud or copied: a letter among the digits, a digit among the letters.
_LETTERS, _DIGITS = str.maketrans("01582", "OISBZ"), str.maketrans("OISBZ", "01582")


def nearest(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return at most two known codes that look like a wrong one: one sign apart first.

    >>> nearest("ZBQK0O2", ["ZBQK002", "ZBQK001", "HBLD038"]), nearest("BHLD038", ["HBLD038"])
    (('ZBQK002',), ('HBLD038',))
    """
    codes = list(known)
    mended = code[:4].translate(_LETTERS) + code[4:].translate(_DIGITS)
    if mended in codes:
        return (mended,)
    close = [one for one in codes if one_apart(code, one)]
    return tuple(sorted(close)[:MOST]) or tuple(difflib.get_close_matches(code, codes, n=MOST, cutoff=0.8))


def one_apart(wrong: str, right: str) -> bool:
    """Tell whether two codes differ by one sign, or by two neighbours that changed places.

    >>> one_apart("HBLD083", "HBLD038"), one_apart("HBLD03", "HBLD038"), one_apart("HBLD999", "HBLD038")
    (True, True, False)
    """
    if abs(len(wrong) - len(right)) > 1:
        return False
    if len(wrong) != len(right):
        short, long = sorted((wrong, right), key=len)
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    apart = [place for place, (one, other) in enumerate(zip(wrong, right, strict=True)) if one != other]
    if len(apart) == 2:
        first, last = apart
        return last == first + 1 and wrong[first] == right[last] and wrong[last] == right[first]
    return len(apart) <= 1
