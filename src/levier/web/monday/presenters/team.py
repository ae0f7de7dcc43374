"""One sentence for the team: no euro, nobody, nothing that a small team made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.web.ui.formats import number

# What a team may be thanked for: access, reception, care with files; never occupation of rooms or money.
THANKED = (
    *("call_answer_rate", "no_show_rate", "lost_slot_rate", "outcome_known_rate", "booking_delay_days"),
    *("weekly_opening_hours", "reminder_coverage_rate", "rights_checked_share", "fse_secured_share"),
    *("payer_rejection_rate", "unanswered_claims_rate", "rejection_rework_days"),
)


def team_sentence(lectures: Mapping[str, Mapping[str, Any]], unmarked: Mapping[str, Any] | None) -> str:
    """Return what may be said to everybody on Monday: thanks for what got better, else what to note, else thanks.

    >>> good = {"label": "Taux de décroché", "outcome": "real", "sense": "better", "small_team": False}
    >>> print(team_sentence({"call_answer_rate": good}, None))
    Taux de décroché : l'amélioration est avérée. Merci à toutes et à tous !
    """
    open_ = {name: lectures[name] for name in THANKED if name in lectures and not lectures[name].get("small_team")}
    for outcome, text in (
        ("real", _("{label} : l'amélioration est avérée. Merci à toutes et à tous !")),
        ("likely", _("{label} : l'amélioration est probable. Merci, continuons !")),
    ):
        for one in open_.values():
            if one["outcome"] == outcome and one["sense"] == "better":
                return text.format(label=one["label"])
    count = 0 if not unmarked or unmarked.get("private") else unmarked.get("count", 0)
    if count:
        said = ngettext(
            "Cette semaine, notons l'issue de chaque rendez-vous : il en reste {n} à pointer.",
            "Cette semaine, notons l'issue de chaque rendez-vous : il en reste {n} à pointer.",
            count,
        )
        return said.format(n=number(count))
    return _("Rien d'inhabituel cette semaine : merci à toutes et à tous.")
