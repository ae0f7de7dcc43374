"""Quartiles of the centres of the site that count alike: nobody is named, and nobody's value can be read.

Alike: the same definition version, the same conventions, the same basis and the same definition of what was typed.
Five centres at least; figures that a small team made never enter. With five centres a quartile *is* the value of one of
them: it is rounded to two significant figures, coarser where the values are as round as that themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from math import floor, log10
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from levier.figures.figure import OK, PARTIAL
from levier.gains.peers import percentile
from levier.web.centres.models import Centre
from levier.web.figures.models import Benchmark, Comparable, Series

LEAST = 5
# How many of the last periods are compared.
KEPT = {"month": 14, "quarter": 9, "year": 4, "rolling12": 14}
ROUNDED = _(
    "Quartiles arrondis à deux chiffres, parmi cinq centres au moins aux mêmes conventions : "
    "le chiffre d'aucun centre ne peut y être lu."
)
# Totals grow with the size of a centre: only these, which do not, are compared.
TOTALS = ("weekly_opening_hours", "booking_delay_days")
Where = tuple[str, str, str]
Values = dict[Where, float]


def conventions_key(series: Series, period: str | None = None) -> str:
    """Return what two figures must share to be compared.

    Args:
        series: of one centre.
        period: label of the point, the last one by default.
    """
    points = [said for said in series.points if period is None or said["period"] == period]
    return _key(series.about | (points[-1] if points else {}))


def _key(said: Mapping[str, Any]) -> str:
    # What was typed under another definition says so in its notes, and only there.
    typed = sorted(note for note in said.get("notes", ()) if note.startswith("définition : "))
    alike = [said.get("version"), said.get("basis"), sorted(said.get("conventions", {}).items()), typed]
    return sha256(json.dumps(alike, ensure_ascii=False).encode()).hexdigest()[:32]


def comparable(rows: Iterable[Series]) -> dict[str, Values]:
    """Return, by indicator, the figures of a centre that may be compared: (grain, period, conventions) → value."""
    found: dict[str, Values] = {}
    for one in rows:
        if one.dimension or one.grain not in KEPT:
            continue
        for said in one.points[-KEPT[one.grain] :]:
            whole = one.about | said
            if _may_enter(one.indicator, whole):
                where = (one.grain, said["period"], _key(whole))
                found.setdefault(one.indicator, {})[where] = float(whole["value"])
    return found


def _may_enter(name: str, said: Mapping[str, Any]) -> bool:
    rate = said.get("denominator") is not None or name in TOTALS
    return rate and said.get("value") is not None and said["status"] in (OK, PARTIAL) and not said.get("private")


def refresh(centre: Centre, rows: Iterable[Series]) -> int:
    """Put the figures of a centre among those compared, and compute again the quartiles that they change.

    Only the indicators that moved are read again, whatever the number of centres. Returns how many moved.
    """
    with transaction.atomic():
        _one_at_a_time()
        now = comparable(rows)
        before = {one.indicator: _read(one.values) for one in Comparable.objects.filter(centre=centre)}
        moved = [name for name in now.keys() | before.keys() if now.get(name) != before.get(name)]
        Comparable.objects.filter(centre=centre, indicator__in=moved).delete()
        Comparable.objects.bulk_create(
            Comparable(centre=centre, indicator=name, values=_written(now[name])) for name in moved if name in now
        )
        changed = {name: _differences(before.get(name, {}), now.get(name, {})) for name in moved}
        _quartiles(changed)
    return len(moved)


def _one_at_a_time() -> None:
    """Wait for the worker that computes the quartiles for another centre: each must see what the other one wrote.

    SQLite has one writer at a time by itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('levier.benchmarks'))")


def _differences(before: Values, now: Values) -> set[Where]:
    return {where for where in before.keys() | now.keys() if before.get(where) != now.get(where)}


def _written(values: Values) -> list[list[Any]]:
    return [[*where, value] for where, value in values.items()]


def _read(rows: Sequence[Sequence[Any]]) -> Values:
    return {(grain, period, key): value for grain, period, key, value in rows}


def _quartiles(changed: Mapping[str, set[Where]]) -> None:
    """Compute these quartiles again from the figures of every centre; fictitious ones are never mixed with others."""
    real = Centre.objects.filter(fictitious=False, comparables__isnull=False).exists()
    known = Comparable.objects.filter(indicator__in=changed, centre__fictitious=not real).order_by("pk")
    found: dict[tuple[str, Where], list[float]] = {}
    for one in known.iterator():
        for where, value in _read(one.values).items():
            if where in changed[one.indicator]:
                found.setdefault((one.indicator, where), []).append(value)
    _forget(changed)
    made = [_benchmark(name, where, values) for (name, where), values in found.items() if len(values) >= LEAST]
    Benchmark.objects.bulk_create(made, batch_size=500)


def _forget(changed: Mapping[str, set[Where]]) -> None:
    known = Benchmark.objects.filter(indicator__in=changed).only("indicator", "grain", "period", "conventions")
    gone = [one.pk for one in known if (one.grain, one.period, one.conventions) in changed[one.indicator]]
    Benchmark.objects.filter(pk__in=gone).delete()


def _benchmark(name: str, where: Where, values: Sequence[float]) -> Benchmark:
    low, middle, high = rounded_quartiles(values)
    grain, period, key = where
    return Benchmark(
        indicator=name, grain=grain, period=period, conventions=key, centres=len(values),
        low=low, middle=middle, high=high,
    )  # fmt: skip


def rounded_quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the quartiles (Hyndman & Fan 1996, type 7), rounded so that no value can be read in them.

    >>> rounded_quartiles([0.1012, 0.1234, 0.1571, 0.1844, 0.2213])
    (0.12, 0.16, 0.18)
    >>> rounded_quartiles([11.0, 12.0, 13.0, 14.0, 18.0])
    (10.0, 15.0, 15.0)
    """
    ordered = sorted(values)
    low, middle, high = (float(percentile(ordered, Fraction(share, 4))) for share in (1, 2, 3))
    return _rounded(low, ordered), _rounded(middle, ordered), _rounded(high, ordered)


def _rounded(value: float, values: Sequence[float]) -> float:
    if not value:
        return 0.0
    power = floor(log10(abs(value))) - 1
    # Whole days or hours are already as round as two figures: a step of five hides them.
    times = 5 if all(_is_multiple(one, power) for one in values) else 1
    return round(round(value / (times * 10.0**power)) * times * 10.0**power, max(0, -power) + 1)


def _is_multiple(value: float, power: int) -> bool:
    found = value / 10.0**power
    return abs(found - round(found)) < 1e-9
