"""How often a process of ours looks for cycles to free: seldom, for rows make none."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Make the collector of cycles run a hundred times less often, in a process that reads files and ends.

    A million call records are tens of millions of small tuples that the usual thresholds walk again and again: 18 % of
    the time of their reading, for nothing freed. A library decides nothing of the sort: commands and workers call this.
    """
    gc.set_threshold(100_000, 50, 100)
