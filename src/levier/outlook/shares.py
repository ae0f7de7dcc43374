"""How a difference between two products is shared between their factors, exactly and whatever their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, prod


def shapley(before: Sequence[Fraction], after: Sequence[Fraction]) -> list[Fraction]:
    """Share product(after) − product(before) between the factors: the mean over all orders of replacing them.

    Source: Shapley 1953; Albrecht, François & Schoors 2002, Energy Policy 30:727 (complete decomposition). Exact:
    the shares add up to the difference; a factor that did not move gets 0; factors may be zero or negative.

    Args:
        before: factors of the first product, any unit.
        after: the same factors of the second one, in the same order.

    Raises:
        ValueError: different numbers of factors.

    >>> shapley([Fraction(2), Fraction(10)], [Fraction(3), Fraction(12)])
    [Fraction(11, 1), Fraction(5, 1)]
    """
    if len(before) != len(after):
        raise ValueError("one factor before for each factor after")
    return [_share(rank, before, after) for rank in range(len(before))]


def _share(rank: int, before: Sequence[Fraction], after: Sequence[Fraction]) -> Fraction:
    others = [place for place in range(len(before)) if place != rank]
    mean = Fraction()
    for size in range(len(others) + 1):
        weight = Fraction(factorial(size) * factorial(len(others) - size), factorial(len(before)))
        mean += weight * sum(
            prod(after[place] if place in moved else before[place] for place in others)
            for moved in map(set, combinations(others, size))
        )
    return mean * (after[rank] - before[rank])


def in_cents(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Round parts in euros to cents so that they still add up to their sum, itself rounded to the cent.

    The cents that rounding down leaves go to the largest remainders, the first of equals.

    >>> in_cents({"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)})
    {'a': 34, 'b': 33, 'c': 33}
    """
    exact = {name: value * 100 for name, value in parts.items()}
    found = {name: value.numerator // value.denominator for name, value in exact.items()}
    rest = round(sum(exact.values(), Fraction())) - sum(found.values())
    for name in sorted(exact, key=lambda one: found[one] - exact[one])[:rest]:
        found[name] += 1
    return found
