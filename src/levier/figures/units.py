"""Units of numerators and denominators (contract §3 rule 11)."""

from __future__ import annotations

from levier.catalogue.typed import TYPED
from levier.measures.language import Formula, Measure, Median, Ratio, Term, Total, measures_of, typed_of
from levier.once import once

WORDS = {"lignes": "lines", "heures": "hours", "etp": "fte", "dossiers": "files", "unites": "members"}
WORDS |= {"personnes": "persons", "jours": "days", "decimal": "members"}
# A count said beside a sum of money does not change what the sum is.
WEIGHTIEST = ("euros", "fte", "hours", "files", "members")


@once
def units_of(formula: Formula) -> tuple[str | None, str | None]:
    """Return the units of a formula's numerator and denominator: lines, euros, hours, fte, files, members…

    >>> from levier.measures.language import Ratio, total
    >>> units_of(Ratio(total("acts", "amount", "euros"), total("sessions", "held_s", "hours")))
    ('euros', 'hours')
    """
    if isinstance(formula, Ratio):
        return _unit(formula.numerator), _unit(formula.denominator)
    if isinstance(formula, Median):
        return "days", None
    return (_unit(formula.term), None) if isinstance(formula, Total) else (None, None)


def _unit(term: Term) -> str:
    found = [_counted(one) for one in measures_of(term)]
    found += [TYPED[one.name].unit for one in typed_of(term)]
    units = [WORDS.get(unit, unit) for unit in found]
    return next((unit for unit in WEIGHTIEST if unit in units), units[0] if units else "lines")


def _counted(measure: Measure) -> str:
    if measure.kind == "distinct":
        return "persons"
    return "days" if (measure.fact, measure.unit) == ("calendar", "lines") else measure.unit
