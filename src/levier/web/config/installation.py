"""What an installation says of itself, in environment variables; every one has a default that is safe."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

import platformdirs

CENTRE, REGION = "centre", "region"


class BadSetting(SystemExit):
    """A variable that cannot be used: its name, what was read, what was expected."""

    def __init__(self, name: str, read: str, expected: str) -> None:
        super().__init__(f"{name} : « {read} » lu ; attendu : {expected}.")


def text(name: str, default: str = "") -> str:
    """Return a variable, spaces taken off."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Return a variable that is ``1`` or ``0``.

    Raises:
        BadSetting: neither.
    """
    read = text(name, "1" if default else "0")
    if read not in ("0", "1"):
        raise BadSetting(name, read, "0 ou 1")
    return read == "1"


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a variable that is a whole number.

    Raises:
        BadSetting: something else, or less than ``least``.
    """
    read = text(name, str(default))
    if not read.isdecimal() or int(read) < least:
        raise BadSetting(name, read, f"un nombre entier, {least} ou plus")
    return int(read)


def words(name: str, default: str = "") -> list[str]:
    """Return a variable that is a list with commas."""
    return [one.strip() for one in text(name, default).split(",") if one.strip()]


def kind() -> str:
    """Return what the installation is: ``centre`` (lines may be there) or ``region`` (never).

    Raises:
        BadSetting: another word.
    """
    read = text("LEVIER_SITE_KIND", CENTRE)
    if read not in (CENTRE, REGION):
        raise BadSetting("LEVIER_SITE_KIND", read, "centre ou region")
    return read


def data_folder() -> Path:
    """Return where database, stores and files are; made for its owner only when it is not there."""
    named = text("LEVIER_SITE_DATA")
    folder = Path(named) if named else Path(platformdirs.user_data_dir("levier", appauthor=False)) / "site"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """Return the key that signs sessions: of the environment, else of a file that is made once."""
    if named := text("LEVIER_SITE_SECRET_KEY"):
        return named
    path = folder / "secret_key"
    if not path.exists() or not path.stat().st_size:
        _make_key(path)
    return path.read_text(encoding="ascii")


def _make_key(path: Path) -> None:
    """Write a key whole or not at all; of two processes that begin together, both use the same one."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64))
    if path.exists() and not path.stat().st_size:
        path.unlink(missing_ok=True)  # cut short: nothing was signed with it
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def database(folder: Path) -> dict[str, object]:
    """Return Django's settings of the database: ``DATABASE_URL``, else SQLite in the data folder.

    Raises:
        BadSetting: neither PostgreSQL nor SQLite.
    """
    url = urlparse(text("DATABASE_URL"))
    if url.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or dict(parse_qsl(url.query)).get("host", "")),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    if url.scheme not in ("", "sqlite"):
        raise BadSetting("DATABASE_URL", f"{url.scheme}://…", "postgresql://utilisateur:mot-de-passe@hôte/base")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.path or folder / "levier.sqlite3",
        # Without these, a third of the writes of two people at once is lost (docs/adr/0030).
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def mailer(folder: Path) -> dict[str, object]:
    """Return how e-mail leaves: ``LEVIER_SITE_MAIL_URL`` (``smtp://user:password@host:587``), else files in the folder.

    Raises:
        BadSetting: another scheme.
    """
    named = text("LEVIER_SITE_MAIL_URL")
    if not named:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(folder / "mail")},
        }
    url = urlparse(named)
    if url.scheme not in ("smtp", "smtps"):
        raise BadSetting("LEVIER_SITE_MAIL_URL", f"{url.scheme}://…", "smtp://utilisateur:mot-de-passe@hôte:587")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": url.hostname,
            "port": url.port or (465 if url.scheme == "smtps" else 587),
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_ssl": url.scheme == "smtps",
            "use_tls": url.scheme == "smtp" and bool(url.username),
            "timeout": 20,
        },
    }


def sign_on() -> dict[str, object]:
    """Return the OpenID Connect provider of the installation (ProConnect, Pro Santé Connect…), none by default."""
    server = text("LEVIER_SITE_OIDC_SERVER")
    if not server:
        return {}
    about: dict[str, object] = {
        "server_url": server,
        "token_auth_method": text("LEVIER_SITE_OIDC_AUTH", "client_secret_basic"),
        # A provider that verifies addresses without saying so (ProConnect).
        "verified_email": flag("LEVIER_SITE_OIDC_TRUST_EMAIL"),
    }
    app = {
        "provider_id": "oidc",
        "name": text("LEVIER_SITE_OIDC_NAME", "OpenID Connect"),
        "client_id": text("LEVIER_SITE_OIDC_CLIENT"),
        "secret": text("LEVIER_SITE_OIDC_SECRET"),
        "settings": about,
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def sign_on_origins() -> list[str]:
    """Return where the sign-on form may lead: the provider's own address."""
    url = urlparse(text("LEVIER_SITE_OIDC_SERVER"))
    return [f"{url.scheme}://{url.netloc}"] if url.netloc else []
