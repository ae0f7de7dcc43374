"""Invoices, what payers answered, and what patients still owe."""

from __future__ import annotations

from levier.catalogue.rejections import OTHER, REFUSED, Families
from levier.centre import Centre
from levier.derive.sql import make_table, raw, shown, sign_of
from levier.engine.base import Engine, raw_name
from levier.measures.facts import DEBTS, FLOWS, INVOICES


def make(engine: Engine, centre: Centre) -> None:
    """Make the derived invoices, payer flows and debts."""
    _make_invoices(engine)
    _make_families(engine, centre.rejections)
    _make_flows(engine)
    _make_debts(engine)


def _make_invoices(engine: Engine) -> None:
    make_table(
        engine,
        INVOICES,
        "SELECT r.file, r.line, r.date AS day, r.date AS last, r.site, r.transmission, "
        "CASE WHEN r.amo_third_party = 1 OR r.amc_third_party = 1 THEN 1 ELSE 0 END AS third_party, "
        f"COALESCE(r.rights_checked, 0) AS rights_checked, {sign_of('r.amount')} AS sign, r.amount "
        f"FROM {raw('invoices')}",
    )


def _make_debts(engine: Engine) -> None:
    owed = "r.amount_due - COALESCE(r.amount_paid, 0) - COALESCE(r.recovered, 0)"
    make_table(
        engine,
        DEBTS,
        "SELECT r.file, r.line, r.due_on AS day, r.due_on AS last, r.site, "
        f"CASE WHEN {owed} > 0 THEN {owed} ELSE 0 END AS owed, r.amount_due FROM {raw('patient_debts')}",
    )


FAMILIES = "flow_families"
# Engines do not agree on empty texts.
NONE = "-"


def _make_families(engine: Engine, families: Families) -> None:
    """Tell the families that the file does not write: a negative acknowledgement under any name, a code alone."""
    asked = engine.fetch(
        "SELECT DISTINCT payer_type, rejection_family, rejection_code "
        f"FROM {raw_name('payer_flows')} WHERE rejection_family IS NOT NULL OR rejection_code IS NOT NULL"
    )
    found = [(payer, family, code, family_of(families, payer, family, code)) for payer, family, code in asked]
    engine.create(FAMILIES, dict.fromkeys(("payer_type", "written", "code", "family"), "VARCHAR"))
    engine.insert(FAMILIES, [(*(one or NONE for one in words), key) for *words, key in found if key])


def _same_payer(one: str, other: str) -> str:
    """Return the test that two lines are of one payer type; a list that does not say it has one."""
    return f"COALESCE({one}.payer_type, '{NONE}') = COALESCE({other}.payer_type, '{NONE}')"


def family_of(families: Families, payer: str | None, family: str | None, code: str | None) -> str | None:
    """Return the family that takes the place of what the file writes, ``None`` when its own words stay."""
    if family is None:
        return families.of_code(code, payer) or (OTHER if code else None)
    return REFUSED if families.of(family).key == REFUSED else None


def _make_flows(engine: Engine) -> None:
    """Tell first attempts, what each claim brought in the end and how long a rejection waited.

    A claim sent once needs none of it: only those sent several times are ranked. A lot that a negative acknowledgement
    refused never reached the payer: it is the first attempt of its claim only when nothing else was sent.
    """
    make_table(
        engine,
        "resent_claims",
        f"SELECT r.invoice, r.payer_type FROM {raw('payer_flows')} "
        "GROUP BY r.invoice, r.payer_type HAVING COUNT(*) > 1",
    )
    claim = "PARTITION BY r.invoice, r.payer_type"
    family = (
        f"LEFT JOIN {FAMILIES} n ON n.payer_type = COALESCE(r.payer_type, '{NONE}') "
        f"AND n.written = COALESCE(r.rejection_family, '{NONE}') AND n.code = COALESCE(r.rejection_code, '{NONE}')"
    )
    refused = f"CASE WHEN r.status = 'en_attente' AND n.family = '{REFUSED}' THEN 1 ELSE 0 END"
    first = f"CASE WHEN COALESCE(r.attempt, 1) = 1 THEN 0 ELSE 1 END, {refused}, r.sent_on, r.file, r.line"
    make_table(
        engine,
        "flow_places",
        "SELECT r.file, r.line, r.invoice, r.payer_type, r.sent_on, r.status, r.decided_on, "
        f"ROW_NUMBER() OVER ({claim} ORDER BY {first}) AS place, "
        f"SUM(COALESCE(r.amount_paid, 0)) OVER ({claim}) AS paid "
        f"FROM {raw('payer_flows')} JOIN resent_claims c ON c.invoice = r.invoice AND {_same_payer('c', 'r')} {family}",
    )
    make_table(
        engine,
        "flow_reworks",
        "SELECT a.file, a.line, MIN(b.sent_on) - MIN(a.decided_on) AS days FROM flow_places a JOIN flow_places b "
        f"ON b.invoice = a.invoice AND {_same_payer('b', 'a')} AND b.sent_on >= a.decided_on "
        "AND (b.file <> a.file OR b.line <> a.line) WHERE a.place = 1 AND a.status = 'rejete' GROUP BY a.file, a.line",
    )
    is_first = "COALESCE(r.attempt, 1) = 1 AND COALESCE(p.place, 1) = 1"
    make_table(
        engine,
        FLOWS,
        "SELECT r.file, r.line, r.sent_on AS day, r.sent_on AS last, r.site, r.payer_type, s.shown AS payer, "
        f"COALESCE(r.attempt, 1) AS attempt, CASE WHEN {is_first} THEN 1 ELSE 0 END AS first, r.status, "
        f"r.amount_claimed AS claimed, "
        f"CASE WHEN {is_first} THEN COALESCE(p.paid, r.amount_paid, 0) ELSE 0 END AS paid_total, "
        f"COALESCE(n.family, f.shown) AS rejection_family, CASE WHEN {is_first} THEN w.days END AS rework_days "
        f"FROM {raw('payer_flows')} {shown('s', 'payer')} {shown('f', 'rejection_family')} {family} "
        "LEFT JOIN flow_places p ON p.file = r.file AND p.line = r.line "
        "LEFT JOIN flow_reworks w ON w.file = r.file AND w.line = r.line",
    )
