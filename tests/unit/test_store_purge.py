"""The purge deletes lines for good, keeps totals for ever, and nothing brings the lines back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from levier.engine.base import open_engine
from levier.figures.figure import Figure
from levier.holding import Options
from levier.measuring import Asked, measure
from levier.problems import WrongCommand
from levier.store import Store
from levier.store.cubes import CubeCache
from levier.store_source import freeze, hold_store

# 1 January 2024 is day 19 723, 1 February 19 754, 1 March 19 783.
JANUARY, FEBRUARY, MARCH = 19_723, 19_754, 19_783
DEFAULTS = Options()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    store = Store.create(tmp_path / "magasin")
    store.add([agenda(tmp_path, "rendez_vous.csv"), rooms(tmp_path)])
    return store


def agenda(tmp_path: Path, name: str, first: str = "RV-JANVIER") -> Path:
    path = tmp_path / name
    path.write_text(
        f"id;debut;statut\n{first};31/01/2024 18:00;honore\n2;01/02/2024 00:00;honore\n3;05/03/2024 09:00;non_venu\n"
    )
    return path


def rooms(tmp_path: Path) -> Path:
    path = tmp_path / "cabinets.csv"
    path.write_text("id;type\nC1;cabinet\n")
    return path


def ids(store: Store) -> list[str]:
    engine = open_engine("duckdb")
    store.load(engine)
    found = [
        one for (one,) in engine.fetch("SELECT id FROM raw_appointments UNION SELECT id FROM raw_rooms ORDER BY 1")
    ]
    engine.close()
    return found


def test_the_plan_says_and_deletes_nothing(store: Store) -> None:
    plan = store.purge_plan("2024-03")
    assert (plan.removed, plan.months) == ({"appointments": 2}, ("2024-01", "2024-02"))
    assert ids(store) == ["2", "3", "C1", "RV-JANVIER"]
    assert store.frozen_months() == ()
    assert store.purge_plan("2023-03").removed == {}


def test_lines_of_earlier_months_go_for_good(store: Store) -> None:
    assert store.purge("2024-02").removed == {"appointments": 1}
    assert ids(store) == ["2", "3", "C1"]
    assert (store.frozen_months(), store.purged_before()) == (("2024-01",), FEBRUARY)
    texts = [path.read_bytes() for path in store.folder.rglob("*") if path.is_file()]
    assert not any(b"RV-JANVIER" in text for text in texts)
    engine = open_engine("duckdb")
    account = store.load(engine)[0]
    engine.close()
    assert (account.kept, account.first) == (2, FEBRUARY)


def test_nothing_brings_purged_lines_back(store: Store, tmp_path: Path) -> None:
    store.purge("2024-02")
    (result,) = store.add([agenda(tmp_path, "rendez_vous_2.csv", "RV-REVENANT")])
    assert ids(store) == ["2", "3", "C1"]
    (problem,) = [one for one in result.problems if one.code == "mois_purge"]
    assert problem.sentence() == (
        "rendez_vous_2.csv, ligne 2 : attendu : des lignes de mois encore conservés ; ceux-ci ont été purgés, leurs "
        "chiffres sont figés. → Rien à faire."
    )
    (account,) = result.accounts
    assert (account.read, account.kept, account.set_aside, account.not_data) == (4, 2, 0, 2)
    store.delete("2")
    assert ids(store) == ["2", "3", "C1"]


def test_totals_are_frozen_in_the_same_change_and_add_up(store: Store) -> None:
    asked = []

    def freeze(first: int, last: int) -> dict[str, list[tuple[int | str | None, ...]]]:
        asked.append((first, last))
        return {"appointments": [(first, None, "dentaire", len(asked))]}

    store.purge("2024-02", freeze)
    store.purge("2024-03", freeze)
    # Whole months: the first purge goes back to 1 January, the second begins where the first ended.
    assert asked == [(JANUARY, FEBRUARY - 1), (FEBRUARY, MARCH - 1)]
    assert store.frozen("appointments") == [(JANUARY, None, "dentaire", 1), (FEBRUARY, None, "dentaire", 2)]
    first, second = store.purges()
    assert (first.first, first.last, second.first, second.last) == (JANUARY, FEBRUARY - 1, FEBRUARY, MARCH - 1)
    assert store.frozen("appointments", second) == [(FEBRUARY, None, "dentaire", 2)]
    assert store.frozen("calls") == []
    assert store.frozen_months() == ("2024-01", "2024-02")


def test_a_failed_freeze_purges_nothing(store: Store) -> None:
    def freeze(_first: int, _last: int) -> dict[str, list[tuple[int, ...]]]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.purge("2024-02", freeze)
    assert ids(store) == ["2", "3", "C1", "RV-JANVIER"]
    assert len(list((store.folder / "imports").iterdir())) == 2


def test_a_purge_of_what_was_replaced_keeps_the_current_line(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rendez_vous_3.csv"
    path.write_text("id;debut;statut\nRV-JANVIER;06/03/2024 18:00;honore\n")
    store.add([path], mode="amend")
    store.purge("2024-03")
    assert ids(store) == ["3", "C1", "RV-JANVIER"]


def test_events_of_purged_months_stay(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "evenements.csv"
    path.write_text("date;libelle\n15/01/2024;Départ d'un médecin\n")
    store.add([path])
    assert store.purge("2024-02").removed == {"appointments": 1}
    path.write_text("date;libelle\n16/01/2024;Départ d'un médecin\n")
    store.add([path])
    engine = open_engine("duckdb")
    store.load(engine)
    assert engine.fetch("SELECT date FROM raw_events") == [(JANUARY + 15,)]
    engine.close()


@pytest.mark.parametrize("text", ["2024", "2024T1", "mars"])
def test_only_a_month_is_understood(store: Store, text: str) -> None:
    with pytest.raises(WrongCommand, match=text):
        store.purge(text)


def test_the_cache_builds_once_and_survives_damage(tmp_path: Path) -> None:
    cache = CubeCache(tmp_path)
    built = []

    def build() -> list[tuple[int | str | None, ...]]:
        built.append(1)
        return [(1, "é", None)]

    assert cache.cached("a", build) == cache.cached("a", build) == [(1, "é", None)]
    assert len(built) == 1
    assert cache.cached("b", build) == [(1, "é", None)]
    assert len(built) == 2
    for path in cache.folder.iterdir():
        path.write_bytes(path.read_bytes()[:20])
    assert cache.cached("a", build) == [(1, "é", None)]
    assert len(built) == 3
    cache.prune(["a"])
    assert len(list(cache.folder.iterdir())) == 1


def test_a_purge_leaves_the_days_of_the_months_kept_covered(store: Store, tmp_path: Path) -> None:
    """The file spoke of 31 January to 5 March: once February is the first month left, it still covers its first days."""
    path = tmp_path / "appels.csv"
    path.write_text("debut;decroche\n31/01/2024 09:00;oui\n20/02/2024 09:00;oui\n")
    store.add([path])
    store.purge("2024-02")
    calls = [account for account in store.accounts() if account.table == "calls"]
    assert [(one.first, one.last, one.kept) for one in calls] == [(FEBRUARY, FEBRUARY + 19, 1)]


def test_figures_are_the_same_before_and_after_two_purges(place_of_a_year: Path) -> None:
    before = figures(place_of_a_year)
    folder = place_of_a_year
    for month in ("2024-02", "2024-04"):
        store = Store.open(folder)
        store.purge(month, lambda first, last: freeze(folder, first, last))
        assert figures(folder) == before
    # Appointments of April to June only are left: 30 + 31 + 30 days.
    engine = open_engine("duckdb")
    Store.open(folder).load(engine)
    assert engine.fetch("SELECT COUNT(*) FROM raw_appointments") == [(91,)]
    engine.close()


@pytest.fixture
def place_of_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of six months: an appointment every day, hours, rooms, sessions by the week, lump sums by the quarter."""
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(182)]
    texts = {
        "rendez_vous": ["id;debut;fin;statut;praticien;cabinet;service;patient"]
        + [
            f"{rank};{day:%d/%m/%Y} 09:00;{day:%d/%m/%Y} 09:20;{('honore', 'non_venu')[rank % 5 == 0]};P1;C1;medical;p{rank % 40}"
            for rank, day in enumerate(days)
        ],
        "horaires": ["jour;de;a", *(f"{name};09:00;17:00" for name in ("lundi", "mardi", "jeudi"))],
        "cabinets": ["id;type;service", "C1;cabinet;medical"],
        "semaine_type": ["cabinet;jour;de;a;service", "C1;lundi;09:00;12:00;medical"],
        "forfaits": ["au_titre_de;dispositif;unites;montant_du;montant_recu", "2024-03;teulade;1;100;100"],
    }
    files = []
    for name, lines in texts.items():
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([*lines, ""]))
        files.append(path)
    store = Store.create(tmp_path / "annee")
    store.add(files)
    return store.folder


