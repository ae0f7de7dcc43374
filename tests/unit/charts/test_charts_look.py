"""What eyes need: contrasts of both themes, hues that colour deficiencies keep apart, signs of each language."""

from itertools import combinations

import pytest

from levier.charts import locale
from levier.charts.palette import PALETTES, config
from levier.charts.scales import axis_of

TEXTS = ("ink", "quiet", "target", "action")
MARKS = ("limit", "range", "mark", "before", "target", "signal", "action")
# Machado, Oliveira, Fernandes 2009 (IEEE TVCG 15:1291), severity 1.
DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def luminance(colour):
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", PALETTES)
def test_texts_and_marks_stand_out(theme):
    palette = PALETTES[theme]
    grounds = (*palette.grounds, palette.band)
    faint = [(name, ground) for name in TEXTS for ground in grounds if contrast(getattr(palette, name), ground) < 4.5]
    faint += [(name, ground) for name in MARKS for ground in grounds if contrast(getattr(palette, name), ground) < 3]
    assert faint == []


def lab(rgb):
    """Return CIE L*a*b* (D65) of linear sRGB."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(w * c for w, c in zip(row, rgb, strict=True)) for row in to_xyz]
    x, y, z = [(v / white) ** (1 / 3) if v / white > 0.008856 else 7.787 * v / white + 16 / 116
               for v, white in zip(xyz, (0.9505, 1.0, 1.089), strict=True)]  # fmt: skip
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, deficiency):
    rgb = linear(colour)
    return lab(
        [min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in DEFICIENCIES[deficiency]]
    )


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("theme", PALETTES)
def test_the_line_and_its_signals_stay_apart(theme, deficiency):
    """ΔE 1976 of at least 12 between any two hues, 40 between the line and its signals."""
    palette = PALETTES[theme]
    hues = {name: seen(getattr(palette, name), deficiency) for name in ("mark", "target", "signal", "action")}
    gaps = {pair: sum((a - b) ** 2 for a, b in zip(hues[pair[0]], hues[pair[1]], strict=True)) ** 0.5
            for pair in combinations(hues, 2)}  # fmt: skip
    assert gaps["mark", "signal"] >= 40
    assert {pair: gap for pair, gap in gaps.items() if gap < 12} == {}


def test_themes_have_the_same_roles():
    light, dark = config("light"), config("dark")
    assert {name: set(style) for name, style in light["style"].items()} == {
        name: set(style) for name, style in dark["style"].items()
    }
    assert light["aria"] is dark["aria"] is False


def test_signs_of_numbers_and_dates():
    french, english = locale("fr"), locale("en")
    assert french["formatLocale"]["thousands"] == "\u202f"
    assert english["formatLocale"]["decimal"] == "."
    for words in (french, english):
        dates = words["timeFormatLocale"]
        assert [len(dates[name]) for name in ("days", "shortDays", "months", "shortMonths")] == [7, 7, 12, 12]


@pytest.mark.parametrize("values", [[], [0.0], [5e-324, 0.0], [1e9, 1e9 + 1e-6], [-3.0], [1.0, 1.0]])
@pytest.mark.parametrize("zero", [True, False])
def test_a_scale_has_room_for_what_does_not_vary(values, zero):
    axis = axis_of(values, "€", zero=zero)
    assert axis.low < axis.high
    assert all(axis.low <= one <= axis.high for one in values)
    assert 2 <= len(axis.ticks) <= 12
