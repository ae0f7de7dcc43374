"""What patients still owe, by stage on the way to the comptable public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from levier.catalogue.indicators.patient_bad_debt_rate import UNPAID
from levier.catalogue.parameters import theme
from levier.centre import Centre
from levier.engine.base import raw_name
from levier.figures.evaluate import last_day, months_before
from levier.holding import Holding
from levier.i18n import _, ngettext
from levier.measures.facts import DEBTS
from levier.worklists.model import LeftOut, Row, WorkList, by_money, euros_said, grouped, oldest, placed, total, whole

PRIVATE = ("association", "mutuelle", "scic", "cpam")


@dataclass(frozen=True, slots=True)
class Debt(Row):
    """A sum still owed: ``day`` is its due date, ``deadline`` the day on which its stage ends (or ended)."""

    stage: str
    deadline: int


def debts(holding: Holding, as_of: int) -> WorkList[Debt]:
    """Return the sums that patients still owe, the most money first, then the oldest; written-off ones are left out.

    A debt is to be handed over from the age that makes it unpaid for ``patient_bad_debt_rate`` (``anciennete_j``).

    Args:
        holding: a centre; lines of a store are loaded when they are asked for.
        as_of: the day number at which ages are counted, that day included.

    >>> from levier.holding import hold_texts
    >>> from levier.periods import parse_period
    >>> text = "facture;echeance;montant_du\\nF1;06/01/2025;20,00\\n"
    >>> found = debts(hold_texts({"creances_patients": text}), parse_period("2025-04-30").first)
    >>> found.sentence, found.rows[0].stage
    ('1 créance, 20 €, la plus ancienne a 114 jours', 'remise')
    """
    found = _fetch(holding, as_of)
    rows = by_money(_row(holding, one, as_of) for one in found if one[-1] is None)
    lost = [one[4] for one in found if one[-1] is not None]
    out = (LeftOut("written_off", _("admises en non-valeur"), len(lost), sum(lost)),) if lost else ()
    groups = grouped(rows, lambda row: (row.reason,))
    return WorkList("debts", as_of, groups, rows, total(rows), len(rows), _sentence(rows), out)


def _fetch(holding: Holding, as_of: int) -> Sequence[tuple[Any, ...]]:
    return holding.engine.fetch(
        "SELECT f.file, f.line, r.invoice, f.day, f.owed, r.sent_to_treasury_on, r.written_off_on "
        f"FROM (SELECT * FROM {DEBTS.name} WHERE owed > 0 AND day <= {as_of}) f "
        f"JOIN {raw_name('patient_debts')} r ON r.file = f.file AND r.line = f.line ORDER BY f.file, f.line"
    )


def _row(holding: Holding, found: tuple[Any, ...], as_of: int) -> Debt:
    file, line, invoice, due, owed, handed, _lost = found
    stage, deadline = _stage(holding.centre, due, owed, handed, as_of)
    about = theme("creances")["stages"][stage]
    number = placed(invoice, holding.accounts[file].file, line)
    reason, remedy = _(about["label"]), _(about["remedy"])
    return Debt(number, file, line, due, as_of - due, owed, reason, remedy, stage, deadline)


def _stage(centre: Centre, due: int, owed: int, handed: int | None, as_of: int) -> tuple[str, int]:
    """Return the stage of a debt and the day number of its deadline."""
    if handed is not None:
        deadline = months_before(handed, -_limit("non_valeur_mois"))
        return ("non_valeur" if deadline <= as_of else "comptable"), deadline
    deadline = due + as_of - last_day(UNPAID, centre, as_of)
    if deadline > as_of:
        return "relance", deadline
    if centre.managing_body in PRIVATE:
        return "recouvrement", deadline
    least = _limit("seuil_titre_hopital" if centre.managing_body == "hopital" else "seuil_titre")
    return ("seuil" if owed < least else "remise"), deadline


def _limit(name: str) -> int:
    return int(theme("creances")["limits"][name]["value"])


def _sentence(rows: Sequence[Debt]) -> str:
    if not rows:
        return _("Aucune créance de patient à traiter.")
    what = ngettext("{n} créance", "{n} créances", len(rows)).format(n=whole(len(rows)))
    sentence = _("{what}, {amount}, la plus ancienne a {days}")
    return sentence.format(what=what, amount=euros_said(total(rows)), days=oldest(rows))
