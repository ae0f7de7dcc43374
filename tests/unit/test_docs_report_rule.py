"""The published table against a coin toss (docs/adr/0012): two levers of nine differ."""

from math import comb

import pytest

from levier.demo.levers import LEVERS


def two_sided(positive, activated):
    """Return the probability, under a fair coin, of a result at most as likely as this one."""
    chances = [comb(activated, n) for n in range(activated + 1)]
    return sum(one for one in chances if one <= chances[positive]) / 2**activated


def holm(chances):
    """Return the probabilities corrected for their number, in increasing order."""
    corrected, largest = [], 0.0
    for rank, chance in enumerate(sorted(chances)):
        largest = max(largest, min(1.0, chance * (len(chances) - rank)))
        corrected.append(largest)
    return corrected


def test_the_coin_of_three_tosses():
    assert two_sided(3, 3) == pytest.approx(2 / 8)
    assert two_sided(2, 3) == 1


def test_only_two_levers_of_nine_differ_from_a_coin_toss():
    chances = {lever.key: two_sided(lever.positive, lever.activated) for lever in LEVERS}
    assert sum(one < 0.05 for one in holm(chances.values())) == 2
    assert sorted(chances, key=chances.__getitem__)[:2] == ["room_occupancy", "dental"]
    assert chances["room_occupancy"] == pytest.approx(0.0025, abs=0.00005)


def test_only_twenty_dental_activations_agree_with_the_printed_percentages():
    pairs = [
        (activated, positive)
        for activated in range(1, 25)
        for positive in range(activated + 1)
        if (round(100 * activated / 24), round(100 * positive / activated)) == (83, 85)
    ]
    assert pairs == [(20, 17)]
    activated = sum(lever.activated for lever in LEVERS)
    assert (activated, round(100 * activated / sum(lever.retained for lever in LEVERS))) == (158, 74)
