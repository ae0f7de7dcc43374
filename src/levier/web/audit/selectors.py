"""Reading the journal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from levier.web.audit.models import AuditEvent
from levier.web.audit.words import ALSO


def lines(
    family: str = "", person: str = "", centre: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[AuditEvent]:
    """Return the lines asked for, newest first.

    Args:
        family: beginning of the actions (``login``, ``right``…).
        person: part of a name or of an address.
        centre: code of a centre.
        first: day from which, included.
        last: day to which, included.
    """
    asked = Q()
    if family:
        for start in (family, *ALSO.get(family, ())):
            asked |= Q(action__startswith=start)
    found = AuditEvent.objects.filter(asked).select_related("user", "centre")
    if person:
        found = found.filter(Q(user__email__icontains=person) | Q(user__name__icontains=person))
    if centre:
        found = found.filter(centre__code=centre)
    days: dict[str, Any] = {"at__date__gte": first, "at__date__lte": last}
    return found.filter(**{name: day for name, day in days.items() if day})
