"""From a request to figures: basis, status, interval, bounds, in that order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from levier.catalogue.definition import Basis, Indicator
from levier.figures import figure as states
from levier.figures.coverage import Coverage
from levier.figures.evaluate import DISTINCT_GRAINS, Evaluator, Result
from levier.figures.figure import Figure, Slice
from levier.figures.judge import Judge, with_gap
from levier.figures.needs import WHOLES, all_measures, dimensions, facts_of, is_typed, needs_of, typed_needed
from levier.figures.source import Source
from levier.figures.typed import KEYS, Found, TypedValues
from levier.figures.unmapped import unmapped
from levier.i18n import sentence as _
from levier.measures.cube import by_fact
from levier.measures.language import measures_of, typed_of
from levier.periods import Period

LINES, TYPED = "fichiers", "grille"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: which indicators, over which periods, cut along which dimensions, known at which day."""

    indicators: Sequence[Indicator]
    periods: Sequence[Period]
    as_of: int
    dims: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """One request on one centre."""

    source: Source
    request: Request
    evaluator: Evaluator = field(init=False)
    coverage: Coverage = field(init=False)
    judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        from levier.figures.calendar import opening_days

        measures = [measure for one in self.request.indicators for measure in all_measures(one)]
        typed = TypedValues(self.source.typed_rows())
        request = self.request
        self.evaluator = Evaluator(self.source, request.periods, request.dims, request.as_of, by_fact(measures), typed)
        self.coverage = Coverage(self.source, request.as_of, opening_days(self.source))
        self.judge = Judge(self.source, request.periods, request.as_of, self.evaluator, self.coverage)

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of every indicator that has the dimensions asked for, period by period."""
        for indicator in self.request.indicators:
            if set(self.request.dims) <= set(dimensions(indicator)):
                for rank in range(len(self.request.periods)):
                    for slice_ in self._slices(indicator):
                        yield self._figure(indicator, rank, slice_)

    def _slices(self, indicator: Indicator) -> list[Slice]:
        dims = self.request.dims
        if not dims:
            return [()]
        shown = [measure for basis in indicator.bases for measure in measures_of(basis.formula)]
        shown += measures_of(indicator.doubt.term) if indicator.doubt else []
        found = {values for measure in shown for values in self.evaluator.slices(measure)}
        for basis in indicator.bases:
            names = {term.name for term in typed_of(basis.formula)}
            if set(dims) <= set(KEYS):
                rows = self.evaluator.typed.rows
                found |= {tuple(row[dim] for dim in dims) for row in rows if row["measure"] in names}
        if indicator.service and "service" in dims:
            found = {values for values in found if values[dims.index("service")] == indicator.service}
        ordered = sorted(found, key=lambda values: [(value is None, str(value)) for value in values])
        return [tuple(zip(dims, values, strict=True)) for values in ordered]

    def _figure(self, indicator: Indicator, rank: int, slice_: Slice) -> Figure:
        services = self.source.centre.services
        if indicator.service and services is not None and indicator.service not in services:
            return self.judge.empty(indicator, rank, slice_, states.NOT_APPLICABLE)
        lines, typed = self._from_lines(indicator, rank, slice_), self._from_grid(indicator, rank, slice_)
        if lines is None and indicator.one_basis and self._line_bases(indicator):
            typed = typed if typed and _preferred(typed[1].typed) else None
        if lines is None and typed is None:
            return self.judge.empty(
                indicator, rank, slice_, states.NOT_AVAILABLE, self._missing(indicator, rank, slice_)
            )
        if lines is None or (typed is not None and _preferred(typed[1].typed)):
            return self.judge.from_grid(indicator, rank, slice_, *typed) if typed else self._unreachable()
        made = self.judge.from_lines(indicator, rank, slice_, *lines)
        return made if typed is None else with_gap(made, typed[1])

    def _unreachable(self) -> Figure:
        raise AssertionError("a figure has a basis or none")

    def _missing(self, indicator: Indicator, rank: int, slice_: Slice) -> str:
        """Say which files, which column or which typed measures would give the figure."""
        from levier.tables import TABLES

        bases = self._line_bases(indicator) or [basis for basis in indicator.bases if not is_typed(basis)]
        lacking = [(self._lacking(basis, rank), self._to_type(basis, rank, slice_)) for basis in bases]
        files, names = min(lacking, key=lambda pair: len(pair[0]) + len(pair[1]), default=([], []))
        if files:
            wanted = _(", ").join(_(" ou ").join(TABLES[table].file for table in need) for need in files)
            return _(" ; ").join((_("fichiers manquants : {files}").format(files=wanted), *_said_to_type(names)))
        if indicator.distinct and self.request.periods[rank].grain not in DISTINCT_GRAINS:
            return _("des personnes comptées une fois : au mois, au trimestre ou à l'année seulement")
        there = [basis for basis, parts in zip(bases, lacking, strict=True) if parts == ([], [])]
        said = next((said for basis in there if (said := self._not_given(basis, rank, slice_))), None)
        if said:
            return said
        asked = (self._to_type(basis, rank, slice_) for basis in indicator.bases if is_typed(basis))
        return next(iter(_said_to_type(names or min((one for one in asked if one), key=len, default=[]))), "")

    def _to_type(self, basis: Basis, rank: int, slice_: Slice) -> list[str]:
        """Return the names of the measures that a basis needs and that nobody typed for this period."""
        needed = typed_needed(basis.formula)
        whole, sampled = (
            [one for one in needed if self.evaluator.term(one, rank, slice_, samples=samples) is None]
            for samples in (False, True)
        )
        missing = min(whole, sampled, key=len)
        return list(dict.fromkeys(typed_of(one)[0].name for one in missing))

    def _lacking(self, basis: Basis, rank: int) -> list[tuple[str, ...]]:
        period = self.request.periods[rank]
        return [need for need in needs_of(basis) if not self._cover(need, period)]

    def _cover(self, need: tuple[str, ...], period: Period) -> float:
        return max(self.coverage.of((table,), period) for table in need)

    def _coverage(self, basis: Basis, period: Period) -> float:
        if basis.sparse:
            return min(self.coverage.of_sparse(table, period) for (table,) in needs_of(basis))
        least = min((self._cover(need, period) for need in needs_of(basis)), default=1.0)
        return min(least, self.coverage.of_all_claims(period)) if basis.all_claims else least

    def _from_lines(self, indicator: Indicator, rank: int, slice_: Slice) -> tuple[Basis, Result, float] | None:
        for basis in self._line_bases(indicator):
            coverage = self._coverage(basis, self.request.periods[rank])
            wholes = [fact for fact in facts_of(basis) if fact in WHOLES]
            there = coverage and all(self.evaluator.has_rows(fact, rank) for fact in wholes)
            if there and not self._not_given(basis, rank, slice_):
                result = self.evaluator.formula(basis.formula, rank, slice_)
                if result is not None:
                    return basis, result, coverage
        return None

    def _not_given(self, basis: Basis, rank: int, slice_: Slice) -> str | None:
        """Return what keeps a basis from saying anything: values not mapped, totals lost, a column nobody fills."""
        if said := unmapped(basis, self.request.dims, self.source.accounts, self.request.periods[rank]):
            return said
        if basis.all_claims and not self.coverage.of_all_claims(self.request.periods[rank]):
            return _(
                "calcul impossible sur une liste de rejets seuls : saisissez dans la grille le nombre de factures "
                "envoyées (factures_transmises, par organisme), ou donnez aussi les factures payées et en attente"
            )
        if self.source.lost(basis.formula, self.request.dims, self.request.periods[rank]):
            return _("mois purgés : aucun total gardé sous cette définition, ces conventions ou ce découpage")
        for term, said in basis.given:
            found = self.evaluator.term(term, rank, slice_)
            if found is None or not found.number:
                return said
        return None

    def _line_bases(self, indicator: Indicator) -> list[Basis]:
        bases = [
            one for one in indicator.bases if not is_typed(one) and not any(map(self.coverage.supplied, one.without))
        ]
        if not indicator.one_basis:
            return bases
        supplied = [one for one in bases if all(any(map(self.coverage.supplied, need)) for need in needs_of(one))]
        return supplied[:1]

    def _from_grid(self, indicator: Indicator, rank: int, slice_: Slice) -> tuple[Basis, Result] | None:
        for basis in indicator.bases:
            if is_typed(basis):
                result = self.evaluator.formula(basis.formula, rank, slice_)
                if result is not None and result.typed:
                    return basis, result
        return None


def _said_to_type(names: Sequence[str]) -> tuple[str, ...]:
    return (_("à saisir dans la grille : {names}").format(names=", ".join(names)),) if names else ()


def _preferred(found: Sequence[Found]) -> bool:
    return any(row["preferred"] for one in found for row in one.rows)
