"""One centre among those measured together: what figures ask of a centre, answered from derived tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from levier.centre import Centre
from levier.engine.compile import cube_sql, distinct_sql
from levier.figures.evaluate import DISTINCT_GRAINS
from levier.figures.source import SPANS, Rows, Spans, teams_sql
from levier.holding import STATED_BY, Holding, Options
from levier.i18n import _
from levier.measures.facts import Fact
from levier.measures.language import Measure
from levier.national.cells import boundaries
from levier.national.centres import National, Told, about_of
from levier.national.layout import CENTRE
from levier.periods import Period, to_date
from levier.problems import Problems, Refused, WrongCommand
from levier.store_source import StoreSource
from levier.tables.rows import Account

# Conventions that derived tables were made with: another value needs other tables.
DERIVED_WITH = ("delai_annulation_h",)


@dataclass(frozen=True, slots=True)
class Purged:
    """What purges froze, as it travels beside derived tables."""

    about: dict[str, Any]

    def purges(self) -> list[Period]:
        """Return what each purge froze, in order."""
        return [Period(one["first"], one["last"], "sample", one["label"]) for one in self.about["past"]]

    def frozen(self, name: str, purge: Period | None = None) -> Rows:
        """Return the rows frozen under this name by one purge, or by every purge."""
        label = purge.label if purge else None
        found = (one["rows"].get(name, ()) for one in self.about["past"] if label in (None, one["label"]))
        return [tuple(row) for rows in found for row in rows]

    def purged_before(self) -> int | None:
        """Return the first day whose lines may still be there, ``None`` without a purge."""
        found: int | None = self.about["purged_before"]
        return found


class Shared:
    """The place of the engine of one centre: all have the same, which outlives each."""

    name = "derived"

    def close(self) -> None:
        """Do nothing: the engine is everybody's."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@dataclass
class CentreSource(StoreSource):
    """Totals of one centre among others."""

    national: National = field(default_factory=lambda: National(Shared()))
    about: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep nothing: the engine of all the centres does."""

    @property
    def past(self) -> Purged:
        """Return what purges froze."""
        return Purged(self.about)

    def values(self, table: str, column: str) -> list[Any]:
        """Return the distinct values of a column of typed rows: one of those that state periods."""
        if STATED_BY.get(table) != column:
            raise WrongCommand(_no_lines(self.centre.name))
        return list(self.about["values"].get(table, ()))

    def typed_rows(self) -> list[dict[str, Any]]:
        """Return the typed measures, as rows."""
        return list(self.about["typed"])

    def _cube_rows(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Rows:
        return self.national.rows(cube_sql(fact, (CENTRE, *dims), measures, self.centre), self.centre.name)

    def _distinct_rows(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], spans: Spans, last_day: int
    ) -> Rows:
        sql = distinct_sql(fact, (CENTRE, *dims), measures, self.centre, SPANS, last_day)
        return self.national.distinct(sql, self.centre.name, spans)

    def _line_days(self, table: str) -> dict[int, int]:
        return {int(day): int(lines) for day, lines in self.about["lines"].get(table, ())}

    def _team_rows(self, dims: tuple[str, ...]) -> Rows:
        return list(self.national.rows(teams_sql((CENTRE, *dims)), self.centre.name))

    def _agent_rows(self) -> Rows:
        return [tuple(row) for row in self.about["agents"]]


@dataclass(slots=True)
class DerivedHolding(Holding):
    """A centre whose derived tables are in a folder, beside those of others; its lines are elsewhere."""

    covered: tuple[int, int] = (0, -1)
    national: National | None = None

    def cover(self, first: int, last: int) -> None:
        """Refuse days that the calendar of the derived tables does not have.

        Raises:
            Refused: days before or after.
        """
        begin, end = self.covered
        if not begin <= first <= last <= end:
            said = [to_date(day).strftime("%d/%m/%Y") for day in (*self.covered, first, last)]
            raise Refused(
                _(
                    "{centre} : tables dérivées du {begin} au {end} ; demandé : du {first} au {last}. "
                    "→ Demandez d'autres périodes (--from, --to), ou réécrivez-les : levier derive."
                ).format(centre=self.centre.name, begin=said[0], end=said[1], first=said[2], last=said[3])
            )

    def ask(self, periods: Sequence[Period], as_of: int) -> None:
        """Have the days cut where these periods, their year before and the day of knowledge need it."""
        self.cover(min(one.first for one in periods), max(one.last for one in periods))
        spans = [(one.first, one.last) for one in periods if one.grain in DISTINCT_GRAINS]
        if self.national is not None:
            self.national.ask(boundaries(periods, as_of, self.centre), spans)

    def rows(self, sql: str) -> Rows:
        """Refuse: there is no line here.

        Raises:
            WrongCommand: always.
        """
        raise WrongCommand(_no_lines(self.centre.name))


def _no_lines(name: str) -> str:
    return _("{centre} : des tables dérivées, sans les lignes. → Demandez-le au centre ou à son magasin.").format(
        centre=name
    )


def hold_derived(national: National, told: Told, options: Options) -> DerivedHolding:
    """Return a centre as its derived tables tell it.

    Raises:
        WrongCommand: a convention that the tables were made with is given another value, or cells are to be filled.
    """
    about = about_of(told)
    given = _centre(about["centre"])
    centre = options.applied(given)
    _check(options, given, centre)
    accounts = [_account(one) for one in about["accounts"]]
    holding = DerivedHolding(
        *(centre, Shared(), accounts, Problems(), about["as_of"]),
        covered=(about["days"][0], about["days"][1]),
        national=national,
    )
    holding._source = CentreSource(centre, holding.engine, accounts, national=national, about=about)
    return holding


def _check(options: Options, given: Centre, asked: Centre) -> None:
    for name in DERIVED_WITH:
        if asked.convention(name) != given.convention(name):
            raise WrongCommand(
                _(
                    "--convention {name}={value} : les tables dérivées de {centre} ont été écrites avec {known}. "
                    "→ Réécrivez-les avec cette convention : levier derive --convention {name}={value}."
                ).format(name=name, value=asked.convention(name), centre=given.name, known=given.convention(name))
            )
    if options.sets:
        raise WrongCommand(_("--set remplit des cases en lisant des fichiers ; des tables dérivées n'en ont plus."))


def _centre(fields: dict[str, Any]) -> Centre:
    services = fields["services"]
    return Centre(**fields | {"services": None if services is None else tuple(services)})


def _account(fields: dict[str, Any]) -> Account:
    days = {int(day): count for day, count in fields["aside_days"].items()}
    return Account(**fields | {"ignored": tuple(fields["ignored"]), "aside_days": days})
