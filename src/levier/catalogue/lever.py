"""What a lever is: words for people, inputs taken from figures, a formula on plain numbers, examples that prove it.

Nothing here reads a centre: :mod:`levier.gains` gathers the inputs and calls the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Exact fractions for a centre's margin, floats for the draws of its range: a formula does not care.
Values = Mapping[str, Any]

FIXED, PROPORTION, REVENUE = "fixe", "proportion", "recettes"


@dataclass(frozen=True, slots=True)
class Amount:
    """Euros of a full year: ``gross`` revenue or savings, ``cost`` added to obtain them (``None``: not known)."""

    gross: Any
    cost: Any = 0

    @property
    def net(self) -> Any:
        """Return what is left, ``None`` when the added cost is not known."""
        return None if self.cost is None else self.gross - self.cost


@dataclass(frozen=True, slots=True)
class Input:
    """A number of the formula, taken from a figure of the centre: ``part`` is value, numerator or denominator.

    ``service`` takes the slice of one service. ``spread`` says how the range moves it: a proportion of counted lines
    (Beta), euros of activity (normal), or nothing. ``constant`` asks for the amount at constant tariffs. ``optional``
    is ``None`` in the formula when the figure is missing; ``default`` replaces it. ``year_before`` reads the same
    period one year earlier (what is only known a year later).
    """

    name: str
    indicator: str
    part: str = "value"
    service: str | None = None
    spread: str = FIXED
    constant: bool = False
    optional: bool = False
    default: int | None = None
    year_before: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """One line of a lever's margin: its inputs, its target, its hypotheses and its formula.

    ``target`` is the indicator whose target the formula calls ``target``, ``today`` the input that it is compared with.
    ``domains`` sums the formula over the slices of these dimensions. ``measured`` maps a hypothesis to the input that
    takes its place when nobody stated it. ``least_team`` leaves out, for everyone, the slices of a small team.
    """

    name: str
    label: str
    inputs: tuple[Input, ...]
    formula: Callable[[Values, Values], Amount]
    words: str
    target: str | None = None
    today: str | None = None
    hypotheses: tuple[str, ...] = ()
    measured: Mapping[str, str] = field(default_factory=dict)
    domains: tuple[str, ...] = ()
    only_service: str | None = None
    teams_only: bool = False
    without_detail: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A group of actions of the plan, facts of the report in our words."""

    label: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stops a lever, and the ways round that were met or that the tool proposes."""

    what: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """A margin worked by hand: inputs, target and hypotheses of a component, and the exact euros."""

    title: str
    component: str
    values: Mapping[str, Any]
    net: Any
    hypotheses: Mapping[str, Any] = field(default_factory=dict)
    gross: Any = None


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever of the method: one file, that proves itself.

    ``alternatives`` are components of which one is counted, the first that can be computed. ``not_for_public`` turns
    the amount off for public managers unless asked for; ``shareable`` is false for what no synthesis may hold;
    ``informative`` amounts are in no total. ``service`` restricts the lever to centres that have it. ``acts_on`` is
    ``recettes`` or ``charges``. ``published`` holds (centres that chose it, activated it, improved) in the report.
    """

    number: int
    name: str
    label: str
    acts_on: str
    why: str
    axes: tuple[Axis, ...]
    indicators: tuple[str, ...]
    counters: tuple[str, ...]
    counter_words: str
    obstacles: tuple[Obstacle, ...] = ()
    legal: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    alternatives: bool = False
    service: str | None = None
    not_for_public: bool = False
    informative: bool = False
    shareable: bool = True
    without_amount: str = ""
    published: tuple[int, int, int] | None = None
    examples: tuple[Worked, ...] = ()
