"""Writing in the grid: every change checks what its author had seen, and nothing is overwritten in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from levier.catalogue.typed import BLOCKS
from levier.grid.rate import band, from_rate
from levier.periods import parse_period
from levier.web.centres.models import Centre
from levier.web.entry import doubts
from levier.web.entry.keys import CellKey, LineKey
from levier.web.entry.models import TypedValue
from levier.web.entry.numbers import checked, spaced
from levier.web.entry.selectors import values_of
from levier.web.entry.sheet import year_of
from levier.web.figures.services import recompute
from levier.web.ui.formats import french_date

ABOUT = ("nature", "definition", "source", "preferred", "comment")
# Figures are asked for once somebody stops typing, not at each cell.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody typed in a cell, and the number that was there when they looked (empty: none)."""

    cell: CellKey
    text: str
    was: str
    about: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a change: ``saved`` ``cleared`` ``unchanged`` ``refused`` or ``conflict``.

    ``text`` is what the cell shows, ``was`` what is kept now.
    """

    cell: CellKey
    state: str
    text: str
    was: str
    message: str = ""
    doubts: list[str] = field(default_factory=list)

    @property
    def written(self) -> bool:
        """Tell whether the grid changed."""
        return self.state in ("saved", "cleared")


def save(centre: Centre, user: Any, changes: Sequence[Change], *, why: str = "saisie") -> list[Outcome]:
    """Write changes; those that cannot be are refused one by one, the others are kept.

    Asks for the figures when something changed.
    """
    if not changes:
        return []
    with transaction.atomic():
        # Two people at once take turns: the second one sees what the first one wrote.
        Centre.objects.select_for_update().get(pk=centre.pk)
        found = _write(centre, user, changes)
    if any(one.written for one in found):
        recompute(centre, user=user, reason=why, patience=PATIENCE)
    return found


def _write(centre: Centre, user: Any, changes: Sequence[Change]) -> list[Outcome]:
    years = sorted({year_of(one.cell.period) for one in changes if one.cell.period[:4].isdecimal()})
    values: dict[CellKey, TypedValue] = {}
    for year in years:
        values |= values_of(centre, year)
    batch = _Batch(centre, user, values)
    found = [batch.take(one) for one in changes]
    batch.write()
    for one in found:
        if one.written and one.cell in values:
            one.doubts = doubts.of_cell(one.cell, values)
    return found


class _Batch:
    """Changes of one request, written together."""

    def __init__(self, centre: Centre, user: Any, values: dict[CellKey, TypedValue]) -> None:
        self.centre, self.user, self.values = centre, user, values
        self.new: list[TypedValue] = []
        self.changed: list[TypedValue] = []
        self.gone: list[TypedValue] = []

    def take(self, change: Change) -> Outcome:
        """Judge a change and keep it for writing."""
        there = self.values.get(change.cell)
        stored = there.value if there else ""
        read = checked(change.text, change.cell)
        if read.error:
            return Outcome(change.cell, "refused", change.text, stored, _kept(read.error, stored))
        if read.value == stored and not change.about:
            return Outcome(change.cell, "unchanged", spaced(stored), stored)
        if stored != change.was:
            return Outcome(change.cell, "conflict", change.text, stored, _conflict(there, change.was))
        return self._accept(change, there, read.value)

    def _accept(self, change: Change, there: TypedValue | None, value: str) -> Outcome:
        if not value:
            if there is not None:
                self.gone.append(self.values.pop(change.cell))
            return Outcome(change.cell, "cleared", "", "")
        if there is None:
            there = TypedValue(
                centre=self.centre, block=change.cell.line.about.block, measure=change.cell.line.measure,
                period=change.cell.period, **change.cell.line.keys(), **usual_about(change.cell, self.values),
            )  # fmt: skip
            self.new.append(there)
            self.values[change.cell] = there
        elif there.pk:
            self.changed.append(there)
        if change.about is None and there.nature == "estime" and there.comment:
            # The count of a percentage, typed over: the number itself is known now.
            there.nature, there.comment = "exact", ""
        for name, said in (change.about or {}).items():
            setattr(there, name, said)
        there.value, there.author, there.updated = value, self.user, timezone.now()
        return Outcome(change.cell, "saved", spaced(value), value)

    def write(self) -> None:
        """Write, with who and when."""
        if self.new:
            bulk_create_with_history(self.new, TypedValue, default_user=self.user)
        if self.changed:
            fields = ["value", "author", "updated", *ABOUT]
            bulk_update_with_history(self.changed, TypedValue, fields, default_user=self.user)
        for one in self.gone:
            one._history_user = self.user
            one.delete()


def _kept(error: str, stored: str) -> str:
    return f"{error} " + _("Le nombre enregistré reste {value}.").format(value=spaced(stored)) if stored else error


def _conflict(there: TypedValue | None, was: str) -> str:
    if there is None:
        return _("Entre-temps, ce nombre a été effacé. Enregistrez de nouveau pour le remettre.")
    sentence = _(
        "Entre-temps, {who} a enregistré {now} ({when}) ; vous voyiez {was}. Enregistrez de nouveau pour le remplacer."
    )
    return sentence.format(
        who=there.author or _("quelqu'un"),
        now=spaced(there.value),
        when=_when(there),
        was=spaced(was) or _("une case vide"),
    )


def _when(there: TypedValue) -> str:
    at = timezone.localtime(there.updated)
    return _("{day} à {hour}").format(day=french_date(at.date(), "short"), hour=f"{at:%H:%M}")


def usual_about(cell: CellKey, values: Mapping[CellKey, Any]) -> dict[str, Any]:
    """Return what is said of a new value: as the others of its line, else as such a document usually counts."""
    about = {
        "nature": "exact",
        "definition": BLOCKS[cell.line.about.block].definition,
        "source": "",
        "preferred": False,
    }
    beside = [one for key, one in values.items() if key.line == cell.line and key.period != cell.period]
    if beside:
        last = max(beside, key=lambda one: one.period)
        about |= {"definition": last.definition, "source": last.source, "preferred": last.preferred}
        about["nature"] = "exact" if last.comment else last.nature
    if parse_period(cell.period).grain == "sample":
        about["nature"] = "echantillon"
    return about


def save_line(centre: Centre, user: Any, key: LineKey, year: int, about: Mapping[str, Any]) -> int:
    """Say how the values of a line are known, for a year; return how many changed."""
    with transaction.atomic():
        Centre.objects.select_for_update().get(pk=centre.pk)
        mine = [
            one for cell, one in values_of(centre, year).items() if cell.line == key and year_of(cell.period) == year
        ]
        moved = [one for one in mine if any(getattr(one, name) != said for name, said in about.items())]
        for one in moved:
            for name, said in about.items():
                setattr(one, name, said)
            one.author, one.updated = user, timezone.now()
        if moved:
            bulk_update_with_history(moved, TypedValue, ["author", "updated", *about], default_user=user)
    if moved:
        recompute(centre, user=user, reason="saisie", patience=PATIENCE)
    return len(moved)


def save_rate(centre: Centre, user: Any, cell: CellKey, rate: str, total: int, was: str) -> Outcome:
    """Keep the count that a percentage and its total stand for, as an estimate with its band.

    Raises:
        WrongCommand: no whole number gives that rate.
    """
    count, _low, _high = from_rate(rate, total)
    about = {"nature": "estime", "comment": band(rate, total)}
    return save(centre, user, [Change(cell, str(count), was, about)])[0]


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return how many changes had each fate."""
    found = dict.fromkeys(("saved", "cleared", "unchanged", "refused", "conflict"), 0)
    for one in outcomes:
        found[one.state] += 1
    return found
