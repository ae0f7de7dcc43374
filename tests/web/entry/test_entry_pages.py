"""The pages of the grid, without scripts: what is shown, what is kept, who may."""

from __future__ import annotations

import html
import io
from datetime import timedelta
from typing import Any

import builders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from levier.grid.write import write_grid
from levier.web.audit.models import AuditEvent
from levier.web.entry import services
from levier.web.entry.keys import CellKey, LineKey
from levier.web.entry.models import BlockTask, OpeningRow, TypedValue
from levier.web.entry.services import Change

HONOURED = LineKey("rdv_honores")
JANUARY = "2025-01~rdv_honores"


def url(centre: Any, rest: str = "") -> str:
    return f"/centres/{centre.code}/saisie/{rest}"


def told(answer: Any) -> str:
    """Return the page as people read it, its spaces made plain."""
    return html.unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def put(centre: Any, user: Any, token: str, text: str, was: str = "") -> None:
    month, _sign, line = token.partition("~")
    services.save(centre, user, [Change(CellKey(LineKey(*line.split("~")), month), text, was)])


def test_a_new_centre_is_told_where_to_begin(client_of: Any, centre: Any) -> None:
    page = told(client_of("director", centre).get(url(centre)))
    assert "Par où commencer" in page
    first, rest = page.split('class="entry-blocks"')
    assert [
        first.index(one) for one in ("Agenda, page", "Téléphone, relevé", "Comptes de l'année", "Effectifs")
    ] == sorted(first.index(one) for one in ("Agenda, page", "Téléphone, relevé", "Comptes de l'année", "Effectifs"))
    assert rest.index("Comptes de l") < rest.index("statistique des actes")


def test_the_list_says_how_far_each_block_is(client_of: Any, centre: Any) -> None:
    director = builders.make_user("director", centre)
    for month in range(1, 13):
        for name in ("appels_recus", "appels_decroches"):
            put(centre, director, f"2025-{month:02d}~{name}", "100")
    page = told(client_of("director", centre).get(url(centre, "?annee=2025")))
    assert "Par où commencer" not in page
    # appels_recus, appels_decroches, appels_hors_horaires, appels_robot: four lines, twelve months.
    assert "24 nombres sur 48 attendus à ce jour" in page


def test_a_table_shows_numbers_the_year_before_and_totals(client_of: Any, centre: Any) -> None:
    director = builders.make_user("director", centre)
    put(centre, director, JANUARY, "1204")
    put(centre, director, "2025-02~rdv_honores", "1100")
    put(centre, director, "2024-01~rdv_honores", "1180")
    page = told(client_of("director", centre).get(url(centre, "agenda/?annee=2025")))
    assert f'name="v:{JANUARY}" value="1 204"' in page
    assert '<td class="num">1 180</td>' in page
    assert "2024, pour rappel" in page
    assert '<td class="num entry-total" data-total>2 304</td>' in page


def test_a_form_without_scripts_saves_and_says_so(client_of: Any, centre: Any) -> None:
    given = {f"v:{JANUARY}": "1 204", f"w:{JANUARY}": "", "v:2025-02~rdv_honores": "", "retour": "annee=2025"}
    answer = client_of("director", centre).post(url(centre, "agenda/"), given, follow=True)
    assert answer.redirect_chain == [(url(centre, "agenda/?annee=2025"), 302)]
    assert TypedValue.objects.get().value == "1204"
    assert "1 nombre enregistré." in told(answer)


def test_a_refused_cell_keeps_its_text_and_its_message(client_of: Any, centre: Any) -> None:
    given = {f"v:{JANUARY}": "mille", "v:2025-02~rdv_honores": "7", "retour": "annee=2025"}
    answer = client_of("director", centre).post(url(centre, "agenda/"), given)
    page = told(answer)
    assert answer.status_code == 422
    assert 'value="mille"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="mc0-0"' in page
    assert "« mille » lu ; attendu : un nombre, par exemple 1 234,50." in page
    assert TypedValue.objects.get().period == "2025-02"


