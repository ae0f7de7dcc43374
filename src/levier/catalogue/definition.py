"""What an indicator is: words for people, measures for engines, examples that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

from levier.measures.language import ALWAYS, Condition, Formula, Measure, Term, count

UP, DOWN, BAND, NONE = "hausse", "baisse", "zone cible", "sans jugement"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason for which a line of the period is left out; the first of the list that applies is the line's."""

    reason: str
    where: Condition


@dataclass(frozen=True, slots=True)
class Population:
    """The lines that an indicator counts: those of ``fact`` that no exclusion, taken in order, leaves out.

    The first ``undated`` exclusions are applied before the date (contract §3 rule 8: one line per patient and start
    comes before anything else); a line after ``as_of`` is then *à venir*, and the other reasons follow.
    """

    fact: str
    exclusions: tuple[Exclusion, ...] = ()
    undated: int = 0

    @property
    def where(self) -> Condition:
        """Return the condition of the lines that count."""
        return reduce(lambda kept, one: kept & ~one.where, self.exclusions, ALWAYS)

    def counted(self, also: Condition = ALWAYS, **more: object) -> Measure:
        """Return the number of lines that count (under one more condition)."""
        return count(self.fact, self.where & also, **more)

    def summed(self, column: str, unit: str, also: Condition = ALWAYS, **more: object) -> Measure:
        """Return the sum of a column over the lines that count."""
        return Measure(self.fact, "sum", self.where & also, column, unit, **more)  # type: ignore[arg-type]

    def reason(self, rank: int) -> Condition:
        """Return the condition of the lines that the exclusion of this rank, and none before, leaves out."""
        before = reduce(lambda kept, one: kept & ~one.where, self.exclusions[:rank], ALWAYS)
        return before & self.exclusions[rank].where


@dataclass(frozen=True, slots=True)
class Basis:
    """One way to obtain the figure: from lines, or from what a person typed.

    ``tables`` are the files without which the basis does not exist, beyond those of its measures. ``note`` is said
    beside the figure. ``given`` are quantities that must not be 0 in the period, each with what is said when it is:
    a file without the column that a definition rests on gives no figure, never a 0. ``without`` are the files that
    replace the basis when they are supplied. ``all_claims`` tells that every claim sent must be there, whatever came of
    it: a list of rejections alone covers no day of it. ``sparse`` tells that a few days without a line, at the ends of a
    file, are days on which nothing happened.
    """

    name: str
    formula: Formula
    tables: tuple[str, ...] = ()
    note: str | None = None
    given: tuple[tuple[Term, str], ...] = ()
    without: tuple[str, ...] = ()
    all_claims: bool = False
    sparse: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Lines whose outcome is unknown: they bound the figure and may make it partial, or no result by itself.

    The share is doubt ÷ (denominator + doubt); above the convention ``limit`` (per cent) the figure is partial; when
    the known share falls under the convention ``floor`` only the bounds are a result. ``typed`` is the same quantity in
    the grid.
    """

    term: Term
    limit: str
    floor: str | None = None
    inside: bool = False
    note: str = ""
    bounds: bool = True
    typed: Term | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A small centre as its files, and the figure worked by hand.

    ``files`` maps a standard file name to its text (``;``). ``expected`` is (numerator, denominator); ``value`` when
    the figure has no denominator or is a median.
    """

    title: str
    files: Mapping[str, str]
    period: str
    expected: tuple[float, float | None] | None = None
    value: float | None = None
    status: str | None = None
    centre: str = ""
    as_of: str | None = None
    slice: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the method: one file, that proves itself.

    ``service`` restricts it to centres that have this service; ``team`` names whose number makes a small team
    (``praticiens``, ``telephone``, ``tiers_payant``, ``accueil``, ``assistance_dentaire``). ``amounts_of_acts`` asks
    for the second series at constant tariffs. ``one_basis`` keeps one basis for all periods of a centre.
    ``centre_only`` refuses every slice. ``distinct`` says that persons are counted once: months, quarters and years only.
    ``least_fte`` is a quantity of people, and how many there must be.
    """

    name: str
    label: str
    unit: str
    direction: str
    why: str
    how_to_read: str
    caveats: str
    version: int
    review: str
    bases: tuple[Basis, ...]
    code: str | None = None
    lever: int | None = None
    counter_indicator: str | None = None
    population: Population | None = None
    service: str | None = None
    team: str = "praticiens"
    interval: bool = False
    doubt: Doubt | None = None
    amounts_of_acts: Measure | None = None
    one_basis: bool = False
    least_fte: tuple[Term, int] | None = None
    complete: Term | None = None
    distinct: bool = False
    centre_only: bool = False
    examples: tuple[Example, ...] = field(default=())
