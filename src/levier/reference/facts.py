"""From typed rows to every derived table of :mod:`levier.measures.facts`."""

from __future__ import annotations

from levier.centre import Centre
from levier.reference import plain
from levier.reference.accounts import accounts
from levier.reference.acts import acts, invoices
from levier.reference.appointments import appointments
from levier.reference.claims import patient_debts, payer_flows
from levier.reference.hours import Hours, calendar, calls
from levier.reference.rooms import room_days
from levier.reference.rows import Row, Rows, complete
from levier.reference.sessions import sessions, worked


def derive(rows: Rows, centre: Centre, first: int, last: int) -> dict[str, list[Row]]:
    """Return the derived rows by fact name: day, last, dimensions of the base cube and columns of each fact.

    ``rows`` maps table names to typed rows in file order (a table or a column left out is empty). The calendar,
    the room days and the sessions are made from day ``first`` to day ``last``, both included; what has a line of
    its own keeps its own day, whichever it is.
    """
    rows = complete(rows)
    hours = Hours(rows["opening_hours"], rows["closures"])
    parts = worked(rows, hours, first, last)
    return {
        "appointments": appointments(rows, centre),
        "acts": acts(rows),
        "invoices": invoices(rows),
        "payer_flows": payer_flows(rows, centre),
        "patient_debts": patient_debts(rows),
        "calls": calls(rows, hours),
        "calendar": calendar(hours, first, last),
        "room_days": room_days(rows, hours, parts, first, last),
        "sessions": sessions(rows, parts),
        "accounts": accounts(rows, centre),
        **{name: getattr(plain, name)(rows) for name in PLAIN},
    }


PLAIN = (
    *("staffing", "purchases", "service_accounts", "town_charges"),
    *("lab_sampling", "lump_sums", "imaging_prescriptions"),
)
