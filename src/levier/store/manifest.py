"""The manifest: one small file that names everything a state of the store is made of.

Each change writes ``manifest-NNNNNN.json`` under a new number; the highest complete one is the store.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from levier.i18n import _
from levier.problems import Refused
from levier.store.disk import create_file
from levier.tables.rows import Account

FORMAT = 1
FOLDER = "manifestes"
_NAME = re.compile(r"manifest-(\d{6})\.json")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
#: Format number → what turns a manifest of that format into one of the next.
UPGRADES: dict[int, Upgrade] = {}


@dataclass(frozen=True, slots=True)
class Part:
    """One table of one file (or sheet) of an import.

    ``file`` is its number for ever, growing with (import, part); ``unit`` is shared by the sheets of one file.
    ``first`` and ``last`` are the days that its lines span, ``places`` its years when it is placed by year.
    ``alive`` counts its current lines, which span ``alive_first`` to ``alive_last``. ``covered_from`` is the first day
    left by a purge, when the file spoke of days before: it covers that day although its first line may come later.
    """

    file: int
    unit: int
    name: str
    table: str
    source: str
    sha256: str
    lines: int
    data: str | None
    account: Mapping[str, Any]
    profile: str | None = None
    first: int | None = None
    last: int | None = None
    years: tuple[int, ...] = ()
    alive: int = 0
    alive_first: int | None = None
    alive_last: int | None = None
    covered_from: int | None = None

    def account_now(self) -> Account:
        """Return the account of the reading."""
        values = dict(self.account) | {"ignored": tuple(self.account["ignored"])}
        values["aside_days"] = {int(day): count for day, count in self.account["aside_days"].items()}
        return Account(**values)


@dataclass(frozen=True, slots=True)
class Import:
    """What one command brought, for ever unchanged.

    ``effects`` counts for each table what it did to former lines: ``replaced``, ``withdrawn``, ``taken_over``.
    ``schemas`` holds the columns of each table as they were written.
    """

    number: int
    at: str
    day: int
    mode: str
    parts: tuple[Part, ...]
    schemas: Mapping[str, tuple[str, ...]]
    effects: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    asked: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def amend(self) -> bool:
        """Tell whether lines absent from it stay."""
        return self.mode == "amend"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A state of the store. ``dead`` names, for each table, the list of lines that are not current."""

    number: int
    key: str
    at: str
    next_import: int = 1
    next_file: int = 1
    imports: tuple[Import, ...] = ()
    dead: Mapping[str, str] = field(default_factory=dict)
    purged_before: int | None = None
    frozen_months: tuple[str, ...] = ()
    frozen: Mapping[str, str] = field(default_factory=dict)

    def parts(self, table: str | None = None) -> Iterator[Part]:
        """Yield the parts of every import, in order, those of one table if it is given."""
        for one in self.imports:
            yield from (part for part in one.parts if table in (None, part.table))

    def names(self) -> set[str]:
        """Return every file that this state needs, relative to the store."""
        data = {part.data for part in self.parts() if part.data}
        return data | set(self.dead.values()) | set(self.frozen.values())


def highest(folder: Path) -> Manifest:
    """Return the last complete state of a store.

    Raises:
        Refused: no manifest can be read, or the store was written by a newer Levier.
    """
    for path in sorted(paths(folder), reverse=True):
        if (content := _content(path)) is not None:
            return _decode(upgraded(content, folder, path))
    raise Refused(
        _("{folder} n'est pas un magasin Levier, ou son manifeste est illisible. → Vérifiez le chemin.").format(
            folder=folder
        )
    )


def paths(folder: Path) -> list[Path]:
    """Return the manifests of a store, oldest first."""
    return sorted(path for path in (folder / FOLDER).glob("manifest-*.json") if _NAME.fullmatch(path.name))


def write(folder: Path, manifest: Manifest) -> None:
    """Make a state the one of the store: the only moment at which anything changes."""
    body = {"format": FORMAT, **asdict(manifest)}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    whole = {"sha256": _digest(text), "manifest": body}
    create_file(folder / FOLDER / f"manifest-{manifest.number:06d}.json", _dump(whole))


def read(path: Path) -> Manifest | None:
    """Return one state, ``None`` when its file is not complete or of another format."""
    content = _content(path)
    return _decode(content) if content is not None and content["format"] == FORMAT else None


def upgraded(
    content: dict[str, Any], folder: Path, path: Path, steps: Mapping[int, Upgrade] | None = None, target: int = FORMAT
) -> dict[str, Any]:
    """Bring an older manifest to today's format, a copy of it kept beside; refuse a newer one.

    Raises:
        Refused: the format is newer than this Levier, or too old for it.
    """
    number = content["format"]
    if number == target:
        return content
    steps = UPGRADES if steps is None else steps
    if number > target or any(step not in steps for step in range(number, target)):
        raise Refused(_other_format(folder, number, target))
    copy = folder / FOLDER / f"format-{number}-{path.name}"
    if not copy.exists():
        create_file(copy, path.read_bytes())
    for step in range(number, target):
        content = steps[step](content) | {"format": step + 1}
    return content


def _other_format(folder: Path, number: int, target: int) -> str:
    return _(
        "{folder} est un magasin de format {number} ; cette version de Levier connaît le format {target}. "
        "Rien n'a été touché. → Installez la version de Levier qui l'a écrit, ou une plus récente."
    ).format(folder=folder, number=number, target=target)


def _content(path: Path) -> dict[str, Any] | None:
    try:
        whole = json.loads(path.read_bytes())
        body: dict[str, Any] = whole["manifest"]
        complete = whole["sha256"] == _digest(json.dumps(body, ensure_ascii=False, sort_keys=True))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return body if complete else None


def _decode(content: dict[str, Any]) -> Manifest:
    values = {name: value for name, value in content.items() if name != "format"}
    imports = tuple(_import(one) for one in values.pop("imports"))
    months = tuple(values.pop("frozen_months"))
    return Manifest(**values, imports=imports, frozen_months=months)


def _import(content: dict[str, Any]) -> Import:
    schemas = {table: tuple(names) for table, names in content["schemas"].items()}
    parts = tuple(Part(**(part | {"years": tuple(part["years"])})) for part in content["parts"])
    return Import(**(content | {"parts": parts, "schemas": schemas}))


def account_content(account: Account) -> dict[str, Any]:
    """Return an account as the manifest keeps it (totals are exact decimal texts)."""
    content = {one.name: getattr(account, one.name) for one in fields(account)}
    loaded: dict[str, Any] = json.loads(json.dumps(content, ensure_ascii=False, default=str))
    return loaded


def next_state(manifest: Manifest, at: str, **changes: Any) -> Manifest:
    """Return the state that follows, with these changes."""
    return replace(manifest, number=manifest.number + 1, at=at, **changes)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
