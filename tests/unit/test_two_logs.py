"""One switchboard gives its calls in two kinds of logs: given together, they would be counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from telephone_logs import cdr

from levier.holding import find_centres, hold
from levier.store import Store

# 3 March 2025, 9 h in Paris, is 1 740 988 800.
QUEUE = """1740988800|1740988800.1|600|NONE|ENTERQUEUE||0612345678|1
1740988812|1740988800.1|600|SIP/101|CONNECT|12|1740988800.2|3
1740988895|1740988800.1|600|SIP/101|COMPLETECALLER|12|83|1
"""
WORDS = (
    "queue_log : « des appels du 03/03/2025 au 03/03/2025, comme dans Master.csv » lu ; attendu : un seul journal pour "
    "les mêmes appels ; ces deux-là s'ajoutent. → S'ils viennent du même standard, ne gardez que l'un des deux ; de "
    "deux standards, rien à faire."
)


def record(day: str) -> str:
    start = f"{day} 09:00:00"
    return cdr("0612345678", "600", "SIP/x-00000001", "SIP/101-00000002", "Queue", start, 95, 83, "ANSWERED", "1.1")


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    folder = tmp_path / "centre"
    folder.mkdir()
    (folder / "centre.toml").write_text('identifiant = "A01"\n', encoding="utf-8")
    (folder / "queue_log").write_text(QUEUE, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    (centre,) = find_centres(folder)
    return [one.sentence() for one in hold(centre).problems if one.code == "journaux_superposes"]


def test_a_folder_with_both_logs_of_the_same_days_is_warned(centre: Path) -> None:
    (centre / "Master.csv").write_text(record("2025-03-03"), encoding="utf-8")
    (sentence,) = told(centre)
    assert sentence == WORDS.replace("Master.csv", "queue_log").replace("queue_log :", "Master.csv :", 1)


def test_logs_of_other_days_or_of_one_kind_are_no_matter(centre: Path) -> None:
    (centre / "Master.csv").write_text(record("2025-03-04"), encoding="utf-8")
    assert told(centre) == []
    (centre / "Master.csv").rename(centre / "Master-autre-site.csv")
    (centre / "Master.csv").write_text(record("2025-03-04"), encoding="utf-8")
    assert told(centre) == []


def test_the_second_log_imported_is_warned_of_the_first(
    centre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    store = Store.create(tmp_path / "magasin", 'identifiant = "A01"\n')
    master = centre / "Master.csv"
    master.write_text(record("2025-03-03"), encoding="utf-8")
    (first,) = store.add([master])
    (second,) = store.add([centre / "queue_log"])
    assert not [one for one in first.problems if one.code == "journaux_superposes"]
    assert [one.sentence() for one in second.problems if one.code == "journaux_superposes"] == [WORDS]
