"""The hypotheses of the margins: their defaults, what a file or the command line states, and where each comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from levier.catalogue.levers import lever, levers
from levier.catalogue.parameters import theme
from levier.gains.targets import Target, parse_target
from levier.gains.words import PROVENANCES, exact, shown
from levier.i18n import _
from levier.problems import WrongCommand, suggest

OVERLAPS = "recouvrements"
KEYS = {"valeur": "value", "bas": "low", "haut": "high", "source": "source"}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A number that the figures of the centre do not give. Shares are fractions; ``low`` and ``high`` hold 80 %.

    ``low_share`` and ``high_share`` are relative to the value. ``stated`` tells whether a person wrote it.
    """

    name: str
    label: str
    unit: str
    provenance: str
    source: str
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    low_share: Fraction | None = None
    high_share: Fraction | None = None
    required: bool = False
    stated: bool = False

    def sentence(self) -> str:
        """Return the hypothesis as a person reads it, with its provenance."""
        spread = ""
        if self.low is not None and self.high is not None:
            spread = _(" (de {low} à {high})").format(low=shown(self.low, self.unit), high=shown(self.high, self.unit))
        return _("{label} : {value}{spread} — {provenance} : {source}").format(
            label=self.label,
            value=shown(self.value, self.unit),
            spread=spread,
            provenance=_(PROVENANCES[self.provenance]),
            source=self.source,
        )

    def measured(self, value: Fraction) -> Hypothesis:
        """Return the hypothesis as the centre's own figures give it."""
        return replace(self, value=value, low=None, high=None, provenance="measured")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person states: hypotheses, targets by indicator, yearly euros committed by lever, the ramp."""

    hypotheses: Mapping[str, Hypothesis] = field(default_factory=lambda: default_hypotheses())
    targets: Mapping[str, Target] = field(default_factory=dict)
    commitments: Mapping[str, Fraction] = field(default_factory=dict)
    ramp: tuple[Fraction, ...] | None = None


def default_hypotheses() -> dict[str, Hypothesis]:
    """Return every hypothesis by its full name (``no_show.part_reprise``).

    >>> default_hypotheses()["unpaid_and_rejects.part_perdue"].value
    Fraction(1, 4)
    """
    groups = theme("leviers")["hypotheses"]
    return {
        f"{group}.{name}": _made(f"{group}.{name}", about) for group in groups for name, about in groups[group].items()
    }


def _made(name: str, about: Mapping[str, Any]) -> Hypothesis:
    scale = 100 if about["unit"] == "%" else 1
    numbers: dict[str, Any] = {key: Fraction(str(about[key])) / scale for key in ("low", "high") if key in about}
    shares: dict[str, Any] = {key: Fraction(about[key], 100) for key in ("low_share", "high_share") if key in about}
    value = Fraction(str(about["default"])) / scale if "default" in about else None
    required = bool(about.get("required", False))
    return Hypothesis(
        name,
        _(about["label"]),
        about["unit"],
        about["provenance"],
        _(about["source"]),
        value,
        **numbers,
        **shares,
        required=required,
    )


def state(known: Mapping[str, Hypothesis], name: str, given: object, where: str) -> dict[str, Hypothesis]:
    """Return the hypotheses with one that a person states: a number (% as people write them), or a table.

    A stated number is taken as certain, unless its table gives ``bas`` and ``haut``.

    Raises:
        WrongCommand: an unknown name (the nearest is given), a text that is no number, a share outside 0 … 100 %.
    """
    full = _full_name(name, known, where)
    about = given if isinstance(given, Mapping) else {"valeur": given}
    unknown = next((key for key in about if key not in KEYS), None)
    if unknown or "valeur" not in about:
        text = _("{where}, {name} : clé « {key} » lue ; attendu : {keys}.")
        raise WrongCommand(text.format(where=where, name=full, key=unknown or "", keys=", ".join(KEYS)))
    old = known[full]
    numbers: dict[str, Any] = {
        KEYS[key]: _number(about[key], old, where) for key in ("valeur", "bas", "haut") if key in about
    }
    new = replace(
        old, low=None, high=None, low_share=None, high_share=None, stated=True, provenance="own", source=where
    )
    new = replace(new, **numbers)
    if "source" in about:
        new = replace(new, source=str(about["source"]))
    return {**known, full: new}


def _full_name(name: str, known: Mapping[str, Hypothesis], where: str) -> str:
    group, _dot, rest = name.partition(".")
    if group.isdigit() and any(group == str(one.number) for one in levers().values()):
        name = f"{lever(group).name}.{rest}"
    if name not in known:
        raise WrongCommand(
            _("{where} : hypothèse inconnue « {name} ». {near}")
            .format(where=where, name=name, near=suggest(name, known))
            .strip()
        )
    return name


def _number(value: object, about: Hypothesis, where: str) -> Fraction:
    number = exact(value, f"{where}, {about.name}")
    most = 100 if about.unit == "%" else None
    if number < 0 or (most is not None and number > most):
        expected = _("entre 0 et 100 %") if most else _("0 ou plus ({unit})").format(unit=about.unit)
        raise WrongCommand(
            _("{where}, {name} : « {value} » lu ; attendu : {expected}.").format(
                where=where, name=about.name, value=value, expected=expected
            )
        )
    return number / 100 if most else number


def read_plan(text: str, where: str = "hypotheses.toml") -> Plan:
    """Read ``hypotheses.toml``: a table by lever, ``[objectifs]``, ``[engagements]`` and ``rampe``.

    Raises:
        WrongCommand: not TOML, an unknown name (the nearest is given) or an impossible value.

    >>> plan = read_plan("rampe = [20, 60, 100]\\n[no_show]\\npart_reprise = 60\\n[objectifs]\\nno_show_rate = 8")
    >>> plan.hypotheses["no_show.part_reprise"].value, plan.targets["no_show_rate"].number
    (Fraction(3, 5), Fraction(2, 25))
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongCommand(
            _("{where} illisible : {error}. Attendu : cle = valeur.").format(where=where, error=error)
        ) from None
    ramp = read_ramp(content.pop("rampe"), where) if "rampe" in content else None
    targets = {name: parse_target(name, value, where) for name, value in content.pop("objectifs", {}).items()}
    promised = {lever(key).name: _promise(key, value, where) for key, value in content.pop("engagements", {}).items()}
    hypotheses = default_hypotheses()
    groups = {name.partition(".")[0] for name in hypotheses}
    for group, given in content.items():
        if not isinstance(given, Mapping):
            known = sorted({*groups, "objectifs", "engagements", "rampe"})
            message = _("{where} : clé inconnue « {name} ». {near}")
            raise WrongCommand(message.format(where=where, name=group, near=suggest(group, known)).strip())
        for name, value in given.items():
            hypotheses = state(hypotheses, f"{group}.{name}", value, where)
    return Plan(hypotheses, targets, promised, ramp)


