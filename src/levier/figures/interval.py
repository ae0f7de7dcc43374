"""The 95 % interval of a proportion of counted lines."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054


def wilson(count: float, total: float, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson interval of count ÷ total (fractions), at 95 % unless another normal quantile is given.

    Source: Wilson 1927; the form of PHEindicatormethods: (2x + z² ± z√(z² + 4x(1 − x/n))) / (2(n + z²)).

    >>> [round(limit, 4) for limit in wilson(15, 50)]
    [0.191, 0.4375]
    """
    square = z * z
    spread = z * sqrt(square + 4 * count * (1 - count / total))
    low, high = ((2 * count + square + side * spread) / (2 * (total + square)) for side in (-1, 1))
    return max(0.0, low), min(1.0, high)
