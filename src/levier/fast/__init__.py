"""Large plain texts read by DuckDB, many lines at once, with the same rows and problems as the rules.

The rules (:mod:`levier.readers`) stay the only judge: distinct texts are read by them, a line with anything unusual
goes back to them, and a block that is not plain is left to them as a whole (docs/adr/0006).
"""

from levier.fast.reader import FastReader
from levier.fast.shared import Limits

__all__ = ["FastReader", "Limits"]
