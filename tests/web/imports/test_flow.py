"""From files to figures, as a person does it."""

from __future__ import annotations

import io
import json
from typing import Any

from imports.conftest import HEADER, appointments, on_disk
from levier.grid.write import write_grid
from levier.tables.columns import DECIMAL_SCALE
from levier.web.audit.models import AuditEvent
from levier.web.figures.models import Series
from levier.web.imports.models import Delivery, Imported
from levier.web.jobs.models import Job


def value(centre: Any, name: str, period: str) -> Any:
    series = Series.objects.get(centre=centre, indicator=name, grain="month", dimension="")
    return next(one.get("value") for one in series.points if one["period"] == period)


def test_a_file_is_read_then_confirmed_then_the_figures_are_there(
    sent: Any, confirmed: Any, shown: Any, centre: Any
) -> None:
    delivery = sent({"rendez_vous.csv": appointments()})
    assert delivery.state == "review", (delivery.state, delivery.problem, delivery.job and delivery.job.problem)
    page = shown(delivery)
    assert "Rendez-vous" in page
    assert "41 lues = 40 gardées + 0 mises de côté + 1 sans donnée" in page
    delivery = confirmed(delivery)
    assert delivery.state == "done", (delivery.problem, delivery.job.problem)
    # One appointment in four was missed, every day.
    assert value(centre, "no_show_rate", "2025-01") == 0.25
    assert "40 gardées" in shown(delivery)
    assert on_disk(centre) == []


def test_the_same_file_twice_changes_nothing(sent: Any, confirmed: Any, shown: Any, centre: Any) -> None:
    confirmed(sent({"rendez_vous.csv": appointments()}))
    runs = centre.runs.count()
    again = confirmed(sent({"rendez_vous.csv": appointments()}))
    assert again.state == "done"
    assert "déjà importé, rien n'a changé" in shown(again).replace("&#x27;", "'")
    assert (Imported.objects.count(), centre.runs.count()) == (1, runs)


def test_a_newer_file_says_which_figures_moved(sent: Any, confirmed: Any, shown: Any, centre: Any) -> None:
    confirmed(sent({"rendez_vous.csv": appointments(missed=1)}))
    later = confirmed(sent({"rendez_vous.csv": appointments(missed=2)}))
    assert value(centre, "no_show_rate", "2025-01") == 0.5
    page = shown(later)
    assert "Rendez-vous : 40 lignes remplacées" in page
    assert "25,0 %" in page.replace("\xa0", " ").replace("\u202f", " ")
    assert "50,0 %" in page.replace("\xa0", " ").replace("\u202f", " ")


def test_a_file_that_takes_too_much_away_asks_first(
    sent: Any, confirmed: Any, shown: Any, client_of: Any, centre: Any
) -> None:
    confirmed(sent({"rendez_vous.csv": appointments(each=4)}))
    # Half of the appointments of the same days: either the others were deleted, or the export was filtered.
    filtered = HEADER + "\n" + "\n".join(appointments(each=4).decode().splitlines()[1::2]) + "\n"
    asked = confirmed(sent({"rendez_vous.csv": filtered.encode()}))
    assert asked.state == "question"
    assert "Rendez-vous : 20 lignes sur 40" in shown(asked)
    assert Imported.objects.count() == 1
    url = f"{asked.get_absolute_url()}repondre/"
    client_of("director", centre).post(url, {"mode": "amend"})
    asked.refresh_from_db()
    assert (asked.state, asked.mode) == ("done", "amend")
    assert sum(one.current for one in Imported.objects.all()) == 40


def test_everything_for_these_days_withdraws_the_rest(sent: Any, confirmed: Any, client_of: Any, centre: Any) -> None:
    confirmed(sent({"rendez_vous.csv": appointments(each=4)}))
    filtered = HEADER + "\n" + "\n".join(appointments(each=4).decode().splitlines()[1::2]) + "\n"
    asked = confirmed(sent({"rendez_vous.csv": filtered.encode()}))
    client_of("director", centre).post(f"{asked.get_absolute_url()}repondre/", {"mode": "whole"})
    assert sum(one.current for one in Imported.objects.all()) == 20


def test_a_file_left_out_is_not_imported(sent: Any, client_of: Any, centre: Any) -> None:
    delivery = sent({"rendez_vous.csv": appointments(), "horaires.csv": b"jour;de;a\nlundi;09:00;17:00\n"})
    first, _second = delivery.files.all()
    data = {"importer": "1", f"garder-{first.pk}": "on"}
    client_of("director", centre).post(f"{delivery.get_absolute_url()}confirmer/", data)
    assert [one.files for one in Imported.objects.all()] == [["rendez_vous.csv"]]


def test_giving_up_leaves_nothing(sent: Any, client_of: Any, centre: Any) -> None:
    delivery = sent({"rendez_vous.csv": appointments()})
    client_of("director", centre).post(f"{delivery.get_absolute_url()}abandonner/")
    delivery.refresh_from_db()
    assert (delivery.state, on_disk(centre), Imported.objects.count()) == ("discarded", [], 0)
    (sheet,) = delivery.files.get().report["sheets"]
    assert sheet["preview"] == []


