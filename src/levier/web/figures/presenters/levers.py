"""The levers of a centre: margins over three years, what must not worsen, where to start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import sub
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.catalogue.lever import Lever
from levier.catalogue.levers import levers
from levier.catalogue.words import in_language
from levier.gains.hypotheses import default_hypotheses
from levier.gains.words import COMPUTED, COST_MISSING, STATES
from levier.readings.numbers import plain, shown
from levier.web.ui.formats import percent, period_label

MOST = 3
ABSENT = ("sans_objet", "eteint", "sans_montant")


@dataclass(frozen=True, slots=True)
class LeverView:
    """A lever on the page; amounts are texts, empty when there is none."""

    slug: str
    number: int
    label: str
    why: str
    state: str
    net: str = ""
    range: str = ""
    gross: str = ""
    years: Sequence[str] = ()
    small: bool = False
    in_totals: bool = False
    lines: Sequence[tuple[str, str, str, str]] = ()
    counter: str = ""
    counters: Sequence[tuple[str, str, str]] = ()
    legal: Sequence[str] = ()
    notes: Sequence[str] = ()
    axes: Sequence[tuple[str, Sequence[str]]] = ()
    obstacles: Sequence[tuple[str, Sequence[str]]] = ()
    absent: bool = False
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A lever with the hypotheses that a person may change; open when one of them was refused."""

    lever: LeverView | None
    fields: Sequence[Any]
    open: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A lever to start with, why, and its first actions."""

    lever: LeverView
    reason: str
    actions: Sequence[str]


@dataclass(frozen=True, slots=True)
class LeversView:
    """Every lever with the totals: ``total`` without double counting."""

    period: str
    total: str
    range: str
    added_up: str
    years: Sequence[tuple[str, str, str]]
    levers: Sequence[LeverView]
    start: Sequence[Start]
    start_note: str
    overlaps: Sequence[tuple[str, str]]
    hypotheses: Sequence[str]
    notes: Sequence[str]
    today: Sequence[tuple[str, str, str]]

    @property
    def has_absent(self) -> bool:
        """Tell whether some levers have no amount here."""
        return any(one.absent for one in self.levers)


def euros(value: float | None) -> str:
    """Return whole euros, an empty text for nothing.

    >>> euros(1204.4), euros(None), euros(-3.2)
    ('1\u202f204 €', '', '−3 €')
    """
    return "" if value is None else f"{plain(value, 0)} €"


def view(code: str, said: Mapping[str, Any]) -> LeversView:
    """Return the margins as the page shows them."""
    found = [_lever(code, one) for one in said["levers"]]
    return LeversView(
        period_label(said["period"]),
        euros(said["total_without_double_counting"]),
        between(said["low"], said["high"]),
        euros(said["sum_of_levers"]),
        [
            (_("année {n}").format(n=n), euros(value), percent(share, 0))
            for n, (value, share) in enumerate(zip(said["years"], said["ramp"], strict=False), start=1)
        ],
        found,
        _start(said, found),
        _compared(said.get("where_to_start") or {}),
        [(euros(one.get("euros")), in_language(one.get("why", ""))) for one in said.get("overlaps", ())],
        said.get("hypotheses", ()),
        said.get("notes", ()),
        list(_today(said)),
    )


def between(low: float | None, high: float | None) -> str:
    """Return a range of euros.

    >>> between(9080.79, 18166.19), between(None, None)
    ('de 9\u202f081 € à 18\u202f166 €', '')
    """
    if low is None or high is None or euros(low) == euros(high):
        return ""
    return _("de {low} à {high}").format(low=euros(low), high=euros(high))


def _lever(code: str, said: Mapping[str, Any]) -> LeverView:
    one = in_language(levers()[said["lever"]])
    state = in_language(STATES.get(said["state"], said["state"]))
    return LeverView(
        one.name, one.number, one.label, one.why, state, euros(said["net"]), between(said["low"], said["high"]),
        euros(said["gross"]), [euros(value) for value in said["years"]], said["small_team"], said["in_totals"],
        [_line(line) for line in said["lines"]],
        said.get("counter") or one.counter_words, [_counter(code, each) for each in said["counter_indicators"]],
        said.get("legal", ()), [note_of(one) for one in said.get("notes", ())],
        [(axis.label, axis.actions) for axis in one.axes],
        [(each.what, each.ways) for each in one.obstacles],
        absent=said["state"] in ABSENT, amount=said["net"],
    )  # fmt: skip


def largest_first(view: LeversView) -> list[LeverView]:
    """Return the levers that have something to say, as the chart orders them: totals first, largest margin first."""
    told = [one for one in view.levers if not one.absent]
    return sorted(told, key=lambda one: (not one.in_totals, not one.net, -(one.amount or 0.0)))


def row(lever: LeverView | None, fields: Sequence[Any]) -> Row:
    """Return the line of a lever with its fields."""
    return Row(lever, fields, any(field.errors for field in fields))


def _line(said: Mapping[str, Any]) -> tuple[str, str, str, str]:
    state = in_language(STATES.get(said["state"], said["state"]))
    return in_language(said["label"]), euros(said["net"]) or state, between(said["low"], said["high"]), said["formula"]


def note_of(note: str) -> str:
    """Return a note of a lever without what only the command line writes: options, names of hypotheses.

    >>> note_of("plan : donnez un objectif : --target no_show_rate=…")
    'plan : donnez un objectif : Rendez-vous non honorés (non-venue)'
    >>> note_of("hypothèse à donner : coordination_option.montant_unitaire")
    "hypothèse à donner : Montant d'une unité (patient suivi, indicateur validé)"
    """
    said = sub(r"--target ([a-z0-9_]+)=…", lambda found: _label_of(found[1]), note)
    known = default_hypotheses()
    return sub(r"[a-z_]+\.[a-z_]+", lambda found: known[found[0]].label if found[0] in known else found[0], said)


def _label_of(name: str) -> str:
    return in_language(indicators()[name]).label if name in indicators() else name


def _compared(start: Mapping[str, Any]) -> str:
    """Return what the order of the levers rests on: other centres, or the margins when too few are known."""
    if start.get("refused"):
        return _("Dans l'ordre des marges : trop peu de centres comparables ont déjà activé ces leviers.")
    return str(start.get("compared") or "")


def _counter(code: str, said: Mapping[str, Any]) -> tuple[str, str, str]:
    name = said["indicator"]
    one = in_language(indicators()[name])
    return one.label, shown(said["value"], said["unit"]), reverse("indicator", kwargs={"code": code, "name": name})


def _start(said: Mapping[str, Any], found: Sequence[LeverView]) -> list[Start]:
    """Return the levers to start with: what other centres reached when enough did, else the largest margins."""
    by_name = {one.slug: one for one in found}
    told = (said.get("where_to_start") or {}).get("suggestions") or _largest(said)
    return [
        Start(
            by_name[one["lever"]], one.get("reason", ""), one.get("actions") or _first_actions(levers()[one["lever"]])
        )
        for one in told[:MOST]
        if one["lever"] in by_name
    ]


def _largest(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    counted = [one for one in said["levers"] if one["state"] == COMPUTED and one["in_totals"] and (one["net"] or 0) > 0]
    return [{"lever": one["lever"]} for one in sorted(counted, key=lambda one: -one["net"])]


def _first_actions(one: Lever) -> Sequence[str]:
    return in_language(one).axes[0].actions[:2] if one.axes else ()


def _today(said: Mapping[str, Any]) -> Any:
    """Yield the gross margin of today and with what there is to win, without and with the charges of the town."""
    words = {
        "gross_margin": _("Marge brute, sans les charges de la collectivité"),
        "gross_margin_with_town_charges": _("Marge brute, charges de la collectivité comprises"),
    }
    for name, label in words.items():
        value = said["today"].get(name)
        if value is not None:
            yield label, euros(value), euros(value + (said["total_without_double_counting"] or 0))


def tried(said: Mapping[str, Any], before: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return each lever under other hypotheses: label, before, after, difference."""
    former = {one["lever"]: one for one in before.get("levers", ())}
    rows = [
        _tried(in_language(levers()[one["lever"]]).label, former.get(one["lever"], {}).get("net"), one["net"])
        for one in said["levers"]
        if one["state"] in (COMPUTED, COST_MISSING) or (former.get(one["lever"], {}).get("net"))
    ]
    key = "total_without_double_counting"
    return [*rows, _tried(_("Total sans double compte"), before.get(key), said[key])]


def _tried(label: str, before: float | None, after: float | None) -> tuple[str, str, str, str]:
    if before is None or after is None:
        return label, euros(before) or "—", euros(after) or "—", ""
    gap = round(after) - round(before)
    return label, euros(before), euros(after), ("+" if gap > 0 else "") + euros(gap)
