"""Drawing in a worker, on a queue of its own: nobody waits for a picture before figures."""

from __future__ import annotations

from django.core.cache import cache
from django.tasks import task

from levier.catalogue.indicators import indicators
from levier.web.accounts.models import User
from levier.web.centres.models import Centre
from levier.web.figures import stills
from levier.web.figures.models import Still
from levier.web.figures.result_stills import draw_results

# Ten seconds of work a centre: after what waits on the queue, the pictures of the dashboards of the others included.
LAST = -10
# Seconds after which charts that were asked for and never came are asked for again.
ASKED = 3600


@task(queue_name="stills")
def draw_stills(centre_id: int, names: list[str] | None = None) -> int:
    """Draw the charts of a centre that changed: those of these indicators, or its followed ones and its results."""
    centre = Centre.objects.filter(pk=centre_id).first()
    if centre is None:
        return 0
    made = stills.draw(centre, names, languages())
    return made if names is not None else made + draw_results(centre, languages())


def languages() -> tuple[str, ...]:
    """Return the languages that people of the site read, French first."""
    spoken = set(User.objects.order_by().values_list("language", flat=True).distinct())
    return tuple(one for one in stills.LANGUAGES if one == stills.LANGUAGES[0] or one in spoken)


def speak(user: User) -> int:
    """Ask for the charts of the centres that somebody sees and that were never drawn in their language; say how many.

    They are drawn with every computation afterwards.
    """
    if user.language == stills.LANGUAGES[0]:
        return 0
    drawn = Still.objects.filter(name__endswith=stills.name_in("", user.language)).values("centre")
    seen = Centre.objects.visible_to(user).exclude(pk__in=drawn)
    # Whoever goes from one language to the other and back does not ask for all of them again.
    waiting = [one for one in seen if cache.add(f"drawing/{user.language}/{one.pk}", True, ASKED)]
    for centre in waiting:
        ask(centre)
    return len(waiting)


def ask(centre: Centre) -> None:
    """Ask for the charts of a centre: what its dashboard and its results show at once, the other indicators later."""
    draw_stills.enqueue(centre.pk)
    others = [name for name in indicators() if name not in centre.followed]
    draw_stills.using(priority=LAST).enqueue(centre.pk, others)
