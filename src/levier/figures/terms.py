"""The rarer terms of formulas, evaluated: what must be there, what is said, what a centre states by the year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from levier.figures.figure import Slice
from levier.i18n import sentence as _
from levier.measures.cube import Cube
from levier.measures.language import Measure, Term
from levier.measures.terms import Given, MissingMonths, Said, SumOfKnown, WholeOf, YearlyCost
from levier.periods import Period, periods_between

if TYPE_CHECKING:
    from levier.figures.evaluate import Evaluator, Value

CENTS, MONTHS = 100, 12


def months_begun(period: Period, as_of: int) -> list[Period]:
    """Return the whole months of a period that have begun at ``as_of``; none when it cuts a month."""
    months = list(periods_between(period.first, period.last, "month"))
    whole = sum(len(month) for month in months) == len(period)
    return [month for month in months if month.first <= as_of] if whole else []


def evaluate(of: Evaluator, term: Term, rank: int, slice_: Slice, samples: bool) -> Value | None:
    """Return one of these terms over a period and a slice, ``None`` when what it needs was not supplied.

    Raises:
        TypeError: the term is not of the language.
    """
    if isinstance(term, Given):
        return _given(of, term, rank, slice_, samples)
    if isinstance(term, Said):
        return _said(of, term, rank, slice_, samples)
    if isinstance(term, SumOfKnown):
        return _sum_of_known(of, term, rank, slice_, samples)
    if isinstance(term, WholeOf):
        return _whole_of(of, term, rank, slice_, samples)
    if isinstance(term, YearlyCost):
        return _yearly_cost(of, rank, slice_)
    if isinstance(term, MissingMonths):
        return _missing_months(of, term, rank)
    raise TypeError(f"not a term of the language: {term!r}")


def _given(of: Evaluator, term: Given, rank: int, slice_: Slice, samples: bool) -> Value | None:
    rows = of.term(term.rows, rank, slice_)
    if rows is None or not rows.number:
        return None
    if isinstance(term.term, Measure) and term.term.state == "last_month":
        return of.value(of.state_of_last(term.term, term.rows, rank, slice_))
    return of.term(term.term, rank, slice_, samples=samples)


def rows_that_say(cube: Cube, rows: Measure) -> Cube:
    """Return a cube without the rows of which ``rows`` counts nothing."""
    place = cube.measures.index(rows.key)
    return Cube(cube.fact, cube.dims, cube.measures, {key: all_ for key, all_ in cube.rows.items() if all_[place]})


def _said(of: Evaluator, term: Said, rank: int, slice_: Slice, samples: bool) -> Value | None:
    value, counted = of.term(term.term, rank, slice_, samples=samples), of.term(term.count, rank, slice_)
    if value is not None and counted is not None and counted.number:
        value.notes += (_(term.sentence).format(n=int(counted.number)),)
    return value


def _sum_of_known(of: Evaluator, term: SumOfKnown, rank: int, slice_: Slice, samples: bool) -> Value | None:
    found = {name: of.term(part, rank, slice_, samples=samples) for name, part in term.parts}
    known = [value for value in found.values() if value is not None]
    if len(known) < term.least:
        return None
    whole = of.value(sum((value.number for value in known), Fraction()))
    whole.typed += [one for value in known for one in value.typed]
    whole.notes += tuple(note for value in known for note in value.notes)
    names = ", ".join(name for name, value in found.items() if value is None)
    whole.notes += (_(term.left_out).format(names=names),) if names else ()
    whole.partial = (term.partial and bool(names)) or any(value.partial for value in known)
    return whole


def _whole_of(of: Evaluator, term: WholeOf, rank: int, slice_: Slice, samples: bool) -> Value | None:
    value, part = of.term(term.term, rank, slice_, samples=samples), of.term(term.part, rank, slice_)
    if value is None or part is None:
        return None
    rows = [row for found in value.typed for row in found.rows]
    for key in (key for key in term.keys if not any(row[key] is None for row in rows)):
        missing = of.keys_counted(term.part, key, rank, slice_) - {row[key] for row in rows}
        value.refused += tuple(map(_not_typed, sorted(missing, key=str)))
    if part.number > value.number:
        sentence = _("le fichier compte {part} lignes, le total saisi dans la grille n'est que de {whole}")
        value.refused += (sentence.format(part=int(part.number), whole=int(value.number)),)
    return value


def _not_typed(key: str | None) -> str:
    sentence = _("{key} : des lignes dans le fichier, aucun total saisi dans la grille ; 0 se saisit")
    return sentence.format(key=key or _("non renseigné"))


def _yearly_cost(of: Evaluator, rank: int, slice_: Slice) -> Value | None:
    costs = of.source.centre.third_party_costs
    months = months_begun(of.periods[rank], of.as_of)
    if not costs or not months or slice_:
        return None
    return of.value(Fraction(sum(costs.values()) * len(months), CENTS * MONTHS))


def _missing_months(of: Evaluator, term: MissingMonths, rank: int) -> Value:
    months = months_begun(of.periods[rank], of.as_of)
    return of.value(Fraction(max(0, len(months) - of.months_supplied(term.fact, rank))))
