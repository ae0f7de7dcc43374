"""``levier serve``: the site and its workers, started, watched and stopped together, on Linux, macOS and Windows."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from levier.i18n import _
from levier.problems import Refused, WrongCommand
from levier.web.orphans import SERVED_BY

SETTINGS = "levier.web.config.settings"
# A worker that dies gives its work back after this many seconds (it renews its hold three times as often).
HOLD = 30
FIRST_RUN = "first_run_key"
BETWEEN_LOOKS = 0.5


@dataclass(frozen=True, slots=True)
class Served:
    """Where the site answers, and with how many processes."""

    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 1
    threads: int = 4
    open_browser: bool = False

    @property
    def address(self) -> str:
        """Return the address that a browser on this machine opens."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{host}:{self.port}/"


def check_free(served: Served) -> None:
    """Refuse an address where something answers already: two sites there would answer in turn.

    Raises:
        Refused: it is taken.
        WrongCommand: this machine has no such address.
    """
    if not 0 < served.port < 1 << 16:
        raise WrongCommand(_wrong(served))
    try:
        family, *_rest, address = socket.getaddrinfo(served.host, served.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as one:
            if os.name == "posix":
                # A site that has just stopped is no obstacle.
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refused(_taken(served)) from None
        raise WrongCommand(_wrong(served)) from None


def _taken(served: Served) -> str:
    return _(
        "--port {port} : quelque chose répond déjà à {address} ; attendu : un port libre. "
        "→ Si c'est Levier, ouvrez cette adresse ; sinon, prenez un autre port : levier serve --port {other}."
    ).format(port=served.port, address=served.address, other=served.port + 1)


def _wrong(served: Served) -> str:
    return _(
        "--host {host} --port {port} : cette machine ne peut pas y répondre ; attendu : une de ses adresses, un port "
        "de 1024 à 65535. → Sans ces deux options, Levier répond à http://127.0.0.1:8000/."
    ).format(host=served.host, port=served.port)


def prepare(say: Callable[[str], None] = print, *, static: bool = True) -> None:
    """Bring the database and the static files up to date; safe to run again, and by two processes in turn.

    Args:
        say: told where the data are.
        static: gather and compress the static files too, when one of them is not what it was.

    Raises:
        SystemExit: a variable of the installation cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    done = Path(settings.STATIC_ROOT) / f".{_static_files()}"
    if static and not done.exists():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        done.touch()
    say(_("Données de l'installation : {folder}").format(folder=settings.DATA))


def _static_files() -> str:
    """Return what stands for the static files as they are: their names, sizes and dates."""
    from django.contrib.staticfiles.finders import get_finders

    made = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            made.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return made.hexdigest()[:16]


def first_run_address(served: Served) -> str | None:
    """Return where to begin when nobody has an account yet: an address that works once, for whoever reads it here."""
    from django.conf import settings

    from levier.web.accounts.models import User

    path = Path(settings.DATA) / FIRST_RUN
    if User.objects.exists():
        path.unlink(missing_ok=True)
        return None
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), encoding="ascii")
    return f"{served.address}premiers-pas/?cle={path.read_text(encoding='ascii')}"


def serve(served: Served, say: Callable[[str], None] = print) -> int:
    """Run the site until it is interrupted; a worker that dies is started again.

    Returns:
        0 after an interruption, the code of the server when it stopped by itself.
    """
    began = first_run_address(served)
    site = _start(*_site(served))
    workers = {queue: _start(*_worker(queue)) for queue in ("default", "stills")}
    say(_("Levier répond à {address} (arrêter : Ctrl+C)").format(address=served.address))
    if began:
        say(_("Première fois : ouvrez {address}").format(address=began))
    if served.open_browser:
        webbrowser.open(began or served.address)
    try:
        return _watch(site, workers)
    except KeyboardInterrupt:
        return 0
    finally:
        for one in (site, *workers.values()):
            _stop(one)


def _site(served: Served) -> list[str]:
    """Return the command of the server: granian is a wheel on every system."""
    return [
        *(
            sys.executable,
            "-P",
            "-m",
            "levier.web.answering",
            "--interface",
            "wsgi",
            "--no-ws",
            "--log-level",
            "warning",
        ),
        *("--host", served.host, "--port", str(served.port)),
        *("--workers", str(served.processes), "--blocking-threads", str(served.threads)),
        "levier.web.config.wsgi:application",
    ]


def _worker(queue: str) -> list[str]:
    # -P: a file of the folder where one happens to be never takes the place of a library.
    command = [sys.executable, "-P", "-m", "levier.web", "ox_worker", "--skip-checks", "--verbosity", "0"]
    return [*command, "--queues", queue, "--lock-timeout", str(HOLD), "--interval", "0.5"]


def _start(*command: str) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own: Ctrl+C comes to us, and we tell it; it goes when we are gone."""
    environment = os.environ | {SERVED_BY: str(os.getpid())}
    if os.name == "nt":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined,unused-ignore]
        return subprocess.Popen(command, env=environment, creationflags=flags)
    return subprocess.Popen(command, env=environment, start_new_session=True)


def _watch(site: subprocess.Popen[bytes], workers: dict[str, subprocess.Popen[bytes]]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    while (code := site.poll()) is None:
        for queue, worker in workers.items():
            if worker.poll() is not None:
                workers[queue] = _start(*_worker(queue))
        time.sleep(BETWEEN_LOOKS)
    return code


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
