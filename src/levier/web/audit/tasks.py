"""What a worker does by itself every night."""

from __future__ import annotations

from django.tasks import task

from levier.web.audit import services


@task()
def forget_old_lines() -> int:
    """Delete the lines of the journal that are older than the installation keeps them."""
    return services.forget_old_lines()
