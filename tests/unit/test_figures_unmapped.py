"""A value that the profile does not map keeps its line, and silences the figures that need its column."""

from __future__ import annotations

import io
from datetime import date

from levier.centre import Centre
from levier.figures.figure import Figure
from levier.holding import Loader, Options
from levier.measuring import Asked, measure_period
from levier.periods import parse_period

PROFILE = """
label = "Agenda d'essai"
origin = "fictif"
table = "rendez_vous"
[detect]
header = ["Quand", "Etat", "Lieu"]
[columns]
debut = "Quand"
statut = "Etat"
canal = "Lieu"
[values.statut]
"Vu" = "honore"
"Absent" = "non_venu"
[values.canal]
"Tel" = "telephone"
"""


def figures_of(text: str, *names: str, by: tuple[str, ...] = ()) -> list[Figure]:
    loader = Loader(Centre(), Options(profile=PROFILE))
    loader.add(io.BytesIO(text.encode()), "agenda.csv")
    holding = loader.finish()
    asked = Asked(as_of=date(2025, 1, 31), names=names, by=by)
    return measure_period(holding, asked, parse_period("2025-01"))


def test_a_status_to_map_is_named_and_silences_what_reads_statuses() -> None:
    text = "Quand;Etat;Lieu\n06/01/2025 09:00;Vu;Tel\n06/01/2025 10:00;Salle d'attente;Tel\n"
    (figure,) = figures_of(text, "no_show_rate")
    assert figure.status == "not_available"
    assert "valeurs à associer dans le profil : « Salle d'attente » (colonne statut)" in figure.notes


def test_a_channel_to_map_silences_only_the_cut_by_channel() -> None:
    text = "Quand;Etat;Lieu\n06/01/2025 09:00;Vu;Tel\n06/01/2025 10:00;Absent;Fax\n"
    (whole,) = figures_of(text, "no_show_rate")
    assert (whole.numerator, whole.denominator) == (1, 2)
    cut = [one for one in figures_of(text, "no_show_rate", by=("channel",)) if one.slice]
    assert {one.status for one in cut} == {"not_available"}