def with_stated(plan: Plan, hypotheses: Mapping[str, object], targets: Mapping[str, object]) -> Plan:
    """Return a plan with more hypotheses and targets, as people write them.

    Raises:
        WrongCommand: an unknown name or an impossible value.

    >>> with_stated(Plan(), {"1.part_reprise": 60}, {"no_show_rate": "8"}).targets["no_show_rate"].number
    Fraction(2, 25)
    """
    known = dict(plan.hypotheses)
    for name, value in hypotheses.items():
        known = state(known, name, value, _("hypothèses"))
    aimed = {name: parse_target(name, value, _("objectifs")) for name, value in targets.items()}
    return replace(plan, hypotheses=known, targets={**plan.targets, **aimed})


def _promise(name: str, value: object, where: str) -> Fraction:
    amount = exact(value, where)
    if amount < 0:
        text = _("{where}, engagement « {name} » : « {value} » lu ; attendu : des euros par an, 0 ou plus.")
        raise WrongCommand(text.format(where=where, name=name, value=value))
    return amount


def promise(text: str, where: str) -> tuple[str, Fraction]:
    """Read ``LEVER=EUROS``, the objective of the plan for a lever.

    >>> promise("6=12000", "--commitment")
    ('unpaid_and_rejects', Fraction(12000, 1))
    """
    name, _sign, value = text.partition("=")
    return lever(name.strip()).name, _promise(name, value, where)


def read_ramp(given: object, where: str) -> tuple[Fraction, ...]:
    """Read the shares of the full margin reached each year, in per cent: three, from 0 to 100, never going down.

    A ramp that ends under 100 % is accepted; the margins state what it leaves out.

    Raises:
        WrongCommand: another number of years, a share outside 0 … 100 %, or one that goes down.

    >>> read_ramp("30,70,100", "--ramp")
    (Fraction(3, 10), Fraction(7, 10), Fraction(1, 1))
    """
    parts = given.split(",") if isinstance(given, str) else list(given) if isinstance(given, list | tuple) else [given]
    shares = tuple(exact(part, where) / 100 for part in parts)
    rises = all(before <= after for before, after in pairwise(shares))
    if len(shares) != 3 or not rises or not all(0 <= one <= 1 for one in shares):
        raise WrongCommand(
            _(
                "{where} « {given} » : attendu trois pourcentages de 0 à 100 qui ne baissent pas, un par année, "
                "p. ex. 30,70,100."
            ).format(where=where, given=given if isinstance(given, str) else ",".join(map(str, parts)))
        )
    return shares
