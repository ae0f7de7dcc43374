"""How often the end of the year lies in the announced range: every centre of a region, at the end of each month.

python bench/landing.py REGION [YEAR]: reads each centre once, lands YEAR (default 2025) as known at the end of March
to November, and compares with what the whole year's lines say.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from levier.opening import open_centres
from levier.outlook.landing import landing
from levier.periods import Period, parse_period, to_date


def main() -> int:
    """Print, by month of knowledge, how many truths lie in the range, and the median error."""
    year = parse_period(sys.argv[2] if len(sys.argv) > 2 else "2025")
    found: dict[int, list[tuple[bool, float, float]]] = defaultdict(list)
    for holding in open_centres(Path(sys.argv[1])):
        if holding.source().days("acts"):
            for month, hit in _centre(holding, year):
                found[month].append(hit)
        holding.engine.close()
    for month, hits in found.items():
        _say(f"{month:02d}", hits)
    _say("all", [hit for hits in found.values() for hit in hits])
    return 0


def _centre(holding, year: Period):  # type: ignore[no-untyped-def]
    truth = landing(holding, year, year.last).value
    for month in range(3, 12):
        as_of = parse_period(f"{to_date(year.first).year}-{month:02d}").last
        one = landing(holding, year, as_of)
        if truth is not None and one.value is not None and one.low is not None and one.high is not None:
            yield month, (one.low <= truth <= one.high, one.value / truth - 1, (one.high - one.low) / truth)


def _say(name: str, hits: list[tuple[bool, float, float]]) -> None:
    errors, widths = sorted(abs(error) for _in, error, _width in hits), sorted(width for *_rest, width in hits)
    inside, bias = sum(hit for hit, *_rest in hits), sum(error for _in, error, _width in hits) / len(hits)
    width = widths[len(widths) // 2]
    print(
        f"{name}: {inside}/{len(hits)} in range ({100 * inside / len(hits):.0f} %), median error "
        f"{100 * errors[len(errors) // 2]:.1f} %, bias {100 * bias:+.1f} %, median width {100 * width:.1f} %"
    )


if __name__ == "__main__":
    raise SystemExit(main())
