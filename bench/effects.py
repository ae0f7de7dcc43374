"""How often the true effect lies in the announced range, and how often a null one is called real, on the demo region.

python bench/effects.py REGION: judges every activation of ``effets_vrais.csv`` by both methods (interrupted series,
same months a year before). The truth of the file is the effect at full strength: it is taken at its mean strength
over the months judged, in the unit of the indicator. Activations with fewer than 12 months before are refused by
``levier effect``; they are judged here all the same, apart, to know what the refusal costs.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from levier.opening import open_centres
from levier.outlook.activations import parse_day
from levier.outlook.counterfactual import LEAST_AFTER, LEAST_BEFORE, Estimate, interrupted, sides, simple
from levier.outlook.effect import reading_of
from levier.outlook.history import History, histories
from levier.periods import to_day
from levier.readings.points import LEVEL, Point
from levier.stats import BadSeries, TooFew

AS_OF = to_day(date(2025, 12, 31))
Row = dict[str, str]


def main() -> int:
    """Print coverage, width and wrong calls by method, then by indicator."""
    folder = Path(sys.argv[1])
    text = (folder / "effets_vrais.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader((line for line in text if not line.startswith("#")), delimiter=";"))
    found: dict[tuple[str, str], list[tuple[bool, bool, str, float]]] = defaultdict(list)
    for holding in open_centres(folder):
        mine = [row for row in rows if row["centre"] == holding.centre.name]
        for row in mine:
            since = parse_day(row["active_le"])
            known = histories(holding, [row["indicateur"]], since, AS_OF)
            for name, one, after in _judged(known.get(row["indicateur"]), since):
                found[name, row["indicateur"]].append(_hit(row, one, after, known[row["indicateur"]]))
        holding.engine.close()
    for method in sorted({name for name, _indicator in found}):
        _say(method, [hit for (name, _one), hits in found.items() if name == method for hit in hits])
        for (name, about), hits in sorted(found.items()):
            if name == method:
                _say(f"   {about}", hits)
    return 0


def _judged(history: History | None, since: int) -> Iterator[tuple[str, Estimate, list[Point]]]:
    if history is None or history.series is None:
        return
    before, after = sides(history.series, since)
    if len(after) < LEAST_AFTER or len(before) < LEAST_AFTER:
        return
    enough = "12 months" if len(before) >= LEAST_BEFORE else "too early"
    yield f"{enough}, same months", simple(history.series.kind, before, after), after
    if enough == "12 months" and history.series.kind != LEVEL:
        try:
            yield f"{enough}, interrupted", interrupted(history.series, before, after), after
        except (BadSeries, TooFew):
            return


def _hit(row: Row, one: Estimate, after: Sequence[Point], history: History) -> tuple[bool, bool, str, float]:
    """Return whether the truth is in the range, whether it is null, the reading, the relative half-width."""
    size = float(row["effet_vrai"].replace(",", ".")) * _strength(row, after)
    truth = {"points": size / 100, "relatif": size * one.expected}.get(row["unite"], size)
    if row["unite"] == "heures par semaine":
        truth = size / (7 * one.volume / 30.44)
    low, high = one.limits()
    outcome, sense = reading_of(one, history.about.direction)
    return low <= truth <= high, size == 0, f"{outcome} {sense}".strip(), (high - low) / 2 / abs(one.expected or 1)


def _strength(row: Row, after: Sequence[Point]) -> float:
    since, ramp = parse_day(row["active_le"]), int(row["montee_jours"])
    days = [day for one in after for day in range(one.period.first, one.period.last + 1)]
    return sum(1.0 if not ramp else min(1.0, (day - since + 1) / ramp) for day in days) / len(days)


def _say(name: str, hits: Sequence[tuple[bool, bool, str, float]]) -> None:
    null, real = [one for one in hits if one[1]], [one for one in hits if not one[1]]
    widths = sorted(one[3] for one in hits)
    print(f"{name}: {_calls(hits)}; median half-width {100 * widths[len(widths) // 2]:.0f} %")
    print(f"      null: {_calls(null)}; real: {_calls(real)}")


def _calls(hits: Sequence[tuple[bool, bool, str, float]]) -> str:
    called = [sum(one[2] == word for one in hits) for word in ("real better", "likely better")]
    return f"{sum(one[0] for one in hits)}/{len(hits)} in range, {called[0]} called real, {called[1]} likely"


if __name__ == "__main__":
    raise SystemExit(main())
