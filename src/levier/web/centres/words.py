"""The closed lists of a centre's description, in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SERVICES: dict[str, str | Promise] = {
    "medical": _("médical"),
    "dentaire": _("dentaire"),
    "imagerie": _("imagerie"),
    "infirmier": _("soins infirmiers"),
    "prelevements": _("prélèvements"),
    "kine": _("kinésithérapie"),
    "autre": _("autre service"),
}
BODIES: dict[str, str | Promise] = {
    "commune": _("commune"),
    "intercommunalite": _("intercommunalité"),
    "departement": _("département"),
    "region": _("région"),
    "ccas": _("CCAS ou CIAS"),
    "gip": _("groupement d'intérêt public (GIP)"),
    "association": _("association ou fondation"),
    "mutuelle": _("mutuelle"),
    "scic": _("société coopérative (SCIC)"),
    "cpam": _("caisse d'assurance maladie"),
    "hopital": _("établissement de santé"),
    "autre": _("autre"),
}
CHARTS: dict[str, str | Promise] = {
    "M57": _("M57 (communes, départements, régions)"),
    "M21": _("M21 (établissements publics de santé)"),
    "M22": _("M22 (établissements sociaux et médico-sociaux)"),
    "PCG": _("plan comptable général"),
    "associations": _("associations (ANC 2018-06)"),
    "mutualite": _("mutualité"),
}
COSTS: dict[str, str | Promise] = {
    "logiciel": _("logiciel et télétransmission"),
    "recouvrement": _("recouvrement (prestataire, huissier)"),
    "encaissement": _("encaissement (terminal, commissions)"),
    "concentrateur": _("concentrateur technique"),
    "affranchissement": _("affranchissement"),
    "autre": _("autre coût"),
}
CHOICES: dict[str, str | Promise] = {
    "excusee": _("excusée : elle ne compte pas"),
    "non_venue": _("comptée comme non honorée"),
}


def convention_choice(value: Any) -> str:
    """Return the value of a convention in words.

    >>> convention_choice(24)
    '24'
    """
    return str(CHOICES.get(str(value), value))
