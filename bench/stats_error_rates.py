"""How often the statistics are wrong when nothing happens: `python -m bench.stats_error_rates [SERIES [PART …]]`.

Prints, for each method, the share of false signals (or of intervals that miss the truth) on simulated series whose
truth is known. Compare with the announced rates and with docs/adr/0020-statistics.md, which keeps the last figures.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from math import log
from random import Random

import numpy

from levier.stats import (
    anhoej,
    funnel,
    interrupted_series,
    making_data_count,
    p_chart,
    p_prime,
    ratio_bootstrap,
    ratio_change,
    regression_to_mean,
    wilson,
    xmr,
)
from levier.stats.proportions import dispersion

RULES = ("outside", "shift", "trend", "two_of_three")


def share(tries: int, wrong: Callable[[], bool]) -> str:
    """Return the share of wrong tries and its own uncertainty."""
    limits = wilson(sum(bool(wrong()) for _try in range(tries)), tries)
    return f"{limits.value:6.1%}  ({limits.low:.1%} – {limits.high:.1%})"


def stable(random: Random, points: int) -> list[float]:
    """Return a series where nothing happens."""
    return [random.gauss(0, 1) for _point in range(points)]


def charts(tries: int, random: Random) -> None:
    """Print the false signals of XmR charts."""
    for points in (12, 24, 36):

        def one(rules: tuple[str, ...], points: int = points) -> bool:
            found = making_data_count(xmr(stable(random, points)))
            return any(signal.rule in rules for signal in found)

        print(f"XmR, {points} points, outside only      ", share(tries, lambda one=one: one(("outside",))))
        print(f"XmR, {points} points, four rules        ", share(tries, lambda one=one: one(RULES)))
        print(f"runs (Anhøj), {points} points           ",
              share(tries, lambda points=points: anhoej(stable(random, points)).signal))  # fmt: skip
    for baseline, points in ((12, 24), (12, 36), (20, 32)):

        def new(rules: tuple[str, ...], baseline: int = baseline, points: int = points) -> bool:
            chart = xmr(stable(random, points), baseline=baseline)
            return any(signal.rule in rules for signal in making_data_count(chart, since=baseline))

        name = f"XmR frozen on {baseline}, {points - baseline} new points"
        print(name, "four rules", share(tries, lambda new=new: new(RULES)))
        print(name, "outside   ", share(tries, lambda new=new: new(("outside",))))


def proportions(tries: int, draws: numpy.random.RandomState) -> None:
    """Print the false signals of p and p′ on 24 months of 500 lines, clustered or not."""
    for label, size in (("independent", None), ("clustered, φ ≈ 3", 250.0)):

        def one(chart: Callable[..., object], size: float | None = size, **options: float) -> bool:
            rates = numpy.full(24, 0.15) if size is None else draws.beta(0.15 * size, 0.85 * size, 24)
            counts = draws.binomial(500, rates).tolist()
            return any(signal.rule == "outside" for signal in making_data_count(chart(counts, [500] * 24, **options)))

        print(f"p, 24 months, {label}       ", share(tries, lambda one=one: one(p_chart)))
        print(f"p′, 24 months, {label}      ", share(tries, lambda one=one: one(p_prime)))
        print(f"p′ floor 1, 24 months, {label}", share(tries, lambda one=one: one(p_prime, floor=1.0)))

    def miss() -> bool:
        counts = draws.binomial(100, draws.beta(0.15 * 50, 0.85 * 50, 26)).tolist()
        limits = wilson(sum(counts), 2600, phi=dispersion(counts, [100] * 26))
        return not limits.low <= 0.15 <= limits.high

    print("Wilson with φ of 26 weeks misses        ", share(tries, miss))


def ratios(tries: int, draws: numpy.random.RandomState) -> None:
    """Print how often the bootstrap of a ratio of sums misses it (announced: 5 %)."""
    for weeks in (8, 12, 26, 52):

        def miss(weeks: int = weeks) -> bool:
            hours = draws.uniform(20, 40, weeks)
            euros = hours * draws.lognormal(log(80) - 0.02, 0.2, weeks)
            limits = ratio_bootstrap(euros.tolist(), hours.tolist(), draws=1000, seed=int(draws.randint(10**9)))
            return not limits.low <= 80 <= limits.high

        print(f"bootstrap of {weeks} weeks misses            ", share(tries // 4, miss))


def changes(tries: int, draws: numpy.random.RandomState) -> None:
    """Print how often a change is announced at 5 % and at 1 % between weeks that are alike."""
    for before, after in ((12, 4), (26, 13), (52, 52)):
        for label, memory in (("independent weeks", 0.0), ("memory 0.3", 0.3)):
            p_values = []
            for _try in range(tries):
                odds = log(0.15 / 0.85) + 0.3 * _autoregressive(draws, before + after, memory)
                totals = draws.randint(60, 140, before + after)
                counts = draws.binomial(totals, 1 / (1 + numpy.exp(-odds)))
                p_values.append(ratio_change(counts.tolist(), totals.tolist(), before, counted=True).p_value)
            rates = {level: f"{sum(p <= level for p in p_values) / tries:.1%}" for level in (0.05, 0.01)}
            print(f"change {before}+{after}, {label}:", rates)


def effects(tries: int, draws: numpy.random.RandomState) -> None:
    """Print how often an interrupted series sees an action that did nothing (announced: 5 %)."""
    for before, after in ((12, 6), (24, 12), (36, 24)):
        for label, deviation, memory in (("Poisson", 0.0, 0.0), ("φ ≈ 3", 0.1, 0.0), ("memory 0.4", 0.1, 0.4)):
            for period in (None, 12):

                def wrong(
                    before: int = before, after: int = after, deviation: float = deviation, memory: float = memory,
                    period: int | None = period,
                ) -> bool:  # fmt: skip
                    noise = _autoregressive(draws, before + after, memory) * deviation
                    counts = draws.poisson(200 * numpy.exp(noise)).tolist()
                    found = interrupted_series(counts, before, period=period)
                    return not found.step.low <= 1 <= found.step.high

                print(f"series {before}+{after}, {label}, season {period}", share(tries // 4, wrong))


def _autoregressive(draws: numpy.random.RandomState, points: int, memory: float) -> numpy.ndarray:
    values = draws.normal(size=points + 20)
    for row in range(1, points + 20):
        values[row] = memory * values[row - 1] + (1 - memory**2) ** 0.5 * values[row]
    return values[20:]


def peers(tries: int, draws: numpy.random.RandomState) -> None:
    """Print the share of centres beyond 95 % and 99.8 % when all are alike, or differ by a common spread."""
    for label, deviation, winsorised in (("alike", 0.0, 0.1), ("spread 0.3", 0.3, 0.1), ("spread 0.3", 0.3, 0.0)):
        beyond = {0.95: 0, 0.998: 0}
        for _try in range(tries // 10):
            totals = draws.randint(50, 2000, 28)
            rates = 1 / (1 + numpy.exp(-(log(0.15 / 0.85) + deviation * draws.normal(size=28))))
            found = funnel(draws.binomial(totals, rates).tolist(), totals.tolist(), winsorised=winsorised)
            for level in beyond:
                beyond[level] += sum(place.beyond is not None and place.beyond >= level for place in found.places)
        shares = {level: f"{n / (tries // 10 * 28):.2%}" for level, n in beyond.items()}
        print(f"funnel of 28 {label}, winsorised {winsorised:.0%}:", shares)


def selected(tries: int, random: Random) -> None:
    """Print the mean gap between what is expected of the worst centre of 28 and what it does next."""
    gaps = []
    for _try in range(tries):
        levels = [random.gauss(0, 3) for _centre in range(28)]
        seen = [level + random.gauss(0, 4) for level in levels]
        worst = max(range(28), key=seen.__getitem__)
        gaps.append(levels[worst] + random.gauss(0, 4) - regression_to_mean(seen[worst], 0, 0.36).expected)
    print(f"worst of 28, next − expected: {sum(gaps) / len(gaps):+.3f} (announced: 0)")


PARTS = {
    "charts": charts,
    "proportions": proportions,
    "ratios": ratios,
    "changes": changes,
    "peers": peers,
    "selected": selected,
    "effects": effects,
}


def main() -> None:
    """Print the error rates of the parts named, of all by default."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    for name in sys.argv[2:] or PARTS:
        start = time.perf_counter()
        part = PARTS[name]
        part(tries, Random(20) if part in (charts, selected) else numpy.random.RandomState(20))
        print(f"  [{name}: {time.perf_counter() - start:.1f} s]", flush=True)


if __name__ == "__main__":
    main()
