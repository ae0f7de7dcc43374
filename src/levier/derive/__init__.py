"""Typed rows to derived tables: it knows conventions, it knows no "today".

The engine holds ``raw_<table>`` for every table of the contract (empty when nothing was supplied); after
:func:`derive` and :func:`derive_days` it holds every table of :mod:`levier.measures.facts` as well.
"""

from __future__ import annotations

from levier.centre import Centre
from levier.derive import accounts, acts, appointments, billing, resources, sessions, texts
from levier.derive.calendar import make_calendar, make_calls
from levier.derive.hours import read_hours
from levier.engine.base import Engine, raw_columns, raw_name
from levier.tables import TABLES

__all__ = ["create_raw", "derive", "derive_days"]


def create_raw(engine: Engine) -> None:
    """Make every table of typed rows, empty."""
    for table in TABLES.values():
        engine.create(raw_name(table), raw_columns(table))


def derive(engine: Engine, centre: Centre) -> None:
    """Make every derived table but those of :func:`derive_days`."""
    texts.make(engine)
    appointments.make(engine, centre)
    acts.make(engine, centre)
    billing.make(engine, centre)
    make_calls(engine, read_hours(engine))
    resources.make(engine)
    accounts.make(engine, centre)


def derive_days(engine: Engine, first: int, last: int) -> None:
    """Make the calendar, the rooms and the sessions of the days ``first`` to ``last``, both included."""
    hours = read_hours(engine)
    make_calendar(engine, hours, first, last)
    sessions.make(engine, hours, first, last)