def test_a_script_is_answered_cell_by_cell(client_of: Any, centre: Any) -> None:
    given = {f"v:{JANUARY}": "12", f"w:{JANUARY}": ""}
    answer = client_of("director", centre).post(url(centre, "agenda/"), given, headers={"Accept": "application/json"})
    said = answer.json()
    assert said["cells"] == [
        {"cell": JANUARY, "state": "saved", "text": "12", "was": "12", "message": "", "doubts": []}
    ]
    assert said["state"] == "Chiffres du centre : recalcul dans une minute environ."


def test_the_staff_see_and_fill_their_blocks_only(client_of: Any, centre: Any) -> None:
    desk = client_of("staff", centre, blocks=["telephone"])
    page = told(desk.get(url(centre)))
    assert "Téléphone, relevé" in page
    assert "Comptes de l" not in page
    assert desk.get(url(centre, "telephone/")).status_code == 200
    assert desk.get(url(centre, "agenda/")).status_code == 403
    assert desk.post(url(centre, "agenda/"), {f"v:{JANUARY}": "1"}).status_code == 403
    # A cell of another block slipped in the form of one's own is left out.
    desk.post(url(centre, "telephone/"), {f"v:{JANUARY}": "1", "v:2025-01~appels_recus": "2"})
    assert [one.measure for one in TypedValue.objects.all()] == ["appels_recus"]
    assert desk.get(url(centre, "telephone/confier/")).status_code == 403


def test_staff_without_a_block_are_told_whom_to_ask(client_of: Any, centre: Any) -> None:
    page = told(client_of("staff", centre).get(url(centre)))
    assert "Aucun document ne vous est confié" in page


def test_others_and_strangers_stay_out(client_of: Any, centre: Any) -> None:
    assert client_of("body", centre).get(url(centre)).status_code == 403
    assert client_of("director", builders.make_centre()).get(url(centre)).status_code == 404
    assert client_of("director", centre).get(url(centre, "inconnu/")).status_code == 404


def test_a_line_for_a_specialty_is_added_then_kept_by_its_number(client_of: Any, centre: Any) -> None:
    director = client_of("director", centre)
    said = {"mesure": "rdv_honores", "service": "medical", "specialite": "psychiatrie", "retour": "annee=2025"}
    page = told(director.post(url(centre, "agenda/ajouter/"), said, follow=True))
    assert 'name="v:2025-01~rdv_honores~medical~psychiatrie"' in page
    director.post(url(centre, "agenda/"), {"v:2025-01~rdv_honores~medical~psychiatrie": "40"})
    assert TypedValue.objects.get().specialty == "psychiatrie"
    assert "psychiatrie" in told(director.get(url(centre, "agenda/?annee=2026")))


def test_a_counting_has_its_dates(client_of: Any, centre: Any) -> None:
    director = client_of("director", centre)
    page = told(director.post(url(centre, "comptage/ajouter/"), {"du": "2025-03-03", "au": "2025-03-14"}, follow=True))
    assert "v:2025-03-03/2025-03-14~droits_verifies" in page
    refused = director.post(url(centre, "comptage/ajouter/"), {"du": "2025-03-14", "au": "2025-03-03"}, follow=True)
    assert "attendu un premier et un dernier jour" in told(refused)


def test_a_pasted_block_is_previewed_then_written(client_of: Any, centre: Any) -> None:
    director = client_of("director", centre)
    put(centre, builders.make_user("director", centre), "2025-02~appels_recus", "5")
    block = "Mois\tjanv.\tfévr.\tmars\nAppels reçus\t1 204\t5\tbeaucoup\n"
    seen = told(director.post(url(centre, "telephone/coller/"), {"bloc": block, "retour": "annee=2025"}))
    assert "1 nombre serait écrit" in seen
    assert "1 est déjà là" in seen
    assert "« beaucoup » lu ; attendu : un nombre" in seen
    assert TypedValue.objects.count() == 1
    given = {"ecrire": "1", "v:2025-01~appels_recus": "1 204", "w:2025-01~appels_recus": "", "retour": "annee=2025"}
    after = director.post(url(centre, "telephone/coller/"), given, follow=True)
    assert "1 nombre écrit." in told(after)
    assert TypedValue.objects.get(period="2025-01").value == "1204"


