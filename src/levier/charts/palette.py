"""Colours of the charts, one set a theme: every other file names roles, never a colour.

Marks keep a contrast of 3 with what is under them, text 4.5 (WCAG 2.2, 1.4.3 and 1.4.11), on the grounds of the page
and on the band of usual values; the four hues stay apart for the three common colour deficiencies. Tests compute it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

LIGHT, DARK = "light", "dark"
# Liberation Sans is what a server draws with; its widths are those of Arial.
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
SMALL, PLAIN = 11, 12


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by role; ``grounds`` are the page colours that it was made for, its own first."""

    grounds: tuple[str, ...]
    ink: str
    quiet: str
    grid: str
    band: str
    limit: str
    range: str
    mark: str
    before: str
    target: str
    signal: str
    action: str

    @property
    def surface(self) -> str:
        """Return the ground that hollow points are filled with, and that pictures are drawn on."""
        return self.grounds[0]


PALETTES = {
    LIGHT: Palette(
        grounds=("#ffffff", "#f6f5f1"),
        ink="#1b2733",
        quiet="#4d5b69",
        grid="#e6eaee",
        band="#e7eef6",
        limit="#6b7c8f",
        range="#4c7db5",
        mark="#1d5c9e",
        before="#67747f",
        target="#0b7352",
        signal="#b43c00",
        action="#7a1f5c",
    ),
    DARK: Palette(
        grounds=("#172226", "#10181b"),
        ink="#eef2f6",
        quiet="#b4bfca",
        grid="#333c47",
        band="#29333f",
        limit="#8a9aad",
        range="#6a97c4",
        mark="#7db8f2",
        before="#98a4b0",
        target="#4fc79a",
        signal="#ff9a5c",
        action="#f2a0d0",
    ),
}


def config(theme: str = LIGHT) -> dict[str, Any]:
    """Return the ``config`` of a specification in one theme: the only part that changes with the theme.

    Args:
        theme: ``light`` or ``dark``.

    Raises:
        KeyError: another theme.

    >>> config("dark")["style"]["levier-mark"]["color"] == PALETTES["dark"].mark
    True
    """
    colours = PALETTES[theme]
    return {
        "aria": False,
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "domain": False,
            "ticks": False,
            "gridColor": colours.grid,
            "labelColor": colours.quiet,
            "labelFontSize": SMALL,
            "titleColor": colours.quiet,
            "labelPadding": 6,
        },
        "style": _lines(colours) | _fills(colours) | _points(colours) | _texts(colours),
    }


_COLOUR = re.compile(r'(?<=")#[0-9a-f]{6}(?=")')


def recoloured(svg: str, theme: str = DARK) -> str:
    """Return a picture drawn in the light theme in the colours of another one: drawing is what costs.

    >>> recoloured('<path fill="#1d5c9e"/>')
    '<path fill="#7db8f2"/>'
    """
    turned = _turned(PALETTES[theme])
    return _COLOUR.sub(lambda found: turned.get(found[0], found[0]), svg)


def _turned(other: Palette) -> dict[str, str]:
    light = PALETTES[LIGHT]
    roles = [one.name for one in fields(Palette) if one.name != "grounds"]
    return {light.surface: other.surface} | {getattr(light, role): getattr(other, role) for role in roles}


def _lines(colours: Palette) -> dict[str, dict[str, Any]]:
    return {
        "levier-mark": {"color": colours.mark, "strokeWidth": 2, "strokeJoin": "round", "strokeCap": "round"},
        "levier-expected": {"color": colours.mark, "strokeWidth": 2, "strokeDash": [6, 4]},
        "levier-second": {"color": colours.target, "strokeWidth": 2, "strokeDash": [8, 3, 2, 3]},
        "levier-range": {"color": colours.range, "strokeWidth": 1.25},
        "levier-spread": {"color": colours.ink, "strokeWidth": 1.5},
        "levier-halo": {"color": colours.surface, "strokeWidth": 4.5},
        "levier-earlier": {"color": colours.ink, "strokeWidth": 2},
        "levier-before-link": {"color": colours.before, "strokeWidth": 1.5},
        "levier-before": {"color": colours.before, "strokeWidth": 1.25, "strokeDash": [1, 3], "strokeCap": "round"},
        "levier-limit": {"color": colours.limit, "strokeWidth": 1, "strokeDash": [3, 3]},
        "levier-centre": {"color": colours.limit, "strokeWidth": 1},
        "levier-target": {"color": colours.target, "strokeWidth": 1.5, "strokeDash": [8, 4]},
        "levier-event": {"color": colours.limit, "strokeWidth": 1, "strokeDash": [2, 2]},
        "levier-action": {"color": colours.action, "strokeWidth": 1.25},
        "levier-link": {"color": colours.limit, "strokeWidth": 1},
        "levier-track": {"color": colours.grid, "strokeWidth": 1},
    }


def _fills(colours: Palette) -> dict[str, dict[str, Any]]:
    return {
        "levier-band": {"color": colours.band},
        "levier-bar": {"color": colours.mark},
        "levier-hollow-bar": {
            "color": colours.band, "stroke": colours.mark, "strokeWidth": 1, "strokeDash": [3, 2],
        },
        "levier-gain": {"color": colours.mark},
        "levier-loss": {"color": colours.signal},
    }  # fmt: skip


def _points(colours: Palette) -> dict[str, dict[str, Any]]:
    return {
        "levier-point": {"color": colours.mark, "stroke": colours.surface, "strokeWidth": 1},
        "levier-partial": {"color": colours.surface, "stroke": colours.mark, "strokeWidth": 1.5},
        "levier-second-point": {"color": colours.surface, "stroke": colours.target, "strokeWidth": 1.75},
        "levier-signal": {"color": colours.signal, "stroke": colours.surface, "strokeWidth": 1},
        "levier-signal-partial": {"color": colours.surface, "stroke": colours.signal, "strokeWidth": 1.75},
        "levier-before-point": {"color": colours.surface, "stroke": colours.before, "strokeWidth": 1.5},
        "levier-action-point": {"color": colours.action},
        "levier-total": {"color": colours.ink},
    }


def _texts(colours: Palette) -> dict[str, dict[str, Any]]:
    return {
        "levier-label": {"color": colours.ink, "fontSize": PLAIN},
        "levier-value": {"color": colours.ink, "fontSize": PLAIN, "fontWeight": 600},
        "levier-note": {"color": colours.quiet, "fontSize": SMALL},
        "levier-target-text": {"color": colours.target, "fontSize": SMALL},
        "levier-action-text": {"color": colours.action, "fontSize": SMALL, "fontWeight": 600},
    }
