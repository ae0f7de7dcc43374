"""What is true of every margin: shares add up, nothing is counted twice, a better target never gives less."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.catalogue.levers import levers
from levier.gains.draws import all_draws, range_of
from levier.gains.hypotheses import default_hypotheses, read_ramp
from levier.gains.overlaps import Part, Won, joint, overlaps, shapley, share_out

PARTS: list[Part] = [
    ("no_show", "visites", "medical"),
    ("no_show", "visites", "dentaire"),
    ("no_show", "visites", "imagerie"),
    ("room_occupancy", "heures", ""),
    ("dental", "visites", ""),
    ("dental", "fauteuils", ""),
    ("imaging", "couverture", ""),
    ("unpaid_and_rejects", "rejets", ""),
    ("unpaid_and_rejects", "traitement", ""),
    ("purchases", "ratio", ""),
    ("purchases", "fournitures", ""),
]
euros = st.fractions(min_value=0, max_value=200_000, max_denominator=1000)
share = st.fractions(min_value=0, max_value=1, max_denominator=1000)


@st.composite
def won(draw: st.DrawFn) -> dict[Part, Won]:
    chosen = draw(st.lists(st.sampled_from(PARTS), unique=True, min_size=1))
    found = {}
    for part in chosen:
        net, cost, rate = draw(euros), draw(euros), draw(st.fractions(min_value=0, max_value=1, max_denominator=100))
        found[part] = Won(net, net + cost, {"rate": rate, "target": rate * draw(share)})
    return found


@given(won(), share, share)
@settings(max_examples=40, deadline=None)
def test_shares_add_up_to_the_total_and_never_pass_a_margin(
    parts: dict[Part, Won], shared: Fraction, bought: Fraction
) -> None:
    twice = overlaps(parts, shared, bought)
    total = joint(parts, twice, frozenset(parts))
    shares = share_out(parts, twice)
    assert sum(shares.values()) == total
    assert all(0 <= shares[part] <= parts[part].net for part in parts)
    assert max((one.net for one in parts.values()), default=0) <= total <= sum(one.net for one in parts.values())


@given(won(), share, share)
@settings(max_examples=25, deadline=None)
def test_groups_apart_give_the_shares_of_all_together(
    parts: dict[Part, Won], shared: Fraction, bought: Fraction
) -> None:
    few = dict(list(parts.items())[:4])
    twice = overlaps(few, shared, bought)
    assert share_out(few, twice) == shapley(list(few), lambda chosen: joint(few, twice, chosen))


@given(st.lists(euros, min_size=8, max_size=8))
@settings(max_examples=25, deadline=None)
def test_shapley_is_the_mean_over_every_order(values: list[Fraction]) -> None:
    players = PARTS[:3]
    known = {frozenset(chosen): values[rank] for rank, chosen in enumerate(_sets(players)) if chosen}
    known[frozenset()] = Fraction(0)
    shares = shapley(players, lambda chosen: known[chosen])
    for player in players:
        added = [
            known[frozenset(o[: o.index(player) + 1])] - known[frozenset(o[: o.index(player)])]
            for o in permutations(players)
        ]
        assert shares[player] == sum(added, Fraction()) / len(added)


def _sets(players: list[Part]) -> list[tuple[Part, ...]]:
    a, b, c = players
    return [(), (a,), (b,), (c,), (a, b), (a, c), (b, c), (a, b, c)]


RATES = [(one, part) for one in levers().values() for part in one.components if part.target]


@given(st.sampled_from(RATES), share, share, share, st.fractions(min_value=1, max_value=10**6, max_denominator=100))
@settings(max_examples=50, deadline=None)
def test_a_better_target_never_gives_less(pair, today: Fraction, near: Fraction, far: Fraction, size: Fraction) -> None:  # type: ignore[no-untyped-def]
    _lever, part = pair
    today, (near, far) = today * Fraction(98, 100) + Fraction(1, 100), sorted((near, far))
    falls = part.target in (
        *("no_show_rate", "patient_bad_debt_rate", "payer_rejection_rate", "cost_per_invoice"),
        *("purchases_to_revenue", "admin_to_medical_fte"),
    )
    x = {one.name: size for one in part.inputs} | {"rate": today, "walk_in": Fraction(0), "technical_amount": size / 2}
    h = {name.rpartition(".")[2]: Fraction(1, 2) for name in part.hypotheses}
    targets = [today * (1 - step) if falls else today + (1 - today) * step for step in (near, far)]
    little, much = (part.formula(x | {"target": target}, h).gross for target in targets)
    assert 0 <= little <= much


@given(st.integers(0, 50), st.sampled_from(sorted(default_hypotheses())))
@settings(max_examples=60, deadline=None)
def test_a_drawn_share_stays_a_share(rank: int, name: str) -> None:
    about = default_hypotheses()[name]
    value = all_draws(0.05, draws=51)[rank].hypothesis(about)
    assert value is None if about.value is None else value is not None and value >= 0
    assert about.unit != "%" or value is None or value <= 1


def test_eighty_per_cent_of_the_draws_of_a_hypothesis_lie_in_its_range() -> None:
    about = default_hypotheses()["no_show.part_reprise"]
    drawn = [draw.hypothesis(about) for draw in all_draws(0.05, draws=2000)]
    inside = sum(0.40 <= value <= 0.72 for value in drawn if value is not None) / 2000
    assert 0.77 <= inside <= 0.83
    low, high = range_of([value for value in drawn if value is not None])
    assert abs(low - 0.40) < 0.02
    assert abs(high - 0.72) < 0.02


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted))
def test_a_ramp_that_rises_is_read_as_written(years: list[int]) -> None:
    assert read_ramp(",".join(map(str, years)), "x") == tuple(Fraction(one, 100) for one in years)
