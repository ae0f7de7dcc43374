"""A formula ready to be computed: its numbers checked, and how each may vary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from levier.catalogue.lever import FIXED, PROPORTION, Amount, Component, Input
from levier.figures.figure import OK, PARTIAL, Figure, Slice
from levier.gains.hypotheses import Hypothesis
from levier.gains.targets import Target
from levier.i18n import _


class Draws(Protocol):
    """Where the numbers of one draw come from; every method is called once per name and draw."""

    def proportion(self, key: str, counted: Fraction, total: Fraction) -> Any:
        """Return a proportion of counted lines."""

    def euros(self, key: str) -> Any:
        """Return the factor of an amount of euros."""

    def hypothesis(self, about: Hypothesis) -> Any:
        """Return the value of a hypothesis."""

    def peers(self, key: str, values: tuple[Fraction, ...]) -> Any:
        """Return the values of comparable centres, drawn again."""


class Central:
    """The exact numbers, without any draw."""

    def proportion(self, key: str, counted: Fraction, total: Fraction) -> Fraction:
        """Return the proportion."""
        return counted / total

    def euros(self, key: str) -> int:
        """Return one."""
        return 1

    def hypothesis(self, about: Hypothesis) -> Fraction | None:
        """Return the stated value."""
        return about.value

    def peers(self, key: str, values: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        """Return the values as they are."""
        return values


@dataclass(frozen=True, slots=True)
class Case:
    """One formula on one slice: ``values`` by name, and the figures that they come from."""

    component: Component
    slice: Slice
    values: Mapping[str, Fraction | None]
    figures: Mapping[str, Figure]
    hypotheses: Mapping[str, Hypothesis]
    target: Target | None = None
    peers: tuple[Fraction, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def amount(self, draws: Draws) -> tuple[Amount, dict[str, Any]]:
        """Return the euros of a full year, and the numbers that made them."""
        x: dict[str, Any] = {one.name: self._drawn(one, draws) for one in self.component.inputs}
        h = {name.rpartition(".")[2]: draws.hypothesis(one) for name, one in self.hypotheses.items()}
        if self.target is not None and self.component.today is not None:
            known = draws.peers(self.target.indicator, self.peers)
            x["target"] = self.target.at(x[self.component.today], known)
        return self.component.formula(x, h), x

    def today(self) -> Fraction | None:
        """Return the value that the target is compared with."""
        return self.values[self.component.today] if self.component.today else None

    def _drawn(self, one: Input, draws: Draws) -> Any:
        value, figure = self.values[one.name], self.figures.get(one.name)
        if value is None or figure is None or one.spread == FIXED:
            return value
        if one.spread == PROPORTION and figure.numerator is not None and figure.denominator:
            return draws.proportion(f"{one.indicator} {figure.slice}", figure.numerator, figure.denominator)
        return value * draws.euros(one.indicator)


def read(one: Input, figure: Figure | None) -> tuple[Fraction | None, tuple[str, ...]]:
    """Return the number that a formula takes from a figure, and what must be said of it.

    Amounts of acts are taken at the tariffs of the year before: acts of codes then unknown keep their own.
    """
    if figure is None or figure.status not in (OK, PARTIAL):
        return (None if one.default is None else Fraction(one.default)), ()
    value = {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}[one.part]
    if one.constant and figure.constant is not None and value is not None:
        return _at_constant_tariffs(one, figure), (
            _("montants aux tarifs de {period}").format(period=figure.constant["reference"]),
        )
    return value, ((_("montants aux tarifs en vigueur : l'année d'avant manque"),) if one.constant and value else ())


def _at_constant_tariffs(one: Input, figure: Figure) -> Fraction:
    known = figure.constant or {}
    cents = Fraction(round((known["value"] + known["new_codes"]) * 10**6), 10**6)
    return cents * (figure.denominator or 1) if one.part == "numerator" and figure.denominator else cents