def figures(folder: Path) -> list[tuple[object, ...]]:
    names = ("no_show_rate", "weekly_opening_hours", "room_occupancy_rate", "fill_rate", "total_revenue")
    holding = hold_store(folder)
    found = [
        (one.indicator, one.period.label, one.numerator, one.denominator, one.status, one.coverage)
        for one in measure(holding, Asked(names=names, as_of=date(2024, 6, 30)))
    ]
    holding.engine.close()
    return found


def january(store: Store, options: Options = DEFAULTS, *by: str) -> Figure:
    holding = hold_store(store.folder, options)
    asked = Asked(first="2024-01", last="2024-01", as_of=date(2024, 3, 31), names=("outcome_known_rate",), by=by)
    figure = measure(holding, asked)[-1]
    holding.engine.close()
    return figure


def test_frozen_totals_are_those_of_their_conventions_and_dimensions_alone(store: Store, tmp_path: Path) -> None:
    """One honoured appointment in January: 1 of 1 before and after; what was not kept is said, never taken for 0."""
    store.add([calls(tmp_path)])
    assert january(store, DEFAULTS, "channel", "reminder").denominator == 1
    store.purge("2024-03", lambda first, last: freeze(store.folder, first, last))
    kept = january(store)
    assert (kept.numerator, kept.denominator) == (1, 1)
    assert january(store, DEFAULTS, "channel").denominator == 1
    assert answered(store).denominator == 1
    other = answered(store, Options(conventions={"appel_court_s": 60}))
    assert (other.status, other.value) == ("not_available", None)
    assert "mois purgés" in other.notes[0]


