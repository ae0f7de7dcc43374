"""Rejected and unanswered claims that still ask for something: the cohort of the indicators, minus what is settled.

The list starts from the first attempts that ``payer_rejection_rate`` and ``unanswered_claims_rate`` count. A claim paid
since, or sent again and not yet answered, asks for nothing today: it is left out, counted, under its reason. A claim
whose lot a negative acknowledgement refused is no rejection, and waits for nobody's answer: it is listed at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from levier.catalogue.claims import FIRST, NOT_RECEIVED, PENDING, REJECTED
from levier.catalogue.indicators.unanswered_claims_rate import AGE
from levier.catalogue.rejections import REFUSED, UNANSWERED, Families, Family
from levier.engine.base import raw_name
from levier.engine.compile import condition_sql
from levier.figures.evaluate import last_day
from levier.holding import Holding
from levier.i18n import _, ngettext
from levier.measures.facts import FLOWS
from levier.measures.language import Condition
from levier.worklists.model import LeftOut, Row, WorkList, by_money, euros_said, grouped, oldest, placed, total, whole

PAID, PENDING_STATUS, REJECTED_STATUS = "paye", "en_attente", "rejete"
ORPHAN = (
    f"LEFT JOIN (SELECT o.invoice, p.payer_type FROM {FLOWS.name} p JOIN {raw_name('payer_flows')} o "
    "ON o.file = p.file AND o.line = p.line WHERE p.first = 1) k "
    "ON k.invoice = r.invoice AND k.payer_type = f.payer_type WHERE k.invoice IS NULL"
)


@dataclass(frozen=True, slots=True)
class Rejection(Row):
    """A claim to take up again: ``day`` is its first sending, ``rejected`` false when nobody ever answered it.

    ``first_known`` is false when its first attempt is in no file: the indicators do not count such a claim.
    """

    payer_type: str
    payer: str
    family: str
    rejected: bool
    first_known: bool = True


@dataclass(frozen=True, slots=True)
class _Attempt:
    file: int
    line: int
    day: int
    status: str
    family: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class _Claim:
    """A first attempt, and the attempts that followed it, in order."""

    invoice: str
    payer_type: str
    payer: str | None
    claimed: int | None
    paid: int
    attempts: tuple[_Attempt, ...]
    known: bool = True

    @property
    def rejected(self) -> bool:
        return self.attempts[0 if self.known else -1].status == REJECTED_STATUS

    @property
    def not_received(self) -> bool:
        """Tell whether its last lot was refused by an acknowledgement, and not sent again."""
        last = self.attempts[-1]
        return last.status == PENDING_STATUS and last.family == REFUSED

    @property
    def due(self) -> int | None:
        """Return the cents still due, ``None`` when the amount asked for is not known."""
        if any(one.status == PAID for one in self.attempts) or (self.claimed is None and self.paid > 0):
            return 0
        return None if self.claimed is None else max(self.claimed - self.paid, 0)


def rejections(holding: Holding, as_of: int, families: Families | None = None) -> WorkList[Rejection]:
    """Return the rejected and unanswered claims to take up again, the most money first, then the oldest.

    Args:
        holding: a centre; lines of a store are loaded when they are asked for.
        as_of: the day number at which ages are counted, that day included.
        families: causes and remedies; the centre's by default (see :mod:`levier.catalogue.rejections`).

    >>> from levier.holding import hold_texts
    >>> from levier.periods import parse_period
    >>> head = "facture;payeur_type;transmis_le;statut;montant_demande;famille_rejet\\n"
    >>> text = head + "F1;AMO;06/01/2025;rejete;21,00;Droits\\n"
    >>> found = rejections(hold_texts({"retours_organismes": text}), parse_period("2025-03-21").first)
    >>> found.sentence
    '1 rejet, 21 €, le plus ancien a 74 jours'
    """
    known = families or holding.centre.rejections
    limit = last_day(FIRST.counted(PENDING, older_than=AGE), holding.centre, as_of)
    rows: list[Rejection] = []
    left: dict[str, list[int]] = {}
    for claim in _claims(holding, as_of, limit):
        if claim.due == 0 or _waits(claim, limit):
            what = "rejected" if claim.rejected else "unanswered"
            left.setdefault(f"{what}_{'resent' if claim.due else 'settled'}", []).append(claim.due or 0)
        else:
            rows.append(_row(holding, claim, known, as_of))
    rows += [_row(holding, claim, known, as_of) for claim in _orphans(holding, as_of, limit)]
    return _list(by_money(rows), as_of, left)


def _list(rows: tuple[Rejection, ...], as_of: int, left: dict[str, list[int]]) -> WorkList[Rejection]:
    out = tuple(LeftOut(code, _reason(code), len(dues), sum(dues)) for code, dues in sorted(left.items()))
    groups = grouped(rows, lambda row: (row.reason, row.payer_type, row.payer))
    return WorkList("rejections", as_of, groups, rows, total(rows), len(rows), _sentence(rows), out)


def _reason(code: str) -> str:
    return {
        "rejected_settled": _("rejets payés depuis, ou sans reste dû"),
        "rejected_resent": _("rejets renvoyés, réponse attendue"),
        "unanswered_settled": _("factures sans réponse payées depuis, ou sans reste dû"),
        "unanswered_resent": _("factures sans réponse renvoyées, réponse attendue"),
    }[code]


def _waits(claim: _Claim, limit: int) -> bool:
    """Tell whether the claim was sent again, too lately to be without an answer."""
    last = claim.attempts[-1]
    return last.status == PENDING_STATUS and last.day > limit and not claim.not_received


def _claims(holding: Holding, as_of: int, limit: int) -> Iterator[_Claim]:
    """Yield the claims that the two indicators count, with what followed."""
    later: dict[tuple[str, str], list[_Attempt]] = {}
    for *attempt, invoice, payer_type, _payer, _claimed, _paid in _fetch(holding, ~FIRST.where, as_of):
        later.setdefault((invoice, payer_type), []).append(_Attempt(*attempt))
    for where, last in ((REJECTED, as_of), (PENDING & ~NOT_RECEIVED, limit), (NOT_RECEIVED, as_of)):
        for *attempt, invoice, payer_type, payer, claimed, paid in _fetch(holding, FIRST.where & where, last):
            first = _Attempt(*attempt)
            # A lot refused before the first attempt is over: what was sent after it took its place.
            followed = (one for one in later.get((invoice, payer_type), ()) if one.day >= first.day)
            attempts = (first, *followed)
            yield _Claim(invoice, payer_type, payer, claimed, paid, attempts)


def _orphans(holding: Holding, as_of: int, limit: int) -> Iterator[_Claim]:
    """Yield the claims to take up again whose first attempt is in no file, as in an export of today's rejections."""
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for row in _fetch(holding, ~FIRST.where, as_of, ORPHAN):
        found.setdefault((row[6], row[7]), []).append(row)
    for (invoice, payer_type), rows in found.items():
        attempts = tuple(_Attempt(*row[:6]) for row in rows)
        *_first, payer, claimed, _paid = rows[-1]
        claim = _Claim(invoice, payer_type, payer, claimed, sum(row[10] for row in rows), attempts, known=False)
        silent = attempts[-1].status == PENDING_STATUS and attempts[-1].day <= limit
        if claim.due != 0 and (silent or claim.not_received or attempts[-1].status == REJECTED_STATUS):
            yield claim


