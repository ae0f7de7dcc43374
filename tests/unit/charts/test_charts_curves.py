"""Curves of months: the year as it adds up, billed and cashed, values that are never cut; worked by hand."""

from __future__ import annotations

import pytest

from levier.catalogue.indicators import indicators
from levier.charts import Drawing, bars, bridge, cumulated, pair, still, stills, trend
from levier.charts.stills import content_hash
from levier.i18n import speaking

# Two months known, the third half billed, the fourth still to come; the range is that of the sum since January.
MONTHS = [
    ("2025-01", "2025-01-01", 100, None, None, None, 90),
    ("2025-02", "2025-02-01", 120, None, None, None, 80),
    ("2025-03", "2025-03-01", 50, 60, 315, 345, 100),
    ("2025-04", "2025-04-01", None, 110, 400, 480, 95),
]


def of_style(found: Drawing, style: str) -> list[list[dict[str, float]]]:
    """Return the data of the layers of a style."""
    layers = [one for one in found.spec["layer"] if one["mark"].get("style") == style]
    return [one["data"]["values"] for one in layers]


def test_the_year_adds_up_by_hand() -> None:
    found = cumulated("Recettes 2025", MONTHS, total=(440, 400, 480), before=365)
    assert found.sentence == (
        "Recettes 2025 : 270 € facturés, jusqu'à mars 2025 ; fin estimée à 440 € (de 400 € à 480 €), soit +20,5 % par "
        "rapport à l'année d'avant."
    )
    # 100, 220, then 330 with what March still expects, 440; a year before 90, 170, 270, 365.
    assert found.table.headers[-1] == "Depuis janvier"
    assert [row[-1] for row in found.table.raw] == [100, 220, 330, 440]
    assert [row[4] for row in found.table.raw] == [90, 170, 270, 365]
    (done, *_keys), (coming, *_key) = of_style(found, "levier-mark"), of_style(found, "levier-expected")
    assert [one["y"] for one in done] == [100, 220, None, None]
    assert [one["y"] for one in coming] == [None, 220, 330, 440]


def test_the_range_opens_from_the_last_month_known() -> None:
    band = of_style(cumulated("Recettes", MONTHS), "levier-band")[0]
    assert [(one["y"], one["y2"]) for one in band] == [(220, 220), (315, 345), (400, 480)]


def test_a_year_that_is_over_has_no_range_and_expects_nothing() -> None:
    found = cumulated("Recettes", [one[:3] for one in MONTHS[:2]])
    assert found.sentence == "Recettes : 220 € facturés, jusqu'à février 2025."
    assert not of_style(found, "levier-expected")
    assert not of_style(found, "levier-band")


def test_a_month_that_nobody_knows_ends_the_sum() -> None:
    rows = cumulated("Recettes", [MONTHS[0], ("2025-02", "2025-02-01"), MONTHS[2]]).table.raw
    assert [row[-1] for row in rows] == [100, None, None]


def test_nothing_to_add_up_is_said() -> None:
    found = cumulated("Recettes", [("2025-01", "2025-01-01")])
    assert (found.empty, found.sentence) == (True, "Recettes : pas encore de mois à montrer.")


def test_billed_and_cashed_by_hand() -> None:
    months = [("2025-01", "2025-01-01", 900, 800, 750), ("2025-02", "2025-02-01", 1000, None, 1250)]
    found = pair("Recettes", "€", ("facturé", "encaissé"), months)
    # 1 000 − 1 250 = −250, that is −20 %.
    assert found.sentence == "Recettes, février 2025 : facturé 1\u202f000 €, −20,0 % en un an."
    assert found.table.headers == ("Mois", "Facturé", "Encaissé", "Un an plus tôt")
    assert found.table.rows[1] == ("février 2025", "1\u202f000 €", "—", "1\u202f250 €")


def test_curves_differ_by_more_than_their_colour() -> None:
    months = [("2025-01", "2025-01-01", 9, 8, 7), ("2025-02", "2025-02-01", 10, 9, 8)]
    styles = pair("R", "€", ("facturé", "encaissé"), months).spec["config"]["style"]
    dashes = [styles[one].get("strokeDash") for one in ("levier-mark", "levier-second", "levier-before")]
    assert len({str(one) for one in dashes}) == 3
    assert styles["levier-mark"].get("strokeDash") != styles["levier-expected"]["strokeDash"]


DRAWN = [
    cumulated("Recettes", MONTHS),
    pair("Recettes", "€", ("facturé", "encaissé"), [("2025-01", "2025-01-01", 9, 8), ("2025-02", "2025-02-01", 10, 9)]),
    bars("Marges", "€", [("Absences", 12_000, 8_000, 15_000, 9_000)]),
    bridge("Recettes", ("2024", 100), [("Tarifs", 10), ("Jours", -5)], ("2025", 105)),
    trend(
        "Non-venue", "%", [("2025-01", "2025-01-01", 0.1, 0.05, 0.2), ("2025-02", "2025-02-01", 0.12)], target=0.08,
        limits=[("2025-01-01", "2025-02-28", 0.1, 0.08, 0.11)], events=[("2025-01-10", "Travaux")],
    ),
]  # fmt: skip


@pytest.mark.parametrize("found", DRAWN, ids=lambda one: one.title)
def test_the_dark_picture_is_what_drawing_it_would_give(found: Drawing) -> None:
    both = stills(found.spec)
    assert both == {"light": still(found.spec, "light"), "dark": still(found.spec, "dark")}
    assert content_hash(found.spec) == content_hash(found.spec | {})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("unit", sorted({one.unit for one in indicators().values()}))
def test_the_last_value_fits_in_its_margin(unit: str, language: str) -> None:
    """Every unit, small and large numbers, both languages: a letter may be as wide as 0.7 of its size."""
    with speaking(language):
        for value in (0.034, 0.99, 48.5, 1234.5, 1_234_567.0):
            points = [(f"2025-{at:02d}", f"2025-{at:02d}-01", value * (0.9 + at / 100)) for at in range(1, 11)]
            for size in ({"small": True}, {}, {"width": 360, "height": 300}):
                spec = trend("Titre", unit, points, **size).spec
                (row,) = next(
                    one["data"]["values"] for one in spec["layer"] if one["mark"].get("style") == "levier-value"
                )
                narrow = sum(one in " .,:;'’|()/Iijlfrt\u202f" for one in row["text"])
                wide = (len(row["text"]) - narrow) * 12 * 0.7 + narrow * 12 * 0.4
                assert wide <= spec["padding"]["right"], row["text"]
