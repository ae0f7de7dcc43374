"""The fictitious region: 28 centres, A01 to A28, two years, and the truth beside them.

Everything is fictitious and says so in every file. At scale 1: centres of 3 to 25 practitioners (most of them a few
half-days a week), 1.9 million lines, 180 MB, 15 seconds on two cores, 45 MB of memory for each process.
"""

from levier.demo.plan import CODES
from levier.demo.region import RegionSummary, write_region

__all__ = ["CODES", "RegionSummary", "write_region"]
