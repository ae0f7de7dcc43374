"""The grid of fictitious centres: names, keys and periods of the closed list, zeros written, same patients counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from levier.catalogue.typed import TYPED
from levier.catalogue.typed_rows import canonical, parts_problems, typed_problems
from levier.demo import write_region
from levier.demo.dialect import dialect
from levier.demo.grid import AGENDA, CLAIMS, TELEPHONE, Grid, period
from levier.demo.plan import EXPORTS, region_plan
from levier.demo.tally import Tally
from levier.periods import parse_period
from levier.readers import Context, Reading


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    codes = [code for code, plan in region_plan(2013).items() if plan.kind != EXPORTS]
    return write_region(tmp_path_factory.mktemp("grid"), scale=0.05, centres=codes).folder


def _typed(path: Path) -> list[dict[str, object]]:
    with path.open("rb") as stream:
        reading = Reading(stream, path.name, Context(secret=b"k" * 32))
        return [
            canonical(dict(zip(chunk.columns, row[2:], strict=True)))
            for chunk in reading.chunks()
            for row in chunk.rows()
        ]


def test_every_typed_row_is_one_that_the_catalogue_takes(folder: Path) -> None:
    paths = sorted(folder.glob("A*/grille.csv"))
    assert len(paths) == 14
    for path in paths:
        rows = _typed(path)
        assert rows
        assert [problem.sentence() for row in rows for problem in typed_problems(row)] == []
        assert parts_problems(rows) == []


def test_periods_follow_the_rhythm_of_each_measure(folder: Path) -> None:
    for path in sorted(folder.glob("A*/grille.csv")):
        for row in _typed(path):
            measure = TYPED[str(row["measure"])]
            assert parse_period(str(row["period"])).grain in measure.rhythm, (path, row)


def test_a_measure_is_typed_once_per_period_and_keys(folder: Path) -> None:
    for path in sorted(folder.glob("A*/grille.csv")):
        keys = [
            tuple(row[k] for k in ("period", "measure", "service", "payer_type", "job", "family"))
            for row in _typed(path)
        ]
        assert len(keys) == len(set(keys)), path


def test_typed_names_are_in_the_closed_list() -> None:
    assert set(AGENDA) | set(TELEPHONE) | set(CLAIMS) <= set(TYPED)


# Worked by hand: two honoured, one absent, one cancelled the day before after the hour, one a week before, one walk-in.
LINES = (
    "1;medical;;P1;C1;7;{b};2024-03-05 10:00;2024-03-05 10:20;honore;;;faux;faux;web;sms",
    "2;medical;;P1;C1;8;{b};2024-03-05 10:20;2024-03-05 10:40;honore;;;faux;faux;web;sms",
    "3;medical;;P1;C1;9;{b};2024-03-05 10:40;2024-03-05 11:00;non_venu;;;faux;faux;web;sms",
    "4;medical;;P1;C1;9;{b};2024-03-05 11:00;2024-03-05 11:20;annule;2024-03-04 11:30;patient;faux;faux;web;sms",
    "5;medical;;P1;C1;9;{b};2024-03-05 11:20;2024-03-05 11:40;annule;2024-02-27 11:30;patient;faux;faux;web;sms",
    "6;medical;;P1;C1;9;{b};2024-03-05 11:40;2024-03-05 12:00;honore;;;vrai;faux;web;sms",
    "7;medical;;P1;C1;9;{b};2024-04-02 11:40;2024-04-02 12:00;;;;faux;faux;web;sms",
)


def test_the_statistics_page_counts_the_lines_of_the_diary() -> None:
    tally = Tally(dialect("iso"))
    tally.appointments([line.format(b="2024-02-20 09:00") for line in LINES])
    march = {name: months[2] for (name, _service), months in tally.counts.items()}
    assert march["rdv_honores"] == 2
    assert march["rdv_absents"] == 1
    assert march["rdv_annules_patient"] == 2
    assert march["rdv_annules_tard"] == 1
    assert march["passages_sans_rdv"] == 1
    assert tally.counts["rdv_non_pointes", "medical"][3] == 1


def test_a_zero_is_typed() -> None:
    tally = Tally(dialect("iso"))
    tally.appointments([LINES[0].format(b="2024-02-20 09:00")])
    grid = Grid(region_plan(2013)["A01"], tally, dialect("iso"))
    grid.counted("agenda", ("rdv_honores",), 12)
    assert [row.split(";")[:4] for row in grid.rows] == [
        ["2024", "rdv_honores", "1", "medical"],
        ["2025", "rdv_honores", "0", "medical"],
    ]


@pytest.mark.parametrize(("first", "step", "name"), [(0, 1, "2024-01"), (15, 3, "2025T2"), (12, 12, "2025")])
def test_periods_are_named_as_people_write_them(first: int, step: int, name: str) -> None:
    assert period(first, step) == name
