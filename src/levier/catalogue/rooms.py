"""What the indicators on rooms share: which rooms, and which hours (contract §3, rules 6 and 7)."""

from __future__ import annotations

from levier.measures.language import Condition, Measure, col, total

OPEN_TO_ALL: Condition = col("reserved") == 0
CABINETS: Condition = (col("type") == "cabinet") & OPEN_TO_ALL
CHAIRS: Condition = (col("type") == "fauteuil") & OPEN_TO_ALL


def occupied(where: Condition) -> Measure:
    """Return the hours of these rooms taken by a session, cut to opening time."""
    return total("room_days", "occupied_s", "hours", where)


def available(where: Condition) -> Measure:
    """Return the hours during which these rooms could be used."""
    return total("room_days", "available_s", "hours", where)


def held(kind: str, service: str) -> Measure:
    """Return the hours worked in the rooms of a service, cut neither to opening hours nor by closures.

    Reserved rooms are inside: what is billed there cannot be told from the rest.
    """
    return total("room_days", "held_s", "hours", (col("type") == kind) & (col("service") == service))
