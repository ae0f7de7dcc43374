"""Typed rows to derived tables: it knows conventions, it knows no "today".

The engine holds ``raw_<table>`` for every table of the contract (empty when nothing was supplied); after
:func:`derive` it holds every table of :mod:`levier.measures.facts` as well.
"""

from __future__ import annotations

from levier.centre import Centre
from levier.derive import accounts, acts, appointments, billing, resources, rooms, texts
from levier.derive.calendar import make_calendar, make_calls
from levier.derive.hours import read_hours
from levier.engine.base import Engine, raw_columns, raw_name
from levier.tables import TABLES

__all__ = ["create_raw", "derive"]


def create_raw(engine: Engine) -> None:
    """Make every table of typed rows, empty."""
    for table in TABLES.values():
        engine.create(raw_name(table), raw_columns(table))


def derive(engine: Engine, centre: Centre, first: int, last: int) -> None:
    """Make every derived table; the calendar and the rooms cover the days ``first`` to ``last``, both included."""
    hours = read_hours(engine)
    texts.make(engine)
    appointments.make(engine, centre)
    acts.make(engine, centre)
    billing.make(engine, centre)
    make_calendar(engine, hours, first, last)
    make_calls(engine, hours)
    rooms.make(engine, hours, first, last)
    resources.make(engine)
    accounts.make(engine, centre)
