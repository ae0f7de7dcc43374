"""Why revenue moved between a period and the same one a year before: parts that add up to the difference exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from levier.catalogue.indicators import indicator
from levier.figures.calendar import opening_days
from levier.figures.coverage import Coverage
from levier.figures.run import Request, Run
from levier.figures.source import Source
from levier.holding import Holding
from levier.i18n import _
from levier.outlook.levels import ACTS, ALL, DAYS, Levels, read_levels
from levier.outlook.parts import BILLED, PLACES, Part, chain, service_parts
from levier.outlook.shares import in_cents
from levier.outlook.spans import Spans, compared_spans
from levier.outlook.teams import small_slices
from levier.periods import Period, to_date

OK, PARTIAL, NOT_AVAILABLE = "ok", "partial", "not_available"


@dataclass(frozen=True, slots=True)
class Bridge:
    """The move of activity revenue of a centre, or of one of its services, and its parts.

    ``before`` and ``after`` are euros billed, exact; the parts add up to their difference. ``details`` gives each
    part's share by service (whole centre only). ``notes`` say what could not be separated, and why.
    """

    centre: str
    service: str | None
    whole: bool
    spans: Spans
    as_of: int
    status: str
    before: Fraction | None = None
    after: Fraction | None = None
    parts: tuple[Part, ...] = ()
    details: dict[str, dict[str | None, Fraction]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    small_team: bool = False
    hides_team: bool = False

    @property
    def change(self) -> Fraction | None:
        """Return the difference in euros."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def constant_change(self) -> Fraction | None:
        """Return the difference at constant tariffs: without what tariffs explain."""
        if not any(one.name == "tariffs" for one in self.parts):
            return None
        tariffs = sum((one.amount for one in self.parts if one.name == "tariffs"), Fraction())
        return None if self.change is None else self.change - tariffs

    def as_json(self) -> dict[str, Any]:
        """Return the bridge as ``levier bridge --format json`` prints it; amounts in euros, to the cent."""
        from levier.outlook.bridge_words import sentences, summary

        cents, said = in_cents({one.name: one.amount for one in self.parts}), sentences(self)
        return {
            "centre": self.centre,
            "indicator": "activity_revenue",
            "period": self.spans.now.label,
            "from": to_date(self.spans.now.first).isoformat(),
            "to": to_date(self.spans.now.last).isoformat(),
            "compared": self.spans.before.label,
            "compared_from": to_date(self.spans.before.first).isoformat(),
            "compared_to": to_date(self.spans.before.last).isoformat(),
            "day_for_day": self.spans.cut,
            "slice": None if self.whole else {"service": self.service},
            "before": _euros(self.before),
            "after": _euros(self.after),
            "change": _euros(self.change),
            "change_at_constant_tariffs": _euros(self.constant_change),
            "unit": "€",
            "status": self.status,
            "parts": [
                {
                    "name": one.name,
                    "label": one.label,
                    "amount": cents[one.name] / 100,
                    "before": None if one.before is None else float(one.before),
                    "after": None if one.after is None else float(one.after),
                    "unit": one.unit,
                    "sentence": said[one.name],
                }
                for one in self.parts
            ],
            "sentence": summary(self),
            "notes": list(self.notes),
            "small_team": self.small_team,
            "as_of": to_date(self.as_of).isoformat(),
        }


def _euros(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, 2))


def bridge(holding: Holding, period: Period, as_of: int, *, by_service: bool = False) -> list[Bridge]:
    """Return why revenue moved between a period and the same one a year before: the centre, then its services.

    Args:
        holding: the centre.
        period: the period N; while it is not over, its days until ``as_of`` are compared with the same of N-1.
        as_of: day of knowledge.
        by_service: give each service after the whole.
    """
    source = holding.source()
    holding.ask((period.year_before(), period), as_of)
    coverage = Coverage(source, as_of, opening_days(source))
    spans = compared_spans(period, as_of, last_line(source, as_of, period), coverage)
    levels = read_levels(source, spans.before, spans.now, as_of, coverage)
    refusal = _refusal(source, spans)
    if refusal:
        typed = typed_bridge(source, spans, as_of, levels.opened)
        if typed is not None:
            return [typed]
        return [Bridge(source.centre.name, None, True, spans, as_of, NOT_AVAILABLE, notes=(refusal,))]
    small = small_slices(holding, [(("service", one),) for one in levels.services if one != ALL], levels.periods)
    services = [
        _of_service(holding, levels, service, spans, as_of, small=(("service", service),) in small)
        for service in levels.services
    ]
    whole = _of_centre(source, levels, services, spans, as_of)
    return [whole, *(services if by_service and not levels.merged else [])]


