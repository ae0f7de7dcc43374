"""Every worked example of every indicator, on the reference and on each engine: a file proves itself."""

from __future__ import annotations

import pytest

from levier.catalogue.definition import Example, Indicator
from levier.catalogue.indicators import indicators
from support import example_figure

CASES = [(one, example) for one in indicators().values() for example in one.examples]


@pytest.mark.parametrize("engine", ["reference", "sqlite", "duckdb"])
@pytest.mark.parametrize(
    ("indicator", "example"), CASES, ids=[f"{one.name}: {example.title}" for one, example in CASES]
)
def test_example(indicator: Indicator, example: Example, engine: str) -> None:
    figure = example_figure(indicator, example, engine)
    if example.expected is not None:
        numerator, denominator = example.expected
        assert figure.numerator == pytest.approx(numerator, rel=1e-12)
        assert figure.denominator == (None if denominator is None else pytest.approx(denominator, rel=1e-12))
    if example.value is not None:
        assert figure.value == pytest.approx(example.value, rel=1e-12)
    if example.status is not None:
        assert figure.status == example.status


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda one: one.name)
def test_an_indicator_proves_itself(indicator: Indicator) -> None:
    assert indicator.examples
    assert all(example.expected or example.value is not None or example.status for example in indicator.examples)
