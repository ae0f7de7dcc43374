"""Which months are compared with which: a frozen baseline, the last months, and the same months a year before.

The baseline is a whole year, so that every season weighs alike, and it stays the same for a year: the last calendar
year since which six months have gone by. A dated reason (``since``, an activated lever) places it just before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.i18n import _
from levier.periods import Period, period_of, to_date
from levier.readings.points import Point

BASELINE, LONGEST, FEWEST_KNOWN = 12, 20, 10
RECENT, FEWEST_RECENT = 6, 3
GAP_AFTER_YEAR = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Days of the baseline and of the last months, both ends included; ``why`` says what froze the baseline."""

    baseline: tuple[int, int]
    recent: tuple[int, int]
    why: str

    @property
    def spans(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the days of the last months, then those of the baseline."""
        return self.recent, self.baseline


@dataclass(frozen=True, slots=True)
class TooEarly:
    """What is missing, and the first day at which enough months are known (``None``: waiting is not enough)."""

    missing: str
    known_on: int | None


def make_plan(points: Sequence[Point], since: int | None = None, reason: str = "") -> Plan | TooEarly:
    """Return what to compare among monthly points, or why it is too early.

    Args:
        points: months in order, the last one over.
        since: day from which months are new (a lever activated, ``--since``); None: the frozen calendar year.
        reason: what happened then, in words.
    """
    months = [point.period for point in points]
    known = [point.period for point in points if point.value is not None]
    if not known:
        return TooEarly(_("aucun mois complet"), None)
    months = [month for month in months if month.first >= known[0].first]
    baseline = _baseline_before(months, known, since) if since is not None else _baseline_year(months)
    if not baseline:
        return _too_few(len(known), months)
    after = [month for month in months if month.first > baseline[-1].last and (since is None or month.first >= since)]
    recent = after[-RECENT:]
    if len(_among(baseline, known)) < FEWEST_KNOWN or len(baseline) < BASELINE:
        return _short_baseline(len(_among(baseline, known)), months, since)
    if len(_among(recent, known)) < FEWEST_RECENT:
        return _few_recent(len(_among(recent, known)), len(recent), months[-1])
    why = reason or (_("base gelée") if since is None else _("base arrêtée au changement daté"))
    return Plan((baseline[0].first, baseline[-1].last), (recent[0].first, recent[-1].last), why)


def _among(months: Sequence[Period], known: Sequence[Period]) -> list[Period]:
    found = set(known)
    return [month for month in months if month in found]


def _baseline_year(months: Sequence[Period]) -> list[Period]:
    """Return the frozen calendar year, or the first twelve months of a centre that has not one yet."""
    years = sorted({to_date(month.first).year for month in months}, reverse=True)
    for year in years:
        inside = [month for month in months if to_date(month.first).year == year]
        after = [month for month in months if to_date(month.first).year > year]
        if len(inside) == BASELINE and len(after) >= GAP_AFTER_YEAR:
            return inside
    return list(months[:BASELINE]) if len(months) > BASELINE else []


def _baseline_before(months: Sequence[Period], known: Sequence[Period], since: int) -> list[Period]:
    """Return the twelve months before a date, more (twenty at most) when some of them are unknown."""
    before = [month for month in months if month.last < since]
    for length in range(BASELINE, LONGEST + 1):
        chosen = before[-length:]
        if len(_among(chosen, known)) >= BASELINE or len(chosen) == len(before):
            return chosen
    return before[-LONGEST:]


def _too_few(known: int, months: Sequence[Period]) -> TooEarly:
    needed = BASELINE + FEWEST_RECENT
    sentence = _("{n} mois connus, il en faut {needed} (12 de base et 3 nouveaux)")
    return TooEarly(sentence.format(n=known, needed=needed), month_after(months[-1], max(1, needed - len(months))))


def _short_baseline(known: int, months: Sequence[Period], since: int | None) -> TooEarly:
    if since is not None:
        missing = _(
            "{n} mois connus avant le {day}, il en faut 12 : les mois d'avant ne viendront qu'avec leurs fichiers"
        )
        return TooEarly(missing.format(n=known, day=french_day(since)), None)
    return TooEarly(
        _("{n} mois connus sur les 12 de la base (au moins 10 attendus) : complétez les mois absents").format(n=known),
        None,
    )


def _few_recent(known: int, given: int, last: Period) -> TooEarly:
    sentence = _("{n} mois connus après la base, il en faut 3")
    return TooEarly(sentence.format(n=known), month_after(last, max(1, FEWEST_RECENT - known)))


def month_after(month: Period, many: int) -> int:
    """Return the last day of the month that comes so many months later."""
    for _step in range(many):
        month = period_of(month.last + 1, "month")
    return month.last


def french_day(day: int) -> str:
    """Return a day as French people write it.

    >>> french_day(20148)
    '01/03/2025'
    """
    return to_date(day).strftime("%d/%m/%Y")
