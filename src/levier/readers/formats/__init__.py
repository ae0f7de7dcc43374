"""One file for each format whose records are not lines of a table; see :mod:`levier.readers.converted`."""
