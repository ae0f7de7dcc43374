"""The effects of several actions, over one centre or a region: histories read once, then judged together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from levier.holding import Holding
from levier.outlook.effect import Action, Effect, Group, effect, group_of
from levier.outlook.history import History, histories


@dataclass(slots=True)
class Region:
    """Centres read one after the other, and the actions to judge."""

    actions: Sequence[Action]
    least_before: int = 12
    _histories: dict[tuple[str, str, int], History] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    def read(self, holding: Holding, as_of: int) -> None:
        """Keep the months of a centre for every indicator that an action is about; its lines may go then."""
        centre = holding.centre.name
        self._known[centre] = as_of
        days: dict[int, set[str]] = {}
        for one in self._of(centre):
            days.setdefault(one.since, set()).add(one.indicator)
        spoken = {one.indicator for one in self.actions}
        alone = spoken - {one.indicator for one in self._of(centre)} if len(self.actions) > 1 else set()
        if alone:
            days.setdefault(min(one.since for one in self.actions), set()).update(alone)
        for since, names in days.items():
            for name, found in histories(holding, sorted(names), since, as_of).items():
                self._histories[centre, name, since] = found

    def _of(self, centre: str) -> list[Action]:
        return [one for one in self.actions if one.centre in (None, centre)]

    def effects(self) -> list[Effect]:
        """Return the effect of each action on each centre read, in the order of centres, then of actions."""
        groups = {name: self._group(name) for name in {one.indicator for one in self.actions}}
        return [self._effect(centre, one, groups) for centre in self._known for one in self._of(centre)]

    def _effect(self, centre: str, one: Action, groups: dict[str, Group | None]) -> Effect:
        history = self._histories.get((centre, one.indicator, one.since))
        known = self._known[centre]
        return effect(
            centre,
            one,
            history,
            known,
            others=self._of(centre),
            group=groups[one.indicator],
            least_before=self.least_before,
        )

    def _group(self, name: str) -> Group | None:
        mine = {(centre, other): (one, since) for (centre, other, since), one in self._histories.items()}
        return group_of([pair for (_centre, other), pair in mine.items() if other == name])


def effects(holdings: Iterable[tuple[Holding, int]], actions: Sequence[Action]) -> list[Effect]:
    """Return the effects of actions over centres, each with its day of knowledge."""
    region = Region(actions)
    for holding, as_of in holdings:
        region.read(holding, as_of)
    return region.effects()
