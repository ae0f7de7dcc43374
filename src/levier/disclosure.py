"""Who may see what: in a small team a specialty is a person (house §4.6). The rule lives here, and only here.

A slice, or an indicator of one service, made by fewer than ``equipe_reduite`` people is for the director alone: it
carries a note on the director's own screen and is left out of everything that is shared. So is one whose team cannot be
counted (lines without practitioner, no file of the staff, a room): not known is treated as small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from levier.catalogue.indicators import indicators
from levier.figures.figure import NOT_APPLICABLE, NOT_AVAILABLE, Figure
from levier.holding import Holding
from levier.i18n import _
from levier.periods import Period, parse_period
from levier.tables.columns import DECIMAL_SCALE

TEAM_DIMENSIONS = ("service", "specialty", "site")
# Slices whose team cannot be counted: a room is often somebody's.
PERSONAL_DIMENSIONS = {"room"}
TEAM_JOBS = {
    "telephone": ("accueil", "secretaire_medicale"),
    "accueil": ("accueil", "secretaire_medicale"),
    "tiers_payant": ("tiers_payant",),
    "assistance_dentaire": ("assistant_dentaire",),
}
NOBODY = "aucune"
UNKNOWN = -1


def mark_small_teams(holding: Holding, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, those of a team under the threshold or that cannot be counted marked and noted."""
    least = holding.centre.number("equipe_reduite")
    teams = _Teams(holding)
    return [_marked(figure, teams, least) for figure in figures]


def shareable(figure: Figure) -> bool:
    """Tell whether a figure may be printed, exported, mailed, served by the API or submitted."""
    return not figure.small_team


def shared(figures: Sequence[Figure], least: int) -> list[Figure]:
    """Return the figures that may leave the director's screen, none of them giving away one that may not.

    Beside the whole centre, a slice left out alone is the whole minus the others: the smallest of the others go too,
    until what is left out is at least two slices made by ``least`` people together (secondary suppression).
    """
    hidden = {id(one) for one in figures if not shareable(one)}
    groups: dict[tuple[str, str, Period], list[Figure]] = {}
    for one in figures:
        groups.setdefault((one.centre, one.indicator, one.period), []).append(one)
    for group in groups.values():
        hidden |= _beside([one for one in group if one.slice], hidden, least)
    return [one for one in figures if id(one) not in hidden]


def _beside(slices: Sequence[Figure], hidden: set[int], least: int) -> set[int]:
    """Return the slices to leave out beside those that are hidden, the smallest first."""
    gone = [one for one in slices if id(one) in hidden]
    rest = sorted((one for one in slices if id(one) not in hidden), key=_weight, reverse=True)
    more: set[int] = set()
    while gone and rest and (len(gone) < 2 or sum(one.team or 0 for one in gone) < least):
        gone.append(rest.pop())
        more.add(id(gone[-1]))
    return more


def _weight(figure: Figure) -> tuple[Fraction, int]:
    return abs(figure.denominator or figure.numerator or Fraction()), figure.team or 0


def _marked(figure: Figure, teams: _Teams, least: int) -> Figure:
    silent = figure.status in (NOT_AVAILABLE, NOT_APPLICABLE) and not figure.slice
    size = None if silent else teams.size(figure)
    if size is None or size >= least:
        return replace(figure, team=size)
    unknown = _("équipe réduite, ou dont la taille n'est pas connue")
    marked = replace(figure, small_team=True, team=max(size, 0))
    return marked.with_note(unknown if size == UNKNOWN else _("équipe réduite"))


_DaysOf = dict[int, set[Any]]


class _Teams:
    """How many people made each figure."""

    def __init__(self, holding: Holding) -> None:
        self._source = holding.source()
        self._practitioners: dict[tuple[str, ...], dict[tuple[Any, ...], _DaysOf]] = {}
        self._agents = self._source.agents()
        self._typed = _typed_agents(self._source.typed_rows())
        self._counts: dict[tuple[Any, ...], int] = {}

    def size(self, figure: Figure) -> int | None:
        """Return the number of people behind a figure, ``UNKNOWN``, or ``None`` when it speaks of the whole centre."""
        about = indicators()[figure.indicator]
        dims = {dim for dim, _value in figure.slice}
        if dims & PERSONAL_DIMENSIONS:
            return UNKNOWN
        if about.team in TEAM_JOBS:
            return UNKNOWN if "site" in dims else self._agents_of(about.team, figure.period)
        if not dims and (about.team == NOBODY or not about.service):
            return None
        wanted = {dim: value for dim, value in figure.slice if dim in TEAM_DIMENSIONS}
        if about.service:
            wanted.setdefault("service", about.service)
        return self._practitioners_of(wanted, figure.period) or UNKNOWN

    def _practitioners_of(self, wanted: dict[str, Any], period: Period) -> int:
        dims = tuple(wanted)
        key = (period, *wanted.items())
        if key not in self._counts:
            if dims not in self._practitioners:
                self._practitioners[dims] = _by_day(self._source.teams(dims))
            days = self._practitioners[dims].get(tuple(wanted.values()), {})
            whole = range(period.first, period.last + 1)
            self._counts[key] = len(set[Any]().union(*(days[day] for day in whole if day in days)))
        return self._counts[key]

    def _agents_of(self, team: str, period: Period) -> int:
        """Return the agents of a team: those of the staff, else what was typed of them."""
        jobs = TEAM_JOBS[team]
        if any(month in period for _who, _job, month in self._agents):
            return len({who for who, job, month in self._agents if job in jobs and month in period})
        known = [(typed, sizes) for typed, sizes in self._typed.items() if typed.first <= period.last]
        sizes = max(known, key=lambda one: one[0].last)[1] if known else {}
        return sum(sizes[job] for job in jobs if job in sizes) if set(jobs) & set(sizes) else UNKNOWN


def _by_day(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], _DaysOf]:
    """Return who was there on each day of each slice."""
    found: dict[tuple[Any, ...], _DaysOf] = {}
    for who, day, *slice_ in rows:
        found.setdefault(tuple(slice_), {}).setdefault(day, set()).add(who)
    return found


def _typed_agents(rows: Sequence[dict[str, Any]]) -> dict[Period, dict[str, int]]:
    """Return the people of each job as typed: heads, or at least so many as whole full-time equivalents."""
    found: dict[Period, dict[str, int]] = {}
    for row in rows:
        if row["measure"] in ("effectif", "etp") and row["job"]:
            sizes = found.setdefault(parse_period(row["period"]), {})
            heads = -(-row["value"] // DECIMAL_SCALE)
            sizes[row["job"]] = max(heads, sizes.get(row["job"], 0))
    return found
