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
    "accuses_negatifs": "accusés de réception négatifs (gardés en attente)",
    "rejets_seuls": "lignes, toutes des rejets",
    "rejets_autres": "rejets sans famille (« autre »)",
    "heures_sans_h": "heures écrites sans « h »",
    # Call logs.
    "lignes_regroupees": "lignes réunies à celles du même appel",
    "lignes_reunies_par": "lignes d'un appel réunies par",
    "lignes_operateur": "lignes de l'opérateur reconnues",
    "lignes_relais_internes": "lignes de relais à l'intérieur du standard",
    "lignes_arrivees_trop_tard": "lignes d'appels déjà comptés, trop loin dans le fichier",
    "appels_non_decroches": "appels non décrochés",
    "appels_sans_fin_connue": "appels dont la fin n'est pas connue",
    "appels_pris_sur_un_renvoi_exterieur": "appels pris sur un renvoi extérieur",
    "appels_a_plusieurs_interlocuteurs": "appels passés d'un poste à un autre",
    "appels_deja_entres_avant_le_journal": "appels déjà entrés quand le journal commence",
    "appels_passes_par_plusieurs_files": "appels passés par plusieurs files",
    "appels_pris_puis_perdus_apres_un_transfert": "appels pris, puis perdus après un transfert",
    "sans_reponse_malgre_une_duree": "appels sans réponse malgré une durée",
    "attentes_inconnues": "attentes inconnues (la musique de la file a répondu)",
    "evenements_hors_appels": "événements sans appel (postes, démarrages)",
    "evenements_sans_appel": "événements d'un appel dont rien d'autre n'est écrit",
    "evenements_en_double": "événements écrits deux fois",
    "sortie_abandon": "file quittée : l'appelant a raccroché",
    "sortie_exitwithtimeout": "file quittée : attente trop longue",
    "sortie_exitwithkey": "file quittée : touche pressée",
    "sortie_exitempty": "file quittée : plus aucun poste",
    "sortie_leaveempty": "file quittée : plus aucun poste (Wazo)",
    "sortie_joinempty": "file sans poste : appel non admis",
    "sortie_full": "file pleine : appel non admis",
    "sortie_closed": "file fermée : appel non admis",
}


def told(controls: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the controls of an account as (what, how much), in the language spoken.

    >>> told({"debit": "11700.50", "jours_lus": 3, "classes": {"60": "200.50"}})
    [('total des débits', '11700,50'), ('jours lus', '3'), ('soldes (débit − crédit) par classe', '60 : 200,50')]
    """
    return [(_(NAMES.get(name) or name.replace("_", " ")), _value(value)) for name, value in controls.items()]


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(_("{name} : {value}").format(name=name, value=_value(one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_value, value))
    text = str(value)
    return text.replace(".", ",") if _NUMBER.fullmatch(text) else text
