"""What the API takes and gives; names are those of ``levier measure --format json``."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema

Grain = Literal["month", "quarter", "year", "rolling12"]


class Refusal(Schema):
    """Why nothing was done."""

    detail: Any


class CentreOut(Schema):
    """A centre that the token opens."""

    code: str
    name: str
    department: str
    fictitious: bool


class IndicatorOut(Schema):
    """What an indicator is."""

    name: str
    code: str | None
    label: str
    unit: str
    direction: str
    version: int
    lever: int | None


class FigureOut(Schema):
    """A figure, numerator and denominator included; small teams are left out."""

    centre: str
    indicator: str
    grain: str
    period: str
    first: str = Field(serialization_alias="from")
    last: str = Field(serialization_alias="to")
    slice: dict[str, str | None] | None
    numerator: float | None
    denominator: float | None
    value: float | None
    unit: str
    status: str
    coverage: float | None
    low: float | None
    high: float | None
    version: int | None
    as_of: str | None
    notes: list[str]


class ReadingOut(Schema):
    """A reading: what became of an indicator, in words and numbers."""

    indicator: str
    label: str
    reading: str
    outcome: str
    sense: str | None
    sentence: str
    how: str
    notes: list[str]


class JobOut(Schema):
    """Work in progress."""

    id: str
    kind: str
    state: str
    percent: int
    step: str
    problem: str
