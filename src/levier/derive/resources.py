"""Staff, purchases, lump sums and the other tables that a month or a year states as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from levier.derive.sql import make_table, raw
from levier.engine.base import Engine
from levier.measures.facts import (
    LAB_SAMPLING,
    LUMP_SUMS,
    PRESCRIPTIONS,
    PURCHASES,
    SERVICE_ACCOUNTS,
    STAFFING,
    TOWN_CHARGES,
)
from levier.periods import Period, parse_period, period_of

MONTHS, YEARS, LABELS = "month_spans", "year_spans", "label_spans"


def make(engine: Engine) -> None:
    """Make the derived tables whose lines say something of a month, a year or a day."""
    _make_spans(engine)
    _make_monthly(engine)
    _make_yearly(engine)
    _make_daily(engine)


def year_of(year: int) -> Period:
    """Return the period of a calendar year."""
    return parse_period(f"{year:04d}")


def _make_spans(engine: Engine) -> None:
    """List the months, years and period labels met, with their first and last days: no engine computes a date."""
    months = _values(engine, "SELECT r.month FROM {raw}", "staffing", "lab_sampling")
    years = _values(engine, "SELECT r.year FROM {raw}", "service_accounts", "town_charges")
    years |= _values(engine, "SELECT r.exercise FROM {raw}", "balances")
    labels = _values(engine, "SELECT r.for_period FROM {raw}", "lump_sums")
    _insert_spans(engine, MONTHS, "BIGINT", ((month, period_of(int(month), "month")) for month in months))
    _insert_spans(engine, YEARS, "BIGINT", ((year, year_of(int(year))) for year in years))
    _insert_spans(engine, LABELS, "VARCHAR", ((label, parse_period(str(label))) for label in labels))


def _values(engine: Engine, query: str, *tables: str) -> set[int | str]:
    return {value for table in tables for (value,) in engine.fetch(query.format(raw=raw(table))) if value is not None}


def _insert_spans(engine: Engine, name: str, kind: str, spans: Iterable[tuple[int | str, Period]]) -> None:
    engine.create(name, {"name": kind, "first_day": "BIGINT", "last_day": "BIGINT"})
    engine.insert(name, [(value, period.first, period.last) for value, period in spans])


def _make_monthly(engine: Engine) -> None:
    span = "p.first_day AS day, p.last_day AS last"
    make_table(
        engine,
        STAFFING,
        f"SELECT r.file, r.line, {span}, r.site, r.service, r.person, r.job, r.fte, r.cost, "
        f"COALESCE(r.cost_complete, 0) AS cost_complete FROM {raw('staffing')} JOIN {MONTHS} p ON p.name = r.month",
    )
    make_table(
        engine,
        LAB_SAMPLING,
        f"SELECT r.file, r.line, {span}, r.site, r.files, r.amount, COALESCE(r.mode, 'par_dossier') AS mode "
        f"FROM {raw('lab_sampling')} JOIN {MONTHS} p ON p.name = r.month",
    )


def _make_yearly(engine: Engine) -> None:
    span = "p.first_day AS day, p.last_day AS last"
    make_table(
        engine,
        SERVICE_ACCOUNTS,
        f"SELECT r.file, r.line, {span}, r.site, r.service, r.item, r.amount, "
        f"COALESCE(r.basis, 'direct') AS basis FROM {raw('service_accounts')} JOIN {YEARS} p ON p.name = r.year",
    )
    make_table(
        engine,
        TOWN_CHARGES,
        f"SELECT r.file, r.line, {span}, r.site, r.amount FROM {raw('town_charges')} JOIN {YEARS} p ON p.name = r.year",
    )
    make_table(
        engine,
        LUMP_SUMS,
        f"SELECT r.file, r.line, {span}, r.site, r.scheme, r.units, COALESCE(r.amount_received, 0) AS received, "
        f"COALESCE(r.amount_due, 0) AS due FROM {raw('lump_sums')} JOIN {LABELS} p ON p.name = r.for_period",
    )


def _make_daily(engine: Engine) -> None:
    make_table(
        engine,
        PURCHASES,
        "SELECT r.file, r.line, r.date AS day, r.date AS last, r.site, r.service, r.family, r.amount, "
        f"COALESCE(r.under_contract, 0) AS under_contract FROM {raw('purchases')}",
    )
    make_table(
        engine,
        PRESCRIPTIONS,
        "SELECT r.file, r.line, r.date AS day, r.date AS last, r.site, r.done_internally, "
        f"COALESCE(r.feasible, 1) AS feasible FROM {raw('imaging_prescriptions')}",
    )
