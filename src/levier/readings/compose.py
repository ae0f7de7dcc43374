"""Readings put together: numbers, words, money, counter-indicator, target, quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from levier.catalogue.definition import DOWN, NONE, UP, Indicator
from levier.catalogue.indicators import indicators
from levier.figures.figure import Figure
from levier.holding import Holding
from levier.i18n import _
from levier.periods import Period
from levier.readings import words
from levier.readings.judge import COMPARED, EARLY, LIKELY, REAL, Judgement
from levier.readings.mix import Mix
from levier.readings.money import euros_per_year, tariff_effect
from levier.readings.numbers import change, euros, shown
from levier.readings.plan import Plan, TooEarly, french_day
from levier.readings.points import Point, Series
from levier.readings.reading import BETTER, NO_OBJECT, NOT_SUPPLIED, UNKNOWN, WORSE, Reading, Side, Target, sense_of
from levier.readings.typed import Comparison


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said beside a judgement."""

    as_of: int
    mix: Mix | None = None
    target: Target | None = None
    notes: tuple[str, ...] = ()


def _bare(centre: str, one: Indicator, as_of: int, missing: str) -> Reading:
    sentence = words.early(one.label, missing, "")
    return Reading(
        centre, one.name, one.label, one.unit, one.direction, EARLY, "", sentence, missing=missing, as_of=as_of
    )


def nothing(holding: Holding, one: Indicator, as_of: int) -> Reading:
    """Return the reading of an indicator of a centre without any dated line."""
    return _bare(holding.centre.name, one, as_of, _("aucune ligne datée"))


def unknown(holding: Holding, one: Indicator, figures: Sequence[Figure], as_of: int) -> Reading:
    """Return the reading of an indicator that no month gives."""
    status = figures[-1].status if figures else NOT_SUPPLIED
    said = [note for note in (figures[-1].notes if figures else ()) if note != _("équipe réduite")]
    sense = NO_OBJECT if status == NO_OBJECT else NOT_SUPPLIED
    missing = _("le centre n'a pas ce service") if sense == NO_OBJECT else said[-1] if said else ""
    reading = replace(_bare(holding.centre.name, one, as_of, missing), outcome=UNKNOWN, sense=sense)
    told = _("{name} : {value}").format(name=one.label, value=reading.words) + (f" ({missing})." if missing else ".")
    return replace(reading, sentence=told, facts={"status": status})


def too_early(series: Series, one: Indicator, plan: TooEarly, as_of: int, notes: tuple[str, ...]) -> Reading:
    """Return the reading of a series too short: what is missing, when it will be known."""
    known = "" if plan.known_on is None else french_day(plan.known_on)
    return replace(
        _bare(series.centre, one, as_of, plan.missing),
        sentence=words.early(one.label, plan.missing, known),
        known_on=plan.known_on,
        notes=notes,
        small_team=any(point.small_team for point in series.points),
        facts={"status": "ok", "quality": quality(series.points)},
    )


def judged(series: Series, one: Indicator, plan: Plan, found: Judgement, beside: Beside) -> Reading:
    """Return the reading of a series that was judged."""
    unit = words.unit_of(one.unit, series.kind)
    gap, goal = found.difference, beside.target.value if beside.target else None
    changed = found.outcome in (REAL, LIKELY)
    sense = sense_of(one.direction, found.rising, before=gap.baseline, now=gap.recent, target=goal) if changed else ""
    points = series.between(plan.baseline[0], plan.recent[1])
    money = None if one.direction == NONE else euros_per_year(series, plan, found)
    notes = (*beside.notes, *_notes(series, plan, found, beside, one))
    return Reading(
        series.centre, one.name, one.label, unit, one.direction, found.outcome, sense,
        words.sentence(one.label, unit, sense, plan, found) + _more(series, plan, beside, one, unit, found),
        words.how(series, plan, found, unit), found.rising if gap.value else None,
        _side(series, plan.recent, gap.recent), _side(series, plan.baseline, gap.baseline), found.same_months,
        (gap.value, *gap.limits(0.95)), gap.p_value, money,
        small_team=any(point.small_team for point in points), notes=notes,
        facts=_facts(series, plan, found, beside), as_of=beside.as_of,
    )  # fmt: skip


def _side(series: Series, span: tuple[int, int], value: float) -> Side:
    points = series.between(*span)
    sums = [sum(getattr(point, name) or 0.0 for point in points) for name in ("numerator", "denominator")]
    under = sums[1] if any(point.denominator is not None for point in points) else None
    return Side(*span, sums[0], under, value, len(points))


def _more(series: Series, plan: Plan, beside: Beside, one: Indicator, unit: str, found: Judgement) -> str:
    """Return what belongs to the same breath: tariffs, specialties, target."""
    parts = []
    effect = tariff_effect(series, plan)
    if effect:
        parts.append(_("à tarifs constants : les tarifs ajoutent {effect} par an").format(effect=euros(effect)))
    if beside.mix is not None and found.outcome in (REAL, LIKELY):
        same = change(beside.mix.constant, found.difference.baseline, unit)
        parts.append(_("à spécialités constantes : {same}").format(same=same))
    if beside.target is not None:
        parts.append(target_said(one, found.difference.baseline, found.difference.recent, beside.target))
    return "".join(f" {part[:1].upper()}{part[1:]}." for part in parts)


