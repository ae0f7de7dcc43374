"""The values of closed lists as a person says them: files write them without accents nor spaces."""

from __future__ import annotations

from django.utils.translation import gettext as _


def choice_word(choice: str) -> str:
    """Return a value of a closed list in words; one that is a word already stays as it is.

    >>> choice_word("parti_sans_etre_vu"), choice_word("AMO"), choice_word("par_dossier")
    ('parti sans être vu', 'AMO', 'par dossier')
    """
    return _words().get(choice, choice.replace("_", " "))


def _words() -> dict[str, str]:
    return {
        "honore": _("honoré"), "non_venu": _("non venu"), "arrive_trop_tard": _("arrivé trop tard"),
        "absent_excuse": _("absent excusé"), "parti_sans_etre_vu": _("parti sans être vu"),
        "reporte": _("reporté"), "annule": _("annulé"), "non_pointe": _("pas encore pointé"),
        "centre": _("le centre"), "patient": _("le patient"),
        "telephone": _("téléphone"), "web": _("internet"), "guichet": _("au guichet"),
        "aucun": _("aucun"), "aucune": _("aucune"), "appel": _("appel"), "courriel": _("courriel"),
        "entrant": _("entrant"), "sortant": _("sortant"), "interne": _("interne"),
        "humain": _("une personne"), "robot": _("un robot"), "messagerie": _("la messagerie"),
        "fse_securisee": _("FSE sécurisée"), "fse_degradee": _("FSE dégradée"), "papier": _("papier"),
        "en_attente": _("en attente"), "paye": _("payé"), "paye_partiel": _("payé en partie"), "rejete": _("rejeté"),
        "medical": _("médical"), "dentaire": _("dentaire"), "imagerie": _("imagerie"), "infirmier": _("infirmier"),
        "prelevements": _("prélèvements"), "kine": _("kinésithérapie"), "autre": _("autre"),
    }  # fmt: skip
