"""Values that a profile does not map: the figures that need their column are not available (contract §1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levier.catalogue.definition import Basis
from levier.i18n import sentence as _
from levier.measures.facts import FACTS
from levier.measures.language import Among, And, Compare, Condition, Known, Measure, Not, Or, measures_of
from levier.periods import Period
from levier.tables import TABLES
from levier.tables.rows import Account

# Derived columns that are made from closed lists of the file, other than those of the same name.
MADE_FROM = {
    "late_cancel": ("status", "cancelled_by"),
    "slot_lost": ("status", "cancelled_by"),
    "third_party": ("amo_third_party", "amc_third_party"),
    "done_internally": ("done_internally",),
    "role": (),
}


def unmapped(basis: Basis, dims: Sequence[str], accounts: Sequence[Account], period: Period) -> str | None:
    """Return the sentence that names the values to map before this basis says anything, ``None`` when there is none."""
    given = [one for one in accounts if one.controls.get("valeurs_a_associer")]
    if not given:
        return None
    wanted = {pair for measure in measures_of(basis.formula) for pair in _columns(measure, dims)}
    found: dict[str, set[str]] = {}
    for account in given:
        for header, words in account.controls["valeurs_a_associer"].items():
            if _overlaps(account, period) and (account.table, header) in wanted:
                found.setdefault(header, set()).update(words)
    said = [
        _("« {words} » (colonne {column})").format(words=" », « ".join(sorted(words)), column=header)
        for header, words in sorted(found.items())
    ]
    return _("valeurs à associer dans le profil : {said}").format(said=_(" ; ").join(said)) if said else None


def _overlaps(account: Account, period: Period) -> bool:
    if account.first is None or account.last is None:
        return True
    return account.first <= period.last and period.first <= account.last


def _columns(measure: Measure, dims: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (table, header of the file) for each column that a measure and the dimensions asked for read."""
    table = FACTS[measure.fact].source
    if table is None:
        return
    names = {measure.column, *dims, *_named(measure.where)} - {None}
    for name in names:
        for raw in MADE_FROM.get(str(name), (str(name),)):
            if raw in TABLES[table].names:
                yield table, TABLES[table].column(raw).header


def _named(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Compare | Among | Known):
        yield condition.column
    elif isinstance(condition, Not):
        yield from _named(condition.part)
    elif isinstance(condition, And | Or):
        for part in condition.parts:
            yield from _named(part)