def _fetch(holding: Holding, where: Condition, last: int, more: str = "") -> Sequence[tuple[Any, ...]]:
    test = condition_sql(where, FLOWS, holding.centre)
    paid = "COALESCE(r.amount_paid, 0)" if more else "f.paid_total"
    return holding.engine.fetch(
        "SELECT f.file, f.line, f.day, f.status, "
        "CASE WHEN r.rejection_family IS NOT NULL THEN f.rejection_family END, r.rejection_code, r.invoice, "
        f"f.payer_type, f.payer, f.claimed, {paid} "
        f"FROM (SELECT * FROM {FLOWS.name} WHERE {test} AND day <= {last}) f "
        f"JOIN {raw_name('payer_flows')} r ON r.file = f.file AND r.line = f.line {more} "
        "ORDER BY f.day, f.attempt, f.file, f.line"
    )


def _row(holding: Holding, claim: _Claim, families: Families, as_of: int) -> Rejection:
    first, last = claim.attempts[0], claim.attempts[-1]
    cause = _cause(claim, families)
    number = placed(claim.invoice, holding.accounts[last.file].file, last.line)
    return Rejection(
        number,
        last.file,
        last.line,
        first.day,
        as_of - first.day,
        claim.due,
        _(cause.label),
        _(cause.remedy),
        claim.payer_type,
        claim.payer or _("organisme non renseigné"),
        cause.key,
        claim.rejected,
        claim.known,
    )


def _cause(claim: _Claim, families: Families) -> Family:
    """Return why the claim waits today: nobody answers, or the last rejection that says its cause."""
    if claim.attempts[-1].status == PENDING_STATUS:
        return families.named(REFUSED if claim.not_received else UNANSWERED)
    rejected = [one for one in claim.attempts if one.status == REJECTED_STATUS]
    said = next((one for one in reversed(rejected) if one.family or one.code), rejected[-1] if rejected else None)
    return families.of(said.family, said.code, claim.payer_type) if said else families.of(None)


def _sentence(rows: Sequence[Rejection]) -> str:
    if not rows:
        return _("Aucun rejet à reprendre.")
    refused = sum(row.rejected for row in rows)
    lost = sum(row.family == REFUSED for row in rows)
    silent = len(rows) - refused - lost
    parts = [
        ngettext("{n} rejet", "{n} rejets", refused).format(n=whole(refused)) if refused else "",
        ngettext("{n} facture sans réponse", "{n} factures sans réponse", silent).format(n=whole(silent))
        if silent
        else "",
        ngettext(
            "{n} facture d'un lot refusé à la réception", "{n} factures de lots refusés à la réception", lost
        ).format(n=whole(lost))
        if lost
        else "",
    ]
    sentence = (
        _("{what}, {amount}, le plus ancien a {days}") if refused else _("{what}, {amount}, la plus ancienne a {days}")
    )
    return sentence.format(what=_together(list(filter(None, parts))), amount=euros_said(total(rows)), days=oldest(rows))


def _refused_lots(count: int) -> str:
    sentence = ngettext(
        "{n} facture d'un lot refusé à la réception", "{n} factures de lots refusés à la réception", count
    )
    return sentence.format(n=whole(count))


def _together(parts: Sequence[str]) -> str:
    return _(" et ").join(filter(None, (", ".join(parts[:-1]), parts[-1])))
