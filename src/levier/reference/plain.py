"""The derived tables that are the typed rows, empty cells given their meaning (contract §3 rule 1)."""

from __future__ import annotations

from levier.measures.facts import LAB_SAMPLING, LUMP_SUMS, PRESCRIPTIONS, PURCHASES, SERVICE_ACCOUNTS, STAFFING
from levier.measures.facts import TOWN_CHARGES as TOWN
from levier.reference.rows import Row, Rows, fact_row
from levier.reference.spans import label_span, month_span, year_span


def staffing(rows: Rows) -> list[Row]:
    """Return one row per person, or job, and month."""
    return [
        fact_row(
            STAFFING,
            line,
            *month_span(line["month"]),
            **{name: line[name] for name in ("person", "job", "fte", "cost")},
            cost_complete=line["cost_complete"] or 0,
        )
        for line in rows["staffing"]
    ]


def purchases(rows: Rows) -> list[Row]:
    """Return one row per purchase."""
    return [
        fact_row(
            PURCHASES,
            line,
            line["date"],
            family=line["family"],
            amount=line["amount"],
            under_contract=line["under_contract"] or 0,
        )
        for line in rows["purchases"]
    ]


def service_accounts(rows: Rows) -> list[Row]:
    """Return one row per line of a service's account and year."""
    return [
        fact_row(
            SERVICE_ACCOUNTS,
            line,
            *year_span(line["year"]),
            item=line["item"],
            amount=line["amount"],
            basis=line["basis"] or "direct",
        )
        for line in rows["service_accounts"]
    ]


def town_charges(rows: Rows) -> list[Row]:
    """Return one row per charge that the managing body pays."""
    return [fact_row(TOWN, line, *year_span(line["year"]), amount=line["amount"]) for line in rows["town_charges"]]


def lab_sampling(rows: Rows) -> list[Row]:
    """Return one row per month and mode."""
    return [
        fact_row(
            LAB_SAMPLING,
            line,
            *month_span(line["month"]),
            files=line["files"],
            amount=line["amount"],
            mode=line["mode"] or "par_dossier",
        )
        for line in rows["lab_sampling"]
    ]


def lump_sums(rows: Rows) -> list[Row]:
    """Return one row per payment, on the period that it is for."""
    return [
        fact_row(
            LUMP_SUMS,
            line,
            *label_span(line["for_period"]),
            scheme=line["scheme"],
            units=line["units"],
            received=line["amount_received"] or 0,
            due=line["amount_due"] or 0,
        )
        for line in rows["lump_sums"]
    ]


def imaging_prescriptions(rows: Rows) -> list[Row]:
    """Return one row per prescribed examination."""
    return [
        fact_row(
            PRESCRIPTIONS,
            line,
            line["date"],
            done_internally=line["done_internally"],
            feasible=1 if line["feasible"] is None else line["feasible"],
        )
        for line in rows["imaging_prescriptions"]
    ]
