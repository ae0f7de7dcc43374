"""Codes at the date of care: known, not yet created, already deleted, unknown; and by which release it is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from levier.nomenclatures.difference import replacement_of
from levier.nomenclatures.near import nearest
from levier.nomenclatures.release import Act, Release, billed

VALID, NOT_YET, DELETED, UNKNOWN, NO_RELEASE = "valide", "pas_encore_cree", "deja_supprime", "inconnu", "sans_version"
SHAPE = "forme_inattendue"
NO_ACTIVITY, NO_PHASE = "activite_inconnue", "phase_inconnue"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a code on a day.

    ``release`` is the version in force that day; ``other`` the one that has the code (the first later one for a code
    not yet created, the last former one for a deleted code); ``missing`` counts the versions between the two that are
    not kept: the very day of the change is then not known.
    """

    status: str
    code: str
    release: Release | None = None
    act: Act | None = None
    other: Release | None = None
    missing: int = 0
    replacement: str = ""
    near: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Tell whether the code can be billed that day."""
        return self.status == VALID


class Timeline:
    """The releases that are kept, from the oldest to the newest."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self.releases: Sequence[Release] = sorted(releases, key=lambda one: (one.day, one.number))
        self._days = [one.day for one in self.releases]
        self.check = lru_cache(maxsize=65_536)(self._check)

    def in_force(self, day: str) -> Release | None:
        """Return the release of a day: the newest that had begun, else one that holds the history of that day.

        ``None`` when no release kept speaks of that day: the answer is never taken from the nearest one.
        """
        rank = bisect_right(self._days, day)
        if rank:
            return self.releases[rank - 1]
        return next((one for one in self.releases if one.since and one.since <= day), None)

    def _check(self, text: str, day: str) -> Answer:
        """Return what is known of a code on a day (ISO), as software writes it (``HBLD038-1``)."""
        said, release = billed(text), self.in_force(day)
        if said is None:
            return Answer(SHAPE, "", release, near=_meant(text, release))
        if release is None:
            return Answer(NO_RELEASE, said.code)
        act = release.acts.get(said.code)
        if act is None:
            return self._elsewhere(said.code, release)
        if not act.in_force(day):
            return self._outside(act, release, day)
        return Answer(_status(act, said.activity, said.phase), said.code, release, act)

    def _outside(self, act: Act, release: Release, day: str) -> Answer:
        if not act.started(day):
            return Answer(NOT_YET, act.code, release, act, release)
        return Answer(DELETED, act.code, release, act, release, replacement=replacement_of(act, release))

    def _elsewhere(self, code: str, release: Release) -> Answer:
        """Look for a code in the other releases: the next ones first, then the former ones from the newest."""
        rank = self.releases.index(release)
        for other in self.releases[rank + 1 :]:
            if code in other.acts:
                before = self.releases[self.releases.index(other) - 1]
                return Answer(NOT_YET, code, release, other.acts[code], other, gap(before, other))
        for other in reversed(self.releases[:rank]):
            if act := other.acts.get(code):
                after = self.releases[self.releases.index(other) + 1]
                return Answer(
                    DELETED, code, release, act, other, gap(other, after), replacement=replacement_of(act, after)
                )
        return Answer(UNKNOWN, code, release, near=nearest(code, release.acts))


def _status(act: Act, activity: str, phase: str) -> str:
    """Return whether the activity and the phase written behind a code are of the act (when the release gives them)."""
    if not activity or not act.phases:
        return VALID
    if activity not in act.activities:
        return NO_ACTIVITY
    return VALID if not phase or any((one.activity, one.phase) == (activity, phase) for one in act.phases) else NO_PHASE


def _meant(text: str, release: Release | None) -> tuple[str, ...]:
    """Return what a text that has not the shape of a code was meant to be: only texts that are nearly one."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    return nearest(plain, release.acts) if release and 5 <= len(plain) <= 9 and re.search(r"\d", plain) else ()


def gap(old: Release, new: Release) -> int:
    """Return how many versions stand between two releases without being kept.

    >>> from levier.nomenclatures.release import Release
    >>> gap(Release("67", "2021-04-08", {}), Release("78", "2025-07-01", {}))
    10
    """
    first, last = old.number[:1], new.number[:1]
    return max(last[0] - first[0] - 1, 0) if first and last else 0
