"""The parts of a bridge add up to the difference to the cent, whatever the order of the factors and the codes."""

from fractions import Fraction
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.outlook.levels import ALL, Levels
from levier.outlook.parts import service_parts, split_codes
from levier.outlook.shares import in_cents, shapley
from levier.periods import parse_period

NUMBERS = st.fractions(min_value=-50, max_value=50, max_denominator=12)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5)
CODES = st.dictionaries(
    st.sampled_from(["G", "CS", "DEQP003", "HBJD001", "AMI"]),
    st.tuples(st.integers(-500_000, 500_000), st.integers(-40, 40).map(lambda one: one * 500_000_000)),
)
HOURS = st.fractions(min_value=0, max_value=3000, max_denominator=4)


@settings(max_examples=40)
@given(PAIRS)
def test_shares_add_up_to_the_difference(pairs):
    before, after = ([one[side] for one in pairs] for side in (0, 1))
    assert sum(shapley(before, after)) == prod(after) - prod(before)


@settings(max_examples=40)
@given(PAIRS, st.randoms())
def test_shares_do_not_depend_on_the_order(pairs, random):
    order = list(range(len(pairs)))
    random.shuffle(order)
    plain = shapley(*([one[side] for one in pairs] for side in (0, 1)))
    mixed = shapley(*([pairs[rank][side] for rank in order] for side in (0, 1)))
    assert [plain[rank] for rank in order] == mixed


@settings(max_examples=40)
@given(PAIRS, NUMBERS)
def test_a_factor_that_did_not_move_explains_nothing(pairs, still):
    before, after = ([*(one[side] for one in pairs), still] for side in (0, 1))
    assert shapley(before, after)[-1] == 0


@settings(max_examples=40)
@given(PAIRS)
def test_going_back_in_time_changes_every_sign(pairs):
    before, after = ([one[side] for one in pairs] for side in (0, 1))
    assert shapley(before, after) == [-one for one in shapley(after, before)]


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from("abcdef"), NUMBERS, max_size=6))
def test_cents_add_up_to_the_rounded_sum(parts):
    found = in_cents(parts)
    assert sum(found.values()) == round(sum(parts.values(), Fraction()) * 100)
    assert all(abs(found[name] - parts[name] * 100) <= 1 for name in parts)


@settings(max_examples=40)
@given(
    CODES,
    CODES,
    st.tuples(HOURS, HOURS),
    st.tuples(HOURS, HOURS),
    st.none() | st.tuples(st.integers(0, 366), st.integers(0, 366)),
)
def test_parts_add_up_to_what_was_billed(before, now, sessions, visits, opened):
    periods = parse_period("2024"), parse_period("2025")
    hours = {
        name: {(0, ALL): pair[0], (1, ALL): pair[1]} for name, pair in (("sessions", sessions), ("visits", visits))
    }
    cover = dict.fromkeys(("sessions", "visits", "acts"), (1.0, 1.0))
    levels = Levels(periods, {(0, ALL): before, (1, ALL): now}, hours, opened, cover, merged=True, services=[ALL])
    parts, _split, _missing = service_parts(levels, ALL, 0.95)
    assert sum(one.amount for one in parts) == levels.billed(1) - levels.billed(0)
    assert (
        sum(in_cents({one.name: one.amount for one in parts}).values()) == (levels.billed(1) - levels.billed(0)) * 100
    )


@settings(max_examples=40)
@given(CODES, CODES)
def test_every_code_is_common_new_or_deleted(before, now):
    split = split_codes(before, now)
    assert {*split.common, *split.new} == set(now)
    assert {*split.common, *split.deleted} == set(before)
    assert not {*split.common} & {*split.new, *split.deleted}
