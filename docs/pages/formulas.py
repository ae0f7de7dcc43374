"""Formulas as an analyst reads them."""

from __future__ import annotations

from levier.measures.language import Combination, Formula, Largest, Median, Optional, Ratio, Term, Total
from levier.measures.terms import Given, MissingMonths, Said, SumOfKnown, YearlyCost


def written(formula: Formula) -> str:
    """Return a formula on one line, or two for a ratio."""
    if isinstance(formula, Ratio):
        return f"  {term(formula.numerator)}\n÷ {term(formula.denominator)}"
    if isinstance(formula, Median):
        return f"median of {formula.dimension} in {term(formula.measure)}"
    return term(formula.term) if isinstance(formula, Total) else str(formula)


def term(one: Term) -> str:
    """Return a quantity in the words of the language of measures."""
    if isinstance(one, Combination):
        return _signed(one)
    if isinstance(one, Optional):
        return f"({term(one.term)}, when supplied)"
    if isinstance(one, Largest):
        return f"largest({', '.join(map(term, one.terms))})"
    if isinstance(one, Said | Given):
        return term(one.term)
    if isinstance(one, SumOfKnown):
        return f"sum of those supplied({', '.join(term(part) for _name, part in one.parts)})"
    if isinstance(one, YearlyCost):
        return "one twelfth of [couts_tiers_payant] a month"
    return f"months without {one.fact}" if isinstance(one, MissingMonths) else str(one)


def _signed(one: Combination) -> str:
    parts = [f"{'+' if sign > 0 else '−'} {term(part)}" for sign, part in one.parts]
    return " ".join(parts).removeprefix("+ ")
