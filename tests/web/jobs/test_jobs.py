"""Work: how far it is, stopping it, a worker that comes back."""

from __future__ import annotations

from typing import Any

import builders
import pytest

from levier.problems import Refused
from levier.web.jobs.models import Job
from levier.web.jobs.services import cancel, working


@pytest.fixture
def job(centre: Any) -> Job:
    return Job.objects.create(
        kind="import", centre=centre, step="Import de rendez_vous.csv", percent=40, state="running"
    )


def test_the_page_follows_the_work(client_of: Any, centre: Any, job: Job) -> None:
    client = client_of("director", centre)
    page = client.get(f"/travaux/{job.pk}/").content.decode()
    assert "Import de rendez_vous.csv" in page
    assert 'value="40"' in page
    piece = client.get(f"/travaux/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="load delay:1s"' in piece
    assert "<html" not in piece


def test_a_finished_work_leads_on(client_of: Any, centre: Any, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(state="done", asked={"back": f"/centres/{centre.code}/imports/"})
    client = client_of("director", centre)
    after = f"/centres/{centre.code}/imports/?travail={job.pk}"
    assert client.get(f"/travaux/{job.pk}/").url == after
    piece = client.get(f"/travaux/{job.pk}/", headers={"HX-Request": "true"})
    assert piece.headers["HX-Redirect"] == after


def test_a_failed_work_says_why(client_of: Any, centre: Any, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(state="failed", problem="Le disque est plein.")
    page = client_of("director", centre).get(f"/travaux/{job.pk}/").content.decode()
    assert "Le disque est plein." in page
    assert "hx-get" not in page


def test_stopping_is_noticed_at_the_next_step(client_of: Any, centre: Any, job: Job) -> None:
    client_of("director", centre).post(f"/travaux/{job.pk}/arreter/")
    with working(str(job.pk)) as work:
        assert work is not None
        work[1](50, "")
        pytest.fail("the work went on")
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_what_is_stored_is_no_longer_stopped(client_of: Any, centre: Any, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(result={"committed": True})
    client = client_of("director", centre)
    assert "Arrêter" not in client.get(f"/travaux/{job.pk}/").content.decode()
    client.post(f"/travaux/{job.pk}/arreter/")
    job.refresh_from_db()
    assert not job.cancel_asked


def test_staff_stop_their_own_work_only(client_of: Any, centre: Any, job: Job) -> None:
    client = client_of("staff", centre)
    client.post(f"/travaux/{job.pk}/arreter/")
    job.refresh_from_db()
    assert not job.cancel_asked


def test_somebody_without_the_figures_does_not_see_the_work(client_of: Any, centre: Any, job: Job) -> None:
    assert client_of("elected", centre).get(f"/travaux/{job.pk}/").status_code == 404
    assert client_of("director", builders.make_centre("z9")).get(f"/travaux/{job.pk}/").status_code == 404


def test_work_that_is_over_is_not_done_again(job: Job) -> None:
    cancel(job)
    Job.objects.filter(pk=job.pk).update(state="cancelled")
    with working(str(job.pk)) as work:
        assert work is None


def test_a_refusal_is_shown_and_a_bug_is_not(job: Job) -> None:
    with working(str(job.pk)):
        raise Refused("Un autre import est en cours.")
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", "Un autre import est en cours.")


def test_a_bug_says_no_value(centre: Any, caplog: pytest.LogCaptureFixture) -> None:
    job = Job.objects.create(kind="import", centre=centre)
    with pytest.raises(ValueError, match="DUPONT"), working(str(job.pk)):
        raise ValueError("DUPONT Jean")
    job.refresh_from_db()
    assert job.state == "failed"
    assert "DUPONT" not in job.problem
    assert str(job.pk)[:8] in job.problem
    assert "DUPONT" not in caplog.text


def unkept(job: Job) -> None:
    with working(str(job.pk)) as work:
        assert work is not None
        work[0].result = {"x": object()}


@pytest.mark.django_db(transaction=True)
def test_a_result_that_cannot_be_kept_is_a_failure_not_a_loop(job: Job) -> None:
    with pytest.raises(TypeError):
        unkept(job)
    job.refresh_from_db()
    assert job.state == "failed"


def test_the_list_is_of_the_centre(client_of: Any, centre: Any, job: Job) -> None:
    Job.objects.create(kind="compute", centre=builders.make_centre("z9"), problem="ailleurs")
    page = client_of("director", centre).get(f"/travaux/centre/{centre.code}/").content.decode()
    assert "Import" in page
    assert "ailleurs" not in page


def test_why_is_for_whoever_hands_files_over(client_of: Any, centre: Any, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(state="failed", problem="« Mme Untel » lu dans rdv.csv.")
    body = client_of("consultant", centre)
    for address in (f"/travaux/{job.pk}/", f"/travaux/centre/{centre.code}/"):
        page = body.get(address)
        assert page.status_code == 200, address
        assert "Untel" not in page.content.decode()
    assert "la personne qui l'a demandé voit pourquoi" in body.get(f"/travaux/{job.pk}/").content.decode().replace(
        "&#x27;", "'"
    )
