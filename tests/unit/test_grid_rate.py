"""A percentage and its total."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levier.grid.rate import band, from_rate
from levier.problems import WrongCommand


@pytest.mark.parametrize(
    ("rate", "total", "expected"),
    [
        # 30 ÷ 240 = 12,5 %; 29,88 to 30,12 lines: only 30.
        ("12,5", 240, (30, 30, 30)),
        # 11,5 % to 12,5 % of 1 204: 138,46 to 150,5 lines; 12 % is 144,48.
        ("12 %", 1204, (144, 139, 150)),
        ("12.0", 1204, (144, 144, 145)),
        # 0 % means less than half a percent of 1 000.
        ("0", 1000, (0, 0, 5)),
        # 99,5 % of 1 000 and more; never above the total.
        ("100", 1000, (1000, 995, 1000)),
        # 6 ÷ 48 is 12,5 %, half-way: it prints 12 or 13 according to the software, both bands hold it.
        ("12", 48, (6, 6, 6)),
        ("13", 48, (6, 6, 6)),
        ("50", 0, (0, 0, 0)),
        (Decimal("33.3"), 3, (1, 1, 1)),
        ("8,33 %", 12, (1, 1, 1)),
    ],
)
def test_counts_worked_by_hand(rate, total, expected):
    assert from_rate(rate, total) == expected


@pytest.mark.parametrize("rate", ["", "douze", "-3", "100,1", "0.125.0", "NaN", "1e1"])
def test_what_is_no_percentage_is_refused(rate):
    with pytest.raises(WrongCommand) as refused:
        from_rate(rate, 10)
    assert str(refused.value) == (
        f"Taux « {rate} » : attendu un pourcentage de 0 à 100, écrit comme dans le document (12,5)."
    )


def test_a_rate_that_no_count_gives_is_refused():
    with pytest.raises(WrongCommand) as refused:
        from_rate("12,5 %", 3)
    assert str(refused.value) == ("12,5 % de 3 : aucun nombre entier ne donne ce taux. Vérifiez le taux et le total.")


def test_a_negative_total_is_refused():
    with pytest.raises(WrongCommand, match=r"^Total « -1 » : attendu 0 ou plus\.$"):
        from_rate("5", -1)


def test_the_band_is_said():
    assert band("12,0 %", 1204) == "12,0 % de 1204 : de 144 à 145"


@given(
    st.integers(1, 200_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    st.integers(0, 4),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_the_true_count_is_always_within_the_band(lines, decimals, rounding):
    count, total = lines
    printed = (Decimal(100 * count) / total).quantize(Decimal(1).scaleb(-decimals), rounding)
    estimate, low, high = from_rate(printed, total)
    assert low <= count <= high
    assert low <= estimate <= high


@given(st.decimals(0, 100, places=2), st.integers(0, 5_000))
def test_the_bounds_are_exactly_the_counts_that_print_so(rate, total):
    half = Decimal("0.005")
    like = [n for n in range(total + 1) if (rate - half) * total <= 100 * n <= (rate + half) * total]
    if like:
        assert from_rate(rate, total)[1:] == (like[0], like[-1])
    else:
        with pytest.raises(WrongCommand):
            from_rate(rate, total)
