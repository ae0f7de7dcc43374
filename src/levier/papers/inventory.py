"""What the program really keeps, read from the tables themselves: a paper that lists columns cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator

from levier.tables import TABLES, Kind, Table

PATIENT, PRACTITIONER, AGENT, CALLER = "patient", "praticien", "agent", "appelant"
#: Column (English) that identifies a person → whose data the line is.
PEOPLE = {
    "patient": PATIENT,
    "practitioner": PRACTITIONER,
    "prescriber": PRACTITIONER,
    "person": AGENT,
    "caller": CALLER,
}
#: Lines of one patient's care although no column names the patient: the number leads back to the software.
BY_NUMBER = ("invoices", "payer_flows", "patient_debts")
COMMON = ("site", "finess")


def concerned(table: Table) -> tuple[str, ...]:
    """Return whose data the lines of a table are, nobody for totals and descriptions.

    Raises:
        KeyError: a table identifies a person of a kind that no paper speaks of yet.

    >>> concerned(TABLES["appointments"]), concerned(TABLES["rooms"])
    (('praticien', 'patient'), ())
    """
    found = [PEOPLE[column.name] for column in table.columns if column.kind is Kind.PERSON]
    if table.name in BY_NUMBER:
        found.append(PATIENT)
    return tuple(dict.fromkeys(found))


def columns(table: Table) -> str:
    """Return the columns of a table as the standard file names them, those that identify a person marked.

    >>> columns(TABLES["closures"])
    'du, au, motif'
    """
    shown = (column for column in table.columns if column.name not in COMMON)
    return ", ".join(f"{one.header} (empreinte)" if one.kind is Kind.PERSON else one.header for one in shown)


def free_texts() -> list[tuple[str, str]]:
    """Return the columns that somebody fills with words of their own, as (file, column): no name may be put there."""
    return [
        (table.file, column.header)
        for table in TABLES.values()
        for column in table.columns
        if column.name in ("reason", "label", "comment", "reserve", "reserved") and column.kind is Kind.TEXT
    ]


def hashed() -> list[str]:
    """Return the columns replaced by a keyed hash, as the standard files name them.

    >>> hashed()
    ['appelant', 'patient', 'personne', 'praticien', 'prescripteur']
    """
    found = (one for table in TABLES.values() for one in table.columns)
    return sorted({one.header for one in found if one.kind is Kind.PERSON})


def purged(table: Table) -> bool:
    """Tell whether a purge deletes the old lines of a table (descriptions and accounts without a day stay)."""
    return table.day is not None and table.replaces != "file"


def inventory() -> Iterator[tuple[str, str, str, str]]:
    """Yield each table: its file, what it holds, whose data it is, its columns."""
    for table in sorted(TABLES.values(), key=lambda one: (not concerned(one), one.file)):
        people = ", ".join(concerned(table)) or "aucune personne"
        yield f"{table.file}", table.label, people, columns(table)