def target_said(one: Indicator, before: float, now: float, target: Target) -> str:
    """Return where a value stands against its target, and what it means when the target asks for less than today."""
    goal = shown(target.value, one.unit)
    source = f" ({target.source})" if target.source else ""
    reached = {UP: now >= target.value, DOWN: now <= target.value}.get(one.direction)
    already = {UP: before >= target.value, DOWN: before <= target.value}.get(one.direction)
    if reached is None:
        return _("cible {goal}{source}").format(goal=goal, source=source)
    if already and reached:
        return _("cible {goal}{source} déjà dépassée dans la base : fixez-en une autre").format(
            goal=goal, source=source
        )
    if reached:
        return _("cible {goal}{source} atteinte").format(goal=goal, source=source)
    return _("cible {goal}{source} : encore {gap}").format(
        goal=goal, source=source, gap=change(target.value - now, now, one.unit)
    )


def _notes(series: Series, plan: Plan, found: Judgement, beside: Beside, one: Indicator) -> tuple[str, ...]:
    notes = []
    holes = [point for point in series.points if point.value is None and plan.baseline[0] <= point.period.first]
    holes = [point for point in holes if point.period.last <= plan.recent[1]]
    if holes:
        sentence = _("mois absents, laissés vides : {months}")
        notes.append(sentence.format(months=", ".join(point.period.label for point in holes)))
    points = series.between(plan.baseline[0], plan.recent[1])
    if points and all(not point.numerator for point in points):
        notes.append(_("toujours zéro : vérifiez que la donnée est bien saisie"))
    if any((point.numerator or 0) < 0 for point in points) and one.unit.startswith("€"):
        notes.append(_("des mois sont négatifs : les annulations y dépassent les actes, ou des coûts les recettes"))
    return tuple(notes)


def _facts(series: Series, plan: Plan, found: Judgement, beside: Beside) -> dict[str, Any]:
    points = series.between(plan.baseline[0], plan.recent[1])
    return {
        "status": "ok",
        "basis": series.basis,
        "baseline_frozen_by": plan.why,
        "tariff_effect_per_year": tariff_effect(series, plan) or None,
        "mix": beside.mix.as_json() if beside.mix else None,
        "method": words.method(series, found),
        "quality": quality(points),
        "holes": [{"period": one.period.label, "why": one.why} for one in series.points if one.value is None],
    }


def quality(points: Sequence[Point]) -> dict[str, float | None]:
    """Return the smallest coverage of the months used, and the smallest share of known outcomes."""
    covers = [one.coverage for one in points if one.coverage is not None and one.value is not None]
    known = [one.known for one in points if one.known is not None]
    return {"coverage": min(covers, default=None), "outcomes_known": min(known, default=None)}


def with_counter(reading: Reading, others: Mapping[str, Reading]) -> Reading:
    """Return the reading with its counter-indicator in the same sentence, when that one got worse."""
    name = indicators()[reading.indicator].counter_indicator
    other = others.get(name or "")
    if reading.outcome not in (REAL, LIKELY) or other is None or other.difference is None:
        return reading
    if other.outcome not in (REAL, LIKELY) or other.sense == BETTER or other.recent is None or other.baseline is None:
        return reading
    said = _(" En même temps, {label} : {words}, {now} contre {was}.").format(
        label=other.label[:1].lower() + other.label[1:],
        words=other.words + ("" if other.sense == WORSE else _(" (hausse)") if other.rising else _(" (baisse)")),
        now=shown(other.recent.value, other.unit),
        was=shown(other.baseline.value, other.unit),
    )
    counter = {"indicator": other.indicator, "reading": other.words, "sense": other.sense}
    alone = reading if other.small_team else None
    facts = reading.facts | {"counter_indicator": counter}
    return replace(reading, sentence=reading.sentence + said, facts=facts, alone=alone)


def compared(reading: Reading, one: Indicator, found: Comparison, *, small: bool) -> Reading:
    """Return the reading of figures known by the quarter or the year only."""
    now, before = float(found.now.value or 0), float(found.before.value or 0)
    limits = ""
    if found.low is not None and found.high is not None:
        limits = _(", entre {low} et {high}").format(
            low=change(found.low, before, one.unit), high=change(found.high, before, one.unit)
        )
    sentence = _("{label} : comparaison, pas conclusion. {now} en {when}, contre {was} en {before} ({change}{limits}).")
    return replace(
        reading,
        outcome=COMPARED,
        sense="",
        sentence=sentence.format(
            label=one.label, now=shown(now, one.unit), when=found.now.period.label, was=shown(before, one.unit),
            before=found.before.period.label, change=change(found.difference, before, one.unit), limits=limits,
        ) + _runs(found),
        how=_how_compared(found),
        rising=found.difference > 0,
        recent=_typed_side(found.now),
        baseline=_typed_side(found.before),
        difference=(found.difference, found.low, found.high),
        missing=_("des mois : avec 15 mois, Levier dira si le changement est avéré"),
        known_on=None,
        small_team=small,
        facts=reading.facts | {"status": "ok", "basis": found.now.basis, "quarters": found.quarters},
    )  # fmt: skip


def _runs(found: Comparison) -> str:
    if found.runs is None:
        return ""
    said = _(" Sur {n} trimestres, {run} se suivent du même côté de la médiane : {words}.")
    usual = _("cela sort de l'habituel") if found.runs.signal else _("cela reste habituel")
    return said.format(n=found.quarters, run=found.runs.longest, words=usual)


def _how_compared(found: Comparison) -> str:
    newcombe = _("différence de deux proportions (Newcombe, 95 %, lignes supposées indépendantes)")
    parts = [newcombe] if found.low is not None else [_("différence simple, sans intervalle")]
    if found.runs is not None:
        parts.append(_("suites autour de la médiane (Anhøj) : au plus {n} par hasard").format(n=found.runs.longest_max))
    return _(" ; ").join(parts) + "."


def _typed_side(figure: Figure) -> Side:
    period: Period = figure.period
    over, under, value = (
        None if one is None else float(one) for one in (figure.numerator, figure.denominator, figure.value)
    )
    return Side(period.first, period.last, over, under, value, 1)
