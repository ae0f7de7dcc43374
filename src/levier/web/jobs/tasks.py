"""What a worker does by itself, without anybody having asked."""

from __future__ import annotations

from django.core.management import call_command
from django.tasks import task

from levier.web.centres.models import Centre
from levier.web.figures import lines
from levier.web.imports import services


@task()
def tidy_up() -> None:
    """Erase every night what an interruption or an absence left: files in quarantine, lists of lines, sessions, queue.

    A centre where nobody comes back is tidied like another.
    """
    for centre in Centre.objects.all():
        services.sweep(centre)
        lines.sweep(centre)
    call_command("clearsessions")
    call_command("ox_prune", older_than="7d", include_failed=True, verbosity=0)
