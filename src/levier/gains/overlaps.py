"""What two levers would win twice, and how the total is shared between them.

Each pair is a pool: the same appointments, the same patients, the same invoices. What both would win is counted once;
then every order of doing the levers is tried and each lever gets the mean of what it adds (Shapley 1953), so that the
shares add up exactly to the total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

from levier.i18n import _

Part = tuple[str, str, str]  # lever, component, service ("" when it has none)
VISITS, DENTAL_VISITS = ("no_show", "visites"), ("dental", "visites", "")
ROOMS, CHAIRS = ("room_occupancy", "heures", ""), ("dental", "fauteuils", "")
IMAGING = (("imaging", "couverture", ""), ("imaging", "heures", ""))
REJECTIONS, HANDLING = ("unpaid_and_rejects", "rejets", ""), ("unpaid_and_rejects", "traitement", "")
RATIO = ("purchases", "ratio", "")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Euros a year that two parts would both win, with the reason."""

    first: Part
    second: Part
    euros: Any
    why: str


@dataclass(frozen=True, slots=True)
class Won:
    """What a part wins: net and gross euros, and the numbers of its formula."""

    net: Any
    gross: Any
    numbers: Mapping[str, Any]


def overlaps(parts: Mapping[Part, Won], shared_patients: Any, purchase_share: Any) -> list[Overlap]:
    """Return what the parts of a centre win twice.

    Args:
        parts: what each part wins, those that win something.
        shared_patients: share of the recovered slots and added hours that would serve the same patients, 0 to 1.
        purchase_share: purchases brought by one more euro of dental revenue, 0 to 1.

    >>> visits = Won(Fraction(20_000), Fraction(20_000), {})
    >>> twice = overlaps({("no_show", "visites", "dentaire"): visits, DENTAL_VISITS: visits}, 0, 0)
    >>> [int(one.euros) for one in twice]
    [20000]
    """
    found = list(_pairs(parts, shared_patients, purchase_share))
    return [one for one in found if one.euros > 0]


def _pairs(parts: Mapping[Part, Won], shared: Any, purchases: Any) -> Iterator[Overlap]:
    medical, dental, imaging = ((*VISITS, service) for service in ("medical", "dentaire", "imagerie"))
    if medical in parts and ROOMS in parts:
        yield Overlap(
            medical, ROOMS, shared * _least(parts, medical, ROOMS), _("mêmes patients en attente (leviers 1 et 3)")
        )
    if dental in parts and DENTAL_VISITS in parts:
        twice = _least(parts, dental, DENTAL_VISITS)
        yield Overlap(dental, DENTAL_VISITS, twice, _("mêmes rendez-vous dentaires (leviers 1 et 5)"))
    for one in IMAGING:
        if imaging in parts and one in parts:
            yield Overlap(imaging, one, _least(parts, imaging, one), _("mêmes rendez-vous d'imagerie (leviers 1 et 4)"))
    if REJECTIONS in parts and HANDLING in parts:
        yield Overlap(REJECTIONS, HANDLING, _lighter(parts), _("moins de rejets, donc moins à traiter (6b et 6c)"))
    if CHAIRS in parts and RATIO in parts:
        yield Overlap(
            CHAIRS, RATIO, _diluted(parts, purchases), _("plus de recettes dentaires : le ratio baisse déjà (5 et 9)")
        )


def _least(parts: Mapping[Part, Won], first: Part, second: Part) -> Any:
    return min(parts[first].net, parts[second].net)


def _lighter(parts: Mapping[Part, Won]) -> Any:
    """Return the saving on handling that vanishes because fewer rejections are sent again."""
    x = parts[REJECTIONS].numbers
    sent_less = 1 - (1 + x["target"]) / (1 + x["rate"])
    return min(sent_less * parts[HANDLING].net, parts[REJECTIONS].net)


def _diluted(parts: Mapping[Part, Won], purchases: Any) -> Any:
    """Return the part of the target on purchases that more dental revenue reaches by itself."""
    lower = max(0, parts[RATIO].numbers["target"] - purchases) * parts[CHAIRS].gross
    return min(lower, _least(parts, CHAIRS, RATIO))


def joint(parts: Mapping[Part, Won], twice: Sequence[Overlap], chosen: frozenset[Part]) -> Any:
    """Return what these parts win together."""
    whole = sum((parts[one].net for one in parts if one in chosen), Fraction())
    return whole - sum(one.euros for one in twice if one.first in chosen and one.second in chosen)


def shapley(players: Sequence[Part], value: Callable[[frozenset[Part]], Any]) -> dict[Part, Any]:
    """Return the mean, over every order, of what each player adds to those before it.

    Source: Shapley 1953, Contributions to the Theory of Games II. Exact on fractions; the shares add up to the value of
    all. The number of sets doubles with each player.

    >>> a, b = ("no_show", "visites", "dentaire"), ("dental", "visites", "")
    >>> shares = shapley([a, b], lambda chosen: Fraction(20 if chosen else 0))
    >>> shares[a], shares[b]
    (Fraction(10, 1), Fraction(10, 1))
    """
    total = len(players)
    known = {chosen: value(chosen) for chosen in _sets(players)}
    shares: dict[Part, Any] = {}
    for player in players:
        others = [one for one in players if one != player]
        shares[player] = sum(
            Fraction(factorial(len(chosen)) * factorial(total - len(chosen) - 1), factorial(total))
            * (known[chosen | {player}] - known[chosen])
            for chosen in _sets(others)
        )
    return shares


def _sets(players: Sequence[Part]) -> Iterator[frozenset[Part]]:
    for size in range(len(players) + 1):
        yield from (frozenset(chosen) for chosen in combinations(players, size))


def share_out(parts: Mapping[Part, Won], twice: Sequence[Overlap]) -> dict[Part, Any]:
    """Return each part's share of the total without double counting: alone, what it wins; else its Shapley share.

    Groups of parts that nothing links are shared apart: what one adds does not depend on the others.
    """
    shares: dict[Part, Any] = {}
    for group in _groups(list(parts), twice):
        shares |= shapley(group, lambda chosen: joint(parts, twice, chosen))
    return shares


def _groups(players: list[Part], twice: Sequence[Overlap]) -> list[list[Part]]:
    groups = [[one] for one in players]
    for pair in twice:
        ends = [next(group for group in groups if end in group) for end in (pair.first, pair.second)]
        if ends[0] is not ends[1]:
            ends[0].extend(ends[1])
            groups.remove(ends[1])
    return groups
