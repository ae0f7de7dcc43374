"""Where to start: expected margin × chance of success in similar centres, three levers at most."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from random import Random

from levier.catalogue.lever import Lever
from levier.catalogue.levers import lever, levers
from levier.centre import Centre
from levier.gains.draws import DRAWS, range_of
from levier.gains.of_centre import PUBLIC, Margin, Margins
from levier.gains.words import COMPUTED, euros
from levier.i18n import _
from levier.problems import Refused, WrongCommand
from levier.stats.shrinkage import beta_binomial

LEAST, MOST = 5, 3
# With nine levers the fit often finds no difference between them: the others never weigh more than ten centres.
HEAVIEST = 10.0
SUCCESS, FAILURE = ("positif",), ("non_positif",)
COLUMNS = ("centre", "levier", "active_le", "resultat_regle_rapport")


@dataclass(frozen=True, slots=True)
class Activation:
    """A lever activated by a centre: ``success`` is ``None`` while its result is not known."""

    centre: str
    lever: str
    success: bool | None
    group: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lever worth starting with: net euros a year, chance of success, and how many centres say so."""

    lever: Lever
    margin: Fraction
    chance: float
    low: float
    high: float
    successes: int
    centres: int
    expected: float
    reason: str
    actions: tuple[str, ...]
    counter: str


@dataclass(frozen=True, slots=True)
class Start:
    """At most three levers, best first, and why the others are not proposed."""

    suggestions: tuple[Suggestion, ...]
    left_out: tuple[str, ...]
    compared: str


