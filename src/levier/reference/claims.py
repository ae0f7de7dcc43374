"""What payers and patients owe: first attempts, what all attempts brought, debts left."""

from __future__ import annotations

from collections import defaultdict

from levier.measures.facts import DEBTS, FLOWS
from levier.reference.rows import Row, Rows, fact_row


def payer_flows(rows: Rows) -> list[Row]:
    """Return one row per claim sent."""
    claims = defaultdict(list)
    for line in rows["payer_flows"]:
        claims[line["invoice"], line["payer_type"]].append(line)
    return [_flow(line, claims[line["invoice"], line["payer_type"]]) for line in rows["payer_flows"]]


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


def _rank(line: Row) -> int:
    return 1 if line["attempt"] is None else int(line["attempt"])


def _first_attempt(claim: list[Row]) -> Row | None:
    return min((line for line in claim if _rank(line) == 1), key=lambda line: line["sent_on"], default=None)


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
