"""A help package without patients: the structure of an export, every value replaced by a random one of the same shape.

It is made to ask for a profile: same columns, separators, encoding, ends of line, quotes, widths, sheets and empty
cells. Letters become letters, digits digits, dates other dates; nothing leads back to the source. Only words of a
closed, public vocabulary (titles of columns, statuses) are kept, and those that the person names.
"""

from levier.pack.files import Packed, pack_file
from levier.pack.package import Package, make_package, write_package

__all__ = ["Package", "Packed", "make_package", "pack_file", "write_package"]
