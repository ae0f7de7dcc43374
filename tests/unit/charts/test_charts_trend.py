"""The control chart: its sentence by hand, its holes, its table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levier.charts import Limits, Point, content_hash, trend

MONTHS = [
    Point("2025-01", "2025-01-01", 0.10, 0.08, 0.12),
    Point("2025-02", "2025-02-01", 0.20),
    Point("2025-03", "2025-03-01"),
    Point("2025-04", "2025-04-01", 0.11, partial=True),
]
LIMITS = [Limits("2025-01-01", "2025-04-01", 0.12, 0.06, 0.18)]


def layers(drawing, style):
    return [one for one in drawing.spec["layer"] if one["mark"].get("style") == style]


def rows(drawing, style):
    return [row for one in layers(drawing, style) for row in one["data"]["values"]]


def drawn(drawing, style):
    """Return the data of a style drawn on the days: signs of the key are in pixels."""
    return [row for row in rows(drawing, style) if "said" in row]


def test_the_sentence_worked_by_hand():
    before = [("2024-04", "2024-04-01", 0.13)]
    said = trend("Non-venue", "%", MONTHS, before=before, limits=LIMITS, target=0.08).sentence
    assert said == (
        "Non-venue, avril 2025 : 11,0 % (période incomplète) ; 13,0 % un an plus tôt, dans les limites habituelles "
        "(de 6,0 % à 18,0 %). 1 point inhabituel : février 2025. 1 période sans donnée. Objectif : 8,0 %."
    )


@pytest.mark.parametrize(
    ("value", "limits", "said"),
    [
        (0.20, (0.06, 0.18), "Non-venue, janvier 2025 : 20,0 %, au-dessus des limites habituelles (de 6,0 % à 18,0 %). 1 point inhabituel : janvier 2025."),
        (0.05, (0.06, 0.18), "Non-venue, janvier 2025 : 5,0 %, au-dessous des limites habituelles (de 6,0 % à 18,0 %). 1 point inhabituel : janvier 2025."),
        (0.05, (None, 0.18), "Non-venue, janvier 2025 : 5,0 %, dans les limites habituelles (jusqu'à 18,0 %)."),
        (0.07, (0.06, None), "Non-venue, janvier 2025 : 7,0 %, dans les limites habituelles (à partir de 6,0 %)."),
        (0.05, (None, None), "Non-venue, janvier 2025 : 5,0 %."),
    ],
)  # fmt: skip
def test_the_side_of_the_limits_is_said(value, limits, said):
    found = trend(
        "Non-venue", "%", [("2025-01", "2025-01-01", value)], limits=[("2025-01-01", "2025-01-01", 0.12, *limits)]
    )
    assert found.sentence == said


def test_english_signs(monkeypatch):
    monkeypatch.setenv("LEVIER_LANG", "en")
    assert "10.0%" in trend("No-shows", "%", MONTHS[:1]).sentence


def test_holes_are_holes():
    """The line has a piece a stretch; a hole has no point; a month that is not listed is a hole too."""
    found = trend("Non-venue", "%", [*MONTHS, Point("2025-08", "2025-08-01", 0.12)])
    assert [(row["y"], row["run"]) for row in rows(found, "levier-mark")] == [
        (0.10, 1),
        (0.20, 1),
        (0.11, 2),
        (0.12, 3),
    ]
    assert layers(found, "levier-mark")[0]["encoding"]["detail"]["field"] == "run"


def test_shapes_never_rest_on_colour_alone():
    found = trend("Non-venue", "%", MONTHS, limits=LIMITS)
    shapes = {
        one["mark"]["style"]: one["mark"]["shape"]
        for one in found.spec["layer"]
        if one["mark"]["type"] == "point" and "shape" in one["mark"]
    }
    assert shapes == {"levier-point": "circle", "levier-partial": "circle", "levier-signal": "diamond"}
    assert [row["y"] for row in drawn(found, "levier-signal")] == [0.20]
    assert [row["said"] for row in drawn(found, "levier-partial")] == ["avril 2025 : 11,0 %"]


def test_signals_of_a_reading_win():
    found = trend("Non-venue", "%", MONTHS, limits=LIMITS, signals=["2025-01-01"])
    assert [row["y"] for row in drawn(found, "levier-signal")] == [0.10]


def test_a_partial_point_outside_is_no_signal_by_itself():
    found = trend("x", "%", [("2025-01", "2025-01-01", 0.9, None, None, True)], limits=LIMITS)
    assert drawn(found, "levier-signal-partial") == []
    assert "inhabituel" not in found.sentence


def test_the_table_is_the_data():
    notes = {"events": [("2025-02-14", "Grève")], "actions": [("2025-04-02", "Rappel")]}
    table = trend("Non-venue", "%", MONTHS, limits=LIMITS, target=0.08, **notes).table
    assert table.headers == (
        "Période", "Valeur", "Fourchette basse", "Fourchette haute", "Niveau habituel", "Limite habituelle basse",
        "Limite habituelle haute", "Objectif", "À noter",
    )  # fmt: skip
    assert table.rows[0] == ("janvier 2025", "10,0 %", "8,0 %", "12,0 %", "12,0 %", "6,0 %", "18,0 %", "8,0 %", "")
    assert table.raw[0] == ("2025-01", 0.10, 0.08, 0.12, 0.12, 0.06, 0.18, 0.08, None)
    assert [row[-1] for row in table.rows] == [
        "", "inhabituel ; événement : Grève (14/02/2025)", "donnée non fournie",
        "période incomplète ; action : Rappel (02/04/2025)",
    ]  # fmt: skip
    assert table.rows[2][1] == "—"
    assert table.raw[2][1] is None


def test_the_year_before_stands_under_the_same_period():
    weeks = [("2025-W02", "2025-01-06", 1.0), ("2025-W03", "2025-01-13", 2.0)]
    earlier = [("2024-W02", "2024-01-08", 5.0), ("2024-W03", "2024-01-15", 6.0)]
    found = trend("Appels", "h", weeks, before=earlier)
    assert [row[2] for row in found.table.raw] == [5.0, 6.0]
    assert found.table.rows[0][0] == "semaine du 6 janvier 2025"


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("points", [[], [("2025-01", "2025-01-01", None)], [("2025-01", "2025-01-01", float("nan"))]])
def test_nothing_to_draw_says_so(points, small):
    found = trend("Non-venue", "%", points, small=small)
    assert found.sentence == "Non-venue : pas encore de donnée à montrer."
    assert found.empty
    size = (found.spec["width"], found.spec["height"])
    assert size == ((320, 96) if small else (720, 300))


def test_sizes_hold_their_margins():
    for small, size in ((True, (320, 96)), (False, (720, 300))):
        spec = trend("Non-venue", "%", MONTHS, limits=LIMITS, small=small).spec
        around = spec["padding"]
        assert (
            spec["width"] + around["left"] + around["right"],
            spec["height"] + around["top"] + around["bottom"],
        ) == size


def test_only_what_is_drawn_is_explained():
    plain = json.dumps(trend("x", "%", MONTHS[:1]).spec, ensure_ascii=False)
    assert "limites habituelles" not in plain
    assert "limites habituelles" in json.dumps(trend("x", "%", MONTHS, limits=LIMITS).spec, ensure_ascii=False)


VALUES = st.none() | st.floats(-1e9, 1e9, allow_nan=False)


@given(
    st.lists(st.tuples(VALUES, VALUES, VALUES, st.booleans()), max_size=30),
    st.booleans(),
    st.sampled_from(["%", "€", "h", "jours"]),
)
def test_any_points_give_a_drawing(values, small, unit):
    """Every point is in the table once; each known one is on the line once; no piece of line crosses a hole."""
    points = [
        Point(f"{2024 + rank // 12}-{rank % 12 + 1:02}", f"{2024 + rank // 12}-{rank % 12 + 1:02}-01", *one)
        for rank, one in enumerate(values)
    ]
    found = trend("x", unit, points, small=small, target=1.0)
    assert [row[1] for row in found.table.raw] == [one.value for one in points]
    line = rows(found, "levier-mark")
    assert [row["y"] for row in line] == [one.value for one in points if one.value is not None]
    holes = [rank for rank, one in enumerate(points) if one.value is None]
    known = [rank for rank, one in enumerate(points) if one.value is not None]
    for (row, rank), (after, later) in zip(
        zip(line, known, strict=True), list(zip(line, known, strict=True))[1:], strict=False
    ):
        assert (row["run"] == after["run"]) == (not any(rank < hole < later for hole in holes))
    assert found.sentence.startswith("x")
    assert content_hash(found.spec)
