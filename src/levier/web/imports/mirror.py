"""What the store holds, copied where pages can read it."""

from __future__ import annotations

from datetime import datetime

from levier.periods import to_date
from levier.store import Store
from levier.store.results import ImportRecord
from levier.web.centres.models import Centre
from levier.web.figures.holdings import HOURS, ON_SCREEN
from levier.web.imports.models import Imported


def copy_imports(centre: Centre, store: Store) -> None:
    """Make the list of imports of a centre say what its store says; what was typed on screen is no import of files."""
    records = [one for one in store.imports() if one.sources not in ((ON_SCREEN,), (HOURS,))]
    Imported.objects.filter(centre=centre).exclude(number__in=[int(one.id) for one in records]).delete()
    for one in records:
        Imported.objects.update_or_create(centre=centre, number=int(one.id), defaults=_told(one))


def _told(one: ImportRecord) -> dict[str, object]:
    return {
        "at": datetime.fromisoformat(one.date),
        "files": list(one.files),
        "sources": list(one.sources),
        "profiles": list(one.profiles),
        "mode": one.mode,
        "lines": one.lines,
        "current": one.current,
        "spans": {name: [to_date(day).isoformat() for day in span] for name, span in one.spans.items()},
        "effects": {name: {kind: n for kind, n in counts.items() if n} for name, counts in one.effects.items()},
    }
