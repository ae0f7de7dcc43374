"""All that the Monday page says, from two queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.presenters.changed import Changed, what_changed
from levier.web.figures.selectors import Beside, Viewer
from levier.web.monday.kinds import KINDS, kinds_of
from levier.web.monday.presenters.late import Late, dated, late_dated, late_files
from levier.web.monday.presenters.team import team_sentence
from levier.web.monday.presenters.things import May, Thing, things, waiting
from levier.web.monday.presenters.week import Week, week
from levier.web.ui.formats import french_date

RESULTS = (*(one.result for one in KINDS.values()), "quality", "week")
MANY_LATE = 6


@dataclass(frozen=True, slots=True)
class MondayPage:
    """The five parts, in their order; ``private`` is for the director's screen alone and is never printed."""

    monday: date
    known: str
    things: list[Thing]
    changed: Changed | None
    private: Changed | None
    week: Week | None
    all_late: list[Late]
    team: str
    empty: bool

    @property
    def late(self) -> list[Late]:
        """Return what is late and fits on the page, the latest first."""
        return self.all_late[:MANY_LATE]

    @property
    def more_late(self) -> int:
        """Return how many others are late."""
        return max(0, len(self.all_late) - MANY_LATE)


def monday_page(centre: Centre, user: Any, who: Viewer, today: date | None = None) -> MondayPage:
    """Return what the page says to somebody.

    Args:
        centre: of the page.
        user: who reads; their rights decide the lists, the money, the links.
        who: how they look; ``SHARED`` for what leaves the screen.
        today: the day of the page; a fictitious centre lives on the day of its lists.
    """
    beside = selectors.beside(centre, who, sorted(indicators()), results=RESULTS, only=("lecture", "result", "run"))
    lists = {name: data for name, one in KINDS.items() if (data := beside.results.get(one.result))}
    day = today or today_of(centre, lists)
    may = May(tuple(one.name for one in kinds_of(user, centre)), who.money)
    late = _late(centre, user, beside, day)
    public = {name: one for name, one in beside.lectures.items() if not one.get("small_team")}
    secret = {name: one for name, one in beside.lectures.items() if one.get("small_team")}
    private = what_changed(centre.code, secret) if secret else None
    return MondayPage(
        monday=day - timedelta(day.weekday()),
        known=_known(beside, lists),
        things=things(centre.code, lists, may, list(waiting(late))),
        changed=brief(what_changed(centre.code, public)),
        private=None if private is None or private.quiet else brief(private),
        week=week(beside.results.get("week"), who.money, secret),
        all_late=late,
        team=team_sentence(public, lists.get("unmarked")),
        empty=not (beside.run or lists or late),
    )


def brief(changed: Changed | None) -> Changed | None:
    """Return what changed with the first sentence of each reading: the page of the indicator says the rest."""
    if changed is None:
        return None
    short = tuple(replace(one, sentence=one.sentence.partition(". ")[0].rstrip(".") + ".") for one in changed.changes)
    return replace(changed, changes=short)


def today_of(centre: Centre, lists: dict[str, Any]) -> date:
    """Return the day of the page."""
    if centre.fictitious and lists:
        return max(date.fromisoformat(one["as_of"]) for one in lists.values())
    return timezone.localdate()


def _late(centre: Centre, user: Any, beside: Beside, day: date) -> list[Late]:
    may_import = user.has_perm("centre.import", centre)
    files = late_files(centre.code, beside.results.get("quality"), day, may_import=may_import)
    found = [*files, *late_dated(centre.code, dated(centre, user, day), day)]
    return sorted(found, key=lambda one: -one.days)


def _known(beside: Beside, lists: dict[str, Any]) -> str:
    day = max((one["as_of"] for one in lists.values()), default=(beside.run or {}).get("as_of"))
    return _("listes au {day}").format(day=french_date(day)) if day else ""
