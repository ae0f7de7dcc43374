"""What is served: small, complete, readable in both themes, with nothing that the security policy refuses."""

import gzip
import re
from pathlib import Path

import pytest

import levier.web.ui

UI = Path(levier.web.ui.__file__).parent
STATIC = UI / "static" / "levier"
FRONTEND = Path(__file__).parents[3] / "frontend"
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
SOLID = [
    *((text, ground) for text in ("ink", "muted", "primary") for ground in ("paper", "surface", "raised", "sunken")),
    *((text, f"{text}-soft") for text in ("good", "bad", "change", "usual", "warn", "error")),
    *((text, "surface") for text in ("good", "bad", "change", "usual", "warn", "error")),
    *(("ink", f"{soft}-soft") for soft in ("primary", "good", "warn", "error")),
    *(("primary-strong", "primary-soft"), ("on-primary", "primary"), ("on-primary", "primary-strong")),
    *(("on-band", "band"), ("on-band-muted", "band"), ("error", "paper"), ("muted", "primary-soft")),
]
SHAPES = [*((edge, ground) for edge in ("line-strong", "focus") for ground in ("paper", "surface"))]


def tokens(theme: str) -> dict[str, str]:
    text = (FRONTEND / "scss" / "_tokens.scss").read_text("utf-8")
    block = re.search(rf"@mixin {theme}-tokens {{(.*?)^}}", text, re.DOTALL | re.MULTILINE)
    assert block
    return dict(re.findall(r"--lv-([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(SOLID, 4.5), (SHAPES, 3)], ids=["text", "shapes"])
def test_colours_can_be_read(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    known = tokens(theme)
    weak = {(a, b): round(contrast(known[a], known[b]), 2) for a, b in pairs if contrast(known[a], known[b]) < least}
    assert not weak


def test_both_themes_name_the_same_colours() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


def test_a_first_load_is_light() -> None:
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-4.min.js"
    own = [path for path in STATIC.glob("*.*") if path.suffix in (".css", ".js", ".svg")]
    sent = sum(len(gzip.compress(path.read_bytes(), 9)) for path in (*own, htmx, STATIC / "vendor" / "vega.js"))
    assert (STATIC / "levier.css").stat().st_size <= 200_000
    assert sent <= 600_000


@pytest.mark.parametrize("path", [*STATIC.rglob("*.js"), *STATIC.rglob("*.css")], ids=lambda path: path.name)
def test_no_file_names_a_source_map(path: Path) -> None:
    assert "sourceMappingURL" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_what_the_policy_refuses(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*src=)", text)


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text("utf-8"))}
    from levier.web.ui.signs import _READINGS, _STATUSES

    named |= {icon for icon, _kind in (*_READINGS.values(), *_STATUSES.values())}
    assert named <= drawn, named - drawn


def test_own_scripts_import_nothing_by_name() -> None:
    """Names of served files change with their content: an ``import "./other.js"`` would miss it."""
    for path in STATIC.glob("*.js"):
        assert not re.search(r'^import |import\("', path.read_text("utf-8"), re.MULTILINE), path.name


def test_the_frontend_records_no_registry() -> None:
    assert '"resolved"' not in (FRONTEND / "package-lock.json").read_text("utf-8")


def test_licences_of_what_is_copied_are_there() -> None:
    text = (STATIC / "vendor" / "LICENSES.txt").read_text("utf-8")
    for name in ("bootstrap 5.3.9", "vega 6.4.0", "vega-lite 6.5.0", "vega-embed 7.3.0", "vega-interpreter"):
        assert f"\n{name}" in text
    assert "no text in the package" not in text
