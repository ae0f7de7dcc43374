"""Where the year will end: what is billed, then last year's profile at this year's level, with a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from levier.figures.calendar import opening_days
from levier.figures.coverage import Coverage
from levier.figures.source import Source
from levier.holding import Holding
from levier.i18n import _
from levier.outlook.bridge import last_line
from levier.outlook.departure import Departure, Leaving, find_leaving
from levier.outlook.draws import LEVEL, SEED
from levier.outlook.landing_months import Month, months_of, range_until
from levier.outlook.profile import Profile, is_open, make_profile
from levier.outlook.spans import compared_spans
from levier.outlook.teams import small_slices
from levier.periods import Period, parse_period, period_of, periods_between, to_date
from levier.problems import WrongCommand

MINIMUM_MONTHS = 3
LANDED, TOO_EARLY, OVER = "ok", "too_early", "over"


@dataclass(frozen=True, slots=True)
class ServiceLanding:
    """The landing of one service, in euros; ``ratio`` is its level against last year's profile so far."""

    service: str | None
    billed: float
    rest: float
    ratio: float
    declared: float
    before: float
    small_team: bool = False
    daily: Mapping[int, float] = field(default_factory=dict)  # euros expected of each day to come
    constant: float = 0.0  # billed and rest, at last year's tariffs

    def until(self, last: int) -> float:
        """Return what is expected until a day."""
        return sum(euros for day, euros in self.daily.items() if day <= last)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the year of a centre will end, in euros billed.

    ``low`` and ``high`` hold 80 % of the draws. ``before`` is last year as billed; ``constant`` is ``value`` at last
    year's tariffs, counted as the bridge counts them. ``months`` are those of the year, without departures.
    ``departures`` gives what each departure takes off ``value``; ``assumptions`` are French sentences.
    """

    centre: str
    year: Period
    cut: int
    as_of: int
    status: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    billed: float = 0.0
    rest: float = 0.0
    before: float | None = None
    constant: float | None = None
    days_left: int = 0
    services: tuple[ServiceLanding, ...] = ()
    departures: tuple[tuple[Leaving, float, bool], ...] = ()
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    months: tuple[Month, ...] = ()

    @property
    def constant_change(self) -> float | None:
        """Return the difference with last year, at last year's tariffs, in euros."""
        return None if self.constant is None or self.before is None else self.constant - self.before

    def as_json(self) -> dict[str, Any]:
        """Return the landing as ``levier landing --format json`` prints it; amounts in euros."""
        from levier.outlook.landing_words import summary

        return {
            "centre": self.centre,
            "indicator": "activity_revenue",
            "period": self.year.label,
            "known_until": to_date(self.cut).isoformat(),
            "as_of": to_date(self.as_of).isoformat(),
            "status": self.status,
            "value": _cents(self.value),
            "low": _cents(self.low),
            "high": _cents(self.high),
            "level": LEVEL,
            "billed": _cents(self.billed),
            "rest": _cents(self.rest),
            "change_at_constant_tariffs": _cents(self.constant_change),
            "n-1": {"period": self.year.year_before().label, "value": _cents(self.before)},
            "months": [one.as_json() for one in self.months],
            "opening_days_left": self.days_left,
            "services": [
                {
                    "service": one.service,
                    "billed": _cents(one.billed),
                    "rest": _cents(one.rest),
                    "ratio": one.ratio,
                    "declared_absences": _cents(one.declared),
                    "small_team": one.small_team,
                }
                for one in self.services
            ],
            "without": [
                {
                    "typed": one.departure.typed,
                    "from": to_date(one.departure.day).isoformat(),
                    "amount": _cents(-lost),
                    "small_team": small,
                }
                for one, lost, small in self.departures
            ],
            "sentence": summary(self),
            "assumptions": list(self.assumptions),
            "notes": list(self.notes),
            "seed": SEED,
        }


