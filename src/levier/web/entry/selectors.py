"""Reading what was typed, and who is to type what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from levier.catalogue.indicators import indicators
from levier.catalogue.typed import BLOCKS, TYPED, Block
from levier.catalogue.words import in_language
from levier.figures.needs import is_typed, typed_needed
from levier.figures.run import LINES
from levier.grid.layout import Page
from levier.measures.language import typed_of
from levier.web.accounts.models import Role
from levier.web.centres.models import Centre
from levier.web.entry.effort import minutes
from levier.web.entry.keys import CellKey
from levier.web.entry.models import BlockTask, TypedValue
from levier.web.entry.progress import Progress, progress
from levier.web.entry.sheet import by_key, grid_pages
from levier.web.entry.words import per_period
from levier.web.figures.models import Series
from levier.web.figures.selectors import notes_of

# The three sources that every centre has (users.md §3), before all others.
POOR = ("agenda", "telephone", "comptes")


def blocks_of(user: Any, centre: Centre) -> tuple[str, ...]:
    """Return the blocks that a person may see and fill: all for the director, those of the role for the staff."""
    roles = [one for one in user.roles if one.covers(centre)]
    if any(one.role == Role.DIRECTOR for one in roles):
        return tuple(BLOCKS)
    mine = {name for one in roles if one.role == Role.STAFF for name in one.blocks}
    return tuple(name for name in BLOCKS if name in mine)


def is_director(user: Any, centre: Centre) -> bool:
    """Tell whether somebody may hand out blocks."""
    return user.has_perm("centre.assign", centre)


def values_of(centre: Centre, year: int, block: str = "") -> dict[CellKey, TypedValue]:
    """Return what was typed for a year and the one before, by cell."""
    found = TypedValue.objects.filter(centre=centre).filter(
        Q(period__startswith=f"{year:04d}") | Q(period__startswith=f"{year - 1:04d}")
    )
    return by_key(found.filter(block=block) if block else found)


def services_of(centre: Centre) -> Sequence[str]:
    """Return the services that the centre has, none when it does not say."""
    return centre.described().services or ()


def usual_year(today: date) -> int:
    """Return the year that one fills on a day: in January, still the one that ended."""
    return (today - timedelta(31)).year


def years_of(centre: Centre, today: date) -> list[int]:
    """Return the years that the page offers."""
    return [today.year - back for back in range(4)]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block in the list: what it is, how far it is, who does it before when, what it unlocks."""

    block: Block
    page: Page
    progress: Progress
    minutes: int
    task: BlockTask | None
    unlocked: list[tuple[str, str, bool]]
    poor: bool

    @property
    def often(self) -> str:
        """Return how often the block is filled, in words."""
        return per_period(self.progress.grain)

    @property
    def late(self) -> bool:
        """Tell whether the day has passed."""
        return self.task is not None and self.task.late


def block_views(centre: Centre, names: Iterable[str], year: int, today: date) -> list[BlockView]:
    """Return the blocks that somebody sees, in the order of the documents; the poor sources first in an empty grid."""
    values = values_of(centre, year)
    tasks: dict[str, BlockTask] = {}
    for task in open_tasks(centre):
        tasks.setdefault(task.block, task)
    known = available(centre)
    pages = {page.block.name: page for page in grid_pages(values, year, services_of(centre))}
    found = [_view(pages[name], values, year, today, tasks.get(name), known) for name in names if name in pages]
    return found if values else sorted(found, key=lambda one: (not one.poor, one.block.order))


def _view(page: Page, values: Any, year: int, today: date, task: BlockTask | None, known: set[str]) -> BlockView:
    far = progress(page, values, year, today)
    return BlockView(
        block=in_language(page.block),
        page=page,
        progress=far,
        minutes=minutes(far.a_time),
        task=task,
        unlocked=[(name, indicators()[name].label, name in known) for name in unlocked_by(page.block.name)],
        poor=page.block.name in POOR,
    )


@cache
def unlocked_by(block: str) -> tuple[str, ...]:
    """Return the indicators of which a block gives something, those that it gives alone first.

    >>> "call_answer_rate" in unlocked_by("telephone")
    True
    """
    alone, shared = {}, {}
    for one in indicators().values():
        for basis in filter(is_typed, one.bases):
            asked = {TYPED[term.name].block for part in typed_needed(basis.formula) for term in typed_of(part)}
            if block in asked:
                (alone if asked == {block} else shared)[one.name] = None
    return tuple(dict.fromkeys((*alone, *shared)))


def available(centre: Centre) -> set[str]:
    """Return the indicators of which some figure is shown today."""
    rows = Series.objects.filter(centre=centre, dimension="").values_list("indicator", "points")
    return {name for name, points in rows if any(one.get("value") is not None for one in points)}


def open_tasks(centre: Centre) -> QuerySet[BlockTask]:
    """Return what is asked for and not done, the most urgent first."""
    return BlockTask.objects.filter(centre=centre, done=None).select_related("assignee")


def tasks_of(user: Any, centre: Centre | None = None) -> QuerySet[BlockTask]:
    """Return what somebody is to fill, everywhere: the first page lists it."""
    mine = BlockTask.objects.filter(done=None).filter(Q(assignee=user) | Q(assignee=None, email__iexact=user.email))
    found = mine.select_related("centre")
    return found if centre is None else found.filter(centre=centre)


@dataclass(frozen=True, slots=True)
class Files:
    """What files say of a block in a year: gaps (indicator, period, sentence); the (measure, period) they replace."""

    gaps: list[tuple[str, str, str]]
    won: frozenset[tuple[str, str]]


def against_files(centre: Centre, block: str, year: int) -> Files:
    """Return where files win over what is typed, or would be."""
    rows = Series.objects.filter(
        centre=centre, dimension="", indicator__in=unlocked_by(block), grain__in=("month", "quarter", "year")
    )
    mine = [(one, said) for one in rows for said in one.points if said["period"].startswith(str(year))]
    return Files(
        [
            (in_language(indicators()[one.indicator]).label, said["period"], note)
            for one, said in mine
            if not said.get("private")
            for note in notes_of(one, said)
            if note.startswith(("saisi :", "typed:"))
        ],
        _won(mine),
    )


def _won(points: Iterable[tuple[Series, Mapping[str, Any]]]) -> frozenset[tuple[str, str]]:
    """Return the measures and periods that no figure takes from the grid, and one at least from files."""
    bases: dict[tuple[str, str], set[str]] = {}
    for one, said in points:
        basis = said.get("basis") or one.about.get("basis")
        if said.get("value") is not None and basis:
            for measure in _measures_of(one.indicator):
                bases.setdefault((measure, said["period"]), set()).add(basis)
    return frozenset(where for where, found in bases.items() if found == {LINES})


@cache
def _measures_of(indicator: str) -> frozenset[str]:
    typed = filter(is_typed, indicators()[indicator].bases)
    return frozenset(term.name for basis in typed for part in typed_needed(basis.formula) for term in typed_of(part))


def line_history(centre: Centre, key: Any, limit: int = 60) -> list[Any]:
    """Return who wrote what in a line, the last first."""
    found = TypedValue.history.filter(centre=centre, measure=key.measure, **key.keys())
    return list(found.select_related("history_user").order_by("-history_date", "-history_id")[:limit])
