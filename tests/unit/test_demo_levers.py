"""The levers of the fictitious region: the published counts, dates, and the truth beside the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from levier.demo import write_region
from levier.demo.days import day_of
from levier.demo.levers import LEVERS
from levier.demo.plan import region_plan

# The report's table (domain reference §5.1, dental resolved in §5.2).
RETAINED = (26, 28, 27, 19, 24, 27, 12, 25, 26)
ACTIVATED = (26, 21, 26, 10, 20, 22, 10, 11, 12)
POSITIVE = (19, 9, 21, 7, 17, 13, 9, 9, 6)
SERVICE_OF = {4: "imagerie", 5: "dentaire", 7: "prelevements"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("levers"), scale=0.02).folder


def _table(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()[1:]
    return [dict(zip(lines[0].split(";"), line.split(";"), strict=True)) for line in lines[1:]]


def test_the_file_of_levers_gives_the_published_table(folder: Path) -> None:
    rows = _table(folder / "leviers.csv")
    assert len(rows) == 28 * 9
    for number in range(1, 10):
        mine = [row for row in rows if row["levier"] == str(number)]
        assert sum(row["retenu"] == "oui" for row in mine) == RETAINED[number - 1]
        assert sum(row["active_le"] != "" for row in mine) == ACTIVATED[number - 1]
        assert sum(row["resultat_regle_rapport"] == "positif" for row in mine) == POSITIVE[number - 1]


@pytest.mark.parametrize("seed", [2013, 1, 77])
def test_the_counts_hold_for_any_seed(seed: int) -> None:
    choices = [choice for plan in region_plan(seed).values() for choice in plan.choices]
    for lever in LEVERS:
        mine = [choice for choice in choices if choice.lever is lever]
        assert sum(choice.retained for choice in mine) == RETAINED[lever.number - 1]
        assert sum(choice.since is not None for choice in mine) == ACTIVATED[lever.number - 1]
        assert sum(choice.positive is True for choice in mine) == POSITIVE[lever.number - 1]


@pytest.mark.parametrize("seed", [2013, 1, 77])
def test_a_lever_of_a_service_is_retained_only_where_it_exists(seed: int) -> None:
    for plan in region_plan(seed).values():
        for number, service in SERVICE_OF.items():
            assert service in plan.services or not plan.choice(number).retained


def test_activated_levers_were_retained() -> None:
    for plan in region_plan(2013).values():
        assert all(choice.retained for choice in plan.choices if choice.since is not None)


def test_activations_leave_the_two_compared_half_years_free() -> None:
    for plan in region_plan(2013).values():
        for choice in plan.choices:
            if choice.since is not None:
                assert day_of("2024-09-30") < choice.since < day_of("2025-04-01")


def test_true_effects_exist_for_each_activation_and_are_null_where_the_result_is(folder: Path) -> None:
    effects = _table(folder / "effets_vrais.csv")
    results = {(row["centre"], row["levier"]): row for row in _table(folder / "leviers.csv") if row["active_le"]}
    assert {(row["centre"], row["levier"]) for row in effects} == set(results)
    for row in effects:
        choice = results[row["centre"], row["levier"]]
        assert row["active_le"] == choice["active_le"]
        assert (row["forme"] != "nul") == (choice["resultat_regle_rapport"] == "positif")
        assert (row["effet_vrai"] == "0") == (row["forme"] == "nul")


@pytest.mark.parametrize(
    ("indicator", "sign"),
    [("no_show_rate", -1), ("call_answer_rate", 1), ("ccam_act_share", 1), ("payer_rejection_rate", -1)],
)
def test_true_effects_go_the_favourable_way(folder: Path, indicator: str, sign: int) -> None:
    sizes = [
        float(row["effet_vrai"].replace(",", "."))
        for row in _table(folder / "effets_vrais.csv")
        if row["indicateur"] == indicator
    ]
    assert sizes
    assert all(size * sign >= 0 for size in sizes)
