"""What a view gives to a component; dictionaries with the same keys do as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, whether it holds numbers, whether its cells name their line."""

    label: str
    number: bool = False
    heads: bool = False
    help: str = ""
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with more than a text: a link, a colour (``good`` ``bad`` ``none``), a reading."""

    text: str
    url: str = ""
    kind: str = ""
    reading: object = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button or a link: ``weight`` is ``primary`` ``secondary`` ``quiet`` or ``danger``."""

    label: str
    url: str
    weight: str = "secondary"
    icon: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A tab, a step, a place in the path of a page."""

    label: str
    url: str = ""
    current: bool = False
    done: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart on a page: what it says first, its stills, its description for Vega, its numbers.

    ``sentence`` is the figcaption and the alternative text; ``light`` and ``dark`` are addresses of stills, ``spec``
    that of the Vega-Lite description; ``columns`` and ``rows`` are the same numbers as a table.
    """

    title: str
    sentence: str
    light: str
    dark: str = ""
    spec: str = ""
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[object]] = ()
    downloads: Sequence[Link] = field(default_factory=tuple)
    width: int = 720
    height: int = 320
