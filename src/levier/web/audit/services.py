"""Writing the journal, and the only way in which a line of it goes."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from levier.web.audit.models import AuditEvent

READ = "read"


def record(action: str, *, user: Any = None, centre: Any = None, **detail: Any) -> None:
    """Add a line to the journal.

    Args:
        action: ``login``, ``import``, ``export``, ``right``, ``read``… with a point for a detail (``import.delete``).
        user: who, ``None`` for the system.
        centre: of which centre, if any.
        detail: counts and names of things, never a value of a patient nor a password.
    """
    known = user if user is not None and user.is_authenticated else None
    AuditEvent.objects.create(action=action, user=known, centre=centre, detail=detail)


def record_read(user: Any, centre: Any, seen: Any = None) -> None:
    """Write that somebody looked at the named figures of a centre that is not theirs: one line a day, not one a click.

    Args:
        user: agency, delegation or consultant; whoever belongs to the centre or to its managing body is not written.
        centre: whose pages were opened.
        seen: the session, which spares a query for the rest of the day.
    """
    if not is_visitor(user, centre):
        return
    today = timezone.localdate()
    key, day = f"{READ}:{centre.pk}", today.isoformat()
    if seen is not None and seen.get(key) == day:
        return
    if not AuditEvent.objects.filter(action=READ, user=user, centre=centre, at__date=today).exists():
        record(READ, user=user, centre=centre)
    if seen is not None:
        seen[key] = day


def is_visitor(user: Any, centre: Any) -> bool:
    """Tell whether somebody knows a centre only as agency, delegation or consultant."""
    from levier.web.accounts.models import Role

    roles = {one.role for one in user.roles if one.covers(centre)}
    return bool(roles) and roles <= {Role.AGENCY, Role.DELEGATION, Role.CONSULTANT}


def forget_old_lines() -> int:
    """Delete the lines older than the installation keeps them (``LEVIER_SITE_AUDIT_MONTHS``); return how many.

    The database refuses every other deletion: this one raises a flag that only its own transaction sees.
    """
    before = months_before(timezone.now(), settings.AUDIT_MONTHS)
    with transaction.atomic():
        _flag(True)
        count, _each = models.QuerySet(AuditEvent).filter(at__lt=before).delete()
        _flag(False)
        if count:
            record("journal.forgotten", count=count, months=settings.AUDIT_MONTHS)
    return count


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day some months earlier, the last of that month when it is shorter.

    >>> months_before(datetime(2026, 3, 31), 1)
    datetime.datetime(2026, 2, 28, 0, 0)
    """
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _flag(up: bool) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('levier.retention', %s, true)", ["on" if up else "off"])
        else:
            cursor.execute("INSERT INTO audit_retention VALUES (1)" if up else "DELETE FROM audit_retention")
