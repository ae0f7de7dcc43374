"""Drawn charts on a page: their addresses, never their content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from levier.web.figures.selectors import Beside
from levier.web.ui.parts import Addresses, ChartView, Column, Link

SKETCH, TREND, NARROW = "sketch/{name}", "trend/{name}", "{name}/narrow"


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
    """Return a drawn chart with the numbers of the page as its table, ``None`` when it was not drawn."""
    found = beside.stills.get(name)
    if found is None:
        return None
    digest, narrow = found["digest"], beside.stills.get(NARROW.format(name=name))
    return ChartView(
        found["title"] or "", found["sentence"] or "", _stills(code, digest, narrow), _specs(code, digest, narrow),
        columns, rows, _downloads(code, digest) if export and not found.get("private") else (),
    )  # fmt: skip


def _stills(code: str, digest: str, narrow: dict[str, str] | None) -> Addresses:
    more = [address(code, narrow["digest"], dark=dark) for dark in (False, True)] if narrow else ["", ""]
    return Addresses(address(code, digest), address(code, digest, dark=True), *more)


def _specs(code: str, digest: str, narrow: dict[str, str] | None) -> Addresses:
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
