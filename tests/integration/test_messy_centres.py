"""Small centres written by hand, with what real files do wrong: every figure is worked out on paper here.

The files are in tests/fixtures/messy; each comment shows the arithmetic. Everything goes through the command line, on
both engines.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from levier.cli import main

MESSY = Path(__file__).parents[1] / "fixtures" / "messy"

Figures = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(params=["sqlite", "duckdb"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def figures(capsys: pytest.CaptureFixture[str], centre: str, engine: str, *options: str) -> Figures:
    """Return the figures of the whole centre by indicator and period, as ``--format json`` prints them."""
    main(["measure", str(MESSY / centre), "--engine", engine, "--format", "json", "--quiet", *options])
    found = json.loads(capsys.readouterr().out)
    return {(one["indicator"], one["period"]): one for one in found if one["slice"] is None}


def slices(capsys: pytest.CaptureFixture[str], centre: str, engine: str, by: str, *options: str) -> dict[Any, Any]:
    words = ["measure", str(MESSY / centre), "--engine", engine, "--format", "json", "--quiet", "--by", by, *options]
    main(words)
    found = json.loads(capsys.readouterr().out)
    return {tuple(one["slice"].values()): (one["numerator"], one["denominator"]) for one in found if one["slice"]}


def parts(figure: dict[str, Any]) -> tuple[Any, Any]:
    return figure["numerator"], figure["denominator"]


def test_an_agenda_with_everything_wrong(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    found = figures(capsys, "agenda", engine, "--as-of", "2025-02-15")
    january = found["no_show_rate", "2025-01"]
    # Honoured and booked: 1, 3 (9 came without booking; 2 is the same patient and start as 1). Not honoured: 4, 5.
    assert parts(january) == (2, 4)
    assert january["value"] == 0.5
    # One unmarked (12): 1 / (2 + 2 + 1) = 20 % is over 5 %, 80 % known is not under 80 %.
    assert january["status"] == "partial"
    assert january["bounds"] == {"low": 0.4, "high": 0.6}
    # Wilson, 2 of 4: 1/2 ± 1.96 × √(3.8415 + 4) / (2 × 7.8415) = 0.5 ± 0.34996.
    assert (january["low"], january["high"]) == (pytest.approx(0.15004, abs=1e-5), pytest.approx(0.84996, abs=1e-5))
    assert january["interval"] == "wilson95"
    # Booked, once each: 1 3 4 5 6 7 8 10 11 12; all but 12 are known.
    assert parts(found["outcome_known_rate", "2025-01"]) == (9, 10)
    # 6 was cancelled 13 hours before, and nobody took the slot; 7 was cancelled 48 hours before.
    assert parts(found["lost_slot_rate", "2025-01"]) == (3, 5)
    # February: 13 alone, and the month is not over on the 15th; March is to come.
    assert parts(found["no_show_rate", "2025-02"]) == (0, 1)
    assert found["no_show_rate", "2025-02"]["status"] == "partial"
    assert ("no_show_rate", "2025-03") not in found
    # No imaging service is said: that is without object, not missing.
    assert found["imaging_revenue_per_hour", "2025-01"]["status"] == "not_applicable"
    assert found["call_answer_rate", "2025-01"]["status"] == "not_available"


def test_an_agenda_cut_by_service_and_specialty(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    words = ("--as-of", "2025-02-15", "--from", "2025-01", "--to", "2025-01", "--indicator", "no_show_rate")
    # Spellings of one specialty are one, shown as most often written; 10, 11, 12 have none and are left out.
    assert slices(capsys, "agenda", engine, "specialty", *words) == {
        ("Médecine générale",): (1, 3),
        ("Dermatologie",): (1, 1),
        (None,): (0, 0),
    }
    assert slices(capsys, "agenda", engine, "service,specialty", *words) == {
        ("medical", "Médecine générale"): (1, 3),
        ("medical", "Dermatologie"): (1, 1),
        ("dentaire", None): (0, 0),
    }


def test_conventions_change_the_figure_and_travel_with_it(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    words = ("--as-of", "2025-02-15", "--indicator", "no_show_rate", "--from", "2025-01", "--to", "2025-01")
    late = figures(capsys, "agenda", engine, *words, "--convention", "annulation_tardive=non_venue")
    # 6 joins the missed ones: 3 of 5; with 72 hours 7 does too: 4 of 6; excused 11 as well: 5 of 7.
    assert parts(late["no_show_rate", "2025-01"]) == (3, 5)
    more = ("--convention", "annulation_tardive=non_venue", "--convention", "delai_annulation_h=72")
    made = figures(capsys, "agenda", engine, *words, *more)["no_show_rate", "2025-01"]
    assert parts(made) == (4, 6)
    assert made["conventions"]["delai_annulation_h"] == 72
    excused = figures(capsys, "agenda", engine, *words, *more, "--convention", "absence_excusee=non_venue")
    assert parts(excused["no_show_rate", "2025-01"]) == (5, 7)


def test_acts_with_hard_spaces_negative_lines_and_a_total(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    found = figures(capsys, "facturation", engine, "--as-of", "2025-05-01")
    # CCAM, medical: deqp003, JKHD001, less the cancelled JKHD001 = 1; NGAP: G and APC (the G at 0 € counts nowhere).
    assert parts(found["ccam_act_share", "2025-01"]) == (1, 3)
    # 14.26 + 12.46 − 12.46.
    assert parts(found["ccam_revenue", "2025-01"]) == (14.26, None)
    # One APC for one G.
    assert parts(found["specialist_opinion_ratio", "2025-01"]) == (1, 1)
    # 30 + 14.26 + 60 + 12.46 − 12.46 + 0 + 1 234.50 + 60 = the total of the file.
    assert parts(found["activity_revenue", "2025-01"]) == (1398.76, None)
    assert parts(found["care_prosthesis_ratio", "2025-01"]) == (1, 1)
    assert parts(found["care_prosthesis_value_ratio", "2025-01"]) == (60, 1234.5)
    assert parts(found["active_patients", "2025-01"]) == (4, None)
    # P1 (C2S once), P2 (AME), of P1, P2, P3; nothing is known of P4.
    assert parts(found["c2s_ame_share", "2025-01"]) == (2, 3)


def test_claims_sent_again_pending_and_lost(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    early = figures(capsys, "facturation", engine, "--as-of", "2025-02-28")
    january = early["payer_rejection_rate", "2025-01"]
    # First attempts: F1, F2, F3 and F3, F4; rejected: F2, F4. F3 waits: 1 of 5 is over 5 %.
    assert parts(january) == (2, 5)
    assert january["status"] == "partial"
    # The first claims are 53 days old on 28 February: none is 90.
    assert early["unanswered_claims_rate", "2025-01"]["status"] == "not_computable"
    # F2: rejected on 12 January, sent again on the 20th; F4 never was.
    assert early["rejection_rework_days", "2025-01"]["value"] == 8
    later = figures(capsys, "facturation", engine, "--as-of", "2026-02-01")
    assert parts(later["unanswered_claims_rate", "2025-01"]) == (1, 5)
    # 21 of 21 + 21 + 21 + 9 + 9.
    assert parts(later["unanswered_claims_value_rate", "2025-01"]) == (21, 81)
    # Lost: F3 21 (AMO) and 9 − 5 (AMC), F4 9; F2 was paid the second time.
    assert parts(later["final_loss_rate", "2025-01"]) == (34, 81)
    by_type = slices(
        capsys, "facturation", engine, "payer_type", "--as-of", "2025-02-28", "--indicator", "payer_rejection_rate"
    )
    assert by_type == {("AMO",): (1, 3), ("AMC",): (1, 2)}


def test_debts_on_their_ninetieth_day(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    # 31 January is 90 days before 1 May: F2 100 − 20 − 30 = 50, F3 max(0, −2) = 0, F4 40.
    whole = figures(capsys, "facturation", engine, "--as-of", "2025-05-01")
    assert parts(whole["patient_bad_debt_rate", "2025-01"]) == (90, 1398.76)
    # Patient shares: 9 + 4.28 + 18 + 3.74 − 3.74 + 0 + 500 + 18.
    assert parts(whole["patient_bad_debt_to_patient_share", "2025-01"]) == (90, 549.28)
    # The day before, those of the 31st are 89 days old: 40 is left, and the figure says so without a value.
    before = figures(capsys, "facturation", engine, "--as-of", "2025-04-30")["patient_bad_debt_rate", "2025-01"]
    assert parts(before) == (40, 1398.76)
    assert before["status"] == "partial"


def test_invoices_and_a_cancelled_one(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    found = figures(capsys, "facturation", engine, "--as-of", "2025-05-01")
    # F1, F5 secured, F6 cancels one: 1. Five lines less one: F4 has no transmission.
    assert parts(found["fse_secured_share", "2025-01"])[0] == 1
    # Rights checked: F1, F3, F5, less F6 = 2; invoices 5 − 1 = 4.
    assert parts(found["rights_checked_share", "2025-01"]) == (2, 4)


def test_a_telephone_with_robots_overnight_and_a_closure(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    found = figures(capsys, "telephone", engine, "--as-of", "2025-01-31")
    # In hours: 08:30 yes; 12:50, 13:11 and, on the night of Friday, 01:59 no; robot and voice mail no; 23:30 yes.
    assert parts(found["call_answer_rate", "2025-01"]) == (2, 7)
    # 3 hours on Monday in the North, 10 on Tuesday in the South: a mean of 6.5 hours a week and a site.
    assert found["weekly_opening_hours", "2025-01"]["value"] == 6.5
    by_site = slices(
        capsys, "telephone", engine, "site", "--as-of", "2025-01-31", "--indicator", "weekly_opening_hours"
    )
    assert {site: over / under for (site,), (over, under) in by_site.items()} == {"Nord": 3, "Sud": 10}


def test_rooms_of_two_sites(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    found = figures(capsys, "salles", engine, "--as-of", "2025-01-31", "--from", "2025-01", "--to", "2025-01")
    # Open in January, North: 3 Mondays × 10 h (the 27th is closed) + 5 Fridays × 4 h + 4 Saturdays × 2 h = 58;
    # South: 4 Mondays × 4 h = 16. C3 is kept apart. Available: 58 + 16 = 74.
    # C1, from its sessions: 08–10 on the 6th, 22–02 on the 10th = 6. C2, from the standard week cut to 14–17, not on
    # the 20th: 3 × 3 = 9.
    assert parts(found["room_occupancy_rate", "2025-01"]) == (15, 74)
    # The chair: 9–12 on 3 Mondays of 58 hours.
    assert parts(found["chair_occupancy_rate", "2025-01"]) == (9, 58)
    assert parts(found["dental_revenue_per_hour", "2025-01"]) == (900, 9)
    # 09–13 on the 6th, and 2 hours held on the day that the centre was closed.
    assert parts(found["imaging_revenue_per_hour", "2025-01"]) == (600, 6)
    assert found["imaging_revenue_per_hour", "2025-01"]["value"] == 100
    # Minutes of honoured appointments, walk-ins in, without an end out: 45. Sessions: C1 2 + 1.5 + 5 + 3, C2 4 × 3.
    assert parts(found["fill_rate", "2025-01"]) == (0.75, 23.5)


def test_the_typed_grid(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    words = ("--as-of", "2025-12-31", "--indicator", "no_show_rate", "payer_rejection_rate", "internal_referral_rate")
    months = figures(capsys, "grille", engine, *words, "--from", "2025-01", "--to", "2025-06")
    january = months["no_show_rate", "2025-01"]
    assert (parts(january), january["status"], january["basis"]) == ((196, 1400), "ok", "grille")
    assert any("celle de l'éditeur du logiciel" in note for note in january["notes"])
    # 0 was typed for March: a rate of 0, not a missing one.
    assert parts(months["no_show_rate", "2025-03"]) == (0, 800)
    # April has no absence typed, and the quarter is never split.
    assert months["no_show_rate", "2025-04"]["status"] == "not_available"
    assert months["no_show_rate", "2025-05"]["status"] == "not_available"
    quarters = figures(capsys, "grille", engine, *words, "--every", "quarter", "--from", "2025T1", "--to", "2025Q2")
    first = quarters["no_show_rate", "2025T1"]
    # Three months are there: 1 204 + 900 + 800 = 2 904 wins over the typed 3 000, more than 2 % away, and it is said.
    assert parts(first) == (296, 3200)
    assert any("2 904" in note and "3 000" in note for note in first["notes"])
    # April alone does not complete the quarter: what was typed for it stands, as an estimate.
    second = quarters["no_show_rate", "2025T2"]
    assert parts(second) == (400, 2000)
    assert any("estimation" in note for note in second["notes"])
    # AMO and AMC add up: 120 of 1 200.
    assert parts(months["payer_rejection_rate", "2025-01"]) == (120, 1200)
    # Ten opening days counted of the 21 of March: 30 of 40, partial.
    march = months["internal_referral_rate", "2025-03"]
    assert (parts(march), march["status"]) == ((30, 40), "partial")
    assert march["coverage"] == pytest.approx(10 / 21, abs=1e-6)


def test_two_exports_that_overlap_in_one_folder(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    found = figures(capsys, "deux_exports", engine, "--as-of", "2025-03-31")
    # The second export covers 30 January to 4 February: 3 was missed after all, 10 came. Files given together
    # complete each other: 5, that only the first one has, stays.
    # January: honoured 1, 4, 5, 8, 9, 10; missed 2, 3. February: 6, 7.
    assert parts(found["no_show_rate", "2025-01"]) == (2, 8)
    assert parts(found["no_show_rate", "2025-02"]) == (0, 2)
    # Two identical lines of one file without keys are two acts.
    assert parts(found["activity_revenue", "2025-01"]) == (90, None)


def test_yearly_accounts_are_never_split(capsys: pytest.CaptureFixture[str], engine: str) -> None:
    words = ("--as-of", "2025-12-31", "--indicator", "purchases_to_revenue", "coordination_option_amount", "--every")
    year = figures(capsys, "comptes", engine, *words, "year")
    # 10 000 − 500.05 of purchases; 250 000.10 − 0.10 of revenue.
    assert parts(year["purchases_to_revenue", "2024"]) == (9499.95, 250000)
    assert year["purchases_to_revenue", "2024"]["value"] == pytest.approx(9499.95 / 250000, rel=1e-15)
    # What was received for 2024, whenever it was cashed.
    assert parts(year["coordination_option_amount", "2024"]) == (5000, None)
    assert parts(year["coordination_option_amount", "2023"]) == (4000, None)
    month = figures(capsys, "comptes", engine, *words, "month", "--from", "2024-06", "--to", "2024-06")
    assert month["purchases_to_revenue", "2024-06"]["status"] == "not_available"
    assert month["coordination_option_amount", "2024-06"]["status"] == "not_available"


def test_a_workbook_of_several_sheets(capsys: pytest.CaptureFixture[str], tmp_path: Path, engine: str) -> None:
    from datetime import date, datetime

    from openpyxl import Workbook

    book = Workbook()
    agenda = book.active
    assert agenda is not None
    agenda.title = "rendez_vous"
    for line in (
        ["Planning du centre"],
        [],
        ["debut", "statut", "patient"],
        [datetime(2025, 1, 6, 9), "Honoré", "P1"],
        [datetime(2025, 1, 7, 9), "non_venu", "P2"],
        ["08/01/2025 12h50", "honore", "P3"],
    ):
        agenda.append(line)
    acts = book.create_sheet("actes")
    for row in (
        ["date", "code", "montant"],
        [date(2025, 1, 6), "g", 30],
        ["06/01/2025", "G", "1 204,5"],
        ["Total", "", 1234.5],
    ):
        acts.append(row)
    book.create_sheet("notes").append(["À vérifier avec le secrétariat"])
    path = tmp_path / "centre.xlsx"
    book.save(path)
    words = ["measure", str(path), "--engine", engine, "--format", "json", "--quiet", "--as-of", "2025-01-31"]
    assert main([*words, "--indicator", "no_show_rate", "activity_revenue"]) == 0
    revenue, missed = sorted(json.loads(capsys.readouterr().out), key=lambda one: one["indicator"])
    assert (revenue["centre"], parts(revenue)) == ("centre", (1234.5, None))
    assert parts(missed) == (1, 3)


def test_a_folder_of_a_region_that_is_no_centre_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, text in (("A/actes.csv", "date;code;montant\n06/01/2025;G;30\n"), ("B/export.csv", "x;y\n1;2\n")):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    assert main(["measure", str(tmp_path), "--as-of", "2025-01-31", "--indicator", "activity_revenue"]) == 0
    printed = capsys.readouterr()
    assert "Dossiers laissés de côté, sans centre.toml ni fichier standard : B." in printed.err
    assert "Centre A, chiffres connus" in printed.out
