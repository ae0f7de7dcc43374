"""Drawing in a worker, on a queue of its own: nobody waits for a picture before figures."""

from __future__ import annotations

from django.tasks import task

from levier.web.accounts.models import User
from levier.web.centres.models import Centre
from levier.web.figures import stills


@task(queue_name="stills")
def draw_stills(centre_id: int, names: list[str] | None = None) -> int:
    """Draw the charts of a centre that changed: those of its followed indicators, or of these."""
    centre = Centre.objects.filter(pk=centre_id).first()
    return 0 if centre is None else stills.draw(centre, names, languages())


def languages() -> tuple[str, ...]:
    """Return the languages that people of the site read, French first."""
    spoken = set(User.objects.order_by().values_list("language", flat=True).distinct())
    return tuple(one for one in stills.LANGUAGES if one == stills.LANGUAGES[0] or one in spoken)


def ask(centre: Centre, names: list[str] | None = None) -> None:
    """Ask for the charts of a centre; a centre that follows nothing has none to draw ahead."""
    if names or centre.followed:
        draw_stills.enqueue(centre.pk, names)
