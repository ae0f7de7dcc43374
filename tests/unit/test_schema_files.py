"""The published schemas, judged by the reference implementation of Table Schema."""

import re
import unicodedata
from datetime import date

import pytest
from frictionless import Dialect, Resource, Schema, formats

from levier.schemas import example_csv, table_schema
from levier.tables import TABLES

METADATA = (
    "name", "title", "description", "countryCode", "homepage", "path", "created", "lastModified", "version",
    "contributors", "resources",
)  # fmt: skip
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))


def report(table, text, folder):
    (folder / "exemple.csv").write_bytes(text.encode())
    resource = Resource(
        path="exemple.csv",
        basepath=str(folder),
        schema=Schema.from_descriptor(table_schema(table)),
        encoding="utf-8-sig",
        dialect=Dialect(controls=[formats.CsvControl(delimiter=";")]),
    )
    return resource.validate()


@every_table
def test_the_reference_implementation_takes_the_schema(table):
    assert Schema.validate_descriptor(table_schema(table)).valid


@every_table
def test_the_example_of_each_column_makes_a_valid_file(table, tmp_path):
    found = report(table, example_csv(table), tmp_path)
    assert found.flatten(["fieldName", "type", "message"]) == []
    assert found.tasks[0].stats["rows"] == 1


@every_table
def test_the_metadata_that_the_state_asks_for(table):
    schema = table_schema(table)
    assert [key for key in METADATA if not schema.get(key)] == []
    assert date.fromisoformat(schema["created"]) <= date.fromisoformat(schema["lastModified"])
    assert re.fullmatch(r"[a-z0-9-]+", schema["name"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", schema["version"])


@every_table
def test_each_field_is_named_without_accents_and_explained(table):
    for field in table_schema(table)["fields"]:
        assert field["name"] == unicodedata.normalize("NFKD", field["name"]).encode("ascii", "ignore").decode()
        assert field["description"].endswith(".")
        assert "example" in field


@pytest.mark.parametrize(
    ("name", "header", "expected"),
    [
        ("acts", "montant", {"type": "number", "decimalChar": ",", "groupChar": " "}),
        ("acts", "date", {"type": "date", "format": "%d/%m/%Y"}),
        ("calls", "debut", {"type": "datetime", "format": "%d/%m/%Y %H:%M:%S"}),
        ("appointments", "debut", {"type": "datetime", "format": "%d/%m/%Y %H:%M"}),
        ("ledger", "EcritureDate", {"type": "date", "format": "%Y%m%d"}),
        ("staffing", "mois", {"type": "yearmonth"}),
        ("invoices", "droits_verifies", {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}),
    ],
)
def test_types(name, header, expected):
    field = next(one for one in table_schema(TABLES[name])["fields"] if one["name"] == header)
    assert {key: field.get(key) for key in expected} == expected


def test_constraints():
    fields = {one["name"]: one["constraints"] for one in table_schema(TABLES["payer_flows"])["fields"]}
    assert fields["payeur_type"] == {"required": True, "enum": ["AMO", "AMC"]}
    assert fields["id"] == {"required": False, "unique": True}
    assert fields["payeur"] == {"required": False}


def test_an_empty_outcome_is_accepted_as_the_contract_says():
    fields = {one["name"]: one for one in table_schema(TABLES["appointments"])["fields"]}
    assert fields["statut"]["constraints"]["required"] is False
    assert fields["statut"]["description"] == "Ce qu'est devenu le rendez-vous. Cellule vide = non_pointe."


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("invoices", ["id"]),
        ("patient_debts", ["facture", "echeance"]),
        ("lab_sampling", ["mois", "mode"]),
        ("staffing", None),
        ("acts", None),
        ("calls", None),
    ],
)
def test_primary_keys_refuse_no_line_that_the_contract_takes(name, key):
    assert table_schema(TABLES[name]).get("primaryKey") == key


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("opening_hours", "08:30", "8h30", "constraint-error"),
        ("opening_hours", "lundi", "lundy", "constraint-error"),
        ("closures", "25/12/2025", "31/02/2025", "type-error"),
        ("typed_measures", "2025-01", "janvier", "constraint-error"),
        ("acts", "30,00", "trente", "type-error"),
    ],
)
def test_what_a_schema_refuses(name, old, new, error, tmp_path):
    table = TABLES[name]
    found = report(table, example_csv(table).replace(old, new), tmp_path)
    assert {one[0] for one in found.flatten(["type"])} == {error}


@pytest.mark.parametrize("period", ["2025", "2025-01", "2025T3", "2025-03-03/2025-03-14"])
def test_the_four_kinds_of_periods_are_accepted(period, tmp_path):
    table = TABLES["typed_measures"]
    assert report(table, example_csv(table).replace("2025-01", period), tmp_path).valid


def test_midnight_as_an_end_is_accepted(tmp_path):
    table = TABLES["opening_hours"]
    assert report(table, example_csv(table).replace("12:30", "24:00"), tmp_path).valid
