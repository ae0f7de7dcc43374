"""One Spark for the suite: its virtual machine starts in ten seconds and more, so one worker owns it.

The same machine answers as classic Spark and through Spark Connect, as a cluster would.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from levier.engine.spark import ALONE, SparkEngine, open_spark

PLUGIN = "org.apache.spark.sql.connect.SparkConnectPlugin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of this folder to the same worker (``--dist loadgroup``)."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("spark"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def address() -> str:
    """Where Spark Connect listens once ``classic`` is there."""
    return f"sc://127.0.0.1:{free_port()}"


@pytest.fixture(scope="session")
def classic(address: str) -> Iterator[SparkEngine]:
    """Classic Spark on two threads, Spark Connect beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ALONE, "spark.plugins", PLUGIN)
        patch.setitem(ALONE, "spark.connect.grpc.binding.address", "127.0.0.1")
        patch.setitem(ALONE, "spark.connect.grpc.binding.port", address.rpartition(":")[2])
        patch.setitem(ALONE, "spark.driver.memory", "1g")
        engine = open_spark("local[2]")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def connect(classic: SparkEngine, address: str) -> Iterator[SparkEngine]:
    """The same Spark through Spark Connect."""
    engine = open_spark(address)
    yield engine
    engine.close()


@pytest.fixture(params=["classic", "connect"])
def spark(request: pytest.FixtureRequest) -> SparkEngine:
    """Spark, each way."""
    engine: SparkEngine = request.getfixturevalue(request.param)
    return engine