def test_a_cut_that_was_not_frozen_has_no_slice_in_purged_months(store: Store) -> None:
    store.purge("2024-03", lambda first, last: freeze(store.folder, first, last))
    holding = hold_store(store.folder)
    asked = Asked(first="2024-01", last="2024-03", as_of=date(2024, 3, 31), names=("outcome_known_rate",))
    by = replace(asked, by=("channel", "reminder"))
    found = {(one.period.label, bool(one.slice)): one.status for one in measure(holding, by)}
    holding.engine.close()
    assert found["2024-01", False] == "partial"
    assert found["2024-01", True] == found["2024-02", True] == "not_available"
    assert found["2024-03", True] == "partial"


def calls(tmp_path: Path) -> Path:
    path = tmp_path / "appels.csv"
    path.write_text("debut;decroche;attente_s\n31/01/2024 09:00;non;30\n")
    return path


def answered(store: Store, options: Options = DEFAULTS) -> Figure:
    holding = hold_store(store.folder, options)
    asked = Asked(first="2024-01", last="2024-01", as_of=date(2024, 3, 31), names=("call_answer_rate",))
    (figure,) = measure(holding, asked)
    holding.engine.close()
    return figure


def test_nothing_finer_than_the_frozen_totals_outlives_a_purge(store: Store) -> None:
    january(store)
    assert list(store.cubes().folder.iterdir())
    store.purge("2024-03", lambda first, last: freeze(store.folder, first, last))
    assert list(store.cubes().folder.iterdir()) == []
