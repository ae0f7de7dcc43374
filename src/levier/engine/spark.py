"""Spark: where national volumes lie. Classic (``local[*]``, a master's address) or Connect (``sc://host:15002``).

The same queries as DuckDB's, strings included: nothing here translates. What differs is told to Spark once, see
:data:`SETTINGS`. A literal holds no backslash: Spark reads it as an escape, whatever its settings.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import socket
import subprocess
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from levier.engine.base import empty_rows
from levier.i18n import _
from levier.problems import NothingUsable, WrongCommand

LOCAL, PORTS = "local[*]", {"sc": 15002, "spark": 7077}
ANSWER_S = 10
JAVA = 17
STDERR = 2
THEIRS = ("pyspark", "py4j", "grpc")
# An overflow is an error, never another number; whole files are read, whatever a cluster says of missing ones.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.session.timeZone": "UTC",
}
# A session of our own, on this machine: small, silent, closed to the network.
ALONE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "8",
}
# Spark wants a length after VARCHAR.
TYPES = {"BIGINT": "BIGINT", "VARCHAR": "STRING"}


class SparkEngine:
    """A Spark session; tables are temporary views of it, and nothing is written anywhere.

    A session that is lent (a notebook's) is given back as it was: not stopped, its settings put back.
    """

    name = "spark"

    def __init__(self, session: Any, *, lent: bool = False) -> None:
        # It writes whole queries and what failed on the standard error: whoever calls is told by an exception.
        logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
        self.session = session
        self._lent = lent
        self._columns: dict[str, dict[str, str]] = {}
        self._before = {name: session.conf.get(name, None) for name in SETTINGS}
        self._set(SETTINGS)

    def _set(self, settings: Mapping[str, str | None]) -> None:
        """Set what differs: a service may forbid to set what it has already set as we ask."""
        for name, value in settings.items():
            known = self.session.conf.get(name, None)
            if value is not None and known != value:
                self.session.conf.set(name, value)

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, in place of the one of that name."""
        self._columns[table] = dict(columns)
        kinds = {name: TYPES[kind] for name, kind in columns.items()}
        self.run(f"CREATE OR REPLACE TEMP VIEW {table} AS {empty_rows(kinds)}")

    def insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Give a table its rows: integers only, a few thousand at most (calendars and periods), in one go."""
        columns = self._columns[table]
        values = ", ".join(f"({', '.join(f'{int(value)}L' for value in row)})" for row in rows)
        if values:
            self.run(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM VALUES {values} AS v({', '.join(columns)})")

    def view(self, name: str, columns: Mapping[str, str], paths: Sequence[str]) -> None:
        """Make a name stand for the rows of Parquet files (``*`` allowed); no path, no row.

        Raises:
            FileNotFoundError: no such file where the cluster reads.
        """
        self._columns[name] = dict(columns)
        if not paths:
            self.create(name, columns)
            return
        schema = ", ".join(f"{column} {TYPES[kind]}" for column, kind in columns.items())
        with _said():
            self.session.read.schema(schema).parquet(*paths).createOrReplaceTempView(name)

    def run(self, sql: str) -> None:
        """Execute one statement."""
        with _said():
            self.session.sql(sql).collect()

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return every row of a query.

        Raises:
            FileNotFoundError: a file is not where the cluster reads.
            NothingUsable: Spark stopped.
        """
        with _said():
            return [tuple(row) for row in self.session.sql(sql).collect()]

    def close(self) -> None:
        """Stop the session, or give it back."""
        if not self._lent:
            self.session.stop()
            return
        self._set(self._before)
        for name in self._columns:
            self.session.catalog.dropTempView(name)


def open_spark(url: str = "") -> SparkEngine:
    """Open a session: on this machine (no address, or ``local[2]``), on a cluster, or through Spark Connect.

    Args:
        url: ``local[N]``, ``spark://host:7077``, ``yarn``, ``k8s://…``, or ``sc://host:15002``.

    Raises:
        WrongCommand: PySpark or Java is missing, or the address is none.
        NothingUsable: the cluster does not answer.
    """
    master = url or LOCAL
    _check_address(master)
    with warnings.catch_warnings():
        # PySpark warns of pandas 3, which nothing here uses.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        _check_answer(master)
        with _said(master):
            return SparkEngine(_connect(master) if master.startswith("sc://") else _classic(master))


def _check_address(url: str) -> None:
    known = re.fullmatch(r"local(\[(\*|\d+)(,\s*\d+)?\])?|yarn|k8s://.+|(spark|sc)://[^/].*", url)
    if not known:
        raise WrongCommand(
            _(
                "--engine spark={url} ; attendu : spark (cette machine), spark=local[2], spark=spark://hote:7077, "
                "spark=yarn, spark=k8s://… ou spark=sc://hote:15002."
            ).format(url=url)
        )


def _classic(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise WrongCommand(_missing()) from None
    _check_java()
    builder = SparkSession.builder.master(master).appName("levier")
    if not master.startswith("local"):
        return builder.getOrCreate()
    for name, value in ALONE.items():
        builder = builder.config(name, value)
    with _silence():
        return builder.getOrCreate()


@contextmanager
def _silence() -> Iterator[None]:
    """Have the virtual machine that starts say nothing, unless ``LEVIER_DEBUG``: what matters comes as an exception."""
    if os.environ.get("LEVIER_DEBUG"):
        yield
        return
    kept, nowhere = os.dup(STDERR), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STDERR)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)