def test_a_line_says_who_wrote_what(client_of: Any, centre: Any) -> None:
    director = builders.make_user("director", centre)
    put(centre, director, JANUARY, "1204")
    put(centre, director, JANUARY, "1190", "1204")
    page = told(client_of("director", centre).get(url(centre, "agenda/ligne/?annee=2025&ligne=rdv_honores"))).split(
        "Qui a écrit quoi"
    )[1]
    assert page.index("1 190") < page.index("1 204")
    assert page.count(str(director)) >= 2


def test_the_helper_keeps_an_estimate(client_of: Any, centre: Any) -> None:
    given = {"quoi": "taux", "period": "2025-01", "rate": "12 %", "total": "1 204"}
    there = url(centre, "agenda/ligne/?annee=2025&ligne=rdv_absents")
    page = told(client_of("director", centre).post(there, given, follow=True))
    assert "janvier 2025 : 144 gardé comme une estimation (12 % de 1 204)." in page
    assert TypedValue.objects.get().nature == "estime"
    wrong = client_of("director", centre).post(there, given | {"rate": "120"})
    assert wrong.status_code == 422
    assert "attendu un pourcentage de 0 à 100" in told(wrong)


def test_a_preferred_line_is_said_so(client_of: Any, centre: Any) -> None:
    put(centre, builders.make_user("director", centre), JANUARY, "1204")
    given = {"quoi": "ligne", "nature": "estime", "definition": "levier", "source": "cahier", "preferred": "on"}
    there = url(centre, "agenda/ligne/?annee=2025&ligne=rdv_honores")
    assert "1 nombre de la ligne mis à jour." in told(client_of("director", centre).post(there, given, follow=True))
    kept = TypedValue.objects.get()
    assert (kept.nature, kept.source, kept.preferred) == ("estime", "cahier", True)


def test_a_line_without_number_cannot_be_described_yet(client_of: Any, centre: Any) -> None:
    given = {"quoi": "ligne", "nature": "estime", "definition": "levier"}
    answer = client_of("director", centre).post(url(centre, "agenda/ligne/?annee=2025&ligne=rdv_honores"), given)
    assert "Cette ligne n'a pas encore de nombre en 2025" in told(answer)


def test_the_workbook_goes_and_comes_back(client_of: Any, centre: Any) -> None:
    director = client_of("director", centre)
    put(centre, builders.make_user("director", centre), JANUARY, "1204")
    book = b"".join(director.get(url(centre, "classeur/?annee=2025")))
    same = director.post(url(centre, "classeur/reprendre/"), {"classeur": SimpleUploadedFile("grille.xlsx", book)})
    assert "0 nombre à écrire" in told(same)
    assert "1 déjà là" in told(same)
    assert AuditEvent.objects.filter(action="export.grid").count() == 1


def typed_row(measure: str, period: str, value: int) -> dict[str, Any]:
    return {"measure": measure, "period": period, "value": value * 10**9, "nature": "exact", "definition": "editeur"}


def test_a_filled_workbook_is_read_then_written(client_of: Any, centre: Any) -> None:
    stream = io.BytesIO()
    write_grid(stream, [typed_row("rdv_honores", "2025-01", 7), typed_row("appels_recus", "2025-02", 9)], 2025)
    desk = client_of("staff", centre, blocks=["agenda"])
    given = {"classeur": SimpleUploadedFile("grille.xlsx", stream.getvalue())}
    answer = desk.post(url(centre, "classeur/reprendre/"), given)
    page = told(answer)
    assert "1 nombre à écrire" in page
    assert "1 d'un bloc qui n'est pas le vôtre" in page
    assert not TypedValue.objects.exists()
    done = desk.post(url(centre, "classeur/reprendre/"), {"lu": answer.context["lu"]}, follow=True)
    assert "1 nombre repris du classeur." in told(done)
    assert TypedValue.objects.get().measure == "rdv_honores"


