"""The sentence of a reading, and the line that says how it was worked out."""

from __future__ import annotations

from typing import Any

from levier.i18n import _, ngettext
from levier.readings.difference import SAME
from levier.readings.judge import ANNOUNCED, DECIDED, LIKELY, REAL, USUAL, Judgement
from levier.readings.numbers import change, during, months_said, plain, shown
from levier.readings.plan import Plan
from levier.readings.points import TOTAL, Series
from levier.readings.reading import CHANGED, WORDS

PER_DAY = "par jour ouvert"


def unit_of(unit: str, kind: str) -> str:
    """Return the unit in which a series is read."""
    return f"{_(unit)} {_(PER_DAY)}" if kind == TOTAL else unit


def sentence(label: str, unit: str, sense: str, plan: Plan, found: Judgement) -> str:
    """Return what a director reads first: the words, the two values, how far apart."""
    gap, outcome = found.difference, found.outcome
    words = _(WORDS[outcome, sense])
    if sense == CHANGED:
        words += " " + (_("(hausse)") if found.rising else _("(baisse)"))
    sentence_ = _("{label} : {words}. {now} ({when}), contre {was} {before} ({change}).")
    return sentence_.format(
        label=label,
        words=words,
        now=shown(gap.recent, unit),
        when=months_said(*plan.recent),
        was=shown(gap.baseline, unit),
        before=_before(plan, same=gap.against == SAME),
        change=change(gap.value, gap.baseline, unit),
    )


def _before(plan: Plan, *, same: bool) -> str:
    span = months_said(*plan.baseline)
    if not same:
        return during(*plan.baseline)
    return _("aux mêmes mois de {year}").format(year=span) if span.isdigit() else _("aux mêmes mois un an plus tôt")


def how(series: Series, plan: Plan, found: Judgement, unit: str) -> str:
    """Return how a reading was worked out: chart, interval, levels, what was taken off."""
    gap, share = found.difference, 100 * ANNOUNCED[found.outcome if found.outcome in ANNOUNCED else REAL]
    low, high = gap.limits(0.95)
    chart = _("carte {name} sur base gelée ({when}, {n} mois), {signals} parmi les derniers mois")
    parts = [
        chart.format(
            name=found.chart.method,
            when=months_said(*plan.baseline),
            n=len(series.between(*plan.baseline)),
            signals=ngettext("{n} signal", "{n} signaux", len(found.signals)).format(n=len(found.signals)),
        ),
        _("écart {value}, intervalle à 95 % de {low} à {high} ({method})").format(
            value=_gap(gap.value, unit), low=_gap(low, unit), high=_gap(high, unit), method=gap.method
        ),
        _("décidé à {decided} % ; au plus {share} % de fausses alertes annoncées").format(
            decided=plain(100 * DECIDED[LIKELY if found.outcome in (LIKELY, USUAL) else REAL], 1), share=f"{share:.0f}"
        ),
    ]
    if found.expected_regression:
        taken = _("retour attendu vers la moyenne du groupe déduit : {value}")
        parts.append(taken.format(value=_gap(found.expected_regression, unit)))
    if not found.agrees:
        parts.append(_("les mêmes mois de la base ne le confirment pas : effet de saison"))
    return _(" ; ").join(parts) + "."


def _gap(value: float, unit: str) -> str:
    return f"{plain(100 * value, 1)} pt" if unit == "%" else shown(value, unit)


def early(label: str, missing: str, known_on: str) -> str:
    """Return the sentence of a reading that must wait."""
    when = _(" Réponse à partir du {day}.").format(day=known_on) if known_on else ""
    return (
        _("{label} : trop tôt pour conclure. {missing}.").format(label=label, missing=missing[:1].upper() + missing[1:])
        + when
    )


def method(series: Series, found: Judgement) -> dict[str, Any]:
    """Return the method and its levels as JSON writes them."""
    gap = found.difference
    return {
        "kind": series.kind,
        "chart": found.chart.method,
        "chart_level": found.chart.level,
        "signals": [{"rule": one.rule, "points": len(one.points), "side": one.side} for one in found.signals],
        "interval": gap.method,
        "against": gap.against,
        "decided_at": DECIDED,
        "announced_error": ANNOUNCED,
        "season_agrees": found.agrees,
        "expected_regression": found.expected_regression or None,
    }