def _cents(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def landing(
    holding: Holding, year: Period, as_of: int, departures: Sequence[Departure] = (), *, draws: int = 1000
) -> Landing:
    """Return where a year will end.

    Args:
        holding: the centre.
        year: the year to land.
        as_of: day of knowledge; lines after it are not read, schedules (closures, absences) are.
        departures: practitioners who leave.
        draws: number of draws of the range.

    Raises:
        WrongCommand: a departure of somebody who has no line.
    """
    source, before = holding.source(), year.year_before()
    holding.ask((before, year), as_of)
    opened = opening_days(source)
    coverage = Coverage(source, as_of, opened)
    cut = compared_spans(year, as_of, last_line(source, as_of, year), coverage).now.last
    refusal = _refusal(coverage, year, before, cut)
    if refusal:
        return Landing(source.centre.name, year, cut, as_of, TOO_EARLY, notes=(refusal,))
    return _land(holding, year, cut, as_of, opened, departures, draws)


def _refusal(coverage: Coverage, year: Period, before: Period, cut: int) -> str:
    """Say what is missing: three months of this year, the whole of last year."""
    months = [one for one in periods_between(year.first, year.last, "month") if one.last <= cut]
    least = coverage.source.centre.number("couverture_min") / 100
    known = [one for one in months if coverage.of(("acts",), one) >= least]
    if len(known) < MINIMUM_MONTHS:
        return _(
            "Trop tôt pour un atterrissage {year} : {n} mois d'actes complet(s), il en faut {needed}. → Revenez quand "
            "mars sera exporté, ou complétez les actes."
        ).format(year=year.label, n=len(known), needed=MINIMUM_MONTHS)
    empty = [
        one.label for one in periods_between(before.first, before.last, "month") if coverage.of(("acts",), one) < least
    ]
    if empty:
        return _(
            "Pas d'atterrissage {year} sans le profil de l'année d'avant : actes de {before} absents "
            "ou incomplets pour "
            "{months}. → Fournissez-les."
        ).format(year=year.label, before=before.label, months=", ".join(empty))
    return ""


def _land(
    holding: Holding, year: Period, cut: int, as_of: int, opened: frozenset[int] | None,
    departures: Sequence[Departure], draws: int,
) -> Landing:  # fmt: skip
    from levier.outlook.landing_words import assumptions, general_assumptions

    source, before = holding.source(), year.year_before()
    days = _future_days(opened, year, before, cut)
    profile = make_profile(source, year, before, cut, opened)
    known = sum(is_open(day, opened) for day in range(year.first, cut + 1))
    names = sorted({*profile.billed, *profile.before}, key=lambda one: (one is None, one or ""))
    small = small_slices(holding, [(("service", one),) for one in names], [year, before])
    services = [_service(profile, name, known, cut, days, small=(("service", name),) in small) for name in names]
    billed, rest = sum(one.billed for one in services), sum(one.rest for one in services)
    leaving = [_lost(holding, profile, one, services, year, cut, as_of) for one in departures]
    total = billed + rest - sum(lost for _who, lost, _small in leaving)
    low, high = _range(profile, services, year, cut, days, draws)
    gone = sum(lost for _who, lost, _small in leaving)
    was = sum(sum(one.values()) for one in profile.was.values())
    general = tuple(general_assumptions(opened, year, before, cut))
    return Landing(
        source.centre.name, year, cut, as_of, OVER if cut >= year.last else LANDED, total,
        billed + low - gone, billed + high - gone, billed, rest, was, _constant(services, leaving),
        len(days), tuple(services), tuple(leaving),
        (*general, *assumptions(services, leaving)), general=general,
        months=tuple(months_of(profile, services, year, cut, (billed + low, billed + high))),
    )  # fmt: skip


def _constant(services: Sequence[ServiceLanding], leaving: Sequence[tuple[Leaving, float, bool]]) -> float:
    """Return the landing at last year's tariffs; a departure takes off at the tariffs of its service."""
    share = {one.service: one.constant / (one.billed + one.rest) for one in services if one.billed + one.rest}
    gone = sum(lost * share.get(one.slot[0], 1.0) for one, lost, _small in leaving)
    return sum(one.constant for one in services) - gone


def _future_days(opened: frozenset[int] | None, year: Period, before: Period, cut: int) -> list[int]:
    return [day for day in range(cut + 1, year.last + 1) if is_open(day, opened)]


def _service(
    profile: Profile, name: str | None, known: int, cut: int, days: Sequence[int], *, small: bool
) -> ServiceLanding:
    """Land one service; ``known`` are the opening days so far, the pace of a service without last year."""
    billed = sum(profile.billed.get(name, {}).values())
    expected = profile.expected.get(name, {})
    past = sum(one for day, one in expected.items() if day <= cut)
    ratio = billed / past if past > 0 else 0.0
    plain = {day: ratio * expected.get(day, 0.0) for day in days}
    was = {day: ratio * profile.plain.get(name, {}).get(day, 0.0) for day in days}
    if past <= 0 < billed:
        plain = was = dict.fromkeys(days, billed / max(1, known))
    shares = {month: declared_share(profile, name, month) for month in range(1, 13)}
    daily, constant = ({day: one * shares[to_date(day).month] for day, one in each.items()} for each in (plain, was))
    rest, before = sum(daily.values()), sum(profile.before.get(name, {}).values())
    constant_value = billed - profile.tariffs.get(name, 0.0) + sum(constant.values())
    return ServiceLanding(name, billed, rest, ratio, rest - sum(plain.values()), before, small, daily, constant_value)


def declared_share(profile: Profile, name: str | None, month: int) -> float:
    """Return what declared absences leave of a month: never more than usual, absences to come are seldom all known."""
    planned, usual = profile.planned.get((name, month), (1.0, 1.0))
    return min(1.0, planned / usual)


def _range(
    profile: Profile, services: Sequence[ServiceLanding], year: Period, cut: int, days: Sequence[int], draws: int
) -> tuple[float, float]:
    return range_until(profile, services, year, cut, year.last, draws) if days else (0.0, 0.0)


def _lost(
    holding: Holding, profile: Profile, departure: Departure, services: Sequence[ServiceLanding], year: Period,
    cut: int, as_of: int,
) -> tuple[Leaving, float, bool]:  # fmt: skip
    """Return what a departure takes off: the share of heads of its specialty, of what its service should still bill."""
    leaving = find_leaving(holding, departure, as_of)
    one = next((one for one in services if one.service == leaving.slot[0]), None)
    slices = [(("service", leaving.slot[0]), ("specialty", leaving.slot[1]))]
    small = bool(small_slices(holding, slices, [year]))
    if one is None:
        return leaving, 0.0, small
    after = _after(profile, one, year, max(cut + 1, departure.day))
    return leaving, after * _specialty_share(holding.source(), leaving, as_of) * leaving.share, small


def _after(profile: Profile, one: ServiceLanding, year: Period, first: int) -> float:
    expected = profile.expected.get(one.service, {})
    days = range(first, year.last + 1)
    return sum(
        one.ratio * expected.get(day, 0.0) * declared_share(profile, one.service, to_date(day).month) for day in days
    )


def _specialty_share(source: Source, leaving: Leaving, as_of: int) -> float:
    """Return the share of a service's amounts that its specialty made over the last twelve months."""
    from levier.measures.facts import FACTS
    from levier.outlook.levels import AMOUNT

    fact = FACTS["acts"]
    rows = [(key, cents) for key, (cents,) in source.cube(fact, fact.dims, [AMOUNT]).rows.items()]
    mine = [(key, cents) for key, cents in rows if as_of - 365 < key[0] <= as_of and key[3] == leaving.slot[0]]
    whole = sum(cents for _key, cents in mine)
    return sum(cents for key, cents in mine if key[4] == leaving.slot[1]) / whole if whole else 0.0


def year_asked(text: str | None, as_of: int) -> Period:
    """Return the year that a person asks for; that of the day of knowledge by default.

    Raises:
        WrongCommand: it is not a year.
    """
    if text is None:
        return period_of(as_of, "year")
    found = parse_period(text)
    if found.grain != "year":
        raise WrongCommand(_("--year « {text} » ; attendu : une année, p. ex. 2025.").format(text=text))
    return found


def shared(found: Landing) -> Landing:
    """Return what may be shown outside the director's screen: no service, no departure, once a team is small."""
    if not any(one.small_team for one in found.services) and not any(small for _who, _lost, small in found.departures):
        return found
    hidden = _("détail par service et départs non partagés : une équipe y est réduite")
    gone = sum(lost for _who, lost, _small in found.departures)
    back = [None if one is None else one + gone for one in (found.value, found.low, found.high)]
    return replace(
        found, value=back[0], low=back[1], high=back[2], services=(), departures=(), assumptions=found.general,
        notes=(*found.notes, hidden),
    )  # fmt: skip
