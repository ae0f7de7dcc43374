"""« Contre le chiffre de votre logiciel »: from a total known elsewhere to ours, reason by reason."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicator
from levier.catalogue.words import in_language
from levier.explain import Explanation, find_slice
from levier.explain import explain as how_made
from levier.i18n import gettext as library_words
from levier.measures.facts import FACTS
from levier.measuring import Asked, day_of_knowledge, measure_period
from levier.periods import parse_period
from levier.problems import NothingUsable
from levier.store_source import StoreHolding
from levier.tables import TABLES
from levier.web.figures.holdings import hold_centre
from levier.web.imports.bringing import patiently
from levier.web.jobs.models import Job
from levier.web.jobs.services import Progress

COUNTED, NUMERATOR, READ = "counted", "numerator", "read"
# Beyond, a sum of reasons that falls right would be chance.
MOST_REASONS = 3


def explain(job: Job, progress: Progress) -> dict[str, Any]:
    """Return how our number is made, and what lies between it and the one typed.

    Raises:
        NothingUsable: no line makes this figure.
    """
    progress(10, _("Lecture des lignes"))
    holding = patiently(lambda: hold_centre(job.centre), progress)
    try:
        made = _explained(holding, job.asked["indicator"], job.asked["period"], job.asked.get("slice", {}))
        progress(80, "")
        return told(made, job.asked["what"], job.asked["total"]) | {"covered": covered(holding, made)}
    finally:
        holding.engine.close()


def _explained(holding: StoreHolding, name: str, label: str, slice_: dict[str, str]) -> Explanation:
    period = parse_period(label)
    asked = Asked("month", label, label, None, tuple(slice_), (name,)).checked()
    figure = find_slice(measure_period(holding, asked, period), slice_)
    if figure is None:
        raise NothingUsable(_("Aucun chiffre pour cette période. → Choisissez une période où des fichiers existent."))
    return how_made(holding, indicator(name), period, figure, day_of_knowledge(holding, asked))


def told(made: Explanation, what: str, total: int) -> dict[str, Any]:
    """Return the ladder from the lines read to the number counted, and what would explain the gap.

    Args:
        made: how the figure was made.
        what: what the software counted: every line (``read``), those that make the rate (``counted``), or those
            above the bar (``numerator``).
        total: its number.
    """
    reasons = [(library_words(reason), count) for one in made.tallies for reason, count in one.left_out if count]
    ours = _ours(made, what)
    gap = None if ours is None else total - ours
    figure = made.figure
    return {
        "indicator": made.indicator.name,
        "label": in_language(made.indicator).label,
        "period": figure.period.label,
        "what": what,
        "total": total,
        "ours": ours,
        "gap": gap,
        "read": sum(one.read for one in made.tallies),
        "counted": sum(one.counted for one in made.tallies),
        "reasons": [{"reason": reason, "count": count} for reason, count in reasons],
        "match": matching(gap or 0, reasons),
        "tables": sorted({_table(one.fact) for one in made.tallies}),
        "files": list(made.files),
        "notes": list(figure.notes),
        "conventions": {name: str(value) for name, value in made.conventions.items()},
        "coverage": None if figure.coverage is None else float(figure.coverage),
    }


def _ours(made: Explanation, what: str) -> float | None:
    if what == READ:
        return sum(one.read for one in made.tallies) if made.tallies else None
    above, below = made.figure.numerator, made.figure.denominator
    found = above if what == NUMERATOR or below is None else below
    return None if found is None else float(found)


def _table(fact: str) -> str:
    source = FACTS[fact].source
    return library_words(TABLES[source].label) if source else fact


def matching(gap: float, reasons: Sequence[tuple[str, int]]) -> list[str]:
    """Return the fewest reasons whose lines make the gap exactly; none when none does, or when two sets do.

    Only what was left out can make ours smaller: when ours is the greater, no reason explains it.

    >>> matching(20, [("annulé", 20), ("sans rendez-vous", 31)]), matching(7, [("annulé", 20)])
    (['annulé'], [])
    """
    for size in range(1, MOST_REASONS + 1) if gap > 0 else ():
        found = [one for one in combinations(reasons, size) if sum(count for _reason, count in one) == gap]
        if found:
            return [reason for reason, _count in found[0]] if len(found) == 1 else []
    return []


def covered(holding: StoreHolding, made: Explanation) -> dict[str, int]:
    """Return how many lines of the period were set aside on reading: they are in no figure."""
    period, tables = made.figure.period, {FACTS[one.fact].source for one in made.tallies}
    mine = [one for one in holding.accounts if one.table in tables]
    days = range(period.first, period.last + 1)
    return {"set_aside": sum(count for one in mine for day, count in one.aside_days.items() if day in days)}
