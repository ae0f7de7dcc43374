"""Who may see what: in a small team a specialty is a person (house §4.6). The rule lives here, and only here.

A slice, or an indicator of one service, made by fewer than ``equipe_reduite`` people is for the director alone: it
carries a note on the director's own screen and is left out of everything that is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from levier.catalogue.indicators import indicators
from levier.figures.figure import Figure
from levier.holding import Holding
from levier.i18n import _
from levier.periods import Period

TEAM_DIMENSIONS = ("service", "specialty", "site")
PERSONAL_DIMENSIONS = ("room",)
TEAM_JOBS = {
    "telephone": ("accueil", "secretaire_medicale"),
    "accueil": ("accueil", "secretaire_medicale"),
    "tiers_payant": ("tiers_payant",),
    "assistance_dentaire": ("assistant_dentaire",),
}
NOBODY = "aucune"


def mark_small_teams(holding: Holding, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, those of a team under the threshold marked and noted."""
    least = holding.centre.number("equipe_reduite")
    teams = _Teams(holding)
    return [_marked(figure, teams, least) for figure in figures]


def shareable(figure: Figure) -> bool:
    """Tell whether a figure may be printed, exported, mailed, served by the API or submitted."""
    return not figure.small_team


def _marked(figure: Figure, teams: _Teams, least: int) -> Figure:
    size = teams.size(figure)
    if size is None or size >= least:
        return figure
    return replace(figure, small_team=True).with_note(_("équipe réduite"))


class _Teams:
    """How many people made each figure."""

    def __init__(self, holding: Holding) -> None:
        self._source = holding.source()
        self._practitioners: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        self._agents = self._source.agents()
        self._counts: dict[tuple[Any, ...], int] = {}

    def size(self, figure: Figure) -> int | None:
        """Return the number of people behind a figure; ``None`` when it speaks of the whole centre."""
        about = indicators()[figure.indicator]
        if about.team == NOBODY:
            return None
        if about.team in TEAM_JOBS:
            return self._agents_of(about.team, figure.period)
        wanted = {dim: value for dim, value in figure.slice if dim in TEAM_DIMENSIONS}
        if about.service:
            wanted.setdefault("service", about.service)
        elif not wanted and not any(dim in PERSONAL_DIMENSIONS for dim, _value in figure.slice):
            return None
        return self._practitioners_of(wanted, figure.period)

    def _practitioners_of(self, wanted: dict[str, Any], period: Period) -> int:
        dims = tuple(wanted)
        key = (period, *wanted.items())
        if key not in self._counts:
            if dims not in self._practitioners:
                self._practitioners[dims] = self._source.teams(dims)
            values = tuple(wanted.values())
            rows = self._practitioners[dims]
            self._counts[key] = len({who for who, day, *slice_ in rows if day in period and tuple(slice_) == values})
        return self._counts[key]

    def _agents_of(self, team: str, period: Period) -> int | None:
        jobs = TEAM_JOBS[team]
        people = {who for who, job, month in self._agents if job in jobs and month in period}
        return len(people) if self._agents else None
