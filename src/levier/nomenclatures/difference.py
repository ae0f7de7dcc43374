"""What changed between two releases: acts created, deleted, priced anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from levier.nomenclatures.release import Act, Phase, Release

CREATED, DELETED, PRICED = "cree", "supprime", "tarif"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind, the act, and for a tariff its activity, phase, grid and the cents before and after.

    ``replacement`` is the act that takes its place (or the one that it takes), when a release says it.
    """

    kind: str
    code: str
    label: str = ""
    activity: str = ""
    phase: str = ""
    grid: str = ""
    before: int | None = None
    after: int | None = None
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes from an older release to a newer one, and the grids whose tariffs could be compared."""

    old: Release
    new: Release
    created: tuple[Change, ...]
    deleted: tuple[Change, ...]
    priced: tuple[Change, ...]
    grids: tuple[str, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return every change, in the order in which they are read."""
        return (*self.created, *self.deleted, *self.priced)

    @property
    def lines_priced(self) -> int:
        """Return how many lines (act, activity, phase) have a tariff that changed in one grid at least."""
        return len({(one.code, one.activity, one.phase) for one in self.priced})


def difference(old: Release, new: Release) -> Difference:
    """Return what changed from a release to the next one, each as it stands on its first day.

    A tariff is compared in the grids that both releases have; a line (activity, phase) that one of them lacks is no
    change of tariff.

    >>> from levier.nomenclatures.release import Act, Phase, Release
    >>> old = Release("67", "2021-04-08", {"AHQP001": Act("AHQP001"), "QEMA008": Act("QEMA008")})
    >>> new = Release("78", "2025-07-01", {"AHQP001": Act("AHQP001"), "EZQH005": Act("EZQH005")})
    >>> [(one.kind, one.code) for one in difference(old, new).changes]
    [('cree', 'EZQH005'), ('supprime', 'QEMA008')]
    """
    before, after = old.in_force(), new.in_force()
    grids = sorted(_grids(before) & _grids(after))
    created = tuple(_created(after[code], new) for code in sorted(after.keys() - before.keys()))
    deleted = tuple(_deleted(before[code], new) for code in sorted(before.keys() - after.keys()))
    priced = tuple(
        change for code in sorted(before.keys() & after.keys()) for change in _priced(before[code], after[code], grids)
    )
    return Difference(old, new, created, deleted, priced, tuple(grids))


def _grids(acts: dict[str, Act]) -> set[str]:
    return {grid for act in acts.values() for phase in act.phases for grid in phase.prices}


def _created(act: Act, new: Release) -> Change:
    replaced = act.before if act.before and act.before != act.code and act.before not in new.in_force() else ""
    return Change(CREATED, act.code, act.label, replacement=replaced)


def _deleted(act: Act, new: Release) -> Change:
    return Change(DELETED, act.code, act.label, replacement=replacement_of(act, new))


def replacement_of(act: Act, new: Release) -> str:
    """Return the act of a release that takes the place of another one, empty when nothing says it."""
    known = new.acts.get(act.code, act)
    return known.after or act.after or next((one.code for one in new.acts.values() if one.before == act.code), "")


def _priced(old: Act, new: Act, grids: list[str]) -> Iterator[Change]:
    before = {(one.activity, one.phase): one for one in old.phases}
    for phase in new.phases:
        known = before.get((phase.activity, phase.phase))
        if known is not None:
            yield from _moved(new, known, phase, grids)


def _moved(act: Act, old: Phase, new: Phase, grids: list[str]) -> Iterator[Change]:
    for grid in grids:
        before, after = old.prices.get(grid), new.prices.get(grid)
        if before != after:
            yield Change(PRICED, act.code, act.label, new.activity, new.phase, grid, before, after)
