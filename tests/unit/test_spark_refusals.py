"""What stands in the way of Spark is a sentence: no PySpark, no Java, a wrong address, nobody who answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from levier.engine.base import open_engine
from levier.engine.spark import open_spark
from levier.problems import LevierError, NothingUsable, WrongCommand

BLOCKED = "import sys; sys.modules['pyspark'] = None; from levier.cli import main; sys.exit(main(sys.argv[1:]))"


def measure(folder: Path, engine: str, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "horaires.csv").write_text("jour;de;a\nlundi;09:00;17:00\n", encoding="utf-8")
    words = ["measure", str(folder / "horaires.csv"), "--quiet", "--engine", engine]
    known = os.environ | {"LEVIER_LANG": "fr"} | environment
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=known,
        check=False,
    )


@pytest.mark.parametrize("engine", ["spark", "spark=local[1]"])
def test_without_pyspark(tmp_path: Path, engine: str) -> None:
    done = measure(tmp_path, engine, BLOCKED)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr == (
        "levier : PySpark n'est pas installé. → Installez-le : pip install 'levier[spark]' "
        "(version 4.1 ou suivante, avec Java 17 ou suivant).\n"
    )


def test_without_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(WrongCommand) as raised:
        open_spark()
    assert str(raised.value) == (
        "Java manque : Spark en a besoin sur cette machine. → Installez Java 17 ou suivant (Debian, Ubuntu : sudo "
        "apt-get install openjdk-17-jre-headless), ou donnez l'adresse d'un cluster : --engine spark=sc://hote:15002."
    )


@pytest.mark.skipif(os.name != "posix", reason="a program of a few lines stands for an old Java")
def test_with_an_old_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(WrongCommand) as raised:
        open_spark("local[1]")
    assert str(raised.value) == (
        "Java 8 trouvé ; Spark demande Java 17 ou suivant. → Installez-le, ou donnez JAVA_HOME."
    )


@pytest.mark.parametrize("address", ["http://cluster:80", "loca", "sc://", "local[x]", "spark:/h"])
def test_a_wrong_address(address: str) -> None:
    with pytest.raises(WrongCommand) as raised:
        open_spark(address)
    assert str(raised.value) == (
        f"--engine spark={address} ; attendu : spark (cette machine), spark=local[2], spark=spark://hote:7077, "
        "spark=yarn, spark=k8s://… ou spark=sc://hote:15002."
    )


@pytest.mark.parametrize("scheme", ["sc", "spark"])
def test_nobody_answers(scheme: str) -> None:
    with socket.socket() as taken:
        # Bound, not listening: the port is ours and refuses.
        taken.bind(("127.0.0.1", 0))
        address = f"{scheme}://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NothingUsable) as raised:
            open_spark(f"{address}/;token=secret" if scheme == "sc" else address)
    said = str(raised.value)
    assert said.partition("(")[0].startswith(address)
    assert "secret" not in said
    assert said.endswith(
        ") ; attendu : une réponse en 10 s au plus. → Vérifiez l'adresse, le réseau, et que le service tourne."
    )


def test_other_commands_say_which_one_takes_spark() -> None:
    with pytest.raises(LevierError) as raised:
        open_engine("spark=local[2]")
    assert str(raised.value) == (
        "--engine spark=local[2] : Spark mesure des tables dérivées, avec « levier measure » seulement. "
        "→ Choisissez duckdb ou sqlite pour cette commande."
    )
