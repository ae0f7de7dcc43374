"""Levier: the same totals through its library, from CSV files or from stores.

``python -m bench.peers.levier csv FOLDER WORK`` · ``store FOLDER WORK`` (one store per centre in WORK/stores)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from levier.catalogue.indicators import indicator
from levier.figures.sums import PeriodIndex, sum_cube
from levier.holding import Holding, find_centres, hold
from levier.measures.facts import FACTS
from levier.measures.language import rows
from levier.measuring import Asked, measure
from levier.periods import parse_period, periods_between, to_day

AS_OF = date(2024, 12, 31)
RATIOS = {
    "outcome_known_rate": ("known_over", "known_under"),
    "no_show_rate": ("no_show_over", "no_show_under"),
    "lost_slot_rate": ("lost_over", "lost_under"),
    "call_answer_rate": ("calls_over", "calls_under"),
    "ccam_act_share": ("ccam_over", "ccam_under"),
    "payer_rejection_rate": ("rejected_over", "rejected_under"),
    "unanswered_claims_rate": ("unanswered_over", "unanswered_under"),
    "final_loss_rate": ("loss_over", "loss_under"),
}
AMOUNTS = {"activity_revenue": "revenue", "ccam_revenue": "ccam_revenue"}
REASONS = {
    "doublon (même patient, même heure)": "out_repeated",
    "sans rendez-vous": "out_walk_in",
    "annulé": "out_cancelled",
    "absence excusée": "out_excused",
    "reporté": "out_moved",
    "non pointé": "out_unmarked",
}
IN_EUROS = {"final_loss_rate"}


def totals(holding: Holding) -> Iterator[tuple[str, int]]:
    """Yield every total of a centre by month and name."""
    centre = holding.centre.name
    for one in measure(holding, Asked(as_of=AS_OF, names=(*RATIOS, *AMOUNTS))):
        unit = 100 if one.indicator in IN_EUROS or one.indicator in AMOUNTS else 1
        if one.numerator is None:
            continue
        if one.indicator in AMOUNTS:
            yield f"{centre} {one.period.label} {AMOUNTS[one.indicator]}", int(one.numerator * unit)
        elif one.denominator is not None:
            over, under = RATIOS[one.indicator]
            yield f"{centre} {one.period.label} {over}", int(one.numerator * unit)
            yield f"{centre} {one.period.label} {under}", int(one.denominator * unit)
    yield from reasons(holding, centre)


def reasons(holding: Holding, centre: str) -> Iterator[tuple[str, int]]:
    """Yield the lines left out of the no-show rate, reason by reason."""
    population = indicator("no_show_rate").population
    fact = FACTS["appointments"]
    wanted = [(REASONS[one.reason], rank) for rank, one in enumerate(population.exclusions) if one.reason in REASONS]
    measures = [rows("appointments", population.reason(rank)) for _name, rank in wanted]
    cube = holding.source().cube(fact, fact.dims, measures)
    first, last = parse_period("2023").first, parse_period("2024").last
    periods = list(periods_between(first, last, "month"))
    sums = sum_cube(cube, PeriodIndex(periods), (), to_day(AS_OF))
    for (rank, _slice), values in sums.totals.items():
        for (name, _rank), value in zip(wanted, values, strict=True):
            yield f"{centre} {periods[rank].label} {name}", value


def holdings(what: str, folder: Path, work: Path) -> Iterator[Holding]:
    """Yield the centres, one in memory at a time."""
    if what == "csv":
        for given in find_centres(folder):
            yield hold(given)
        return
    from levier.store_source import hold_store

    for path in sorted((work / "stores").iterdir()):
        yield hold_store(path)


def main(what: str, folder: Path, work: Path) -> None:
    """Print the totals."""
    found: dict[str, int] = {}
    for holding in holdings(what, folder, work):
        found |= dict(totals(holding))
        holding.engine.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
