"""What looks wrong in a number that is kept all the same: a warning, never a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.words import in_language
from levier.periods import parse_period
from levier.web.entry.keys import CellKey
from levier.web.entry.numbers import billionths, spaced

TEN, LEAST = 10, 10 * 10**9
# Nobody misses more appointments than twice those that took place: columns were exchanged, or a total was typed.
ABSENT_OF = {"rdv_absents": "rdv_honores"}


def of_cell(key: CellKey, values: Mapping[CellKey, Any]) -> list[str]:
    """Return what is surprising in the value of a cell, each as a sentence."""
    return list(_sentences(key, values))


def _sentences(key: CellKey, values: Mapping[CellKey, Any]) -> Iterable[str]:
    value = billionths(values[key].value)
    before = values.get(CellKey(key.line, parse_period(key.period).year_before().label))
    if before is not None and _far(value, billionths(before.value)):
        yield _("Très loin de l'an dernier ({before}) : vérifiez la virgule et le document.").format(
            before=spaced(before.value)
        )
    whole = _beside(key, key.line.about.at_most, values)
    if whole is not None and value > billionths(whole.value):
        yield _more(whole)
    other = _beside(key, ABSENT_OF.get(key.line.measure), values)
    if other is not None and value > 2 * billionths(other.value):
        yield _("Plus du double des rendez-vous honorés ({other}) : colonnes inversées ?").format(
            other=spaced(other.value)
        )


def _more(whole: Any) -> str:
    from levier.catalogue.typed import TYPED

    label = in_language(TYPED[whole.measure]).label
    return _("Plus que « {label} » ({whole}), dont c'est une partie.").format(label=label, whole=spaced(whole.value))


def _far(value: int, before: int) -> bool:
    large, small = max(abs(value), abs(before)), min(abs(value), abs(before))
    return large >= LEAST and large >= TEN * small and value != 0 and before != 0


def _beside(key: CellKey, measure: str | None, values: Mapping[CellKey, Any]) -> Any:
    return values.get(CellKey(replace(key.line, measure=measure), key.period)) if measure else None
