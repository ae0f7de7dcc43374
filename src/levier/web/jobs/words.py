"""Work, in the words of people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KINDS = {
    "inspect": _("Lecture des fichiers"),
    "import": _("Import"),
    "import.delete": _("Suppression d'un import"),
    "compute": _("Calcul des chiffres"),
    "explain": _("Comparaison avec votre logiciel"),
    "lines": _("Recherche des lignes d'un chiffre"),
    "what_if": _("Essai d'hypothèses"),
}


def name_of(kind: str) -> str:
    """Return what a kind of work is called."""
    return str(KINDS.get(kind, _("Travail en cours")))
