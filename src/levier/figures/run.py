"""From a request to figures: basis, status, interval, bounds, in that order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from levier.catalogue.definition import Basis, Doubt, Indicator
from levier.figures import figure as states
from levier.figures.coverage import Coverage
from levier.figures.evaluate import DISTINCT_GRAINS, Evaluator, Result
from levier.figures.figure import Figure, Slice
from levier.figures.interval import wilson
from levier.figures.needs import WHOLES, all_measures, dimensions, facts_of, is_typed, needs_of, typed_needed
from levier.figures.source import Source
from levier.figures.typed import KEYS, Found, TypedValues, plain
from levier.figures.units import units_of
from levier.figures.unmapped import unmapped
from levier.i18n import _
from levier.measures.cube import by_fact
from levier.measures.language import measures_of, typed_of
from levier.periods import Period, to_date

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
    _chosen: dict[str, Basis | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from levier.figures.calendar import opening_days

        measures = [measure for one in self.request.indicators for measure in all_measures(one)]
        typed = TypedValues(self.source.typed_rows())
        request = self.request
        self.evaluator = Evaluator(self.source, request.periods, request.dims, request.as_of, by_fact(measures), typed)
        self.coverage = Coverage(self.source, request.as_of, opening_days(self.source))

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
            return self._empty(indicator, rank, slice_, states.NOT_APPLICABLE)
        lines, typed = self._from_lines(indicator, rank, slice_), self._from_grid(indicator, rank, slice_)
        if lines is None and indicator.one_basis and self._line_bases(indicator):
            typed = typed if typed and _preferred(typed[1].typed) else None
        if lines is None and typed is None:
            return self._empty(indicator, rank, slice_, states.NOT_AVAILABLE, self._missing(indicator, rank, slice_))
        if lines is None or (typed is not None and _preferred(typed[1].typed)):
            return self._finish_typed(indicator, rank, slice_, *typed) if typed else self._unreachable()
        made = self._finish_lines(indicator, rank, slice_, *lines)
        return made if typed is None else _with_gap(made, typed[1])

    def _unreachable(self) -> Figure:
        raise AssertionError("a figure has a basis or none")

    def _empty(self, indicator: Indicator, rank: int, slice_: Slice, status: str, *notes: str) -> Figure:
        coverage = 0.0 if status == states.NOT_AVAILABLE else None
        return Figure(
            centre=self.source.centre.name,
            indicator=indicator.name,
            period=self.request.periods[rank],
            slice=slice_,
            numerator=None,
            denominator=None,
            value=None,
            unit=indicator.unit,
            status=status,
            coverage=coverage,
            version=indicator.version,
            as_of=self.request.as_of,
            notes=tuple(note for note in notes if note),
            conventions=conventions_of(indicator, self.source),
        )

    def _missing(self, indicator: Indicator, rank: int, slice_: Slice) -> str:
        """Say which files, which column or which typed measures would give the figure."""
        from levier.tables import TABLES

        bases = self._line_bases(indicator) or [basis for basis in indicator.bases if not is_typed(basis)]
        lacking = [(self._lacking(basis, rank), self._to_type(basis, rank, slice_)) for basis in bases]
        files, names = min(lacking, key=lambda pair: len(pair[0]) + len(pair[1]), default=([], []))
        if files:
            wanted = ", ".join(_(" ou ").join(TABLES[table].file for table in need) for need in files)
            return " ; ".join((_("fichiers manquants : {files}").format(files=wanted), *_said_to_type(names)))
        if indicator.distinct and self.request.periods[rank].grain not in DISTINCT_GRAINS:
            return _("des personnes comptées une fois : au mois, au trimestre ou à l'année seulement")
        there = [basis for basis, parts in zip(bases, lacking, strict=True) if parts == ([], [])]
        said = next((said for basis in there if (said := self._not_given(basis, rank, slice_))), None)
        if said:
            return said
        asked = (self._to_type(basis, rank, slice_) for basis in indicator.bases if is_typed(basis))
        return "".join(_said_to_type(names or min((one for one in asked if one), key=len, default=[])))

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

    def _from_lines(self, indicator: Indicator, rank: int, slice_: Slice) -> tuple[Basis, Result, float] | None:
        for basis in self._line_bases(indicator):
            coverage = min((self._cover(need, self.request.periods[rank]) for need in needs_of(basis)), default=1.0)
            wholes = [fact for fact in facts_of(basis) if fact in WHOLES]
            there = coverage and all(self.evaluator.has_rows(fact, rank) for fact in wholes)
            if there and not self._not_given(basis, rank, slice_):
                result = self.evaluator.formula(basis.formula, rank, slice_)
                if result is not None:
                    return basis, result, coverage
        return None

    def _not_given(self, basis: Basis, rank: int, slice_: Slice) -> str | None:
        """Return what keeps a basis from saying anything: values not mapped, a column that nobody fills."""
        if said := unmapped(basis, self.request.dims, self.source.accounts, self.request.periods[rank]):
            return said
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

    def _finish_lines(
        self, indicator: Indicator, rank: int, slice_: Slice, basis: Basis, result: Result, cover: float
    ) -> Figure:
        period = self.request.periods[rank]
        made = self._filled(indicator, rank, slice_, basis, result, cover)
        if indicator.complete is not None:
            lacking = self.evaluator.term(indicator.complete, rank, slice_)
            if lacking is None or lacking.number:
                return replace(made, value=None, status=states.NOT_COMPUTABLE).with_note(_("coûts incomplets"))
        if self._too_few(indicator, rank, slice_):
            return self._not_computed(made, indicator)
        if made.value is None:
            young = self._too_young(basis, period)
            return replace(made, status=states.NOT_COMPUTABLE, notes=(*made.notes, *(young or [_("dénominateur nul")])))
        made = self._judged(made, indicator, basis, period, cover)
        return self._doubted(made, indicator, rank, slice_)

    def _too_few(self, indicator: Indicator, rank: int, slice_: Slice) -> bool:
        if indicator.least_fte is None:
            return False
        found = self.evaluator.term(indicator.least_fte[0], rank, slice_)
        return found is None or found.number < indicator.least_fte[1]

    @staticmethod
    def _not_computed(made: Figure, indicator: Indicator) -> Figure:
        least = indicator.least_fte[1] if indicator.least_fte else 0
        note = _("moins de {n} personnes : non calculé").format(n=least)
        hidden = replace(made, numerator=None, denominator=None, value=None, low=None, high=None)
        return replace(hidden, status=states.NOT_COMPUTABLE).with_note(note)

    def _filled(
        self, indicator: Indicator, rank: int, slice_: Slice, basis: Basis, result: Result, cover: float
    ) -> Figure:
        notes = dict.fromkeys((*result.notes, *_typed_notes(result.typed), basis.note or ""))
        empty = self._empty(indicator, rank, slice_, states.OK, *notes)
        low, high = _interval(indicator, result)
        return replace(
            empty,
            numerator=result.numerator,
            denominator=result.denominator,
            value=result.value,
            coverage=round(cover, 6),
            basis=basis.name,
            units=units_of(basis.formula),
            low=low,
            high=high,
        )

    def _judged(self, made: Figure, indicator: Indicator, basis: Basis, period: Period, cover: float) -> Figure:
        """Make the figure partial for what it lacks: coverage, lines set aside, a period not over, rows too young."""
        centre = self.source.centre
        tables = tuple(table for need in needs_of(basis) for table in need)
        aside = self.coverage.aside(tables, period)
        notes = []
        if period.last > self.request.as_of:
            notes.append(self._not_over())
        if cover < centre.number("couverture_min") / 100:
            notes.append(_("données présentes sur {share} % des jours d'ouverture").format(share=int(100 * cover)))
        if aside > centre.number("lignes_ecartees_max") / 100:
            notes.append(
                _("{share} % des lignes de la période mises de côté").format(
                    share=f"{100 * aside:.1f}".replace(".", ",")
                )
            )
        notes += self._too_young(basis, period)
        if min(self._cuts(basis), default=period.first) < period.first:
            made = replace(made, value=None)
        return replace(made, status=states.PARTIAL, notes=(*made.notes, *notes)) if notes else made

    def _cuts(self, basis: Basis) -> list[int]:
        """Return the last days that count for the measures of a basis whose rows must be old."""
        return [self.evaluator.cut(one) for one in measures_of(basis.formula) if one.older_than is not None]

    def _too_young(self, basis: Basis, period: Period) -> list[str]:
        """Say from which day rows are too young; when all of them are, there is no value: 0 would not be one."""
        cuts = self._cuts(basis)
        if not cuts or min(cuts) >= period.last:
            return []
        return [
            _("lignes postérieures au {day} trop récentes : laissées de côté").format(
                day=to_date(min(cuts)).strftime("%d/%m/%Y")
            )
        ]

    def _doubted(self, made: Figure, indicator: Indicator, rank: int, slice_: Slice) -> Figure:
        doubt = indicator.doubt
        found = self.evaluator.term(doubt.term, rank, slice_) if doubt else None
        if doubt is None or found is None or made.numerator is None or made.denominator is None:
            return made
        unknown = found.number
        due = made.denominator + (0 if doubt.inside else unknown)
        if doubt.bounds and due:
            made = replace(made, bounds=(float(made.numerator / due), float((made.numerator + unknown) / due)))
        return _weigh(made, doubt, unknown / due if due else Fraction(), self.source)

    def _finish_typed(self, indicator: Indicator, rank: int, slice_: Slice, basis: Basis, result: Result) -> Figure:
        period = self.request.periods[rank]
        samples = next((found.samples for found in result.typed), ())
        days = self.coverage.opening_days(period)
        cover = sum(any(day in one for one in samples) for day in days) / len(days) if samples else 1.0
        made = self._filled(indicator, rank, slice_, basis, result, cover)
        if self._too_few(indicator, rank, slice_):
            return self._not_computed(made, indicator)
        if made.value is None:
            made = made if result.denominator else made.with_note(_("dénominateur nul"))
            return replace(made, status=states.NOT_COMPUTABLE)
        made = made.with_note(self._not_over()) if period.last > self.request.as_of else made
        partial = samples or result.partial or period.last > self.request.as_of
        return replace(made, status=states.PARTIAL) if partial else made

    def _not_over(self) -> str:
        day = to_date(self.request.as_of).strftime("%d/%m/%Y")
        return _("période non terminée au {day}").format(day=day)


def _said_to_type(names: Sequence[str]) -> tuple[str, ...]:
    return (_("à saisir dans la grille : {names}").format(names=", ".join(names)),) if names else ()


def _interval(indicator: Indicator, result: Result) -> tuple[float | None, float | None]:
    over, under = result.numerator, result.denominator
    if not indicator.interval or over is None or not under or not 0 <= over <= under:
        return None, None
    return wilson(float(over), float(under))


def _weigh(made: Figure, doubt: Doubt, share: Fraction, source: Source) -> Figure:
    """Make the figure partial when too many outcomes are unknown, bounds only when far too many are."""
    limit = Fraction(source.centre.number(doubt.limit), 100)
    if share <= limit:
        return made
    note = doubt.note.format(share=f"{float(100 * share):.1f}".replace(".", ","))
    made = replace(made, status=states.PARTIAL).with_note(note)
    if doubt.floor and 1 - share < Fraction(source.centre.number(doubt.floor), 100):
        made = replace(made, value=None, low=None, high=None).with_note(_("seules les bornes sont un résultat"))
    return made


def _preferred(found: Sequence[Found]) -> bool:
    return any(row["preferred"] for one in found for row in one.rows)


def _typed_notes(found: Sequence[Found]) -> list[str]:
    rows = [row for one in found for row in one.rows]
    natures = sorted({row["nature"] or "exact" for row in rows if not any(one.samples for one in found)} - {"exact"})
    definitions = sorted({row["definition"] or "levier" for row in rows} - {"levier"})
    notes = [_("valeur saisie : {nature}").format(nature=nature) for nature in natures]
    return notes + [_("définition : {name}").format(name=name) for name in definitions]


def _with_gap(made: Figure, typed: Result) -> Figure:
    """Say what was typed beside what was imported, when they differ; a sample is not compared with the whole."""
    if any(one.samples for one in typed.typed):
        return made
    parts = ((made.numerator, typed.numerator), (made.denominator, typed.denominator))
    pairs = [(ours, theirs) for ours, theirs in parts if ours is not None and theirs is not None and ours != theirs]
    if not pairs:
        return made
    ours, theirs = pairs[-1]
    note = _("saisi : {typed} ; calculé sur vos fichiers : {ours} (les fichiers l'emportent)")
    return made.with_note(note.format(typed=plain(theirs), ours=plain(ours)))


def conventions_of(indicator: Indicator, source: Source) -> dict[str, int | str]:
    """Return the conventions of the centre that the definition of an indicator speaks of."""
    names = conventions_in(indicator)
    return {name: source.centre.conventions[name] for name in source.centre.conventions if name in names}


def conventions_in(indicator: Indicator) -> frozenset[str]:
    """Return the names of the conventions that a definition depends on."""
    text = " ".join(str(measure) for measure in all_measures(indicator))
    found = defaultdict(bool, {word.strip("$(),"): True for word in text.split() if word.startswith(("$", "($"))})
    ages = {measure.older_than for measure in all_measures(indicator) if isinstance(measure.older_than, str)}
    doubts = {indicator.doubt.limit, indicator.doubt.floor} if indicator.doubt else set()
    columns = {"late_cancel": "delai_annulation_h"}
    derived = {name for column, name in columns.items() if column in text}
    return frozenset(name for name in {*found, *ages, *doubts, *derived} if name)
