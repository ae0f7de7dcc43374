"""What a view gives to a component; dictionaries with the same keys do as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from levier.charts import Drawing


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
class Addresses:
    """Where the same thing is for each theme, and drawn narrow for a phone; what is missing falls back to ``light``."""

    light: str
    dark: str = ""
    narrow_light: str = ""
    narrow_dark: str = ""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart on a page: what it says first, its stills, its descriptions for Vega, its numbers.

    ``sentence`` is the figcaption and the alternative text; ``columns`` and ``rows`` are the same numbers as a table;
    ``width`` and ``height`` are those of the still, in pixels; ``private`` tells that it speaks of a small team: it is
    never printed.
    """

    title: str
    sentence: str
    stills: Addresses
    specs: Addresses | None = None
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[object]] = ()
    downloads: Sequence[Link] = ()
    width: int = 720
    height: int = 300
    private: bool = False

    @classmethod
    def of(
        cls, drawing: Drawing, stills: Addresses, specs: Addresses | None = None, downloads: Sequence[Link] = ()
    ) -> ChartView:
        """Return the view of a drawing whose stills and descriptions are at these addresses."""
        heads = [Column(label, number=at > 0, heads=at == 0) for at, label in enumerate(drawing.table.headers)]
        width, height = (
            _pixels(drawing.spec, *names) for names in (("width", "left", "right"), ("height", "top", "bottom"))
        )
        return cls(drawing.title, drawing.sentence, stills, specs, heads, drawing.table.rows, downloads, width, height)


def _pixels(spec: dict[str, Any], size: str, before: str, after: str) -> int:
    room = spec.get("padding", {})
    return int(spec[size] + room.get(before, 0) + room.get(after, 0))
