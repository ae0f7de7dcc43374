"""Numbers of invoices and appointments, encrypted at rest; the key lies in its own file, apart from the database."""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from levier.i18n import _
from levier.problems import LevierError
from levier.web.centres.models import Centre

KEY_FILE = "lists.key"
SIZE = 32


class Unreadable(LevierError):
    """What was encrypted cannot be read: the key is not the one that closed it."""


def key_path() -> Path:
    """Return where the key of the lists lies, beside those of the stores."""
    return Path(settings.DATA) / "keys" / KEY_FILE


def _secret() -> bytes:
    path = key_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
    return _read(path, path.stat().st_mtime_ns)


def _make(path: Path) -> None:
    """Write a new key whole or not at all; the first of two processes wins."""
    beside = path.with_name(f"{KEY_FILE}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_bytes(SIZE))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


@lru_cache(maxsize=4)
def _read(path: Path, _written: int) -> bytes:
    return path.read_bytes()


def _derived(centre: Centre, use: str) -> bytes:
    return hmac.digest(_secret(), f"{use}\0{centre.pk}".encode(), sha256)


def mark(centre: Centre, kind: str, number: str) -> str:
    """Return what recognises a number without telling it."""
    return hmac.new(_derived(centre, f"mark/{kind}"), number.encode(), sha256).hexdigest()


def seal(centre: Centre, number: str) -> bytes:
    """Return a number encrypted with the key of the centre."""
    return seal_bytes(centre, number.encode())


def unseal(centre: Centre, sealed: bytes) -> str:
    """Return the number back.

    Raises:
        Unreadable: another key closed it (a database put back without its keys).
    """
    return unseal_bytes(centre, bytes(sealed)).decode()


def seal_bytes(centre: Centre, content: bytes) -> bytes:
    """Return bytes encrypted with the key of the centre."""
    return bytes(_box(centre).encrypt(content))


def unseal_bytes(centre: Centre, sealed: bytes) -> bytes:
    """Return bytes back.

    Raises:
        Unreadable: another key closed them.
    """
    from cryptography.fernet import InvalidToken

    try:
        return bytes(_box(centre).decrypt(sealed))
    except InvalidToken:
        sentence = _(
            "Liste suivie : numéro illisible ; attendu : la clé « {file} » de cette installation. "
            "→ Restaurez le dossier des clés, ou désactivez puis réactivez le suivi."
        )
        raise Unreadable(sentence.format(file=KEY_FILE)) from None


def _box(centre: Centre) -> Any:
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(_derived(centre, "seal")))
