"""Files of reference, which are no export of a centre: releases of the CCAM, stocks of FINESS.

They are recognised here, by their first bytes or their header, and read elsewhere (``levier.nomenclatures``,
``levier.finess``): whoever drops one among the exports is told which command reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from levier.readers.names import fold

FINESS, CCAM, CCAM_TABLES = "finess", "ccam", "ccam_tables"
CODE = re.compile(r"[A-Z]{4}\d{3}(?![A-Z0-9])")
CODES = {"code", "codes", "code_acte", "code_de_l_acte", "acte", "ccam", "code_ccam", "cam_prs_ide_cod", "cod_acte"}
# Among the lines that follow a header, how many are looked at before saying that none holds an act.
LOOKED_AT = 400
_FINESS = re.compile(rb'(\xef\xbb\xbf)?"?(finess"?;"?(etalab|nofinesset)|structureet"?;|nofinesset"?;)', re.IGNORECASE)
_DBF = (b"\x03", b"\x30", b"\x31", b"\x83", b"\xf5")
_CCAM_FIELDS = (b"COD_ACTE", b"COD_AA", b"AAP_COD", b"ACTE_COD")


def of_bytes(head: bytes) -> str | None:
    """Return what a file is by its first kilobyte, ``None`` when it is no file of reference.

    >>> of_bytes(b"finess;etalab;111;2026-05-12\\nstructureet;010000024"), of_bytes(b"debut;statut")
    ('finess', None)
    """
    if _FINESS.match(head):
        return FINESS
    return CCAM_TABLES if head[:1] in _DBF and any(one in head for one in _CCAM_FIELDS) else None


def of_archive(names: Iterable[str]) -> str | None:
    """Return what an archive is by the names that it holds: the DBF tables of a release, or nothing known."""
    plain = {re.split(r"[\\/]", name)[-1].upper() for name in names}
    return CCAM_TABLES if any(name.startswith("R_") and name.endswith(".DBF") for name in plain) else None


def of_records(records: Sequence[Sequence[str]]) -> str | None:
    """Return what a sheet is by its header: ``ccam`` when a column of codes holds acts and no date of care is there.

    >>> of_records([["Code", "", "Texte", "Activité", "Phase"], ["AHQP001", "", "Électromyographie", "1", "0"]])
    'ccam'
    """
    for rank, record in enumerate(records):
        names = [fold(cell) for cell in record]
        column = next((place for place, name in enumerate(names) if name in CODES), None)
        if column is not None and not _billed(names) and _described(names):
            return CCAM if holds_acts(records[rank + 1 :], column) else None
    return None


def holds_acts(records: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether a column holds codes of acts, soon after its header."""
    return any(len(one) > column and CODE.match(one[column].strip().upper()) for one in records[:LOOKED_AT])


def _described(names: Sequence[str]) -> bool:
    """Tell whether a header describes acts: their text, activity, phase or tariff."""
    wanted = ("texte", "libelle", "label", "activite", "phase", "tarif", "cam_prs_ide_lib", "intitule", "nom_long")
    return any(name.startswith(wanted) for name in names)


def _billed(names: Sequence[str]) -> bool:
    """Tell whether the lines are bills, not descriptions: they have a day, a patient or an amount of their own."""
    return any(
        name in ("date", "date_acte", "date_de_soins", "montant", "patient", "facture", "quantite") for name in names
    )
