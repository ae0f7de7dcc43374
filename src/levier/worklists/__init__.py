"""The three lists of the everyday, « À traiter »: rejections, unmarked appointments, patient debts.

They use the definitions of the indicators, so that a list and a figure never disagree, and hold nothing nominative:
only the numbers of the centre's own software. :func:`annotate` makes a list from the file of the day and gives the
original lines back to their owner, in memory.
"""

from levier.catalogue.rejections import Families, Family, read_families
from levier.worklists.annotate import KINDS, Annotated, annotate
from levier.worklists.debts import Debt, debts
from levier.worklists.model import Group, LeftOut, Row, WorkList
from levier.worklists.rejections import Rejection, rejections
from levier.worklists.unmarked import Unmarked, unmarked

__all__ = [
    "KINDS",
    "Annotated",
    "Debt",
    "Families",
    "Family",
    "Group",
    "LeftOut",
    "Rejection",
    "Row",
    "Unmarked",
    "WorkList",
    "annotate",
    "debts",
    "read_families",
    "rejections",
    "unmarked",
]
