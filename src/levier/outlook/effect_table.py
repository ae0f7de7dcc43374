"""Effects as text: centre by centre, one sentence each, how it was worked out under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from levier.i18n import _
from levier.outlook.effect import Effect
from levier.outlook.effect_words import sentence


def effects_text(found: Sequence[Effect]) -> str:
    """Return effects as a person reads them."""
    lines: list[str] = []
    for centre, group in groupby(found, key=lambda one: one.centre):
        lines += [_("Centre {name}").format(name=centre), ""]
        for one in group:
            lines += [sentence(one), *_how(one), ""]
    return "\n".join(lines) + "\n" if lines else ""


def _how(one: Effect) -> Iterator[str]:
    if one.estimate is not None:
        yield _("  Méthode : {method}.").format(method=one.estimate.method)
    yield from (f"  {note[:1].upper()}{note[1:]}." for note in one.notes)
