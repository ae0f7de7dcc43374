"""The controls of a file in the words of a person: what was found on it, what was decided while reading it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from levier.i18n import _

_NUMBER = re.compile(r"-?\d+\.\d+")
# Names of controls that are no French words: those of the contract, in English.
NAMES = {
    "debit": "total des débits",
    "credit": "total des crédits",
    "entries": "écritures",
    "unbalanced": "écritures déséquilibrées",
    "classes": "soldes (débit − crédit) par classe",
    "accounts": "comptes pris, par classe",
    "roles": "soldes (débit − crédit) par rôle, sans les écritures de clôture",
    "entries_by": "une écriture est",
    "exercise": "jours lus",
    "valeurs_a_associer": "valeurs à associer",
    "closing": "clôture dite par le nom du fichier",
}


def told(controls: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the controls of an account as (what, how much), in the language spoken.

    >>> told({"debit": "11700.50", "lignes_regroupees": 3, "classes": {"60": "200.50"}})
    [('total des débits', '11700,50'), ('lignes regroupees', '3'), ('soldes (débit − crédit) par classe', '60 : 200,50')]
    """
    return [(_(NAMES.get(name) or name.replace("_", " ")), _value(value)) for name, value in controls.items()]


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(_("{name} : {value}").format(name=name, value=_value(one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_value, value))
    text = str(value)
    return text.replace(".", ",") if _NUMBER.fullmatch(text) else text
