"""What Levier asks of Spark as an engine: the traps of its SQL, its files, its refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from levier.catalogue.indicators import indicators
from levier.centre import Centre
from levier.engine.compile import literal, measure_sql
from levier.engine.duck import DuckEngine
from levier.engine.spark import SETTINGS, SparkEngine
from levier.figures.needs import all_measures
from levier.problems import NothingUsable

COLUMNS = {"centre": "VARCHAR", "day": "BIGINT", "amount": "BIGINT"}


def test_a_table_made_of_rows(spark: SparkEngine) -> None:
    spark.create("made", {"first_day": "BIGINT", "last_day": "BIGINT"})
    assert spark.fetch("SELECT * FROM made") == []
    spark.insert("made", [(1, 2), (-5, 4_000_000_000)])
    assert sorted(spark.fetch("SELECT first_day, last_day FROM made")) == [(-5, 4_000_000_000), (1, 2)]
    spark.insert("made", [])
    assert len(spark.fetch("SELECT * FROM made")) == 2


def test_texts_are_read_as_written(spark: SparkEngine) -> None:
    assert spark.fetch(f"SELECT {literal("l'été « A » ; b%_")} AS said") == [("l'été « A » ; b%_",)]
    # Case and accents tell texts apart, as on every engine.
    found = spark.fetch("SELECT said, COUNT(*) AS n FROM VALUES ('ORL'), ('Orl'), ('orl ') AS v(said) GROUP BY said")
    assert sorted(found) == [("ORL", 1), ("Orl", 1), ("orl ", 1)]


def test_no_measure_holds_a_backslash() -> None:
    # Spark reads it as an escape inside a literal; the setting that forbids it breaks doubled quotes.
    measures = [one for about in indicators().values() for one in all_measures(about) if one.kind != "distinct"]
    assert measures
    assert not [one for one in measures if "\\" in measure_sql(one, Centre())]


def test_an_overflow_is_an_error_and_never_another_number(spark: SparkEngine) -> None:
    with pytest.raises(NothingUsable, match=r"Spark s'est arrêté \(ARITHMETIC_OVERFLOW"):
        spark.fetch("SELECT SUM(x) AS m0 FROM VALUES (9223372036854775807L), (1L) AS v(x)")


def test_parquet_is_read_where_it_lies(spark: SparkEngine, tmp_path: Path) -> None:
    duck = DuckEngine()
    for name, amount in (("A01", 2**53 - 1), ("A02", -1)):
        (tmp_path / name).mkdir()
        duck.run(
            f"COPY (SELECT '{name}' AS centre, CAST(NULL AS BIGINT) AS day, CAST({amount} AS BIGINT) AS amount) "
            f"TO '{tmp_path}/{name}/acts.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )
    expected = [("A01", None, 2**53 - 1), ("A02", None, -1)]
    for paths in ([f"{tmp_path}/*/acts.parquet"], [f"{tmp_path}/A01/acts.parquet", f"{tmp_path}/A02/acts.parquet"]):
        for engine in (spark, duck):
            engine.view("some_acts", COLUMNS, paths)
            assert engine.fetch("SELECT * FROM some_acts ORDER BY centre") == expected
    for engine in (spark, duck):
        engine.view("some_acts", COLUMNS, [])
        assert engine.fetch("SELECT * FROM some_acts") == []
        with pytest.raises(FileNotFoundError) as raised:
            rows_of(engine, f"{tmp_path}/*/nothing.parquet")
        assert str(raised.value.filename).endswith(f"{tmp_path}/*/nothing.parquet")
    duck.close()


def rows_of(engine: SparkEngine | DuckEngine, path: str) -> object:
    """Classic Spark and DuckDB look for files at once, Spark Connect when rows are asked for."""
    engine.view("some_acts", COLUMNS, [path])
    return engine.fetch("SELECT * FROM some_acts")


def test_a_wrong_query_is_a_sentence_without_values(spark: SparkEngine) -> None:
    with pytest.raises(NothingUsable) as raised:
        spark.fetch("SELECT secret_value FROM nowhere_at_all")
    assert str(raised.value) == (
        "Spark s'est arrêté (TABLE_OR_VIEW_NOT_FOUND). → Le journal de Spark, sur le cluster, dit pourquoi."
    )


def test_a_session_lent_is_given_back_as_it_was(classic: SparkEngine) -> None:
    session = classic.session
    session.conf.set("spark.sql.session.timeZone", "Europe/Paris")
    lent = SparkEngine(session, lent=True)
    lent.create("lent_table", {"day": "BIGINT"})
    assert session.conf.get("spark.sql.session.timeZone") == SETTINGS["spark.sql.session.timeZone"]
    lent.close()
    assert session.conf.get("spark.sql.session.timeZone") == "Europe/Paris"
    assert session.sql("SELECT 1").collect() == [(1,)]
    assert "lent_table" not in [one.name for one in session.catalog.listTables()]
    session.conf.set("spark.sql.session.timeZone", SETTINGS["spark.sql.session.timeZone"])