def _connect(url: str) -> Any:
    try:
        from pyspark.sql.connect.session import SparkSession
    except ImportError:
        raise WrongCommand(_missing()) from None
    return SparkSession.builder.remote(url).getOrCreate()


def _missing() -> str:
    return _(
        "PySpark n'est pas installé. → Installez-le : pip install 'levier[spark]' "
        "(version 4.1 ou suivante, avec Java 17 ou suivant)."
    )


def _check_answer(url: str) -> None:
    """Knock at the door: a cluster that does not answer would otherwise be waited for during minutes."""
    parts = urlsplit(url.split(",")[0].split(";")[0])
    if parts.scheme not in PORTS:
        return
    try:
        socket.create_connection((parts.hostname or "", parts.port or PORTS[parts.scheme]), ANSWER_S).close()
    except (OSError, ValueError) as error:
        raise NothingUsable(_unreachable(url, str(error))) from None


def _unreachable(url: str, reason: str) -> str:
    return _(
        "{url} ne répond pas ({reason}) ; attendu : une réponse en {seconds} s au plus. "
        "→ Vérifiez l'adresse, le réseau, et que le service tourne."
    ).format(url=url.partition(";")[0], reason=reason, seconds=ANSWER_S)


def _check_java() -> None:
    """Refuse to start without a Java that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if java is None:
        raise WrongCommand(
            _(
                "Java manque : Spark en a besoin sur cette machine. → Installez Java {version} ou suivant "
                "(Debian, Ubuntu : sudo apt-get install openjdk-{version}-jre-headless), ou donnez l'adresse d'un "
                "cluster : --engine spark=sc://hote:15002."
            ).format(version=JAVA)
        )
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    if found and int(found[1]) < JAVA:
        raise WrongCommand(
            _(
                "Java {found} trouvé ; Spark demande Java {version} ou suivant. → Installez-le, ou donnez JAVA_HOME."
            ).format(found=found[1], version=JAVA)
        )


@contextmanager
def _said(url: str = "") -> Iterator[None]:
    """Turn what Spark raises into a sentence; values of lines are never part of it."""
    try:
        yield
    except (WrongCommand, NothingUsable):
        raise
    except Exception as error:
        if not type(error).__module__.startswith(THEIRS) and not isinstance(error, ConnectionError):
            raise
        text = str(error)
        if missing := re.search(r"\[PATH_NOT_FOUND\] Path does not exist: (\S+)", text):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), missing[1].rstrip(".")) from None
        condition = re.search(r"\[([A-Z_][A-Z_.]+)\]", text)
        raise NothingUsable(_stopped(url, condition[1] if condition else type(error).__name__)) from None


def _stopped(url: str, kind: str) -> str:
    if url:
        sentence = _(
            "Spark ne démarre pas sur {url} ({kind}). → Vérifiez l'adresse ; le journal de Spark dit pourquoi."
        )
        return sentence.format(url=url.partition(";")[0], kind=kind)
    return _("Spark s'est arrêté ({kind}). → Le journal de Spark, sur le cluster, dit pourquoi.").format(kind=kind)
