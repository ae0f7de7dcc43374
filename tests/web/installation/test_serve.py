"""``levier serve`` as a person runs it: it says where to begin, answers, watches its workers, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import psutil
import pytest

PATIENCE = 240  # seconds, on a machine that does a hundred other things
LEVIER = "import sys; from levier.cli import main; sys.exit(main())"
OURS = ("DATABASE_URL", "LEVIER_HOME", "DJANGO_SETTINGS_MODULE")


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a person who sets these variables only."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | more


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/sante/prete", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    """Return a site at work in an empty folder, its port and what it prints."""
    port, said = free_port(), tmp_path / "said.txt"
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", LEVIER, "serve", "--port", str(port)],
            env=environment(LEVIER_SITE_DATA=str(tmp_path / "data")), stdout=out, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    yield process, port, said
    if process.poll() is None:
        process.kill()
    process.wait(PATIENCE)


def children(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def worker(process: subprocess.Popen[str]) -> psutil.Process | None:
    return next((one for one in children(process) if "ox_worker" in command(one)), None)


def command(one: psutil.Process) -> list[str]:
    try:
        return one.cmdline()
    except psutil.Error:  # it ended while we looked
        return []


def test_from_the_first_address_to_the_last_process(served: tuple[subprocess.Popen[str], int, Path]) -> None:
    process, port, said = served
    until(lambda: answers(port), "the site does not answer")
    text = said.read_text(encoding="utf-8")
    assert f"Levier répond à http://127.0.0.1:{port}/ (arrêter : Ctrl+C)" in text
    browser = build_opener(HTTPCookieProcessor())  # the key becomes a session, and leaves the address
    with browser.open(text.partition("Première fois : ouvrez ")[2].split()[0], timeout=PATIENCE) as answer:
        assert answer.status == 200
        assert "/premiers-pas/" in answer.url
        assert "cle=" not in answer.url

    until(lambda: worker(process), "there is no worker")
    first = worker(process)
    assert first is not None
    first.kill()
    until(lambda: (one := worker(process)) is not None and one.pid != first.pid, "the worker did not come back")

    there = children(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    gone, alive = psutil.wait_procs(there, timeout=PATIENCE)
    assert not alive
    assert len(gone) == len(there) > 2
    assert not answers(port)


def test_a_site_that_is_killed_takes_its_processes_along(served: tuple[subprocess.Popen[str], int, Path]) -> None:
    process, port, _said = served
    until(lambda: answers(port), "the site does not answer")
    there = children(process)
    process.kill()
    _gone, alive = psutil.wait_procs(there, timeout=PATIENCE)
    assert not alive
    assert not answers(port)


def refused(code: int, *words: str) -> str:
    """Return what the command says on its error output, after it refused to serve."""
    done = subprocess.run(
        [sys.executable, "-c", LEVIER, "serve", *words],
        env=environment(), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == code
    return done.stderr


def test_an_address_that_is_taken_is_refused() -> None:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as a first site does: a second one could join
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = int(one.getsockname()[1])
        assert refused(3, "--port", str(port)) == (
            f"levier : --port {port} : quelque chose répond déjà à http://127.0.0.1:{port}/ ; attendu : un port libre. → Si "
            f"c'est Levier, ouvrez cette adresse ; sinon, prenez un autre port : levier serve --port {port + 1}.\n"
        )


@pytest.mark.parametrize("words", [["--port", "70000"], ["--host", "192.0.2.1", "--port", "8123"]])
def test_an_address_of_another_machine_is_refused(words: list[str]) -> None:
    host, port = words[1] if "--host" in words else "127.0.0.1", words[-1]
    assert refused(64, *words) == (
        f"levier : --host {host} --port {port} : cette machine ne peut pas y répondre ; attendu : une de ses adresses, un "
        "port de 1024 à 65535. → Sans ces deux options, Levier répond à http://127.0.0.1:8000/.\n"
    )


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEVIER, "serve", "--port", str(free_port())],
        env=environment(LEVIER_SITE_DATA=str(tmp_path), LEVIER_SITE_KIND="ville"),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "LEVIER_SITE_KIND : « ville » lu ; attendu : centre ou region." in done.stderr
