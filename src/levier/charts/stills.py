"""Stills: the same specification as an accessible SVG or a PNG, drawn without a browser."""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from html import escape
from types import ModuleType
from typing import Any

from levier.charts.drawing import Spec, themed
from levier.charts.locales import locale
from levier.charts.palette import DARK, LIGHT, PALETTES, recoloured
from levier.i18n import FRENCH
from levier.i18n import language as spoken

NEWEST = "6.4"
_ROOT = re.compile(r"<svg\b([^>]*)>")


class MissingDrawer(ImportError):
    """vl-convert is not installed; the sentence says what to install."""


def content_hash(spec: Spec) -> str:
    """Return what names a specification: equal for equal content, whatever the order of its keys.

    >>> content_hash({"a": 1, "b": [2]}) == content_hash({"b": [2], "a": 1})
    True
    """
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()[:32]


def still(spec: Spec, theme: str = LIGHT, language: str | None = None) -> str:
    """Return a specification as SVG text, with its title and its sentence for those who do not see it.

    Nothing in it is fetched or run: no script, no address, no inline style. The first call takes a second: draw in a
    worker, keep under :func:`content_hash`, theme and language.

    Args:
        spec: ``Drawing.spec``.
        theme: ``light`` or ``dark``.
        language: of the axis (``fr``, ``en``); by default that of the sentences.

    Raises:
        MissingDrawer: vl-convert is not installed.
    """
    svg: str = _drawer().vegalite_to_svg(themed(spec, theme), **_options(language))
    said = spec.get("usermeta", {})
    name = f"levier-{content_hash(spec)[:12]}"
    head = (
        f'<svg role="img" aria-labelledby="{name}-t {name}-d"\\1>'
        f'<title id="{name}-t">{_safe(said.get("title", ""))}</title>'
        f'<desc id="{name}-d">{_safe(said.get("sentence", ""))}</desc>'
    )
    return _ROOT.sub(head, svg, count=1)


def stills(spec: Spec, language: str | None = None) -> dict[str, str]:
    """Return a specification as SVG text in each theme, drawn once: see :func:`still`.

    Raises:
        MissingDrawer: vl-convert is not installed.
    """
    drawn = still(spec, LIGHT, language)
    return {LIGHT: drawn, DARK: recoloured(drawn)}


def picture(spec: Spec, scale: float = 2, theme: str = LIGHT, language: str | None = None) -> bytes:
    """Return a specification as a PNG on the ground of its theme, ``scale`` pixels for each of its own.

    Raises:
        MissingDrawer: vl-convert is not installed.
    """
    drawn = themed(spec, theme)
    ground = drawn["config"] | {"background": PALETTES[theme].surface}
    found: bytes = _drawer().vegalite_to_png(drawn | {"config": ground}, scale=scale, **_options(language))
    return found


def _safe(text: str) -> str:
    return escape(text).replace("\\", "\\\\")


def _options(language: str | None) -> dict[str, Any]:
    words = locale(language or spoken() or FRENCH)
    return {
        "vl_version": _version(),
        "format_locale": words["formatLocale"],
        "time_format_locale": words["timeFormatLocale"],
        "allowed_base_urls": [],
    }


@cache
def _version() -> str:
    known: list[str] = _drawer().get_vegalite_versions()
    return NEWEST if NEWEST in known else known[-1]


@cache
def _drawer() -> ModuleType:
    try:
        import vl_convert
    except ImportError as error:
        from levier.i18n import _

        raise MissingDrawer(
            _("Image d'un graphique : le dessin demande vl-convert. → Installez « levier[documents] ».")
        ) from error
    return vl_convert
