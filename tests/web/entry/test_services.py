"""Writing: nothing is overwritten in silence, a refused cell leaves the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import builders
import pytest

from levier.problems import WrongCommand
from levier.web.entry import services
from levier.web.entry.keys import CellKey, LineKey
from levier.web.entry.models import TypedValue
from levier.web.entry.services import Change
from levier.web.jobs.models import Job

HONOURED = LineKey("rdv_honores", "medical")
MISSED = LineKey("rdv_absents", "medical")


@pytest.fixture
def director(centre: Any) -> Any:
    return builders.make_user("director", centre)


def cell(month: str, line: LineKey = HONOURED) -> CellKey:
    return CellKey(line, month)


def put(centre: Any, user: Any, month: str, text: str, was: str = "", line: LineKey = HONOURED) -> services.Outcome:
    return services.save(centre, user, [Change(cell(month, line), text, was)])[0]


def test_a_number_is_kept_with_its_author_and_the_usual_definition(centre: Any, director: Any) -> None:
    done = put(centre, director, "2025-01", "1 204")
    kept = TypedValue.objects.get()
    assert (done.state, done.text, done.was) == ("saved", "1\u202f204", "1204")
    assert (kept.value, kept.block, kept.nature, kept.definition) == ("1204", "agenda", "exact", "editeur")
    assert (kept.author, kept.history.get().history_user) == (director, director)


def test_a_refused_cell_leaves_the_others_and_the_former_number(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "1204")
    found = services.save(centre, director, [Change(cell("2025-01"), "abc", "1204"), Change(cell("2025-02"), "7", "")])
    assert [one.state for one in found] == ["refused", "saved"]
    assert found[0].text == "abc"
    assert found[0].message.endswith("Le nombre enregistré reste 1\u202f204.")
    assert TypedValue.objects.get(period="2025-01").value == "1204"


def test_an_emptied_cell_is_unknown_again_and_remembered(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "1204")
    assert put(centre, director, "2025-01", "", "1204").state == "cleared"
    assert not TypedValue.objects.exists()
    assert [one.history_type for one in TypedValue.history.order_by("history_id")] == ["+", "-"]
    assert TypedValue.history.latest("history_id").history_user == director


def test_zero_is_a_number(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "0")
    assert TypedValue.objects.get().value == "0"


def test_the_second_of_two_people_is_told_and_nothing_is_lost(centre: Any, director: Any) -> None:
    other = builders.make_user("staff", centre, blocks=["agenda"])
    put(centre, director, "2025-01", "1204")
    put(centre, other, "2025-01", "1190", "1204")
    late = put(centre, director, "2025-01", "1210", "1204")
    assert late.state == "conflict"
    assert late.message.startswith(f"Entre-temps, {other} a enregistré 1\u202f190 (")
    assert "vous voyiez 1\u202f204" in late.message
    assert TypedValue.objects.get().value == "1190"
    assert put(centre, director, "2025-01", "1210", late.was).state == "saved"


def test_two_people_who_type_the_same_number_agree(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "1204")
    assert put(centre, director, "2025-01", "1 204", "").state == "unchanged"


def test_a_number_effaced_meanwhile_is_said(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "12")
    put(centre, director, "2025-01", "", "12")
    late = put(centre, director, "2025-01", "13", "12")
    assert (late.state, late.message[:37]) == ("conflict", "Entre-temps, ce nombre a été effacé. ")


def test_figures_are_asked_for_once_while_somebody_types(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "1")
    put(centre, director, "2025-02", "2")
    put(centre, director, "2025-02", "2", "2")
    job = Job.objects.get(kind="compute")
    assert (job.centre, job.state) == (centre, Job.State.WAITING)


def test_an_import_does_not_wait_for_the_typist(centre: Any, director: Any) -> None:
    from levier.web.figures.services import recompute

    put(centre, director, "2025-01", "1")
    recompute(centre)
    recompute(centre)
    assert Job.objects.filter(kind="compute").count() == 2


def test_a_count_ten_times_that_of_the_year_before_is_kept_and_said(centre: Any, director: Any) -> None:
    put(centre, director, "2024-01", "120")
    done = put(centre, director, "2025-01", "1200")
    assert done.state == "saved"
    assert done.doubts == ["Très loin de l'an dernier (120) : vérifiez la virgule et le document."]
    assert put(centre, director, "2025-02", "1200").doubts == []


def test_more_missed_than_twice_the_honoured_is_said(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "100")
    assert put(centre, director, "2025-01", "200", line=MISSED).doubts == []
    done = put(centre, director, "2025-01", "201", "200", line=MISSED)
    assert done.doubts == ["Plus du double des rendez-vous honorés (100) : colonnes inversées ?"]


def test_a_part_larger_than_its_whole_is_said(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "10", line=LineKey("rdv_annules_patient", "medical"))
    done = put(centre, director, "2025-01", "11", line=LineKey("rdv_annules_tard", "medical"))
    assert done.doubts == ["Plus que « Rendez-vous annulés par le patient » (10), dont c'est une partie."]


def test_a_percentage_becomes_an_estimate_with_its_band(centre: Any, director: Any) -> None:
    done = services.save_rate(centre, director, cell("2025-01", MISSED), "12 %", 1204, "")
    kept = TypedValue.objects.get()
    assert (done.text, kept.value, kept.nature) == ("144", "144", "estime")
    assert kept.comment == "12 % de 1204 : de 139 à 150"


def test_typing_over_an_estimate_makes_it_exact(centre: Any, director: Any) -> None:
    services.save_rate(centre, director, cell("2025-01", MISSED), "12 %", 1204, "")
    put(centre, director, "2025-01", "141", "144", line=MISSED)
    kept = TypedValue.objects.get()
    assert (kept.value, kept.nature, kept.comment) == ("141", "exact", "")


def test_an_impossible_percentage_is_refused(centre: Any, director: Any) -> None:
    with pytest.raises(WrongCommand, match=r"33,3 % de 10 : aucun nombre entier ne donne ce taux"):
        services.save_rate(centre, director, cell("2025-01"), "33,3", 10, "")


def test_what_is_said_of_a_line_reaches_its_year_and_its_next_numbers(centre: Any, director: Any) -> None:
    put(centre, director, "2024-12", "3")
    put(centre, director, "2025-01", "1")
    about = {"nature": "estime", "definition": "levier", "source": "cahier", "preferred": True}
    assert services.save_line(centre, director, HONOURED, 2025, about) == 1
    put(centre, director, "2025-02", "2")
    said = {one.period: (one.nature, one.definition, one.source, one.preferred) for one in TypedValue.objects.all()}
    assert said["2024-12"] == ("exact", "editeur", "", False)
    assert said["2025-01"] == said["2025-02"] == ("estime", "levier", "cahier", True)


def test_a_counting_is_a_sample(centre: Any, director: Any) -> None:
    put(centre, director, "2025-03-03/2025-03-14", "40", line=LineKey("droits_verifies"))
    assert TypedValue.objects.get().nature == "echantillon"


def test_the_time_of_a_conflict_is_that_of_the_other_number(centre: Any, director: Any) -> None:
    put(centre, director, "2025-01", "1")
    TypedValue.objects.update(updated=TypedValue.objects.get().updated - timedelta(days=400))
    assert " à " in put(centre, director, "2025-01", "2", "").message
