"""A value between two limits, with the method and the level that gave them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """``low`` ≤ ``value`` ≤ ``high`` at confidence ``level`` (0.95 = 95 %), in the unit of ``value``."""

    value: float
    low: float
    high: float
    level: float
    method: str

    @property
    def width(self) -> float:
        """Return the distance between the two limits."""
        return self.high - self.low
