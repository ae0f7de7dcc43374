"""Releases kept on this machine: one file each, written once, never changed."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from levier.i18n import _
from levier.nomenclatures.release import Act, Origin, Phase, Release
from levier.problems import Refused, WrongCommand, suggest

FORMAT = 1
SUFFIX = ".jsonl.gz"


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a kept release without reading its acts."""

    version: str
    day: str
    acts: int
    origin: Origin
    content: str
    path: Path

    @property
    def name(self) -> str:
        """Return the name that tells it from every other: ``67@2021-04-08``."""
        return f"{self.version}@{self.day}"


class Shelf:
    """The folder of the releases.

    Args:
        folder: it may not exist yet.

    The first line of each file says the release, the others one act each; ``content`` is the SHA-256 of the acts,
    so that a damaged file is refused.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def labels(self) -> list[Label]:
        """Return what is kept, from the oldest to the newest.

        Raises:
            Refused: a file is damaged, or of a newer Levier.
        """
        found = [self._label(path) for path in sorted(self.folder.glob(f"*{SUFFIX}"))]
        return sorted(found, key=lambda one: (one.day, [int(part) for part in re.findall(r"\d+", one.version)]))

    def add(self, release: Release) -> tuple[Label, bool]:
        """Keep a release; return its label, and whether it is new (the same acts are kept once).

        Raises:
            Refused: another content is already kept under this version and this day.
        """
        text, content = _written(release)
        path = self.folder / f"ccam-{_plain(release.version)}-{release.day}{SUFFIX}"
        if path.exists():
            known = self._label(path)
            if known.content != content:
                sentence = _("{name} est déjà rangée, avec un autre contenu. → levier nomenclature remove {name}")
                raise Refused(sentence.format(name=known.name))
            return known, False
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(gzip.compress(text.encode(), mtime=0))
        part.replace(path)
        return self._label(path), True

    def remove(self, name: str) -> Label:
        """Remove a release.

        Raises:
            WrongCommand: none has this name, or several have this version.
        """
        label = self.label(name)
        label.path.unlink()
        return label

    def label(self, name: str) -> Label:
        """Return the label of a version (``67``, ``v67``) or of a version on a day (``67@2021-04-08``).

        Raises:
            WrongCommand: none has this name, or several do.
        """
        labels = self.labels()
        wanted = name.strip().lower().removeprefix("v")
        found = [one for one in labels if wanted in (one.version, one.name)]
        if len(found) == 1:
            return found[0]
        names = [one.name for one in found or labels]
        if found:
            sentence = _("Plusieurs versions « {name} » sont rangées : {names}. → Donnez la date avec.")
        else:
            sentence = _("Aucune version « {name} » n'est rangée (rangées : {names}). {near}")
        near = suggest(wanted, [one.version for one in labels])
        raise WrongCommand(sentence.format(name=name, names=", ".join(names) or _("aucune"), near=near).strip())

    def load(self, name: str) -> Release:
        """Return a kept release (see :meth:`label` for its name).

        Raises:
            WrongCommand: none has this name.
            Refused: its file is damaged.
        """
        return self._read(self.label(name).path)

    def every(self) -> list[Release]:
        """Return every kept release, from the oldest to the newest."""
        return [self._read(one.path) for one in self.labels()]

    def _label(self, path: Path) -> Label:
        with _opened(path) as lines:
            head = _head(next(lines, ""), path)
        origin = Origin(tuple(head["files"]), head["sha256"], head["layout"])
        return Label(head["version"], head["day"], head["acts"], origin, head["content"], path)

    def _read(self, path: Path) -> Release:
        with _opened(path) as lines:
            head = _head(next(lines, ""), path)
            texts = list(lines)
        if _digest("".join(texts)) != head["content"]:
            raise Refused(_damaged(path))
        acts = (_act(json.loads(text)) for text in texts)
        origin = Origin(tuple(head["files"]), head["sha256"], head["layout"])
        kept = {act.code: act for act in acts}
        return Release(head["version"], head["day"], kept, head["since"], origin, head["counted"], head["grids"])


class _opened:
    """The lines of a kept file; what is not one is refused."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Iterator[str]:
        self.stream = gzip.open(self.path, "rt", encoding="utf-8")
        return iter(self.stream)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        self.stream.close()
        if isinstance(error, OSError | EOFError | UnicodeDecodeError | json.JSONDecodeError | gzip.BadGzipFile):
            raise Refused(_damaged(self.path)) from None


def _head(text: str, path: Path) -> dict[str, Any]:
    head = json.loads(text or "{}")
    if head.get("format", FORMAT + 1) > FORMAT:
        raise Refused(_damaged(path) if "format" not in head else _newer(path))
    return dict(head)


def _damaged(path: Path) -> str:
    return _("« {path} » est abîmé. → Effacez-le, puis rangez à nouveau cette version.").format(path=path)


def _newer(path: Path) -> str:
    return _("« {path} » vient d'un Levier plus récent. → Mettez Levier à jour.").format(path=path)


def _written(release: Release) -> tuple[str, str]:
    lines = "".join(f"{_compact(_row(act))}\n" for _code, act in sorted(release.acts.items()))
    content = _digest(lines)
    about = {"format": FORMAT, "nomenclature": "CCAM", "version": release.version, "day": release.day}
    about |= {"since": release.since, "acts": len(release.acts), "content": content}
    about |= {"files": list(release.origin.files), "sha256": release.origin.sha256, "layout": release.origin.layout}
    about |= {"counted": dict(release.counted), "grids": dict(release.grids)}
    return f"{_compact(about)}\n{lines}", content


def _row(act: Act) -> dict[str, Any]:
    """Return an act without what it does not say."""
    phases = [[one.activity, one.phase, dict(one.prices), int(one.covered)] for one in act.phases]
    said = {name: value for name, value in asdict(act).items() if value and name != "phases"}
    return said | ({"phases": phases} if phases else {})


def _act(row: Mapping[str, Any]) -> Act:
    phases = tuple(Phase(one[0], one[1], one[2], bool(one[3])) for one in row.get("phases", ()))
    return Act(**{**row, "phases": phases})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(version: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]", "_", version) or "x"
