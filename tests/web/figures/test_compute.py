"""What pages read is what the library says, whole or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from levier.cli import main
from levier.disclosure import shared
from levier.figures.figure import shown_slice
from levier.measuring import Asked, measure
from levier.store_source import hold_store
from levier.web.figures import selectors
from levier.web.figures.compute import SAID_ONCE, WORDS, compute, moved
from levier.web.figures.holdings import hold_centre
from levier.web.figures.models import Lecture, Result, Run, Series

ALL_SEEN = selectors.Viewer(private=True)


def stored(centre: Any, grain: str, dimension: str = "") -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the points of a centre, whole again, by indicator, slice and period."""
    rows = Series.objects.filter(centre=centre, grain=grain, dimension=dimension)
    about = {one.pk: {name: value for name, value in one.about.items() if name != WORDS} for one in rows}
    return {(one.indicator, one.slice, said["period"]): about[one.pk] | said for one in rows for said in one.points}


def filled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, [], {})}


@pytest.mark.parametrize("grain", ["month", "quarter", "year", "rolling12"])
def test_points_are_those_of_the_command(brought: Any, grain: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says the same, figure by figure, for every grain."""
    kept = stored(brought, grain)
    first = min(period for _name, _slice, period in kept)[:7]
    asked = ["measure", str(brought.store), "--every", grain, "--from", first, "--compare", "n-1", "--format", "json"]
    assert main(asked) in (0, 1)
    printed = {
        (one["indicator"], one["period"]): one for one in json.loads(capsys.readouterr().out) if not one["slice"]
    }
    assert len(kept) > 50
    for (name, _slice, period), said in kept.items():
        mine = filled({key: value for key, value in said.items() if key not in ("small", "private")})
        whole = {key: value for key, value in filled(printed[name, period]).items() if key not in SAID_ONCE}
        if "n-1" in mine:
            mine["n-1"] = {key: value for key, value in mine["n-1"].items() if key != "private"}
            whole["n-1"] = {key: value for key, value in whole["n-1"].items() if key != "small_team"}
        assert mine == whole, (name, period)


def test_marks_are_those_of_the_team_rule(brought: Any) -> None:
    """A slice is open to others exactly when levier.disclosure shares it."""
    holding = hold_store(brought.store)
    figures = measure(holding, Asked(every="year", by=("specialty",)))
    told = {id(one) for one in shared(figures, 3)}
    open_ = {
        (one.indicator, str(shown_slice(one.slice)["specialty"]), one.period.label): id(one) in told
        for one in figures
        if one.slice
    }
    kept = {key: not said.get("private", False) for key, said in stored(brought, "year", "specialty").items()}
    assert kept
    assert False in kept.values()
    assert {key: open_[key[0], key[1] or "None", key[2]] for key in kept} == kept


def test_hidden_points_say_nothing(brought: Any) -> None:
    for one in selectors.series(brought, selectors.SHARED, grain="month", dimension="specialty"):
        for said in one.points:
            assert said["status"] != selectors.HIDDEN or set(said) <= {"period", "from", "to", "status"}


def test_computing_again_changes_nothing(brought: Any) -> None:
    before = {row["pk"]: row for row in Series.objects.values("pk", "indicator", "points")}
    points = sorted((row["indicator"], json.dumps(row["points"])) for row in before.values())
    run = compute(brought)
    again = Series.objects.values("indicator", "points")
    assert sorted((row["indicator"], json.dumps(row["points"])) for row in again) == points
    assert run.moved == []


def test_killed_in_the_middle_keeps_what_was_there(brought: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [model.objects.count() for model in (Series, Lecture, Result, Run)]

    class Killed(Exception):
        """The worker died."""

    def die(percent: int, _step: str = "") -> None:
        if percent == 90:
            raise Killed

    with pytest.raises(Killed):
        compute(brought, progress=die)

    def refuse(*_args: Any, **_more: Any) -> None:
        raise Killed

    monkeypatch.setattr(Run.objects, "create", refuse)
    with pytest.raises(Killed):
        compute(brought)
    assert [model.objects.count() for model in (Series, Lecture, Result, Run)] == counts


def test_what_moved_is_said_by_hand() -> None:
    before = {("a", "2025"): (1.0, False), ("b", "2025"): (2.0, True), ("c", "2025"): (3.0, False)}
    after = {("a", "2025"): (1.0, False), ("b", "2025"): (4.0, True), ("d", "2025"): (5.0, False)}
    assert moved(before, after) == [
        {"indicator": "b", "period": "2025", "before": 2.0, "after": 4.0, "private": True},
        {"indicator": "c", "period": "2025", "before": 3.0, "after": None},
    ]


def test_the_results_are_there_in_both_languages(brought: Any) -> None:
    for kind in ("margins", "bridge", "landing", "week", "changed"):
        data = Result.objects.get(centre=brought, kind=kind).data
        assert set(data) == {"fr", "en"}, kind
    quality = selectors.result(brought, "quality", ALL_SEEN)
    acts = quality["tables"]["acts"]
    assert acts["kept"] == sum(one.kept for one in hold_centre(brought).accounts if one.table == "acts")
    assert 0 < acts["coverage"] <= 1


def test_actions_of_the_plan_place_the_baseline(brought: Any) -> None:
    """The action on rooms of February 2025 is named by the reading of the rooms, with its limits month by month."""
    said = Lecture.objects.get(centre=brought, indicator="room_occupancy_rate").data
    assert "10/02/2025" in said["fr"]["baseline_frozen_by"]
    baseline = [one["period"] for one in said["limits"] if one.get("baseline")]
    assert (baseline[0], baseline[-1], len(baseline)) == ("2024-02", "2025-01", 12)
    assert all(one["low"] <= one["mid"] <= one["high"] for one in said["limits"])