def test_a_reading_signed_for_another_centre_is_not_written(client_of: Any, centre: Any) -> None:
    stream = io.BytesIO()
    write_grid(stream, [typed_row("rdv_honores", "2025-01", 7)], 2025)
    read = client_of("director", centre).post(
        url(centre, "classeur/reprendre/"), {"classeur": SimpleUploadedFile("grille.xlsx", stream.getvalue())}
    )
    other = builders.make_centre()
    client_of("director", other).post(url(other, "classeur/reprendre/"), {"lu": read.context["lu"]})
    client_of("director", other).post(url(other, "classeur/reprendre/"), {"lu": "x" + read.context["lu"]})
    assert not TypedValue.objects.exists()


def test_a_file_that_is_no_grid_is_said(client_of: Any, centre: Any) -> None:
    given = {"classeur": SimpleUploadedFile("notes.xlsx", b"bonjour")}
    answer = client_of("director", centre).post(url(centre, "classeur/reprendre/"), given)
    assert "0 nombre à écrire" in told(answer)
    assert "notes.xlsx" in told(answer)
    assert client_of("director", centre).post(url(centre, "classeur/reprendre/")).status_code == 422


def test_the_poster_of_the_door(client_of: Any, centre: Any) -> None:
    days = {
        f"{day}_{name}": text
        for day in ("lundi", "mardi")
        for name, text in (("start_1", "8h30"), ("end_1", "12:30"), ("start_2", "14"), ("end_2", "18h"))
    }
    done = client_of("director", centre).post(url(centre, "horaires/"), days, follow=True)
    # Twice (4 h + 4 h).
    assert "Horaires enregistrés : 16 heures d'ouverture par semaine." in told(done)
    assert [(one.weekday, one.start, one.end) for one in OpeningRow.objects.all()][:2] == [
        ("lundi", "08:30", "12:30"),
        ("lundi", "14:00", "18:00"),
    ]


def test_a_wrong_poster_is_refused_day_by_day(client_of: Any, centre: Any) -> None:
    answer = client_of("director", centre).post(url(centre, "horaires/"), {"lundi_start_1": "18h", "lundi_end_1": "9h"})
    assert answer.status_code == 422
    assert "Lundi : « 18h – 9h » lu ; attendu : une ouverture avant une fermeture, comme 8h30 et 12h30." in told(answer)
    assert not OpeningRow.objects.exists()


def test_a_block_is_given_found_and_rendered(client_of: Any, centre: Any) -> None:
    desk = builders.make_user("staff", centre, blocks=[])
    director = client_of("director", centre)
    day = timezone.localdate() + timedelta(days=7)
    given = {
        "assignee": desk.pk,
        "due": day.isoformat(),
        "period": "2025-03",
        "note": "Avant la réunion",
        "annee": "2025",
    }
    page = told(director.post(url(centre, "telephone/confier/"), given, follow=True))
    assert f"« Téléphone, relevé de l'opérateur » est confié à {desk}." in page
    assert "/saisie/telephone/?annee=2025&periode=2025-03" in page
    assert desk.memberships.get().blocks == ["telephone"]
    assert AuditEvent.objects.filter(action="right.block").count() == 1
    from django.test import Client

    client = Client()
    client.force_login(desk, backend="django.contrib.auth.backends.ModelBackend")
    assert "Ce que l'on attend" in told(client.get(url(centre)))
    task = BlockTask.objects.get()
    client.post(url(centre, f"taches/{task.pk}/"), {"quoi": "rendre"})
    task.refresh_from_db()
    assert task.done is not None


def test_a_late_block_is_listed_as_late(client_of: Any, centre: Any) -> None:
    day = timezone.localdate() - timedelta(days=1)
    BlockTask.objects.create(centre=centre, block="telephone", year=2025, email="rh@exemple.test", due=day)
    page = told(client_of("director", centre).get(url(centre)))
    assert "En retard : rh@exemple.test" in page


