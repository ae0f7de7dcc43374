"""What payers and patients owe: first attempts, what all attempts brought, debts left."""

from __future__ import annotations

from collections import defaultdict

from levier.catalogue.rejections import OTHER, REFUSED, Families
from levier.centre import Centre
from levier.measures.facts import DEBTS, FLOWS
from levier.reference.rows import Row, Rows, fact_row


def payer_flows(rows: Rows, centre: Centre) -> list[Row]:
    """Return one row per claim sent."""
    claims = defaultdict(list)
    lines = [line | {"rejection_family": _family(line, centre.rejections)} for line in rows["payer_flows"]]
    for line in lines:
        claims[line["invoice"], line["payer_type"]].append(line)
    return [_flow(line, claims[line["invoice"], line["payer_type"]]) for line in lines]


def _flow(line: Row, claim: list[Row]) -> Row:
    first = line is _first_attempt(claim)
    return fact_row(
        FLOWS,
        line,
        line["sent_on"],
        **{name: line[name] for name in ("payer_type", "payer", "status", "rejection_family")},
        attempt=_rank(line),
        first=int(first),
        claimed=line["amount_claimed"],
        paid_total=sum(one["amount_paid"] or 0 for one in claim) if first else 0,
        rework_days=_rework_days(line, claim) if first else None,
    )


def _family(line: Row, families: Families) -> str | None:
    """Return the family that the file writes, else the one that its code means; a refused lot has one name."""
    written, code = line["rejection_family"], line["rejection_code"]
    if written is not None:
        return REFUSED if families.of(written).key == REFUSED else str(written)
    if code is None:
        return None
    return families.of_code(code, line["payer_type"]) or OTHER


def _refused(line: Row) -> bool:
    """Tell whether a lot was refused by a negative acknowledgement: it never reached the payer."""
    return (line["status"], line["rejection_family"]) == ("en_attente", REFUSED)


def _rank(line: Row) -> int:
    return 1 if line["attempt"] is None else int(line["attempt"])


def _first_attempt(claim: list[Row]) -> Row | None:
    sent = (line for line in claim if _rank(line) == 1)
    return min(sent, key=lambda line: (_refused(line), line["sent_on"]), default=None)


def _rework_days(line: Row, claim: list[Row]) -> int | None:
    decided = line["decided_on"]
    if line["status"] != "rejete" or decided is None:
        return None
    waits = [one["sent_on"] - decided for one in claim if one is not line and one["sent_on"] >= decided]
    return min(waits, default=None)


def patient_debts(rows: Rows) -> list[Row]:
    """Return one row per debt of a patient."""
    return [
        fact_row(
            DEBTS,
            line,
            line["due_on"],
            owed=max(0, line["amount_due"] - (line["amount_paid"] or 0) - (line["recovered"] or 0)),
            amount_due=line["amount_due"],
        )
        for line in rows["patient_debts"]
    ]
