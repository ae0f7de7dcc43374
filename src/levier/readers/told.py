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
    "annule_sans_date": "annulés sans date",
    "pris_le_incomplet": "prises de rendez-vous dont le jour manque",
    "participants_sans_genre": "participants dont rien ne dit qui ils sont",
    "plusieurs_praticiens": "rendez-vous à plusieurs praticiens (praticien inconnu)",
    "plusieurs_lieux": "rendez-vous à plusieurs lieux (salle inconnue)",
    "plusieurs_patients": "rendez-vous à plusieurs patients (patient inconnu)",
    "lignes_a_plat": "lignes tirées de FHIR, sans sa forme",
    "annules": "événements annulés",
    "provisoires": "événements à confirmer",
    "disponibles": "événements marqués « disponible »",
    "doublons": "versions remplacées",
    "horizon": "séries sans fin suivies jusqu'au",
    "fetes_non_feriees": "fêtes qui ne sont pas des jours fériés",
    "hors_consultation": "cases hors consultation",
    "salle_repetee": "lignes sans salle, rattachées à celle du dessus",
    "heures_sans_h": "heures écrites sans « h »",
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
