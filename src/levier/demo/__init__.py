"""The fictitious region: 28 centres, A01 to A28, two years, and the truth beside them.

Everything is fictitious and says so in every file.
"""

from levier.demo.plan import CODES
from levier.demo.region import RegionSummary, write_region

__all__ = ["CODES", "RegionSummary", "write_region"]
