"""The definition of every derived table and total in plain Python: slow, short, read beside the contract.

It judges ``derive/`` and ``engine/`` and imports neither. It starts from typed rows as readers give them and
from the calendar that they describe.

>>> from levier.centre import Centre
>>> from levier.measures.facts import FACTS
>>> from levier.measures.language import col, count
>>> rows = {"appointments": [{"start_at": 34_200, "status": "honore"}, {"start_at": 36_000}]}
>>> facts = derive(rows, Centre(), 0, 0)
>>> known = count("appointments", ~(col("status") == "non_pointe"))
>>> cube(facts["appointments"], FACTS["appointments"], ("hour",), [known], Centre()).rows
{(0, 0, 9): (1,)}
"""

from levier.reference.facts import derive
from levier.reference.rows import Row, Rows, load
from levier.reference.totals import cube, distinct_counts, holds

__all__ = ["Row", "Rows", "cube", "derive", "distinct_counts", "holds", "load"]
