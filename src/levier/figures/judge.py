"""What a result is worth: partial, not computable, bounds, interval, and the notes that say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from levier.catalogue.definition import Basis, Doubt, Indicator
from levier.figures import figure as states
from levier.figures.conventions import conventions_of
from levier.figures.coverage import Coverage
from levier.figures.evaluate import Evaluator, Result
from levier.figures.figure import Figure, Slice
from levier.figures.interval import wilson
from levier.figures.needs import needs_of
from levier.figures.source import Source
from levier.figures.typed import Found, plain
from levier.figures.units import units_of
from levier.i18n import said_number
from levier.i18n import sentence as _
from levier.measures.language import Term, measures_of
from levier.periods import Period, to_date

# What typed values say of themselves (``nature``, ``definition``), in words.
NATURES = {"estime": "estimation", "echantillon": "échantillon"}
DEFINITIONS = {
    "editeur": "celle de l'éditeur du logiciel",
    "operateur": "celle de l'opérateur téléphonique",
    "comptable": "celle du comptable",
}


@dataclass(slots=True)
class Judge:
    """Turn the results of one request into figures."""

    source: Source
    periods: Sequence[Period]
    as_of: int
    evaluator: Evaluator
    coverage: Coverage

    def empty(self, indicator: Indicator, rank: int, slice_: Slice, status: str, *notes: str) -> Figure:
        """Return a figure without a value."""
        coverage = 0.0 if status == states.NOT_AVAILABLE else None
        return Figure(
            centre=self.source.centre.name,
            indicator=indicator.name,
            period=self.periods[rank],
            slice=slice_,
            numerator=None,
            denominator=None,
            value=None,
            unit=indicator.unit,
            status=status,
            coverage=coverage,
            version=indicator.version,
            as_of=self.as_of,
            notes=tuple(note for note in notes if note),
            conventions=conventions_of(indicator, self.source),
        )

    def from_lines(
        self, indicator: Indicator, rank: int, slice_: Slice, basis: Basis, result: Result, cover: float
    ) -> Figure:
        """Return the figure of a result made from lines, covered to this share."""
        period = self.periods[rank]
        made = self._filled(indicator, rank, slice_, basis, result, cover)
        if indicator.complete is not None:
            lacking = self.evaluator.term(indicator.complete, rank, slice_)
            if lacking is None or lacking.number:
                return replace(made, value=None, status=states.NOT_COMPUTABLE).with_note(_("coûts incomplets"))
        if self._too_few(indicator, rank, slice_):
            return self._not_computed(made, indicator)
        if made.value is None:
            young = self._too_young(basis, period)
            why = young or ([] if made.denominator else [_("dénominateur nul")])
            return replace(made, status=states.NOT_COMPUTABLE, notes=(*made.notes, *why))
        made = self._judged(made, indicator, basis, period, cover)
        doubt = indicator.doubt
        return self._doubted(made, doubt, doubt.term if doubt else None, rank, slice_)

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
        empty = self.empty(indicator, rank, slice_, states.OK, *notes)
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
        if period.last > self.as_of:
            notes.append(self._not_over())
        if cover < centre.number("couverture_min") / 100:
            notes.append(_("données présentes sur {share} % des jours d'ouverture").format(share=int(100 * cover)))
        if aside > centre.number("lignes_ecartees_max") / 100:
            notes.append(
                _("{share} % des lignes de la période mises de côté").format(share=said_number(f"{100 * aside:.1f}"))
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

    def _doubted(self, made: Figure, doubt: Doubt | None, term: Term | None, rank: int, slice_: Slice) -> Figure:
        """Return the figure with the bounds that unknown outcomes leave, partial when they are too many."""
        found = self.evaluator.term(term, rank, slice_) if term else None
        if doubt is None or found is None or made.numerator is None or made.denominator is None:
            return made
        unknown = found.number
        due = made.denominator + (0 if doubt.inside else unknown)
        if doubt.bounds and due:
            made = replace(made, bounds=(float(made.numerator / due), float((made.numerator + unknown) / due)))
        return _weigh(made, doubt, unknown / due if due else Fraction(), self.source)

    def from_grid(self, indicator: Indicator, rank: int, slice_: Slice, basis: Basis, result: Result) -> Figure:
        """Return the figure of a result made from the typed grid."""
        period = self.periods[rank]
        samples = next((found.samples for found in result.typed), ())
        days = self.coverage.opening_days(period)
        cover = sum(any(day in one for one in samples) for day in days) / len(days) if samples else 1.0
        made = self._filled(indicator, rank, slice_, basis, result, cover)
        if self._too_few(indicator, rank, slice_):
            return self._not_computed(made, indicator)
        if made.value is None:
            made = made if result.denominator else made.with_note(_("dénominateur nul"))
            return replace(made, status=states.NOT_COMPUTABLE)
        made = made.with_note(self._not_over()) if period.last > self.as_of else made
        partial = samples or result.partial or period.last > self.as_of
        made = replace(made, status=states.PARTIAL) if partial else made
        doubt = None if samples else indicator.doubt
        return self._doubted(made, doubt, doubt.typed if doubt else None, rank, slice_)

    def _not_over(self) -> str:
        day = to_date(self.as_of).strftime("%d/%m/%Y")
        return _("période non terminée au {day}").format(day=day)


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
    note = _(doubt.note).format(share=said_number(f"{float(100 * share):.1f}"))
    made = replace(made, status=states.PARTIAL).with_note(note)
    if doubt.floor and 1 - share < Fraction(source.centre.number(doubt.floor), 100):
        made = replace(made, value=None, low=None, high=None).with_note(_("seules les bornes sont un résultat"))
    return made


def _typed_notes(found: Sequence[Found]) -> list[str]:
    rows = [row for one in found for row in one.rows]
    natures = sorted({row["nature"] or "exact" for row in rows if not any(one.samples for one in found)} - {"exact"})
    definitions = sorted({row["definition"] or "levier" for row in rows} - {"levier"})
    notes: list[str] = [_("valeur saisie : {nature}").format(nature=_(NATURES[nature])) for nature in natures]
    return notes + [_("définition : {name}").format(name=_(DEFINITIONS[name])) for name in definitions]


def with_gap(made: Figure, typed: Result) -> Figure:
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