def test_a_task_by_address_waits_for_the_account(centre: Any) -> None:
    from levier.web.entry import handing
    from levier.web.entry.selectors import tasks_of

    BlockTask.objects.create(
        centre=centre, block="personnel", year=2025, email="RH@exemple.test", due=timezone.localdate()
    )
    person = builders.make_user("staff", centre)
    person.email = "rh@exemple.test"
    person.save()
    assert [one.block for one in tasks_of(person)] == ["personnel"]
    assert handing.claim(person) == 1
    assert person.memberships.get().blocks == ["personnel"]


def test_a_task_wants_one_person_and_a_day_to_come(client_of: Any, centre: Any) -> None:
    day = timezone.localdate() - timedelta(days=1)
    answer = client_of("director", centre).post(url(centre, "telephone/confier/"), {"due": day.isoformat()})
    page = told(answer)
    assert answer.status_code == 422
    assert "Attendu : une personne de la liste, ou une adresse électronique (pas les deux)." in page
    assert "Attendu : une date à venir." in page


def test_others_do_not_close_a_task(client_of: Any, centre: Any) -> None:
    task = BlockTask.objects.create(
        centre=centre, block="telephone", year=2025, email="rh@exemple.test", due=timezone.localdate()
    )
    desk = client_of("staff", centre, blocks=["telephone"])
    assert desk.post(url(centre, f"taches/{task.pk}/"), {"quoi": "rendre"}).status_code == 403


def test_the_gap_with_files_is_shown(client_of: Any, centre: Any) -> None:
    note = "saisi : 6,4 % ; calculé sur vos fichiers : 6,9 % (les fichiers l'emportent)"
    builders.make_series(centre, "no_show_rate", [{"period": "2025-01", "value": 0.069, "notes": [note]}])
    page = told(client_of("director", centre).get(url(centre, "agenda/?annee=2025")))
    assert "1 écart avec vos fichiers" in page
    assert "calculé sur vos fichiers : 6,9 %" in page


def test_a_gap_with_files_is_said_in_english_on_english_pages(client_of: Any, centre: Any) -> None:
    french = "saisi : 6,4 % ; calculé sur vos fichiers : 6,9 % (les fichiers l'emportent)"
    english = "typed: 6.4%; computed from your files: 6.9% (files win)"
    point = {"period": "2025-01", "value": 0.069, "notes": [french]}
    builders.make_series(centre, "no_show_rate", [point], about={"words": {"en": {french: english}}})
    director = client_of("director", centre)
    page = told(director.get(url(centre, "agenda/?annee=2025"), headers={"accept-language": "en"}))
    assert english in page
    assert french not in page


def test_cells_that_files_win_over_say_so(client_of: Any, centre: Any) -> None:
    points = [{"period": "2025-01", "value": 0.6, "basis": "fichiers"}, {"period": "2025-02", "value": 0.7}]
    builders.make_series(centre, "call_answer_rate", points, about={"basis": "grille"})
    page = told(client_of("director", centre).get(url(centre, "telephone/?annee=2025")))
    assert "Cases marquées « fichier » : vos fichiers importés couvrent cette période et l'emportent." in page
    marked = [one.split(">")[0] for one in page.split("<input ") if 'class="entry-won"' in one.split("</td>")[0]]
    names = {one.split('name="')[1].split('"')[0] for one in marked if 'name="v:' in one}
    names |= {one.split('name="w:')[1].split('"')[0] for one in marked if 'name="w:' in one}
    assert names == {"2025-01~appels_recus", "2025-01~appels_decroches"}


def test_without_files_no_cell_says_so(client_of: Any, centre: Any) -> None:
    builders.make_series(centre, "call_answer_rate", [{"period": "2025-01", "value": 0.6, "basis": "grille"}])
    assert "entry-won" not in told(client_of("director", centre).get(url(centre, "telephone/?annee=2025")))


def test_a_page_asks_the_database_a_few_times(client_of: Any, centre: Any, django_assert_max_num_queries: Any) -> None:
    director = client_of("director", centre)
    director.get(url(centre))
    with django_assert_max_num_queries(9):
        director.get(url(centre))
    with django_assert_max_num_queries(9):
        director.get(url(centre, "agenda/"))
