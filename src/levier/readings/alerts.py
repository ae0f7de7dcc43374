"""What is worth a message among many readings: at most one false alert in twenty, on average."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from levier.readings.judge import LIKELY, REAL
from levier.readings.reading import Reading
from levier.stats import benjamini_hochberg

RATE = 0.05


@dataclass(frozen=True, slots=True)
class Alerts:
    """Readings announced together, worst first; ``tested`` were looked at, ``rate`` of the announced may be false."""

    readings: tuple[Reading, ...]
    tested: int
    rate: float
    method: str


def alerts(readings: Iterable[Reading], rate: float = RATE) -> Alerts:
    """Return the readings worth an alert among those of many indicators and centres.

    Every reading that was judged counts as looked at, habitual ones included: that is what makes the rate hold.

    Args:
        readings: of as many centres as will be announced together.
        rate: share of false alerts accepted among those announced, a fraction.

    Raises:
        BadSeries: the rate is outside 0…1.
    """
    tested = [(one, one.p_value) for one in readings if one.p_value is not None]
    found = benjamini_hochberg([value for _one, value in tested], rate)
    kept = [
        one
        for (one, _value), announced in zip(tested, found.announced, strict=True)
        if announced and one.outcome in (REAL, LIKELY)
    ]
    return Alerts(tuple(sorted(kept, key=lambda one: one.rank)), len(tested), rate, found.method)