def test_deleting_gives_back_and_says_which_figures_moved(
    sent: Any, confirmed: Any, client_of: Any, centre: Any
) -> None:
    confirmed(sent({"rendez_vous.csv": appointments(missed=1)}))
    confirmed(sent({"rendez_vous.csv": appointments(missed=2)}))
    client = client_of("director", centre)
    assert "40 lignes remplacées" in client.get(f"/centres/{centre.code}/imports/2/supprimer/").content.decode()
    page = client.post(f"/centres/{centre.code}/imports/2/supprimer/", follow=True).content.decode()
    assert "Import n° 2 supprimé" in page
    assert (
        "Rendues (d&#x27;imports plus anciens) : Rendez-vous : 40 lignes" in page or "Rendez-vous : 40 lignes" in page
    )
    assert value(centre, "no_show_rate", "2025-01") == 0.25
    assert [(one.number, one.current) for one in Imported.objects.all()] == [(1, 40)]
    actions = list(AuditEvent.objects.filter(centre=centre).values_list("action", flat=True))
    assert actions == ["import.delete", "import", "import"]


def test_two_deliveries_at_once_are_both_imported(sent: Any, confirmed: Any, centre: Any) -> None:
    january, february = (
        sent({"rdv 01.csv": appointments()}),
        sent({"rdv 02.csv": appointments(first=500, month="2025-02")}),
    )
    confirmed(february), confirmed(january)
    assert value(centre, "no_show_rate", "2025-01") == 0.25
    assert value(centre, "no_show_rate", "2025-02") == 0.25


def test_a_filled_grid_goes_where_one_types(sent: Any, confirmed: Any, shown: Any, centre: Any) -> None:
    stream = io.BytesIO()
    write_grid(stream, [{"measure": "appels_recus", "period": "2025-01", "value": 812 * DECIMAL_SCALE}], 2025)
    delivery = sent({"grille 2025.xlsx": stream.getvalue()})
    assert "ses nombres iront dans la saisie" in shown(delivery)
    delivery = confirmed(delivery)
    assert [(one.measure, one.period, one.value) for one in centre.typed.all()] == [("appels_recus", "2025-01", "812")]
    assert Imported.objects.count() == 0
    assert "1 nombres enregistrés" in shown(delivery)


def test_a_region_refuses_lines_and_takes_grids(
    sent: Any, confirmed: Any, shown: Any, settings: Any, centre: Any
) -> None:
    settings.KIND = "region"
    stream = io.BytesIO()
    write_grid(stream, [{"measure": "appels_recus", "period": "2025-01", "value": 812 * DECIMAL_SCALE}], 2025)
    delivery = sent({"rendez_vous.csv": appointments(), "grille.xlsx": stream.getvalue()})
    lines, grid = delivery.files.all()
    assert (lines.usable, grid.usable) == (False, True)
    page = shown(delivery).replace("&#x27;", "'")
    assert "Cette installation est régionale" in page
    assert "Envoyez la grille" in page
    confirmed(delivery)
    assert centre.typed.count() == 1
    assert not centre.store.exists() or Imported.objects.count() == 0


def test_a_file_of_the_field_is_previewed_then_imported(sent: Any, confirmed: Any, shown: Any, centre: Any) -> None:
    def visit(rank: int, status: str) -> str:
        return json.dumps(
            {
                "resourceType": "Appointment", "id": str(rank), "status": status,
                "start": f"2025-01-{rank:02d}T09:00:00+01:00", "end": f"2025-01-{rank:02d}T09:30:00+01:00",
                "participant": [{"actor": {"reference": f"Patient/secret-{rank}", "display": "Mme Untel"}}],
            }
        )  # fmt: skip

    lines = [visit(rank, "noshow" if rank % 4 == 0 else "fulfilled") for rank in range(1, 21)]
    delivery = sent({"agenda.ndjson": "\n".join(lines).encode()})
    page = shown(delivery)
    assert "Rendez-vous" in page
    assert "Aperçu" in page
    assert "Untel" not in page
    assert "secret-" not in page
    delivery = confirmed(delivery)
    assert delivery.state == "done", delivery.problem
    # Five of twenty did not come: the 4th, 8th, 12th, 16th and 20th.
    assert value(centre, "no_show_rate", "2025-01") == 0.25


def test_giving_up_while_files_are_stored_leaves_the_last_word_to_the_worker(
    sent: Any, client_of: Any, centre: Any
) -> None:
    delivery = sent({"rendez_vous.csv": appointments()})
    Job.objects.filter(pk=delivery.job_id).update(state=Job.State.RUNNING)
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.IMPORTING)
    client_of("director", centre).post(f"{delivery.get_absolute_url()}abandonner/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.job.cancel_asked) == ("importing", True)
