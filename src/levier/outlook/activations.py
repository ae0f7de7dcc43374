"""Dated actions as a region writes them down: ``centre;levier;active_le;indicateur`` and whatever else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from levier.catalogue.indicators import indicator
from levier.i18n import _
from levier.outlook.effect import Action
from levier.periods import to_day
from levier.problems import NothingUsable, WrongCommand

NEEDED = ("centre", "active_le", "indicateur")


def parse_day(text: str) -> int:
    """Read a date, ``2025-02-01`` or ``01/02/2025``.

    Raises:
        WrongCommand: neither.

    >>> parse_day("01/01/1970")
    0
    """
    for reader in (date.fromisoformat, lambda one: datetime.strptime(one, "%d/%m/%Y").date()):
        try:
            return to_day(reader(text.strip()))
        except ValueError:
            continue
    raise WrongCommand(_("« {text} » n'est pas une date ; attendu : 2025-02-01 ou 01/02/2025.").format(text=text))


def read_actions(path: Path) -> list[Action]:
    """Return the actions of a file; lines without a day (a lever retained, not activated) are left out.

    Raises:
        NothingUsable: no file, or a column is missing.
        WrongCommand: an unknown indicator or an impossible date, with its line.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise NothingUsable(
            _("{path} : {reason}. → Vérifiez le chemin.").format(path=path, reason=error.strerror)
        ) from None
    lines = [
        (rank, line) for rank, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    table = csv.DictReader((line for _rank, line in lines), delimiter=";")
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise NothingUsable(
            _("{path} : colonne(s) {missing} absente(s) ; attendu : centre;levier;active_le;indicateur.").format(
                path=path.name, missing=", ".join(missing)
            )
        )
    return list(_actions(path.name, table, [rank for rank, _line in lines[1:]]))


def _actions(name: str, table: csv.DictReader[str], ranks: list[int]) -> Iterator[Action]:
    for rank, row in zip(ranks, table, strict=False):
        if (row["active_le"] or "").strip():
            try:
                lever = (row.get("levier") or "").strip()
                found = indicator((row["indicateur"] or "").strip()).name
                yield Action(
                    found, parse_day(row["active_le"]), int(lever) if lever.isdigit() else None, row["centre"].strip()
                )
            except WrongCommand as error:
                raise WrongCommand(
                    _("{path}, ligne {line} : {error}").format(path=name, line=rank, error=error)
                ) from None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")
