"""Backup and restore of an installation: its database in a form that any database takes back, its stores, its keys.

Two files, to be kept in two places: whoever has the first alone cannot find a patient again, whoever loses the second
can no longer recognise a known one.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction

from levier import __version__
from levier.i18n import _
from levier.problems import NothingUsable, Refused
from levier.store import Store
from levier.store.lock import locked

FORMAT = 1
DATABASE, ABOUT = "database.jsonl", "levier.json"
FOLDERS = ("centres", "files")
KEYS = ("keys", "secret_key")
# Made again by themselves: open sessions, drawn charts, work in progress, Django's own lists.
LEFT_OUT = {"sessions", "contenttypes", "usersessions", "django_ox"}
LEFT_OUT_MODELS = {"figures.still", "auth.permission", "jobs.job"}


def backup(folder: Path, now: datetime | None = None) -> tuple[Path, Path]:
    """Write the backup of the installation while it works; return the file of the data and that of the keys.

    Raises:
        Refused: a store is being written for too long, or a file of that name is there.
    """
    stamp = (now or datetime.now()).strftime("%Y-%m-%d-%H%M%S")
    folder.mkdir(parents=True, exist_ok=True)
    data, keys = folder / f"levier-{stamp}.zip", folder / f"levier-{stamp}-cles.zip"
    if data.exists() or keys.exists():
        raise Refused(_("{path} existe déjà. → Choisissez un autre dossier.").format(path=data))
    with zipfile.ZipFile(_private(data), "w", zipfile.ZIP_DEFLATED) as archive, ExitStack() as held:
        for store in _stores():
            held.enter_context(locked(store))
        archive.writestr(ABOUT, json.dumps({"format": FORMAT, "version": __version__, "kind": settings.KIND}))
        _write_rows(archive)
        for name in FOLDERS:
            _write_folder(archive, Path(settings.DATA) / name)
    with zipfile.ZipFile(_private(keys), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in KEYS:
            _write_folder(archive, Path(settings.DATA) / name)
    return data, keys


def _private(path: Path) -> Path:
    path.touch(mode=0o600)
    return path


def _stores() -> list[Path]:
    found = sorted((Path(settings.DATA) / "centres").glob("*/store"))
    return [one for one in found if Store.is_store(one)]


def _write_rows(archive: zipfile.ZipFile) -> None:
    written = archive.open(DATABASE, "w", force_zip64=True)
    with written as raw, io.TextIOWrapper(raw, "utf-8") as text, transaction.atomic():
        serializers.serialize("jsonl", _rows(), stream=text, use_natural_foreign_keys=False)


def _rows() -> Iterator[object]:
    for model in _models():
        yield from model._base_manager.order_by("pk").iterator(chunk_size=500)


def _models() -> list[type]:
    kept = [one for one in apps.get_app_configs() if one.label not in LEFT_OUT]
    sorted_ = serializers.sort_dependencies([(one, None) for one in kept], allow_cycles=True)
    return [one for one in sorted_ if one._meta.label_lower not in LEFT_OUT_MODELS and one._meta.managed]


def _write_folder(archive: zipfile.ZipFile, place: Path) -> None:
    files = [place] if place.is_file() else sorted(one for one in place.rglob("*") if one.is_file())
    for one in files:
        if one.name != "verrou.json":
            archive.write(one, one.relative_to(settings.DATA))


def restore(data: Path, keys: Path | None = None) -> int:
    """Fill an empty installation with a backup; return the number of rows of the database.

    Args:
        data: the file of the data.
        keys: the file of the keys; without it, known patients are new ones after the next import.

    Raises:
        NothingUsable: not a backup.
        Refused: the installation is not empty, or the backup is of a newer version.
    """
    with _opened(data) as archive:
        _check(archive, data)
        call_command("migrate", verbosity=0, interactive=False)
        _refuse_unless_empty()
        _extract(archive, FOLDERS)
        if keys is not None:
            with _opened(keys) as secrets:
                _extract(secrets, KEYS)
        return _read_rows(archive)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        sentence = _("{path} : illisible. Attendu : un fichier écrit par « levier backup ». → Prenez une autre copie.")
        raise NothingUsable(sentence.format(path=path)) from None


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    if ABOUT not in archive.namelist() or archive.testzip() is not None:
        sentence = _("{path} : incomplet ou abîmé. Attendu : un fichier écrit par « levier backup ».")
        raise NothingUsable(sentence.format(path=path))
    about = json.loads(archive.read(ABOUT))
    if about["format"] > FORMAT:
        sentence = _("{path} vient d'une version plus récente ({version}). → Installez-la d'abord.")
        raise Refused(sentence.format(path=path, version=about["version"]))


def _refuse_unless_empty() -> None:
    from levier.web.accounts.models import User

    folder = Path(settings.DATA)
    if User.objects.exists() or any((folder / "centres").glob("*")):
        sentence = _("{folder} contient déjà une installation. → Restaurez dans un dossier vide (LEVIER_SITE_DATA).")
        raise Refused(sentence.format(folder=folder))


def _extract(archive: zipfile.ZipFile, names: tuple[str, ...]) -> None:
    """Write the members of these folders; no member may leave the data folder."""
    root = Path(settings.DATA)
    for member in archive.infolist():
        target = (root / member.filename).resolve()
        if member.filename.split("/")[0] in names and target.is_relative_to(root):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(archive.read(member))
            target.chmod(0o600)


def _read_rows(archive: zipfile.ZipFile) -> int:
    count = 0
    with archive.open(DATABASE) as raw, transaction.atomic(), connection.constraint_checks_disabled():
        for line in io.TextIOWrapper(raw, "utf-8"):
            for one in serializers.deserialize("jsonl", line):
                one.save()
                count += 1
        connection.check_constraints()
    _next_numbers()
    return count


def _next_numbers() -> None:
    """Make PostgreSQL number new rows after those that came with their own."""
    from django.core.management.color import no_style

    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)
