"""What imports do to one another, on files small enough to be worked by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from levier.engine.base import open_engine
from levier.holding import find_centres, hold
from levier.problems import NothingUsable, Refused, WrongCommand
from levier.store import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    return Store.create(tmp_path / "magasin", 'identifiant = "A01"\n')


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def agenda(tmp_path: Path, name: str, *lines: str) -> Path:
    return written(tmp_path, name, "\n".join(["id;debut;statut", *lines, ""]))


def calls(tmp_path: Path, name: str, *lines: str) -> Path:
    return written(tmp_path, name, "\n".join(["debut;decroche;attente_s", *lines, ""]))


def statuses(store: Store, engine_name: str = "duckdb") -> dict[str, str]:
    engine = open_engine(engine_name)
    store.load(engine)
    rows = engine.fetch("SELECT id, status FROM raw_appointments ORDER BY id")
    engine.close()
    return dict(rows)


def waits(store: Store) -> list[int]:
    engine = open_engine("duckdb")
    store.load(engine)
    rows = engine.fetch("SELECT wait_s FROM raw_calls ORDER BY wait_s")
    engine.close()
    return [wait for (wait,) in rows]


SIX = (
    *("1;06/01/2025 09:00;honore", "2;06/01/2025 10:00;honore", "3;07/01/2025 09:00;non_pointe"),
    *("4;08/01/2025 09:00;honore", "5;09/01/2025 09:00;honore", "6;10/01/2025 09:00;honore"),
)


@pytest.mark.parametrize("engine_name", ["duckdb", "sqlite"])
def test_a_newer_line_of_a_key_replaces_the_former(store: Store, tmp_path: Path, engine_name: str) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX)])
    (result,) = store.add([agenda(tmp_path, "rendez_vous_2.csv", "3;07/01/2025 09:00;non_venu")])
    assert statuses(store, engine_name) == dict.fromkeys("12456", "honore") | {"3": "non_venu"}
    assert result.effects == {"appointments": {"replaced": 1}}


def test_a_line_absent_from_a_newer_export_of_its_days_is_withdrawn(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX)])
    (result,) = store.add([agenda(tmp_path, "rendez_vous_2.csv", *SIX[:4], SIX[5])])
    assert set(statuses(store)) == set("12346")
    assert result.effects == {"appointments": {"replaced": 5, "withdrawn": 1}}


def test_days_outside_the_span_and_other_sources_are_left_alone(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX)])
    store.add([agenda(tmp_path, "rendez_vous_2.csv", SIX[3], SIX[4])])
    store.add([agenda(tmp_path, "autre_rendez_vous.csv", "90;07/01/2025 09:00;honore")], source="site B")
    assert set(statuses(store)) == {*"123456", "90"}


def test_a_key_taken_over_from_another_source_is_told(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous.csv", *SIX)])
    (result,) = store.add([agenda(tmp_path, "rendez_vous_b.csv", "1;06/01/2025 09:00;annule")], source="site B")
    assert result.effects == {"appointments": {"taken_over": 1}}
    assert statuses(store)["1"] == "annule"


def test_more_than_a_fifth_withdrawn_is_refused_until_the_user_says(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX)])
    fewer = agenda(tmp_path, "rendez_vous_2.csv", SIX[0], SIX[1], SIX[4], SIX[5].replace("honore", "annule"))
    with pytest.raises(Refused) as refused:
        store.add([fewer])
    assert str(refused.value) == (
        "Rendez-vous (source « standard:rendez_vous ») : 2 lignes sur 6 déjà connues n'y sont plus. Plus d'une ligne "
        "sur cinq disparaîtrait : rien n'a été fait. → Recommencez avec « --whole » si ce fichier dit tout pour ces "
        "jours, ou avec « --amend » si seules les lignes de ce fichier changent, les autres restant comme elles sont."
    )
    assert len(store.imports()) == 1
    assert set(statuses(store)) == set("123456")
    store.add([fewer], mode="amend")
    assert set(statuses(store)) == set("123456")
    assert statuses(store)["6"] == "annule"
    store.add([fewer], mode="whole")
    assert set(statuses(store)) == set("1256")


def test_a_fifth_exactly_is_believed(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX[:5])])
    store.add([agenda(tmp_path, "rendez_vous_2.csv", SIX[0], SIX[1], SIX[2], SIX[4])])
    assert set(statuses(store)) == set("1235")


def test_deleting_an_import_gives_back_what_it_had_replaced(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX)])
    store.add([agenda(tmp_path, "rendez_vous_2.csv", *SIX[:4], SIX[5].replace("honore", "annule"))])
    assert set(statuses(store)) == set("12346")
    result = store.delete("2")
    assert (result.removed, result.given_back) == ({"appointments": 5}, {"appointments": 6})
    assert statuses(store) == dict.fromkeys("12456", "honore") | {"3": "non_pointe"}
    with pytest.raises(WrongCommand, match=r"L'import « 2 » n'existe pas\. Imports de ce magasin : 1\."):
        store.delete("2")


def test_the_same_bytes_change_nothing(store: Store, tmp_path: Path) -> None:
    path = agenda(tmp_path, "rendez_vous.csv", *SIX)
    store.add([path])
    (again,) = store.add([path])
    assert (again.unchanged, again.import_id, len(store.imports())) == (True, "1", 1)
    (other,) = store.add([path], source="site B")
    assert (other.unchanged, other.import_id) == (False, "2")


def test_the_same_bytes_twice_at_once_count_once_but_two_tables_are_two(store: Store, tmp_path: Path) -> None:
    lines = "du;au;motif\n01/05/2025;01/05/2025;pont\n"
    names = ("fermetures.csv", "fermetures_copie.csv", "fermetures_2.csv", "absences.csv")
    results = store.add([written(tmp_path, name, lines) for name in (names[0], names[2], names[3])])
    assert [(one.file, one.unchanged, one.import_id) for one in results] == [
        *(("fermetures_2.csv", True, "1"), ("fermetures.csv", False, "1"), ("absences.csv", False, "1")),
    ]
    assert all(one.unchanged for one in store.add([written(tmp_path, names[1], lines)]))


def test_a_file_without_key_replaces_the_days_it_covers(store: Store, tmp_path: Path) -> None:
    store.add(
        [calls(tmp_path, "appels_01.csv", "06/01/2025 09:00;oui;1", "06/01/2025 09:00;oui;1", "09/01/2025 09:00;oui;2")]
    )
    assert waits(store) == [1, 1, 2]
    store.add(
        [
            calls(
                tmp_path, "appels_02.csv", "06/01/2025 09:00;oui;3", "07/01/2025 09:00;oui;4", "07/01/2025 09:00;oui;5"
            )
        ],
        mode="whole",
    )
    assert waits(store) == [2, 3, 4, 5]


def test_a_file_of_other_lines_is_no_newer_version(store: Store, tmp_path: Path) -> None:
    first = [f"06/01/2025 {hour:02d}:00;oui;{hour}" for hour in range(9, 15)]
    other = [f"06/01/2025 {hour:02d}:30;oui;{hour}" for hour in range(9, 15)]
    store.add([calls(tmp_path, "appels_1.csv", *first)])
    with pytest.raises(Refused, match=r"6 lignes sur 6 déjà connues n'y sont plus.*--whole.*--source NOM"):
        store.add([calls(tmp_path, "appels_2.csv", *other)])
    store.add([calls(tmp_path, "appels_2.csv", *other)], source="ligne 2")
    assert len(waits(store)) == 12


def test_two_files_of_calls_given_together_are_weighed_too(store: Store, tmp_path: Path) -> None:
    first = [f"06/01/2025 {hour:02d}:00;oui;{hour}" for hour in range(9, 15)]
    other = [f"06/01/2025 {hour:02d}:30;oui;{hour}" for hour in range(9, 15)]
    both = [calls(tmp_path, "appels_1.csv", *first), calls(tmp_path, "appels_2.csv", *other)]
    with pytest.raises(Refused, match="6 lignes sur 6"):
        store.add(both)
    assert store.imports() == []


def test_amend_needs_a_key(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Appels : 1 ligne sans identifiant ; « --amend »"):
        store.add([calls(tmp_path, "appels.csv", "06/01/2025 09:00;oui;1")], mode="amend")
    assert store.imports() == []


def test_amend_with_a_file_whose_lines_are_all_set_aside(store: Store, tmp_path: Path) -> None:
    bad = calls(tmp_path, "appels.csv", "illisible;oui;1")
    results = store.add([agenda(tmp_path, "rendez_vous.csv", SIX[0]), bad], mode="amend")
    assert [result.import_id for result in results] == ["1", None]
    assert set(statuses(store)) == {"1"}


def test_files_given_together_complete_each_other(store: Store, tmp_path: Path) -> None:
    store.add(
        [agenda(tmp_path, "rendez_vous_1.csv", *SIX[:3]), agenda(tmp_path, "rendez_vous_2.csv", SIX[0], *SIX[3:])]
    )
    assert set(statuses(store)) == set("123456")


def test_descriptions_are_replaced_as_a_whole_file(store: Store, tmp_path: Path) -> None:
    header = "id;type\n"
    store.add([written(tmp_path, "cabinets.csv", header + "C1;cabinet\nC2;cabinet\nC3;cabinet\n")])
    store.add([written(tmp_path, "cabinets_2.csv", header + "C1;cabinet\nF1;fauteuil\n")])
    engine = open_engine("duckdb")
    store.load(engine)
    assert engine.fetch("SELECT id FROM raw_rooms ORDER BY id") == [("C1",), ("F1",)]
    engine.close()


def test_balances_replace_their_years_whatever_the_source(store: Store, tmp_path: Path) -> None:
    header = "exercice;compte;debit;credit\n"
    store.add([written(tmp_path, "soldes.csv", header + "2023;6066;10;0\n2024;6066;20;0\n")])
    store.add([written(tmp_path, "soldes_2.csv", header + "2024;6066;25;0\n")], source="comptable")
    engine = open_engine("duckdb")
    store.load(engine)
    rows = engine.fetch("SELECT exercise, debit FROM raw_balances ORDER BY exercise")
    assert rows == [(2023, 1000), (2024, 2500)]
    engine.close()


def test_payer_flows_without_id_are_known_by_invoice_payer_attempt_and_day(store: Store, tmp_path: Path) -> None:
    header = "facture;payeur_type;transmis_le;tentative;statut\n"
    store.add([written(tmp_path, "retours_organismes.csv", header + "F1;AMO;06/01/2025;;en_attente\n")])
    store.add([written(tmp_path, "retours_organismes_2.csv", header + "F1;AMO;06/01/2025;1;paye\n")])
    engine = open_engine("duckdb")
    store.load(engine)
    assert engine.fetch("SELECT invoice, status FROM raw_payer_flows") == [("F1", "paye")]
    engine.close()


def test_staffing_without_persons_is_replaced_by_month_identical_lines_kept(store: Store, tmp_path: Path) -> None:
    header = "mois;metier;etp\n"
    store.add(
        [written(tmp_path, "personnel.csv", header + "2025-01;accueil;1\n2025-01;accueil;1\n2025-02;accueil;1\n")]
    )
    store.add([written(tmp_path, "personnel_2.csv", header + "2025-02;accueil;0,5\n2025-02;medecin;1\n")])
    engine = open_engine("duckdb")
    store.load(engine)
    rows = engine.fetch("SELECT month, job, fte FROM raw_staffing ORDER BY month, job")
    # 1 January 2025 is day 20 089, 1 February 20 120; one FTE is stored as 10^9.
    assert rows == [
        *[(20_089, "accueil", 1_000_000_000)] * 2,
        (20_120, "accueil", 500_000_000),
        (20_120, "medecin", 1_000_000_000),
    ]
    engine.close()


def test_accounts_tell_the_days_and_counts_of_current_lines(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path, "rendez_vous_1.csv", *SIX, "7;06/01/2025 11:00;inconnu", "8;09/01/2025 11:00;inconnu")])
    store.add([agenda(tmp_path, "rendez_vous_2.csv", SIX[0], SIX[1], SIX[2])])
    engine = open_engine("duckdb")
    first, second = store.load(engine)
    assert (first.kept, first.first, first.last) == (3, 20_096, 20_098)
    assert first.aside_days == {20_097: 1}  # 6 January is said again by the second file, 9 January is not
    assert (second.kept, second.first, second.last) == (3, 20_094, 20_095)
    assert all(one.read == one.kept + one.set_aside + one.not_data for one in (first, second))
    assert engine.fetch("SELECT file, COUNT(*) FROM raw_appointments GROUP BY file ORDER BY file") == [(0, 3), (1, 3)]
    engine.close()


@pytest.mark.parametrize("engine_name", ["duckdb", "sqlite"])
def test_load_may_be_limited_to_some_days(store: Store, tmp_path: Path, engine_name: str) -> None:
    store.add([agenda(tmp_path, "rendez_vous.csv", *SIX), written(tmp_path, "cabinets.csv", "id;type\nC1;cabinet\n")])
    engine = open_engine(engine_name)
    store.load(engine, (20_095, 20_096))
    assert engine.fetch("SELECT id FROM raw_appointments ORDER BY id") == [("3",), ("4",)]
    assert engine.fetch("SELECT id FROM raw_rooms") == [("C1",)]
    engine.close()


def test_the_day_of_the_last_import_is_kept(store: Store, tmp_path: Path) -> None:
    store.clock = lambda: datetime(2026, 3, 2, 10, 0).astimezone()
    store.add([agenda(tmp_path, "rendez_vous.csv", *SIX)])
    # 2 March 2026: 20 454 is 1 January 2026, plus 31 + 28 + 1 days.
    assert store.last_import_day() == 20_514
    (one,) = store.imports()
    assert (one.id, one.files, one.sources, one.lines, one.current) == (
        *("1", ("rendez_vous.csv",), ("standard:rendez_vous",), 6, 6),
    )
    assert one.spans == {"appointments": (20_094, 20_098)}


def test_a_file_that_cannot_be_read_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingUsable, match=r"absent\.csv ne peut pas être lu : No such file or directory\. →"):
        store.add([tmp_path / "absent.csv"])


def test_nothing_usable_is_no_import(store: Store, tmp_path: Path) -> None:
    (result,) = store.add([written(tmp_path, "notes.csv", "bonjour\n")])
    assert (result.import_id, store.imports()) == (None, [])
    assert result.problems


def test_persons_are_stored_as_hashes_of_the_centre(store: Store, tmp_path: Path) -> None:
    store.add(
        [written(tmp_path, "rendez_vous.csv", "id;debut;statut;patient\n1;06/01/2025 09:00;honore;DUPONT Marie\n")]
    )
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert b"DUPONT" not in path.read_bytes().upper()
            assert store.secret.hex().encode() not in path.read_bytes()


def test_a_folder_measured_and_the_same_folder_imported_agree(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    folder.mkdir()
    agenda(folder, "rendez_vous_1.csv", *SIX[:4], "9;06/01/2025 09:00;annule", "9;06/01/2025 09:00;honore")
    agenda(folder, "rendez_vous_2.csv", SIX[3].replace("honore", "annule"), *SIX[4:])
    calls(folder, "appels_1.csv", "06/01/2025 09:00;oui;1", "07/01/2025 09:00;oui;2")
    calls(folder, "appels_2.csv", "07/01/2025 09:00;oui;2", "08/01/2025 09:00;oui;3")
    (given,) = find_centres(folder)
    holding = hold(given)
    store.add(given.files)
    engine = open_engine("duckdb")
    accounts = store.load(engine)
    for table, count in (("appointments", 6), ("calls", 3)):
        lines = f"SELECT * FROM raw_{table} ORDER BY file, line"
        assert holding.engine.fetch(lines) == engine.fetch(lines)
        assert len(engine.fetch(lines)) == count
    said = [(one.file, one.kept, one.set_aside, one.first, one.last, one.aside_days) for one in accounts]
    assert said == [
        (one.file, one.kept, one.set_aside, one.first, one.last, one.aside_days) for one in holding.accounts
    ]
    engine.close()
    holding.engine.close()