def last_line(source: Source, as_of: int, period: Period) -> int:
    """Return the last day with an act, not after ``as_of``; the day before the period when there is none."""
    return max((day for day in source.days("acts") if day <= as_of), default=period.first - 1)


def _refusal(source: Source, spans: Spans) -> str:
    """Say which of the two periods has no act: nothing can be compared."""
    empty = [span for span in (spans.before, spans.now) if not any(day in span for day in source.days("acts"))]
    if not empty:
        return ""
    labels = _(" ni en ").join(span.label for span in reversed(empty))
    return _(
        "Aucun acte en {periods} : pas de comparaison possible. → Fournissez les actes de ces deux périodes."
    ).format(periods=labels)


def typed_bridge(source: Source, spans: Spans, as_of: int, opened: tuple[int, int] | None) -> Bridge | None:
    """Return the bridge of a centre whose revenue was typed: opening days, and all the rest together."""
    about = indicator("activity_revenue")
    run = Run(source, Request([about], [spans.before, spans.now], as_of))
    values = [one.value for one in run.figures() if one.value is not None and one.basis != "fichiers"]
    if len(values) < 2 or spans.cut:
        return None
    pair = values[0], values[1]
    days = {DAYS: (Fraction(opened[0]), Fraction(opened[1]))} if opened and min(opened) > 0 else {}
    note = _("recettes saisies sans détail par code : tarifs, nombre et éventail des actes ne sont pas séparés")
    parts = tuple(chain(days, pair, BILLED))
    return Bridge(source.centre.name, None, True, spans, as_of, OK, *pair, parts, notes=(note,))


def _of_service(
    holding: Holding, levels: Levels, service: str | None, spans: Spans, as_of: int, *, small: bool
) -> Bridge:
    least = holding.centre.number("couverture_min") / 100
    parts, split, missing = service_parts(levels, service, least)
    from levier.outlook.bridge_words import said_jumps, said_missing

    return Bridge(
        holding.centre.name,
        service,
        False,
        spans,
        as_of,
        _status(levels),
        levels.billed(0, [service]),
        levels.billed(1, [service]),
        tuple(parts),
        notes=(*said_jumps(split), *said_missing(missing), *((_("équipe réduite"),) if small else ())),
        small_team=small,
    )


def _status(levels: Levels) -> str:
    return PARTIAL if min(levels.cover[ACTS]) < 0.95 else OK


def _of_centre(source: Source, levels: Levels, services: Sequence[Bridge], spans: Spans, as_of: int) -> Bridge:
    """Add the services up: hours of a dentist and of a physician are not the same hours."""
    from levier.outlook.bridge_words import said_coverage, said_services

    details: dict[str, dict[str | None, Fraction]] = {}
    for one in services:
        for part in one.parts:
            details.setdefault(part.name, {})[one.service] = part.amount
    names = sorted(details, key=lambda name: PLACES[name])
    known = {part.name: part for one in services for part in one.parts}
    parts = [_summed(name, details[name], known[name], services) for name in names]
    parts = [one for one in parts if one.amount or one.name in ("opening_days", "tariffs")]
    notes = (*said_coverage(levels), *said_services(services, merged=levels.merged))
    status, total = _status(levels), (levels.billed(0), levels.billed(1))
    hides = any(one.small_team for one in services)
    return Bridge(
        source.centre.name, None, True, spans, as_of, status, *total, tuple(parts), details, notes, hides_team=hides
    )


def _summed(name: str, shares: dict[str | None, Fraction], one: Part, services: Sequence[Bridge]) -> Part:
    """Return the sum of a part over services; its quantities only where they are those of the centre."""
    amount = sum(shares.values(), Fraction())
    if len(services) == 1 or name == "opening_days":
        return replace(one, amount=amount)
    if name in ("new_codes", "deleted_codes"):
        count = sum((p.after or Fraction() for b in services for p in b.parts if p.name == name), Fraction())
        return Part(name, amount, None, count)
    return Part(name, amount)


def shared(found: Sequence[Bridge]) -> list[Bridge]:
    """Return what may be shown outside the director's screen.

    As soon as one service is made by a small team, only the centre is given, without its shares by service: the
    difference with the others would give the hidden one away.
    """
    return (
        [replace(one, details={}, notes=_impersonal(one)) for one in found if one.whole]
        if _hides(found)
        else list(found)
    )


def _hides(found: Sequence[Bridge]) -> bool:
    return any(one.small_team or one.hides_team for one in found)


def _impersonal(bridge: Bridge) -> tuple[str, ...]:
    return (_("détail par service non partagé : une équipe y est réduite"),)
