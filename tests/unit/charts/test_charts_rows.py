"""Bars, bridge, landing, slices and peers: sentences and tables by hand, nothing to draw, what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levier.charts import Drawing, bars, bridge, landing, peers, slices

NUMBERS = st.none() | st.floats(-1e8, 1e8, allow_nan=False)
MARGINS = [("Absences", 12_000, 8_000, 15_000, 9_000), ("Rejets", 4_000.4, None, None, 4_000.4), ("Imagerie",)]
MONTHS = [
    ("2025-01", "2025-01-01", 50_000, None, None, None, 48_000),
    ("2025-02", "2025-02-01", 20_000, 30_000, 45_000, 55_000, 52_000),
    ("2025-03", "2025-03-01", None, 40_000, 35_000, 45_000, 50_000),
]


def test_bars_by_hand():
    found = bars("Marges", "€", MARGINS)
    assert found.sentence == (
        "Marges : d'abord « Absences », 12 000 € (de 8 000 € à 15 000 €) ; 13 000 € en tout, sans compter deux fois. "
        "1 ligne sans montant."
    ).replace(" 000", "\u202f000")
    assert found.table.raw == (
        ("Absences", 12_000.0, 8_000.0, 15_000.0, 9_000.0), ("Rejets", 4_000.4, None, None, 4_000.4),
        ("Imagerie", None, None, None, None),
    )  # fmt: skip
    assert found.table.rows[1] == ("Rejets", "4\u202f000 €", "—", "—", "4\u202f000 €")


def test_bars_hide_columns_that_nobody_filled():
    assert bars("Marges", "€", [("Absences", 1.5)]).table.headers == ("Ligne", "Valeur")


def test_bars_reach_as_far_as_they_are_worth():
    """Twice the amount, twice the length, from the same zero."""
    found = bars("Marges", "€", [("a", 10), ("b", 20)])
    spans = [one["x2"] - one["x"] for one in next(
        layer for layer in found.spec["layer"] if layer["mark"].get("style") == "levier-bar")["data"]["values"]]  # fmt: skip
    assert spans[1] == pytest.approx(2 * spans[0])


def test_bridge_by_hand():
    found = bridge("Recettes", ("2024", 1000), [("Tarifs", 40), ("Jours", -90)], ("2025", 950))
    assert (
        found.sentence
        == "Recettes : de 1\u202f000 € (2024) à 950 € (2025), soit −5,0 %. Ce qui pèse le plus : Jours, −90 €."
    )
    assert found.table.headers == ("Étape", "Écart (€)", "Cumul (€)")
    assert found.table.raw == (
        ("2024", None, 1000.0),
        ("Tarifs", 40.0, 1040.0),
        ("Jours", -90.0, 950.0),
        ("2025", None, 950.0),
    )
    assert found.table.rows[2] == ("Jours", "−90 €", "950 €")


def test_a_bridge_that_does_not_land_is_refused():
    with pytest.raises(ValueError) as caught:
        bridge("Recettes", ("2024", 1000), [("Tarifs", 40)], ("2025", 950))
    assert str(caught.value) == "Étapes de 2024 à 2025 : il manque −90 € pour que leur somme fasse l'écart."


def test_a_bridge_turns_its_heads_the_way_it_goes():
    spec = json.dumps(bridge("R", ("2024", 100), [("a", 10), ("b", -10)], ("2025", 100)).spec)
    assert "M-0.5,-1L0.5,0L-0.5,1Z" in spec
    assert "M0.5,-1L-0.5,0L0.5,1Z" in spec


def test_landing_by_hand():
    found = landing("Recettes 2025", MONTHS, total=(140_000, 132_000, 149_000), before=150_000)
    assert found.sentence == (
        "Recettes 2025 : 70 000 € facturés, jusqu'à février 2025 ; fin estimée à 140 000 € (de 132 000 € à 149 000 €), "
        "soit −6,7 % par rapport à l'année d'avant."
    ).replace(" 000", "\u202f000")
    assert found.table.headers == (
        "Mois",
        "Facturé",
        "Attendu",
        "Fourchette basse",
        "Fourchette haute",
        "Un an plus tôt",
    )
    assert found.table.raw[1] == ("2025-02", 20_000.0, 30_000.0, 45_000.0, 55_000.0, 52_000.0)
    assert found.table.rows[2][:3] == ("mars 2025", "—", "40\u202f000 €")


def test_landing_before_anything_is_billed():
    found = landing("Recettes", [("2025-01", "2025-01-01", None, 10)])
    assert found.sentence == "Recettes : rien de facturé encore ; fin estimée à 10 €."


def test_slices_by_hand():
    found = slices("Non-venue", "%", [("dentaire", 0.16, 0.12), ("médical", 0.09, 0.10), ("kiné",)])
    assert found.sentence == (
        "Non-venue : de 9,0 % (médical) à 16,0 % (dentaire). Ce qui a le plus bougé en un an : dentaire, de 12,0 % à "
        "16,0 %. 1 ligne sans donnée."
    )
    assert found.table.headers == ("Ligne", "Valeur", "Un an plus tôt")
    assert found.table.raw == (("dentaire", 0.16, 0.12), ("médical", 0.09, 0.10), ("kiné", None, None))
    assert slices("Non-venue", "%", [("dentaire", 0.16)]).sentence == "Non-venue : 16,0 % (dentaire)."


@pytest.mark.parametrize(
    ("value", "direction", "said"),
    [
        (0.15, "", "x : 15,0 %, dans le quart le plus haut de 12 centres comparables (médiane 10,0 %)."),
        (0.15, "baisse", "x : 15,0 %, dans le quart le plus haut de 12 centres comparables (médiane 10,0 %), du côté à améliorer."),
        (0.05, "baisse", "x : 5,0 %, dans le quart le plus bas de 12 centres comparables (médiane 10,0 %), du bon côté."),
        (0.05, "hausse", "x : 5,0 %, dans le quart le plus bas de 12 centres comparables (médiane 10,0 %), du côté à améliorer."),
        (0.12, "hausse", "x : 12,0 %, dans la moitié du milieu de 12 centres comparables (médiane 10,0 %)."),
        (None, "hausse", "x : donnée non fournie ; médiane de 12 centres comparables : 10,0 %."),
    ],
)  # fmt: skip
def test_peers_by_hand(value, direction, said):
    found = peers("x", "%", value, (0.08, 0.10, 0.12), 12, direction=direction)
    assert found.sentence == said
    assert [row[1] for row in found.table.raw] == [value, 0.08, 0.10, 0.12, 12]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (4, "x : comparaison non montrée, 4 centres comparables seulement (il en faut 5)."),
        (1, "x : comparaison non montrée, 1 centre comparable seulement (il en faut 5)."),
    ],
)
def test_under_five_peers_nothing_is_shown(number, said):
    found = peers("x", "%", 0.123, (0.081, 0.104, 0.127), number)
    assert found.sentence == said
    assert found.empty
    assert not any(one in json.dumps(found.spec) for one in ("0.081", "8,1", "10,4", "12,7"))


EMPTY = [
    (bars("Marges", "€", []), "Marges : pas encore de montant à montrer."),
    (bars("Marges", "€", [("a", None, 1, 2)]), "Marges : pas encore de montant à montrer."),
    (bridge("R", None, [], ("2025", 1)), "R : pas de comparaison possible, une des deux années manque."),
    (landing("R", []), "R : pas encore de mois à montrer."),
    (slices("x", "%", []), "x : pas encore de détail à montrer."),
    (peers("x", "%", 0.1, None, 12), "x : pas encore de comparaison à montrer."),
]


@pytest.mark.parametrize(("found", "said"), EMPTY)
def test_nothing_to_draw_says_so(found: Drawing, said):
    assert found.sentence == said
    assert found.empty
    assert said.split()[0] in json.dumps(found.spec, ensure_ascii=False)


@given(
    st.lists(st.tuples(st.text(max_size=60), NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=8),
    st.sampled_from([320, 720]),
)
def test_any_rows_give_drawings(rows, width):
    for draw in (bars, slices):
        found = draw("x", "€", rows, width=width)
        assert [row[:2] for row in found.table.raw] == [one[:2] for one in rows]
        assert json.dumps(found.spec, allow_nan=False)


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(-10_000, 10_000)), max_size=8), st.integers(0, 10**7))
def test_any_bridge_lands(parts, start):
    end = start + sum(euros for _label, euros in parts)
    found = bridge("R", ("a", start), parts, ("b", end))
    assert [row[2] for row in found.table.raw][-1] == end
    assert found.table.raw[len(parts)][2] == end
