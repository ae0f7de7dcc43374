"""Where sent files wait: in the private folder of the centre, each in a folder with a name of chance."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from unicodedata import normalize

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils.translation import gettext as _

from levier.holding import SUFFIXES
from levier.readers.names import extension
from levier.web.centres.models import Centre
from levier.web.imports.models import QUARANTINE, Delivery

MOST_FILES = 100
NAME_WIDTH = 100
# A workbook unpacks to 5 to 30 times its size; a bomb to a thousand times.
UNPACKED_LIMIT = 1_500_000_000
SMALL = 20_000_000
RATIO = 200
ENTRIES = 5_000
_ARCHIVES = {".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_SHEETS = ("xl/", "content.xml", "mimetype")


@dataclass(slots=True)
class Kept:
    """A file that was written to the disk: where, how big, its digest."""

    name: str
    path: Path
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)


def safe_name(name: str) -> str:
    """Return the name of a file without folders, nor any sign that a system or a page could misread.

    >>> safe_name("../../etc/Rendez-vous d'avril (2).csv")
    'Rendez-vous d_avril (2).csv'
    """
    base = normalize("NFC", re.split(r"[\\/]", name)[-1])
    clean = re.sub(r"[^\w .()\-]", "_", base).strip(" .") or "fichier"
    stem, dot, suffix = clean.rpartition(".")
    return clean if len(clean) <= NAME_WIDTH else f"{stem[: NAME_WIDTH - 12]}{dot}{suffix[:10]}"


def make_place(folder: Path, name: str) -> Path:
    """Return a new place for a file in a delivery, for its owner only."""
    room = folder / secrets.token_hex(8)
    room.mkdir(parents=True, mode=0o700)
    return room / safe_name(name)


class QuarantineHandler(FileUploadHandler):
    """Write what arrives straight into the quarantine, and stop as soon as it is too much."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__()
        self.folder = delivery.folder
        self.kept: list[Kept] = []
        self.total = 0
        self.too_much = False
        self._stream: IO[bytes] | None = None

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: Any = None
    ) -> None:
        """Refuse at once what announces more than the limit."""
        if content_length > settings.UPLOAD_LIMIT + 1_000_000:
            self.too_much = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Make room for the file that begins."""
        super().new_file(*args, **kwargs)
        if self.too_much:
            raise StopUpload(connection_reset=False)
        path = make_place(self.folder, self.file_name or "")
        self.kept.append(Kept(self.file_name or path.name, path))
        path.touch(mode=0o600)
        self._stream = path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece."""
        one = self.kept[-1]
        self.total += len(raw_data)
        if self.total > settings.UPLOAD_LIMIT:
            self.too_much = True
            self._close()
            raise StopUpload(connection_reset=False)
        one.size += len(raw_data)
        one.digest.update(raw_data)
        assert self._stream is not None
        self._stream.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Close the file; Django is given none: it lies where it must."""
        self._close()

    def upload_interrupted(self) -> None:
        """Close what the browser did not finish."""
        self._close()

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def at_the_door(one: Kept) -> str:
    """Return why a file may not even be read, an empty text when it may."""
    suffix = one.path.suffix.lower()
    if suffix in _ARCHIVES:
        return _("une archive. Décompressez-la, puis déposez les fichiers qu'elle contient.")
    if extension(one.name) not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        return _("un genre de fichier que Levier ne lit pas. Attendu : {known}. Refaites l'export.").format(known=known)
    head = _head(one.path)
    if head.startswith(_PROGRAMS):
        return _("un programme, pas un export. Rien n'en a été lu.")
    return bomb(one.path) if head.startswith(b"PK\x03\x04") else ""


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def bomb(path: Path) -> str:
    """Return why a compressed workbook is not opened: far too big once unpacked, or an archive of something else."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""  # damaged: the reader says it better
    total = sum(one.file_size for one in entries)
    worst = any(one.file_size > SMALL and one.file_size > RATIO * max(one.compress_size, 1) for one in entries)
    if total > UNPACKED_LIMIT or worst or len(entries) > ENTRIES:
        return _(
            "un classeur qui deviendrait démesuré une fois ouvert ({size} Mo). Refaites l'export en CSV, "
            "ou en plusieurs fichiers."
        ).format(size=f"{total // 1_000_000:n}")
    if not any(one.filename.startswith(_SHEETS) for one in entries):
        return _("une archive, pas un classeur. Décompressez-la, puis déposez les fichiers qu'elle contient.")
    return ""


def announced(meta: Mapping[str, Any]) -> int:
    """Return the length that a request announces, 0 when it says none or something that is no length."""
    said = str(meta.get("CONTENT_LENGTH") or "")
    return int(said) if said.isdecimal() else 0


def room_for(size: int, centre: Centre) -> bool:
    """Tell whether the disk has room for twice the files (quarantine, then store)."""
    centre.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return shutil.disk_usage(centre.folder).free > 2 * size + 50_000_000


def clear(delivery: Delivery) -> None:
    """Remove the files of a delivery from the disk."""
    shutil.rmtree(delivery.folder, ignore_errors=True)


def forgotten(centre: Centre) -> Iterator[Path]:
    """Yield the folders of the quarantine that no open delivery owns (a server that was stopped in between)."""
    known = {str(one.pk) for one in centre.deliveries.exclude(state__in=("done", "failed", "discarded"))}
    with suppress(FileNotFoundError):
        yield from (one for one in (centre.folder / QUARANTINE).iterdir() if one.name not in known)
