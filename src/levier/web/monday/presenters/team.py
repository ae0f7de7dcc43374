"""One sentence for the team: no euro, nobody, nothing that a small team made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.web.figures.selectors import speaks_of_money
from levier.web.ui.formats import number


def team_sentence(lectures: Mapping[str, Mapping[str, Any]], unmarked: Mapping[str, Any] | None) -> str:
    """Return what may be said to everybody on Monday: thanks for what got better, else what to note, else thanks.

    >>> good = {"label": "Taux de décroché", "outcome": "real", "sense": "better", "small_team": False}
    >>> team_sentence({"call_answer_rate": good}, None)
    'Taux de décroché : l\\'amélioration est avérée. Merci à toutes et à tous !'
    """
    open_ = {name: one for name, one in lectures.items() if not one.get("small_team") and not speaks_of_money(name)}
    for outcome, text in (
        ("real", _("{label} : l'amélioration est avérée. Merci à toutes et à tous !")),
        ("likely", _("{label} : l'amélioration est probable. Merci, continuons !")),
    ):
        for one in open_.values():
            if one["outcome"] == outcome and one["sense"] == "better":
                return text.format(label=one["label"])
    count = 0 if not unmarked or unmarked.get("private") else unmarked["count"]
    if count:
        said = ngettext(
            "Cette semaine, notons l'issue de chaque rendez-vous : il en reste {n} à pointer.",
            "Cette semaine, notons l'issue de chaque rendez-vous : il en reste {n} à pointer.",
            count,
        )
        return said.format(n=number(count))
    return _("Rien d'inhabituel cette semaine : merci à toutes et à tous.")
