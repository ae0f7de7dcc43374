"""Drawn charts on a page: their addresses, never their content."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from levier.web.figures.selectors import Beside

SKETCH, TREND = "sketch/{name}", "trend/{name}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A still in both themes, with its size."""

    light: str
    dark: str
    width: int = 320
    height: int = 96


def sketch(code: str, beside: Beside, name: str) -> Picture | None:
    """Return the small trend of an indicator, when it was drawn."""
    digest = beside.stills.get(SKETCH.format(name=name))
    return None if digest is None else Picture(address(code, digest), address(code, digest, dark=True))


def address(code: str, digest: str, ext: str = "svg", *, dark: bool = False) -> str:
    """Return the address of a still; it changes with its content, so it is kept by browsers for ever."""
    url = reverse("chart", kwargs={"code": code, "digest": digest, "ext": ext})
    return f"{url}?theme=dark" if dark else url
