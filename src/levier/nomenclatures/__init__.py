"""Releases of the CCAM: read, kept, compared; codes checked at the date of care.

>>> import io
>>> text = "Code;Texte;Activité;Phase;Tarif secteur 1\\nHBLD038;Couronne;1;0;290,00\\n"
>>> release, _problems = read_release([("ccam_v78.csv", io.BytesIO(text.encode()))], day="2025-07-01")
>>> Timeline([release]).check("HBLD038", "2025-09-01").status
'valide'
"""

from levier.nomenclatures.check import Answer, Timeline
from levier.nomenclatures.difference import Difference, difference
from levier.nomenclatures.kept import Shelf
from levier.nomenclatures.reading import read_release
from levier.nomenclatures.release import Act, Billed, Origin, Phase, Release, billed

__all__ = [
    "Act",
    "Answer",
    "Billed",
    "Difference",
    "Origin",
    "Phase",
    "Release",
    "Shelf",
    "Timeline",
    "billed",
    "difference",
    "read_release",
]
