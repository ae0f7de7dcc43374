"""The poster on the door: seven days, two intervals each."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from levier.readers import dates
from levier.readers.bad import Bad
from levier.tables.columns import WEEKDAYS
from levier.web.centres.models import Centre
from levier.web.entry.models import OpeningRow
from levier.web.figures.services import recompute

FIELDS = ("start_1", "end_1", "start_2", "end_2")
DAY = 24 * 60


def clock(text: str) -> int | None:
    """Return the minutes since midnight of a time as people write it, ``None`` when it is not one.

    >>> clock("8h30"), clock("12:00"), clock("9"), clock("24h"), clock("25h")
    (510, 720, 540, 1440, None)
    """
    tidy = re.sub(r"\s+", "", text.lower())
    tidy = re.sub(r"^(\d{1,2})h?$", r"\1:00", tidy)
    found = dates.clock(tidy)
    return None if isinstance(found, Bad) else int(found) // 60


def shown(minutes: int) -> str:
    """Return a time as the standard files write it.

    >>> shown(510), shown(1440)
    ('08:30', '24:00')
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


class HoursForm(forms.Form):
    """Times of each day, in free French; an empty day is closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in WEEKDAYS:
            for name in FIELDS:
                self.fields[f"{day}_{name}"] = forms.CharField(required=False, max_length=8)

    def clean(self) -> dict[str, Any]:
        """Read every day; each time that cannot be read says which one."""
        said = super().clean() or {}
        self.rows: list[tuple[str, int, int]] = []
        for day in WEEKDAYS:
            self._day(day, said)
        if not self.rows and not self.errors:
            self.add_error(None, _("Aucun horaire : tapez au moins un jour, par exemple 8h30 et 12h30."))
        return said

    def _day(self, day: str, said: dict[str, Any]) -> None:
        spans = []
        for first, last in (FIELDS[:2], FIELDS[2:]):
            span = self._span(day, said.get(f"{day}_{first}", ""), said.get(f"{day}_{last}", ""), f"{day}_{first}")
            if span:
                spans.append(span)
        if len(spans) == 2 and spans[1][0] < spans[0][1]:
            self.add_error(
                f"{day}_start_2",
                _("{day} : la deuxième plage commence avant la fin de la première.").format(day=_day(day)),
            )
        self.rows += [(day, *span) for span in spans]

    def _span(self, day: str, first: str, last: str, field: str) -> tuple[int, int] | None:
        if not first and not last:
            return None
        start, end = clock(first) if first else None, clock(last) if last else None
        if end == 0:
            end = DAY
        if start is None or end is None or end <= start:
            sentence = _(
                "{day} : « {first} – {last} » lu ; attendu : une ouverture avant une fermeture, comme 8h30 et 12h30."
            )
            self.add_error(field, sentence.format(day=_day(day), first=first or "…", last=last or "…"))
            return None
        return start, end


def _day(name: str) -> str:
    return name.capitalize()


def initial(centre: Centre) -> dict[str, str]:
    """Return the hours kept, as the form shows them."""
    found: dict[str, str] = {}
    for day in WEEKDAYS:
        rows = [one for one in centre.opening_rows.all() if one.weekday == day and one.audience == "accueil"]
        for rank, one in enumerate(rows[:2], 1):
            found |= {f"{day}_start_{rank}": one.start, f"{day}_end_{rank}": one.end}
    return found


def save(centre: Centre, user: Any, rows: list[tuple[str, int, int]]) -> float:
    """Keep the poster in the place of the former one, ask for the figures; return the hours of a week."""
    with transaction.atomic():
        Centre.objects.select_for_update().get(pk=centre.pk)
        centre.opening_rows.filter(audience=OpeningRow.Audience.DESK).delete()
        for day, start, end in rows:
            OpeningRow.objects.create(centre=centre, weekday=day, start=shown(start), end=shown(end))
    recompute(centre, user=user, reason="horaires")
    return sum(end - start for _name, start, end in rows) / 60