def read_activations(text: str, where: str, groups: Mapping[str, str] | None = None) -> list[Activation]:
    """Read the activations of a region, a CSV like the demonstration's ``leviers.csv`` (``;``).

    Columns: ``centre``, ``levier`` (number or name), ``active_le`` (empty: not activated), and
    ``resultat_regle_rapport`` or ``resultat`` (``positif``, ``non_positif``, empty: not known yet); ``groupe`` if any.

    Raises:
        WrongCommand: a column is missing, or a result is none of these.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    rows = list(csv.DictReader(StringIO("\n".join(lines)), delimiter=";"))
    given = [
        {**row, "resultat_regle_rapport": row.get("resultat") or row.get("resultat_regle_rapport", "")} for row in rows
    ]
    missing = [
        name
        for name in COLUMNS
        if not rows or (name not in rows[0] and not (name == COLUMNS[3] and "resultat" in rows[0]))
    ]
    if missing:
        raise WrongCommand(
            _("{where} : colonne « {name} » absente ; attendu : {names}.").format(
                where=where, name=missing[0], names=", ".join(COLUMNS)
            )
        )
    return [_activation(row, where, groups or {}) for row in given if (row["active_le"] or "").strip()]


def _activation(row: Mapping[str, str], where: str, groups: Mapping[str, str]) -> Activation:
    result = (row["resultat_regle_rapport"] or "").strip()
    if result and result not in (*SUCCESS, *FAILURE):
        message = _("{where}, centre {centre} : résultat « {result} » lu ; attendu : positif, non_positif ou vide.")
        raise WrongCommand(message.format(where=where, centre=row["centre"], result=result))
    known = None if not result else result in SUCCESS
    group = row.get("groupe") or groups.get(row["centre"], "")
    return Activation(row["centre"], lever(row["levier"].strip()).name, known, group, row["active_le"].strip())


def group_of(centre: Centre) -> str:
    """Return the group that a centre is compared in: public managers, others, none when not said."""
    if centre.managing_body is None:
        return ""
    return _("gestionnaires publics") if centre.managing_body in PUBLIC else _("gestionnaires non publics")


def where_to_start(margins: Margins, region_activations: Iterable[Activation], *, group: str = "") -> Start:
    """Return at most three levers, those whose margin × chance of success is highest.

    The chance comes from the other centres that activated the lever and whose result is known: those of the same
    ``group`` when five of them did, all otherwise. Each lever's share of successes is drawn towards that of all levers
    (empirical Bayes, beta-binomial) as much as few centres leave it to chance. A lever that fewer than five other
    centres activated is not proposed; one that the centre already activated is, as something to take up again.

    Raises:
        Refused: no lever with a margin was activated by five other centres.
        MissingExtra: scipy is not installed.
    """
    given = list(region_activations)
    known = [one for one in given if one.success is not None]
    mine = {one.lever: one.since for one in given if one.centre == margins.centre}
    counts = {name: _counts(name, known, margins.centre, group) for name in levers()}
    chances = _chances(counts)
    worth = [one for one in margins.levers if one.state == COMPUTED and one.counted and one.net]
    left = [_left(one, counts[one.lever.name]) for one in worth]
    able = [one for one, why in zip(worth, left, strict=True) if why is None]
    if not able:
        raise Refused(_refusal(worth, counts))
    made = [_suggestion(one, counts[one.lever.name], chances[one.lever.name], mine) for one in able]
    ordered = sorted(made, key=lambda one: (-one.expected, one.lever.number))
    return Start(tuple(ordered[:MOST]), tuple(why for why in left if why), _compared(group))


def _compared(group: str) -> str:
    return (
        _("centres du groupe « {group} » (tous, quand ils sont moins de 5)").format(group=group)
        if group
        else _("autres centres")
    )


def _counts(name: str, known: Sequence[Activation], centre: str, group: str) -> tuple[int, int]:
    """Return successes and centres among the others, those of the group when there are five."""
    others = [one for one in known if one.lever == name and one.centre != centre]
    alike = [one for one in others if group and one.group == group]
    kept = alike if len(alike) >= LEAST else others
    return sum(bool(one.success) for one in kept), len(kept)


def _chances(counts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[float, float, float]]:
    """Return the chance of each lever with its 80 % range."""
    tried = {name: pair for name, pair in counts.items() if pair[1]}
    successes, totals = sum(pair[0] for pair in tried.values()), sum(pair[1] for pair in tried.values())
    if len(tried) < 4 or successes in (0, totals):
        return {name: _alone(*pair) for name, pair in tried.items()}
    shrunk = beta_binomial([pair[0] for pair in tried.values()], [pair[1] for pair in tried.values()], 0.80)
    size = min(shrunk.alpha + shrunk.beta, HEAVIEST)
    return {name: _posterior(*pair, shrunk.mean, size) for name, pair in tried.items()}


def _posterior(successes: int, centres: int, mean: float, size: float) -> tuple[float, float, float]:
    """Return the chance of a lever, the others weighing as ``size`` centres, with its 80 % range drawn."""
    a, b = mean * size + successes, (1 - mean) * size + centres - successes
    random = Random(f"{successes}/{centres}")
    return a / (a + b), *range_of([random.betavariate(a, b) for _draw in range(DRAWS)])


def _alone(successes: int, centres: int) -> tuple[float, float, float]:
    """Return the share of successes with one success and one failure added (Laplace), and its Wilson range."""
    from levier.figures.interval import wilson

    low, high = wilson(successes, centres)
    return (successes + 1) / (centres + 2), low, high


def _left(one: Margin, counts: tuple[int, int]) -> str | None:
    if counts[1] < LEAST:
        said = _("{label} : {n} centre(s) comparable(s) l'ont activé, il en faut {least}")
        return said.format(label=one.lever.label, n=counts[1], least=LEAST)
    return None


def _refusal(worth: Sequence[Margin], counts: Mapping[str, tuple[int, int]]) -> str:
    if not worth:
        return _(
            "Par où commencer : aucun levier n'a de marge chiffrée ici. → Complétez les données, ou les objectifs."
        )
    most = max(counts[one.lever.name][1] for one in worth)
    return _(
        "Par où commencer : {most} autre(s) centre(s) au plus ont activé un levier qui aurait une marge ici ; "
        "attendu : {least} au moins. → Élargissez la région comparée."
    ).format(most=most, least=LEAST)


def _suggestion(
    one: Margin, counts: tuple[int, int], chance: tuple[float, float, float], mine: Mapping[str, str]
) -> Suggestion:
    net, (value, low, high) = one.net or Fraction(), chance
    said = _(
        "{margin} par an si l'objectif est atteint ; sur {centres} centres qui l'ont activé, {successes} ont progressé "
        "(chance estimée : {chance} %, entre {low} et {high} %)"
    )
    reason = said.format(
        margin=euros(net),
        centres=counts[1],
        successes=counts[0],
        chance=round(100 * value),
        low=round(100 * low),
        high=round(100 * high),
    )
    if one.lever.name in mine:
        reason += _(" ; déjà activé ici le {day} : à reprendre").format(day=mine[one.lever.name])
    actions = tuple(_(axis.actions[0]) for axis in one.lever.axes[:3])
    expected = float(net) * value
    return Suggestion(one.lever, net, value, low, high, *counts, expected, reason, actions, _(one.lever.counter_words))
