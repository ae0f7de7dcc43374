"""Drawn charts on a page: their addresses, never their content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from levier.web.figures.result_stills import SHARED
from levier.web.figures.selectors import Beside
from levier.web.ui.parts import Addresses, ChartView, Column, Link

SKETCH, TREND, NARROW = "sketch/{name}", "trend/{name}", "{name}/narrow"
FULL_SIZE = (720, 300)


def of_results(*names: str) -> list[str]:
    """Return the names of the stills of results: as the director sees them and as they are shared, in both sizes."""
    whole = [each for name in names for each in (name, SHARED.format(name=name))]
    return [*whole, *(NARROW.format(name=one) for one in whole)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A still in both themes, with its size."""

    light: str
    dark: str
    width: int = 320
    height: int = 96


def sketch(code: str, beside: Beside, name: str) -> Picture | None:
    """Return the small trend of an indicator, when it was drawn."""
    found = beside.stills.get(SKETCH.format(name=name))
    if found is None:
        return None
    return Picture(address(code, found["digest"]), address(code, found["digest"], dark=True))


def drawn(
    code: str,
    beside: Beside,
    name: str,
    columns: Sequence[Column] = (),
    rows: Sequence[Sequence[object]] = (),
    *,
    export: bool = False,
) -> ChartView | None:
    """Return a drawn chart with the numbers of the page as its table, its own by default; ``None`` when not drawn."""
    name = name if name in beside.stills else SHARED.format(name=name)
    found = beside.stills.get(name)
    if found is None:
        return None
    digest, narrow = found["digest"], beside.stills.get(NARROW.format(name=name))
    if not columns:
        columns, rows = _table(_said(found.get("table")) or {})
    return ChartView(
        found["title"] or "", found["sentence"] or "", _stills(code, digest, narrow), _specs(code, digest, narrow),
        columns, rows, _downloads(code, digest) if export and not found.get("private") else (),
        *(_said(found.get("size")) or FULL_SIZE), private=bool(found.get("private")),
    )  # fmt: skip


def _said(value: Any) -> Any:
    """Return what was stored: databases give lists inside an object as they are, or as text."""
    return json.loads(value) if isinstance(value, str) else value


def _table(said: Mapping[str, Any]) -> tuple[list[Column], list[list[str]]]:
    heads = said.get("headers", ())
    return [Column(head, number=at > 0, heads=at == 0) for at, head in enumerate(heads)], said.get("rows", [])


def _stills(code: str, digest: str, narrow: Mapping[str, Any] | None) -> Addresses:
    more = [address(code, narrow["digest"], dark=dark) for dark in (False, True)] if narrow else ["", ""]
    return Addresses(address(code, digest), address(code, digest, dark=True), *more)


def _specs(code: str, digest: str, narrow: Mapping[str, Any] | None) -> Addresses:
    more = [address(code, narrow["digest"], "json", dark=dark) for dark in (False, True)] if narrow else ["", ""]
    return Addresses(address(code, digest, "json"), address(code, digest, "json", dark=True), *more)


def _downloads(code: str, digest: str) -> list[Link]:
    return [
        Link(ext.upper(), reverse("chart_file", kwargs={"code": code, "digest": digest, "ext": ext}))
        for ext in ("png", "svg")
    ]


def address(code: str, digest: str, ext: str = "svg", *, dark: bool = False) -> str:
    """Return the address of a still; it changes with its content, so it is kept by browsers for ever."""
    url = reverse("chart", kwargs={"code": code, "digest": digest, "ext": ext})
    return f"{url}?theme=dark" if dark else url
