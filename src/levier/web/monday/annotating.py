"""The file of the day, given back annotated: read in memory by a process of its own, kept nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levier.periods import to_day
from levier.problems import LevierError
from levier.web.centres.models import Centre
from levier.web.monday.kinds import ListKind

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
MEMORY, SECONDS, PATIENCE = 4_000_000_000, 60, 90


class NotAnnotated(LevierError):
    """A file that could not be given back; the sentence is for who gave it."""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The annotated file: its name, its bytes, one sentence, how many lines of which kind."""

    name: str
    content: bytes
    sentence: str
    counts: dict[str, int]


def give_back(centre: Centre, kind: ListKind, name: str, content: bytes, form: str, today: date) -> GivenBack:
    """Return the lines to treat of an export.

    Args:
        centre: its conventions count.
        kind: the list.
        name: of the file, to recognise its table.
        content: of the file; it goes from memory to memory.
        form: ``xlsx`` or ``csv``.
        today: the day at which ages are counted.

    Raises:
        NotAnnotated: the file gives no line of this table, or is too heavy; the sentence says what to do.
    """
    order = {
        "name": name, "kind": kind.name, "as_of": to_day(today), "format": form, "memory": MEMORY, "seconds": SECONDS,
        "language": "en" if get_language() == "en" else "fr", "centre": centre.description or _only(centre.code),
    }  # fmt: skip
    said, given = _run(json.dumps(order).encode() + b"\n" + content)
    if "refused" in said:
        raise NotAnnotated(said["refused"])
    if "failed" in said:
        raise NotAnnotated(_too_much(name) if said["failed"] in ("memory", "time") else _ours(name, said["failed"]))
    counts = {key: value for key, value in said.items() if key != "sentence"}
    return GivenBack(_named(name, kind, form), given, said["sentence"], counts)


def _run(order: bytes) -> tuple[dict, bytes]:
    command = [sys.executable, "-B", "-m", "levier.web.monday.child"]
    try:
        done = subprocess.run(
            command,
            input=order,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        return {"failed": "time"}, b""
    head, _line, given = done.stdout.partition(b"\n")
    if done.returncode or not head:
        return {"failed": "memory" if done.returncode < 0 else "stopped"}, b""
    return json.loads(head), given


def _only(code: str) -> str:
    """Return the description of a centre that gave none."""
    return f"identifiant = {json.dumps(code)}"


def _environment() -> dict[str, str]:
    """Return what the process needs, and none of the secrets of the site."""
    kept = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV", "TEMP", "TMP")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _named(name: str, kind: ListKind, form: str) -> str:
    stem = name.rsplit(".", 1)[0][:80] or kind.slug
    return f"{stem}-a-traiter.{form}"


def _too_much(name: str) -> str:
    sentence = _(
        "{name} : trop de lignes pour être annotées d'un coup ; attendu : l'export de quelques mois. "
        "→ Réduisez la période de l'export, puis déposez-le de nouveau."
    )
    return sentence.format(name=name)


def _ours(name: str, kind: str) -> str:
    sentence = _("{name} : erreur de notre fait ({kind}). Rien n'a été conservé ; réessayez avec un export en CSV.")
    return sentence.format(name=name, kind=kind)
