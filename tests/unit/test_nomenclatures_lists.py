"""Dated lists of codes and dental families: the engines and the reference read the same parameters."""

from __future__ import annotations

import pytest

from levier import reference
from levier.catalogue.parameters import code_list, family_prefixes, letter_of, letters
from levier.holding import Options, hold_texts
from levier.nomenclatures import billed
from support import rows_of

FAMILIES = {
    "HBMD058": "soins",  # restoration
    "HBMD058-1": "soins",  # as software writes it
    "HBMD017": "prothese",  # a tooth added to a removable prosthesis
    "HBMD351": "prothese",  # inlay-onlay
    "HBLD038": "prothese",  # crown
    "HBLD037": "prothese",  # deleted before version 63, still readable
    "HBLD004": "soins",  # fluoride
    "HBGD036": "soins",  # extraction
    "HBGD005": "prothese",  # removal of an anchor
    "HBJA003": "soins",  # periodontal treatment
    "HBED017": "odf",  # malocclusion
    "HBED023": "soins",  # graft of gum
    "HBQK389": None,  # radiograph: neither
    "AHQP001": None,
}


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_families_on_the_engines_and_on_the_reference(engine: str) -> None:
    lines = "".join(f"10/09/2025;dentaire;{code};10,00\n" for code in FAMILIES)
    holding = hold_texts({"actes": f"date;service;code;montant\n{lines}"}, options=Options(engine=engine))
    found = dict(holding.engine.fetch("SELECT code, family FROM acts"))
    assert found == FAMILIES
    rows = reference.derive(rows_of(holding), holding.centre, 0, 0)["acts"]
    assert {row["code"]: row["family"] for row in rows} == FAMILIES
    holding.engine.close()


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_a_listed_code_counts_from_its_first_day(engine: str) -> None:
    days = {"30/04/2017": 0, "01/05/2017": 1}
    lines = (
        "".join(f"{day};medical;G;25,00\n" for day in days) + "30/09/2017;medical;APC;48\n01/10/2017;medical;APC;48\n"
    )
    holding = hold_texts({"actes": f"date;service;code;montant\n{lines}"}, options=Options(engine=engine))
    fetched = holding.engine.fetch("SELECT code, consultation, opinion FROM acts ORDER BY line")
    assert fetched == [("G", 0, 0), ("G", 1, 0), ("APC", 0, 0), ("APC", 0, 1)]
    rows = reference.derive(rows_of(holding), holding.centre, 0, 0)["acts"]
    assert [(row["code"], row["consultation"], row["opinion"]) for row in rows] == fetched
    holding.engine.close()


def test_lists_are_coherent() -> None:
    for name in ("avis_ponctuel", "consultations"):
        for one in code_list(name):
            known = letters()[one.code]
            assert [(letter.first, letter.last) for letter in known] == [(one.first, one.last)], one.code
    families = [start for start, _family in family_prefixes("dental")]
    assert len(families) == len(set(families))
    assert all(len(start) == 4 or billed(start) for start in families)


def test_homonyms_are_said() -> None:
    assert [one.homonym for one in letter_of("AMO 12")] == ["assurance maladie obligatoire (payeur)"]
    assert letter_of("HBLD038") == ()
