"""Inside a fictitious centre the files agree: visits and bills, rejections and re-sent claims, reminders, tariffs."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path

import pytest

from levier.demo import write_region
from levier.demo.dialect import TEXT, dialect_of, software_of
from levier.demo.plan import EXPORTS, CentrePlan, region_plan
from levier.demo.spoil import is_spoiled

Rows = list[dict[str, str]]


def _is_plain(plan: CentrePlan) -> bool:
    """Tell whether a centre exports plain text without defect, with every column, and lever 1 had an effect."""
    plain = plan.kind == EXPORTS and software_of(plan) == TEXT and not is_spoiled(plan)
    return plain and dialect_of(plan).name in ("cp1252", "utf8") and plan.choice(1).positive is True


def _chosen() -> CentrePlan:
    return min((plan for plan in region_plan(2013).values() if _is_plain(plan)), key=lambda plan: plan.size)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = _chosen()
    return write_region(tmp_path_factory.mktemp("coherence"), centres=[plan.code]).folder / plan.code


def _read(folder: Path, name: str) -> Rows:
    lines = (folder / f"{name}.csv").read_bytes().decode(dialect_of(_chosen()).encoding).splitlines()[1:]
    header = lines[0].lower().split(";")
    return [dict(zip(header, line.split(";"), strict=True)) for line in lines[1:]]


def _day(text: str) -> date:
    return datetime.strptime(text[:10], "%d/%m/%Y").date()


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")


def _cents(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


@pytest.fixture(scope="module")
def appointments(centre: Path) -> Rows:
    return _read(centre, "rendez_vous")


@pytest.fixture(scope="module")
def acts(centre: Path) -> Rows:
    return _read(centre, "actes")


@pytest.fixture(scope="module")
def flows(centre: Path) -> Rows:
    return _read(centre, "retours_organismes")


def test_a_no_show_is_not_billed(appointments: Rows, acts: Rows) -> None:
    billable = {
        (row["patient"], row["praticien"], row["debut"][:10])
        for row in appointments
        if row["statut"] in ("honore", "", "non_pointe")
    }
    assert {(row["patient"], row["praticien"], row["date"]) for row in acts} <= billable


def test_every_honoured_visit_is_billed(appointments: Rows, acts: Rows) -> None:
    honoured = Counter(
        (row["patient"], row["praticien"], row["debut"][:10]) for row in appointments if row["statut"] == "honore"
    )
    billed: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in acts:
        billed[row["patient"], row["praticien"], row["date"]].add(row["facture"])
    assert all(len(billed[visit]) >= number for visit, number in honoured.items())


def test_shares_add_up_to_the_amount(acts: Rows) -> None:
    for row in acts:
        shares = sum(_cents(row[name]) for name in ("part_amo", "part_amc", "part_patient"))
        assert shares == _cents(row["montant"])


def test_invoices_are_the_sum_of_their_acts(acts: Rows, centre: Path) -> None:
    totals: Counter[str] = Counter()
    for row in acts:
        totals[row["facture"]] += _cents(row["montant"])
    assert {row["id"]: _cents(row["montant"]) for row in _read(centre, "factures")} == totals


def test_the_consultation_rises_on_22_december_2024(acts: Rows) -> None:
    before = {row["montant"] for row in acts if row["code"] == "G" and _day(row["date"]) < date(2024, 12, 22)}
    after = {row["montant"] for row in acts if row["code"] == "G" and _day(row["date"]) >= date(2024, 12, 22)}
    assert (before, after) == ({"26,50"}, {"30,00"})


def test_rejected_claims_are_sent_again(flows: Rows) -> None:
    attempts: dict[tuple[str, str], dict[int, dict[str, str]]] = defaultdict(dict)
    for row in flows:
        attempts[row["facture"], row["payeur_type"]][int(row["tentative"])] = row
    old = [
        tries for tries in attempts.values()
        if tries[1]["statut"] == "rejete" and _day(tries[1]["decide_le"]) < date(2025, 6, 30)
    ]  # fmt: skip
    again = [tries for tries in old if 2 in tries]
    assert len(old) > 100
    # 7 % are given up: three standard deviations of a binomial stay under 20 % for a hundred rejections.
    assert 0.80 < len(again) / len(old) < 1
    for tries in attempts.values():
        for rank in range(2, len(tries) + 1):
            assert tries[rank - 1]["statut"] == "rejete"
            assert _day(tries[rank - 1]["decide_le"]) < _day(tries[rank]["transmis_le"])


def test_paid_and_refused_claims_are_decided_after_being_sent(flows: Rows) -> None:
    for row in flows:
        assert (row["decide_le"] == "") == (row["statut"] == "en_attente")
        if row["decide_le"]:
            assert _day(row["transmis_le"]) < _day(row["decide_le"]) <= date(2025, 12, 31)
        if row["statut"] == "rejete":
            assert row["famille_rejet"]
            assert _cents(row["montant_paye"]) == 0


def test_claims_are_those_of_the_invoices(flows: Rows, acts: Rows) -> None:
    shares: Counter[tuple[str, str]] = Counter()
    for row in acts:
        shares[row["facture"], "AMO"] += _cents(row["part_amo"])
        shares[row["facture"], "AMC"] += _cents(row["part_amc"])
    assert all(_cents(row["montant_demande"]) == shares[row["facture"], row["payeur_type"]] for row in flows)


def test_moments_are_in_order(appointments: Rows) -> None:
    for row in appointments:
        assert _moment(row["pris_le"]) <= _moment(row["debut"]) < _moment(row["fin"])
        if row["annule_le"]:
            assert row["statut"] == "annule"
            assert _moment(row["pris_le"]) <= _moment(row["annule_le"]) < _moment(row["debut"])


def test_reminded_patients_come_more_often(appointments: Rows) -> None:
    counts: Counter[tuple[str, bool]] = Counter()
    for row in appointments:
        lead = (_day(row["debut"]) - _day(row["pris_le"])).days
        if 7 <= lead <= 30 and row["statut"] in ("honore", "non_venu", "arrive_trop_tard"):
            counts[row["rappel"] == "aucun", row["statut"] == "honore"] += 1  # type: ignore[index]
    reminded = counts[False, False] / (counts[False, False] + counts[False, True])  # type: ignore[index]
    alone = counts[True, False] / (counts[True, False] + counts[True, True])  # type: ignore[index]
    assert reminded < 0.75 * alone


def test_the_no_show_rate_falls_where_lever_1_had_an_effect(appointments: Rows) -> None:
    def rate(first: date, last: date) -> float:
        mine = [
            row["statut"]
            for row in appointments
            if first <= _day(row["debut"]) <= last and row["sans_rdv"] == dialect_of(_chosen()).no
        ]
        absent = sum(status in ("non_venu", "arrive_trop_tard") for status in mine)
        return absent / (absent + mine.count("honore"))

    assert rate(date(2025, 4, 1), date(2025, 9, 30)) < rate(date(2024, 4, 1), date(2024, 9, 30))


def test_nothing_happens_on_days_of_closure(appointments: Rows, acts: Rows, centre: Path) -> None:
    closed = [(_day(row["du"]), _day(row["au"])) for row in _read(centre, "fermetures")]
    days = {_day(row["debut"]) for row in appointments} | {_day(row["date"]) for row in acts}
    assert not [day for day in days if any(first <= day <= last for first, last in closed)]


def test_some_appointments_are_there_twice(appointments: Rows) -> None:
    twice = [n for n in Counter((row["patient"], row["debut"]) for row in appointments).values() if n > 1]
    assert 0 < len(twice) < 0.02 * len(appointments)


def test_identifiers_are_never_given_twice(appointments: Rows, acts: Rows, flows: Rows) -> None:
    for rows in (appointments, acts, flows):
        assert len({row["id"] for row in rows}) == len(rows)


def test_rooms_of_appointments_are_those_of_the_centre(appointments: Rows, centre: Path) -> None:
    assert {row["cabinet"] for row in appointments} <= {row["id"] for row in _read(centre, "cabinets")}


def test_a_room_holds_one_session_at_a_time(centre: Path) -> None:
    name = "vacations" if (centre / "vacations.csv").exists() else "semaine_type"
    if name == "vacations":
        starts = Counter((row["cabinet"], row["debut"]) for row in _read(centre, name))
        assert max(starts.values()) == 1
    else:
        rows = [row for row in _read(centre, name) if not row["au"]]
        assert max(Counter((row["cabinet"], row["jour"], row["de"]) for row in rows).values()) == 1
