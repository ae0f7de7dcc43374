"""What a page says in English is English, and says nothing of the command line."""

from __future__ import annotations

from typing import Any

import builders
import pytest
from django.core.cache import cache

from levier.i18n import speaking
from levier.web.figures import drawing
from levier.web.figures.models import Still
from levier.web.figures.presenters.changed import told
from levier.web.figures.presenters.levers import note_of
from levier.web.figures.presenters.strip import strip

pytestmark = pytest.mark.django_db


def test_a_reading_loses_its_label_and_its_outcome_in_english_too() -> None:
    reading = {
        "label": "No-shows",
        "reading": "amélioration avérée",
        "sentence": "No-shows: proven improvement. 8.0% (June 2025), against 10.0%.",
    }
    with speaking("en"):
        assert told(reading) == "8.0% (June 2025), against 10.0%."


def test_a_reading_of_another_label_is_left_whole() -> None:
    reading = {"label": "Non-venue", "reading": "amélioration avérée", "sentence": "Trop tôt pour conclure."}
    assert told(reading) == "Trop tôt pour conclure."


def test_a_note_of_a_lever_names_no_option_of_the_command_line() -> None:
    note = "donnez un objectif : --target no_show_rate=…"
    assert note_of(note) == "donnez un objectif : Rendez-vous non honorés (non-venue)"


def test_charts_are_asked_for_in_the_language_of_whoever_reads(centre: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(drawing, "ask", lambda one: asked.append(one.code))
    director = builders.make_user("director", centre)
    assert drawing.speak(director) == 0  # French is always drawn
    director.language = "en"
    assert drawing.speak(director) == 1
    assert drawing.speak(director) == 0  # they are on their way
    cache.clear()
    assert drawing.speak(director) == 1
    cache.clear()
    Still.objects.create(centre=centre, name="trend/no_show_rate@en", digest="a" * 16, spec={}, light="", dark="")
    assert drawing.speak(director) == 0
    assert asked == ["a01", "a01"]


@pytest.mark.parametrize(("language", "words"), [("fr", "fichiers : Appels"), ("en", "files: Calls")])
def test_the_files_of_a_definition_are_named_by_their_label(
    client_of: Any, centre: Any, language: str, words: str
) -> None:
    builders.make_series(centre, "call_answer_rate", [{"period": "2025-01", "value": 0.6}])
    client = client_of("director", centre)
    page = client.get("/centres/a01/indicateurs/call_answer_rate/", headers={"accept-language": language})
    assert words in page.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_what_the_figures_rest_on_agrees_with_its_numbers() -> None:
    table = {"kept": 352, "set_aside": 0, "last": None, "files": ["grille"]}
    found = strip({"tables": {"typed_measures": table}}, None)
    assert found is not None
    assert found.sentence.replace("\u202f", " ") == "352 lignes lues dans 1 fichier"


@pytest.mark.parametrize("page", ["", "lundi/"])
def test_an_empty_page_leads_to_a_first_figure(client_of: Any, centre: Any, page: str) -> None:
    told_ = client_of("director", centre).get(f"/centres/a01/{page}").content.decode()
    assert "Saisir trois relevés" in told_
    assert "Déposer des exports" in told_
    assert "tableau-de-bord.pdf" not in told_


def test_whoever_may_not_type_is_led_nowhere(client_of: Any, centre: Any) -> None:
    assert "Saisir trois relevés" not in client_of("consultant", centre).get("/centres/a01/").content.decode()


def test_one_number_typed_ahead_does_not_empty_the_dashboard(client_of: Any, centre: Any) -> None:
    empty = {"period": "2025-02", "value": None}
    for name in ("no_show_rate", "outcome_known_rate"):
        builders.make_series(centre, name, [{"period": "2025-01", "value": 0.125}, empty])
    builders.make_series(centre, "walk_in_share", [])
    calls = [{"period": "2025-01", "value": 0.6}, {"period": "2025-03", "value": 0.7}]
    builders.make_series(centre, "call_answer_rate", calls)
    client = client_of("director", centre)
    page = client.get("/centres/a01/").content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "janvier 2025" in page.split("page-sub")[1][:60]
    assert page.count("12,5 %") >= 2
    assert '<option value="2025-01" selected>' in page
    later = client.get("/centres/a01/?periode=2025-03").content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "70,0 %" in later
