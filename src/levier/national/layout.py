"""The documented layout of derived tables: what lies where, under which columns.

::

    FOLDER/
      A01/                      one folder for each centre
        centre.parquet          one row: its name, the number of the layout, its folder, its tables, the rest (JSON)
        appointments.parquet    one file for each derived table that has rows; the first column is the centre
        acts.parquet
        …

Columns are those of :mod:`levier.measures.facts`: integers and short texts, days counted from 1 January 1970, cents,
billionths. No file for a table without row.
"""

from __future__ import annotations

import re

from levier.measures.facts import Fact
from levier.text import fold

VERSION = 1
CENTRE = "centre"
ABOUT = {CENTRE: "VARCHAR", "layout": "BIGINT", "folder": "VARCHAR", "tables": "VARCHAR", "about": "VARCHAR"}
ABOUT_FILE = "centre.parquet"
# What is dated day by day and grows with activity: days are gathered before they are summed. Those of the calendar are
# read one by one (opening days), and rows that state a month or a year are few.
DAILY = (
    *("appointments", "acts", "invoices", "payer_flows", "patient_debts", "calls", "purchases"),
    *("imaging_prescriptions", "room_days", "sessions"),
)


def columns(fact: Fact) -> dict[str, str]:
    """Return the columns of a derived table in the layout, with their plain SQL types.

    >>> from levier.measures.facts import FACTS
    >>> columns(FACTS["town_charges"])
    {'centre': 'VARCHAR', 'day': 'BIGINT', 'last': 'BIGINT', 'site': 'VARCHAR', 'amount': 'BIGINT'}
    """
    return {CENTRE: "VARCHAR"} | fact.sql_types


def folder_name(centre: str) -> str:
    """Return a name of folder for a centre that every file system and address takes.

    >>> folder_name("Centre de santé / Ville"), folder_name("A01")
    ('centre_de_sante_ville', 'A01')
    """
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", centre):
        return centre
    return re.sub(r"[^a-z0-9]+", "_", fold(centre)).strip("_") or CENTRE
