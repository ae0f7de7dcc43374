"""The secret of a centre: the key of its hashes, in a file apart from the store.

Whoever has the store alone cannot find a person again; whoever loses the key can no longer recognise a known patient.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from levier.i18n import _
from levier.problems import Refused

LENGTH = 32
NUMBER_LENGTH = 12


def home() -> Path:
    """Return the folder of the user's configuration: ``LEVIER_HOME``, else the place of the system."""
    if given := os.environ.get("LEVIER_HOME"):
        return Path(given)
    from platformdirs import user_config_dir

    return Path(user_config_dir("levier", appauthor=False))


def keys_folder() -> Path:
    """Return the folder that holds one key file for each centre."""
    return home() / "cles"


def key_number(secret: bytes) -> str:
    """Return the short fingerprint that names a key without telling it.

    >>> key_number(bytes(32))
    'a95b407f8632'
    """
    return hashlib.sha256(b"levier key\0" + secret).hexdigest()[:NUMBER_LENGTH]


def create_secret(centre: str) -> tuple[str, Path]:
    """Make a new key for a centre, in a file that only its owner reads (mode 0600).

    Returns:
        The number of the key and the file that holds it.
    """
    secret = secrets.token_bytes(LENGTH)
    number = key_number(secret)
    folder = keys_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{_plain(centre)}-{number}.cle"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secret.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return number, path


def find_secret(number: str, centre: str) -> tuple[bytes, Path]:
    """Return the key of this number, whatever its file is called, and the file.

    Raises:
        Refused: the key is not there, or the file that should hold it holds another one.
    """
    for path in sorted(keys_folder().glob("*.cle")):
        secret = _read(path)
        if secret is not None and key_number(secret) == number:
            return secret, path
    named = next(keys_folder().glob(f"*-{number}.cle"), None)
    raise Refused(_other(named, number) if named else _missing(number, centre))


def _read(path: Path) -> bytes | None:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    return bytes.fromhex(text) if re.fullmatch(r"[0-9a-f]{64}", text) else None


def _missing(number: str, centre: str) -> str:
    return _(
        "Clé {number} du centre « {centre} » absente de {folder}. Sans elle, chaque patient déjà connu passerait pour "
        "un nouveau : rien n'est lu. → Remettez dans ce dossier le fichier de clé sauvegardé (…-{number}.cle) ; "
        "s'il est perdu, créez un nouveau magasin et importez-y de nouveau les fichiers d'origine."
    ).format(number=number, centre=centre, folder=keys_folder())


def _other(path: Path, number: str) -> str:
    return _(
        "{path} ne contient pas la clé {number} : ce fichier a été remplacé ou abîmé. Avec une autre clé, chaque "
        "patient déjà connu passerait pour un nouveau : rien n'est lu. → Remettez le fichier de clé sauvegardé."
    ).format(path=path, number=number)


def _plain(centre: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", centre).strip("-") or "centre"
