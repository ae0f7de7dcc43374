"""Codes at the date of care, differences of two releases, what is kept on the machine."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from levier.nomenclatures import Act, Origin, Phase, Release, Shelf, Timeline, difference
from levier.nomenclatures.check import DELETED, NO_ACTIVITY, NO_PHASE, NO_RELEASE, NOT_YET, SHAPE, UNKNOWN, VALID
from levier.problems import Refused, WrongCommand


def act(code: str, *phases: Phase, **about: str) -> tuple[str, Act]:
    return code, Act(code, f"acte {code}", phases=phases, **about)


def line(activity: str = "1", phase: str = "0", covered: bool = True, **prices: int) -> Phase:
    return Phase(activity, phase, prices, covered)


V67 = Release(
    "67",
    "2021-04-08",
    dict(
        [
            act("AHQP001", line(secteur_1=6912, hors_secteur_1=6642)),
            act("AAFA001", line(secteur_1=106233), line("4", secteur_1=32880)),
            act("QEMA008", line(secteur_1=10000)),
            act("ZBQK002", line(secteur_1=2128)),
            act("HBBD098", line(covered=False)),
        ]
    ),
    origin=Origin(("ccam_v67.csv",), "0" * 64, "feuille"),
)
V78 = Release(
    "78",
    "2025-07-01",
    dict(
        [
            act("AHQP001", line(secteur_1=7100, hors_secteur_1=6642)),
            act("AAFA001", line(secteur_1=106233), line("4", secteur_1=32880)),
            act("EZQH005", line(secteur_1=5000), before="QEMA008"),
            act("ZBQK002", line(hors_secteur_1=2128)),
            act("HBBD098", line(covered=False)),
        ]
    ),
)
TIMELINE = Timeline([V78, V67])


def test_difference_of_two_releases() -> None:
    found = difference(V67, V78)
    assert [(one.code, one.replacement) for one in found.created] == [("EZQH005", "QEMA008")]
    assert [(one.code, one.replacement) for one in found.deleted] == [("QEMA008", "EZQH005")]
    # ZBQK002 lost one tariff and gained the other: two changes of one line.
    assert [(one.code, one.grid, one.before, one.after) for one in found.priced] == [
        ("AHQP001", "secteur_1", 6912, 7100),
        ("ZBQK002", "hors_secteur_1", None, 2128),
        ("ZBQK002", "secteur_1", 2128, None),
    ]
    assert (found.lines_priced, found.grids) == (2, ("hors_secteur_1", "secteur_1"))


def test_tariffs_of_other_grids_are_not_compared() -> None:
    national = Release("78", "2025-07-01", dict([act("AHQP001", Phase("1", "0", {"1": 7000}))]))
    found = difference(V67, national)
    assert (found.priced, found.grids) == ((), ())


@pytest.mark.parametrize(
    ("code", "day", "status", "release", "other", "missing"),
    [
        ("AHQP001", "2021-04-08", VALID, "67", None, 0),
        ("AHQP001", "2025-07-01", VALID, "78", None, 0),
        ("AHQP001-1", "2025-06-30", VALID, "67", None, 0),
        ("ahqp001 1 0", "2025-07-01", VALID, "78", None, 0),
        ("AHQP00110", "2025-07-01", VALID, "78", None, 0),
        ("AAFA001-4", "2025-07-01", VALID, "78", None, 0),
        ("AHQP001-4", "2025-07-01", NO_ACTIVITY, "78", None, 0),
        ("AHQP001-1-3", "2025-07-01", NO_PHASE, "78", None, 0),
        ("EZQH005", "2023-01-01", NOT_YET, "67", "78", 10),
        ("QEMA008", "2025-07-01", DELETED, "78", "67", 10),
        ("ZBQK999", "2025-07-01", UNKNOWN, "78", None, 0),
        ("consultation", "2025-07-01", SHAPE, "78", None, 0),
    ],
)
def test_a_code_at_the_date_of_care(
    code: str, day: str, status: str, release: str, other: str | None, missing: int
) -> None:
    answer = TIMELINE.check(code, day)
    assert answer.status == status
    assert answer.release is not None
    assert answer.release.version == release
    assert (answer.other.version if answer.other else None) == other
    assert answer.missing == missing


def test_before_the_first_release_nothing_is_guessed() -> None:
    answer = TIMELINE.check("AHQP001", "2021-04-07")
    assert (answer.status, answer.release) == (NO_RELEASE, None)
    assert Timeline([]).check("AHQP001", "2025-01-01").status == NO_RELEASE


@pytest.mark.parametrize(
    ("code", "near"),
    [("ZBQK0O2", ("ZBQK002",)), ("ZBQK02", ("ZBQK002",)), ("ZBKQ002", ("ZBQK002",)), ("AHPQ001", ("AHQP001",))],
)
def test_the_nearest_code_is_proposed(code: str, near: tuple[str, ...]) -> None:
    assert TIMELINE.check(code, "2025-07-01").near == near


def test_a_deleted_code_says_what_replaces_it() -> None:
    assert TIMELINE.check("QEMA008", "2025-08-01").replacement == "EZQH005"


def test_tables_answer_for_the_days_of_their_history() -> None:
    tables = Release(
        "84",
        "2026-01-01",
        dict(
            [
                act("HBLD036", created="2005-09-01", ended="2019-03-31", after="HBLD038"),
                act("HBLD038", created="2019-04-01"),
            ]
        ),
        since="2005-07-20",
    )
    timeline = Timeline([tables])
    assert timeline.check("HBLD036", "2019-03-31").status == VALID
    answer = timeline.check("HBLD036", "2019-04-01")
    assert (answer.status, answer.replacement, answer.missing) == (DELETED, "HBLD038", 0)
    assert timeline.check("HBLD038", "2019-03-31").status == NOT_YET
    assert timeline.check("HBLD038", "2030-01-01").status == VALID
    assert timeline.check("HBLD038", "2005-07-19").status == NO_RELEASE


def test_a_release_is_kept_once_and_read_back_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "nomenclatures")
    assert shelf.labels() == []
    label, new = shelf.add(V67)
    assert (new, label.name, label.acts, label.origin) == (True, "67@2021-04-08", 5, V67.origin)
    assert shelf.add(V67)[1] is False
    shelf.add(V78)
    assert [one.version for one in shelf.labels()] == ["67", "78"]
    assert shelf.load("v67") == V67
    assert shelf.every() == [V67, V78]
    assert sorted(path.name for path in shelf.folder.iterdir()) == [
        "ccam-67-2021-04-08.jsonl.gz",
        "ccam-78-2025-07-01.jsonl.gz",
    ]
    shelf.remove("67@2021-04-08")
    assert [one.version for one in shelf.labels()] == ["78"]


def test_another_content_under_the_same_version_is_refused(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add(V67)
    with pytest.raises(Refused) as refused:
        shelf.add(Release("67", "2021-04-08", V78.acts))
    assert str(refused.value) == (
        "67@2021-04-08 est déjà rangée, avec un autre contenu. → levier nomenclature remove 67@2021-04-08"
    )


def test_the_name_of_a_release(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with pytest.raises(WrongCommand) as wrong:
        shelf.load("67")
    assert str(wrong.value) == "Aucune version « 67 » n'est rangée (rangées : aucune)."
    shelf.add(V67)
    shelf.add(Release("67", "2022-01-01", V67.acts))
    with pytest.raises(WrongCommand) as wrong:
        shelf.load("67")
    assert str(wrong.value) == (
        "Plusieurs versions « 67 » sont rangées : 67@2021-04-08, 67@2022-01-01. → Donnez la date avec."
    )


@pytest.mark.parametrize("how", ["cut", "changed", "no gzip", "newer"])
def test_a_damaged_release_is_refused(tmp_path: Path, how: str) -> None:
    shelf = Shelf(tmp_path)
    path = shelf.add(V67)[0].path
    data = path.read_bytes()
    lines = gzip.decompress(data).decode().splitlines(keepends=True)
    if how == "cut":
        path.write_bytes(data[:-20])
    elif how == "changed":
        path.write_bytes(gzip.compress("".join([*lines[:-1], lines[-1].replace("2128", "2129")]).encode()))
    elif how == "no gzip":
        path.write_bytes(b"rien")
    else:
        head = json.loads(lines[0]) | {"format": 9}
        path.write_bytes(gzip.compress("".join([json.dumps(head) + "\n", *lines[1:]]).encode()))
    with pytest.raises(Refused) as refused:
        shelf.every()
    expected = "vient d'un Levier plus récent. → Mettez Levier à jour." if how == "newer" else "est abîmé."
    assert expected in str(refused.value)
