"""Check the interrupted series on the Sicilian smoking ban: `python -m bench.stats_published PATH/sicily.csv`.

The file is that of github.com/gasparrini/2017_lopezbernal_IJE_codedata; it states no licence, so it is not kept here.
Published (Lopez Bernal et al. 2017, with the correction of the slope): quasi-Poisson 0.894 (0.839–0.953); with
Fourier 0.885 (0.839–0.933); slope 1.0015 (0.998–1.005).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from levier.stats import Interval, interrupted_series

PUBLISHED = {
    "step": (0.894, 0.839, 0.953),
    "step, season": (0.885, 0.839, 0.933),
    "slope, season": (1.0015, 0.998, 1.005),
}


def main() -> None:
    """Print each published result beside ours, and stop when one differs."""
    rows = list(csv.DictReader(Path(sys.argv[1]).read_text("utf-8").splitlines()))
    counts, totals = ([float(row[name]) for row in rows] for name in ("aces", "stdpop"))
    start = next(place for place, row in enumerate(rows) if row["smokban"] == "1")
    same = {"totals": totals, "errors": "usual", "small_sample": False}
    found = {
        "step": interrupted_series(counts, start, period=None, **same).step,
        "step, season": interrupted_series(counts, start, **same).step,
        "slope, season": interrupted_series(counts, start, slope=True, **same).slope,
    }
    different = [name for name, limits in found.items() if not _agrees(name, limits)]
    sys.exit(f"differs: {', '.join(different)}" if different else 0)


def _agrees(name: str, limits: Interval | None) -> bool:
    assert limits is not None
    digits = (4 if name.startswith("slope") else 3, 3, 3)
    ours = tuple(round(one, n) for one, n in zip((limits.value, limits.low, limits.high), digits, strict=True))
    print(f"{name}: {ours}, published {PUBLISHED[name]}")
    return ours == PUBLISHED[name]


if __name__ == "__main__":
    main()
