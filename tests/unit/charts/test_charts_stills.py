"""Stills: real SVG and PNG, accessible, with nothing to fetch or run; one specification for all themes."""

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from levier.charts import bars, bridge, content_hash, landing, peers, picture, slices, still, themed, trend
from levier.charts.palette import DARK, LIGHT, PALETTES

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [
    ("2025-01", "2025-01-01", 0.1, 0.08, 0.12),
    ("2025-02", "2025-02-01", None),
    ("2025-03", "2025-03-01", 0.3, None, None, True),
]
LIMITS = [("2025-01-01", "2025-03-01", 0.12, 0.06, 0.18)]
DRAWINGS = {
    "trend": trend("Non-venue <1 & « 2 »", "%", POINTS, limits=LIMITS, target=0.08, events=[("2025-02-03", "Grève")], actions=[("2025-02-10", "Rappel")]),
    "small": trend("Non-venue", "%", POINTS, limits=LIMITS, small=True),
    "empty": trend("Non-venue", "%", []),
    "bars": bars("Marges", "€", [("Absences", 12_000, 8_000, 15_000, 9_000)]),
    "bridge": bridge("Recettes", ("2024", 1000), [("Tarifs", 40), ("Jours", -90)], ("2025", 950), width=320),
    "landing": landing("Recettes", [("2025-01", "2025-01-01", 50_000), ("2025-02", "2025-02-01", None, 52_000, 49_000, 55_000, 51_000)]),
    "slices": slices("Non-venue", "%", [("dentaire", 0.16, 0.12, 0.1, 0.2)]),
    "peers": peers("Non-venue", "%", 0.15, (0.08, 0.10, 0.12), 23),
}  # fmt: skip


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_still_is_accessible_and_closed(name, theme):
    drawing = DRAWINGS[name]
    svg = still(drawing.spec, theme)
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, described = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", drawing.title)
    assert (described.tag, described.text) == (f"{SVG}desc", drawing.sentence)
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags.isdisjoint({"script", "style", "image", "use", "foreignObject", "a"})
    names = {name for one in root.iter() for name in one.attrib}
    assert not any("href" in name or name.startswith("on") or name == "style" for name in names)
    assert not [value for one in root.iter() for value in one.attrib.values() if "//" in value]


def test_months_and_per_cents_are_written_in_the_language():
    words = {
        lang: " ".join(ElementTree.fromstring(still(DRAWINGS["trend"].spec, LIGHT, lang)).itertext())
        for lang in ("fr", "en")
    }
    assert "janv." in words["fr"]
    assert "10\u00a0%" in words["fr"]
    assert "Jan" in words["en"]
    assert "10%" in words["en"]


def test_a_theme_is_its_palette_and_nothing_else():
    spec = DRAWINGS["trend"].spec
    light, dark = themed(spec, LIGHT), themed(spec, DARK)
    assert {key for key in light if light[key] != dark[key]} == {"config"}
    assert PALETTES[DARK].mark in still(spec, DARK)
    assert PALETTES[LIGHT].mark not in still(spec, DARK)
    outside = json.dumps({key: value for key, value in spec.items() if key != "config"})
    assert "#" not in outside


def test_a_specification_holds_all_that_it_needs():
    for drawing in DRAWINGS.values():
        text = json.dumps(drawing.spec, allow_nan=False)
        assert "//" not in text
        assert '"url"' not in text
        assert drawing.spec["config"]["aria"] is False


def test_the_hash_is_of_the_content():
    spec = DRAWINGS["bars"].spec
    assert content_hash(spec) == content_hash(json.loads(json.dumps(dict(reversed(spec.items())))))
    assert content_hash(spec) != content_hash(DRAWINGS["small"].spec)
    assert content_hash({"é": [1, 0.5, None]}) == "655d4efdf97108983b6bcf20655b959a"


def test_the_hash_is_the_same_in_another_process():
    code = "from levier.charts import *; print(content_hash(bars('Marges', '€', [('Absences', 12000, 8000, 15000, 9000)]).spec))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert said.stdout.strip() == content_hash(DRAWINGS["bars"].spec)


def test_a_picture_is_a_png_at_its_scale():
    found = picture(DRAWINGS["small"].spec, scale=2)
    assert found[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(found[16:20]), int.from_bytes(found[20:24])) == (640, 192)


def test_charts_are_made_without_the_drawer():
    """Specifications need the standard library only; the missing drawer says what to install."""
    code = """
import sys
sys.modules["vl_convert"] = None
from levier.charts import MissingDrawer, bars, still
drawing = bars("Marges", "€", [("Absences", 1)])
try:
    still(drawing.spec)
except MissingDrawer as error:
    print(error)
print("duckdb" in sys.modules, "django" in sys.modules, "scipy" in sys.modules)
"""
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert said.stdout.splitlines() == [
        "Image d'un graphique : le dessin demande vl-convert. → Installez « levier[documents] ».",
        "False False False",
    ]
