"""The site under load: the cost of a dashboard among 300 centres, then 50 readers and 5 importers at once.

    python -m bench.site dashboard          # CPU, queries and size of a page, 300 centres × all indicators × 36 months
    python -m bench.site import             # one import alone, from the files to the figures
    python -m bench.site crowd              # errors and times, the real server and its workers
    DATABASE_URL=postgresql://… python -m bench.site crowd

The peer of the dashboard is ``/sante/vive``, a page of the same site that reads nothing: what is left is the page's own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

CENTRES, READERS, IMPORTERS = 300, 50, 5
PORT, PATIENCE = 8655, 600.0
PASSWORD = "un mot de passe bien long"


def start(folder: Path) -> None:
    """Make an empty site in a folder."""
    os.environ.update(
        LEVIER_SITE_DATA=str(folder),
        LEVIER_SITE_DEMO="1",
        LEVIER_SITE_HOSTS="127.0.0.1,localhost,testserver",
        DJANGO_SETTINGS_MODULE="levier.web.config.settings",
    )
    from levier.web.serving import prepare

    prepare(say=lambda _said: None)


def first_centre(region: Path) -> Any:
    """Load one fictitious centre, figures included."""
    from levier.web.centres.models import Centre
    from levier.web.figures import demo

    demo.load(region, codes=["a01"], password=PASSWORD)
    return Centre.objects.get(code="a01")


def copies(centre: Any, many: int) -> None:
    """Make centres with the figures of another."""
    from levier.web.centres.models import Centre
    from levier.web.figures.models import Lecture, Result, Run, Series

    for rank in range(many):
        other = Centre.objects.create(
            code=f"x{rank}", name=f"Copie {rank}", followed=centre.followed, description=centre.description
        )
        for model in (Series, Lecture, Result, Run):
            rows = list(model.objects.filter(centre=centre))
            for one in rows:
                one.pk, one.centre, one._state.adding = None, other, True
            model.objects.bulk_create(rows, batch_size=500)


def dashboard(region: Path) -> None:
    """Print what a dashboard costs."""
    centre = first_centre(region)
    copies(centre, CENTRES - 1)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from levier.web.accounts.models import User
    from levier.web.figures.models import Series

    client = Client()
    client.force_login(
        User.objects.get(email__startswith="direction@"), backend="django.contrib.auth.backends.ModelBackend"
    )
    print(f"{CENTRES} centres, {Series.objects.count():,} series")
    for name, path in (("dashboard", "/centres/a01/"), ("monday", "/centres/a01/lundi/"), ("alive", "/sante/vive")):
        client.get(path)
        times = []
        for _turn in range(30):
            began = time.process_time()
            answer = client.get(path)
            times.append(1000 * (time.process_time() - began))
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        size = len(answer.content) / 1000
        print(
            f"{name:10} {statistics.median(times):6.1f} ms CPU  {len(queries)} queries  {size:6.1f} KB  {answer.status_code}"
        )


class Crowd:
    """People at work on the real server, and what went wrong."""

    def __init__(self, address: str) -> None:
        self.address, self.errors, self.times = address, [], []
        self.stop = threading.Event()

    def ask(self, path: str, headers: dict[str, str], data: bytes | None = None) -> bytes:
        """Ask for a page; an answer that is no success is an error."""
        began = time.perf_counter()
        try:
            with urlopen(Request(self.address + path, data, headers), timeout=60) as answer:
                content = answer.read()
        except HTTPError as error:
            self.errors.append(f"{path} {error.code} {error.read()[:200]!r}")
            return b""
        except OSError as error:
            self.errors.append(f"{path} {error!r}")
            return b""
        self.times.append(time.perf_counter() - began)
        return content

    def read(self, cookie: str) -> None:
        """Read pages until the importers are done."""
        paths = ("", "lundi/", "indicateurs/no_show_rate/", "leviers/", "saisie/", "imports/")
        while not self.stop.is_set():
            for path in paths:
                self.ask(f"/centres/a01/{path}", {"Cookie": f"sessionid={cookie}"})
                time.sleep(1)


def crowd(region: Path, readers_at_once: int = READERS, importers: int = IMPORTERS) -> None:
    """Run the crowd and print errors and times."""
    centre = first_centre(region)
    from levier.demo import write_region

    write_region(region / "others", centres=["A02"])
    files = sorted((region / "others" / "A02").glob("*.csv"))
    tokens, cookies = importing(centre, importers), reading(readers_at_once)
    server = subprocess.Popen(
        [sys.executable, "-c", "from levier.cli import main; main()", "serve", "--port", str(PORT), "--processes", "2"]
    )
    people = Crowd(f"http://127.0.0.1:{PORT}")
    try:
        wait(people.address)
        with ThreadPoolExecutor(readers_at_once + importers) as pool:
            readers = [pool.submit(people.read, one) for one in cookies]
            # Alone, an import is looked at as often as the limit of the API allows.
            look = 2 if readers_at_once else 0.6
            taken = list(pool.map(lambda one: bring(people, files, *one, look), tokens))
            people.stop.set()
            for one in readers:
                one.result()
    finally:
        server.terminate()
        server.wait(20)
    show(people, taken, sum(one.read_bytes().count(b"\n") for one in files))


def importing(like: Any, count: int) -> list[tuple[str, str]]:
    """Return centres to import into, each with a token of the director."""
    from levier.web.accounts.models import Membership, User
    from levier.web.api.models import make_token
    from levier.web.centres.models import Centre

    director, made = User.objects.get(email__startswith="direction@"), []
    for rank in range(count):
        other = Centre.objects.create(code=f"y{rank}", name=f"Import {rank}", followed=like.followed)
        Membership.objects.create(user=director, role="director", centre=other)
        made.append((other.code, make_token(director, "bench", ["read", "type", "import"])[1]))
    return made


def reading(count: int) -> list[str]:
    """Return the cookies of sessions of the director."""
    from django.test import Client

    from levier.web.accounts.models import User

    director, cookies = User.objects.get(email__startswith="direction@"), []
    for _rank in range(count):
        client = Client()
        client.force_login(director, backend="django.contrib.auth.backends.ModelBackend")
        cookies.append(client.cookies["sessionid"].value)
    return cookies


def bring(people: Crowd, files: list[Path], code: str, token: str, look: float) -> float:
    """Send files, confirm, and return the seconds until the figures are there."""
    began, headers = time.perf_counter(), {"Authorization": f"Bearer {token}"}
    body, kind = multipart(files)
    made = json.loads(people.ask(f"/api/v1/centres/{code}/deliveries", headers | {"Content-Type": kind}, body) or "{}")
    path, confirmed = f"/api/v1/centres/{code}/deliveries/{made.get('id')}", False
    while time.perf_counter() - began < PATIENCE:
        state = json.loads(people.ask(path, headers) or "{}").get("state")
        if state in ("review", "question") and not confirmed:
            confirmed = True
            said = json.dumps({"mode": "auto"}).encode()
            people.ask(f"{path}/confirm", headers | {"Content-Type": "application/json"}, said)
        if state in ("done", "failed", "discarded"):
            if state != "done":
                people.errors.append(f"import {code}: {state}")
            return time.perf_counter() - began
        time.sleep(look)
    people.errors.append(f"import {code}: not over after {PATIENCE} s")
    return PATIENCE


def show(people: Crowd, taken: list[float], lines: int) -> None:
    """Print errors and times."""
    times = sorted(people.times)
    median, most = 1000 * statistics.median(times), 1000 * times[int(0.95 * len(times))]
    print(f"imports of {lines:,} lines: {', '.join(f'{one:.0f} s' for one in taken)}")
    print(f"{len(times)} answers, median {median:.0f} ms, p95 {most:.0f} ms")
    print(f"errors: {len(people.errors)}", *people.errors[:10], sep="\n  ")


def multipart(files: list[Path]) -> tuple[bytes, str]:
    """Return files as a form sends them, and the type of the whole."""
    mark = "levier-bench"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{one.name}"\r\n\r\n'.encode()
        + one.read_bytes() + b"\r\n"
        for one in files
    ]  # fmt: skip
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"


def wait(address: str) -> None:
    """Wait until the site answers."""
    for _turn in range(120):
        try:
            urlopen(f"{address}/sante/prete", timeout=2).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the site does not answer")


def main() -> None:
    """Run what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("dashboard", "crowd", "import"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder) / "site")
        region = Path(folder) / "region"
        if asked.what == "dashboard":
            dashboard(region)
        elif asked.what == "crowd":
            crowd(region)
        else:
            crowd(region, 0, 1)


if __name__ == "__main__":
    main()
