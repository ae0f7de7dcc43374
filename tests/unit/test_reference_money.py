"""Acts, claims, debts, accounts and states in the reference; expected values come from contract §3."""

import pytest
from reference_days import day, derived, values

from levier.catalogue.parameters import ListedCode
from levier.centre import Centre, read_centre
from levier.reference import Row, Rows
from levier.reference.acts import code_in_force

BILLION = 1_000_000_000


def act(code: str = "G", amount: int = 3_000, **more: object) -> Row:
    return {"date": day("2025-01-03"), "code": code, "amount": amount} | more


def acts(*lines: Row) -> list[Row]:
    return derived("acts", {"acts": list(lines)})


def test_a_negative_line_cancels_one_and_a_zero_line_is_in_no_count() -> None:
    lines = [act(quantity=2 * BILLION), act(amount=-3_000, quantity=2 * BILLION), act(amount=0, quantity=BILLION)]
    assert values(acts(*lines), "sign", "amount", "quantity") == [
        (1, 3_000, 2 * BILLION),
        (-1, -3_000, -2 * BILLION),
        (0, 0, 0),
    ]


def test_an_empty_quantity_is_one_and_the_amount_gives_the_sign() -> None:
    lines = [act(), act(amount=-1), act(quantity=-3 * BILLION), act(amount=-1, quantity=-3 * BILLION)]
    assert values(acts(*lines), "quantity") == [BILLION, -BILLION, 3 * BILLION, -3 * BILLION]


def test_codes_belong_to_their_lists() -> None:
    assert values(acts(act("APC"), act("C2"), act("C"), act("DEQP003")), "opinion", "consultation") == [
        (1, 0),
        (1, 0),
        (0, 1),
        (0, 0),
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("", "", True),
        ("2025-01-03", "", True),
        ("2025-01-04", "", False),
        ("", "2025-01-03", True),
        ("", "2025-01-02", False),
        ("2025-01-03", "2025-01-03", True),
        ("2024-01-01", "2025-01-02", False),
    ],
)
def test_a_listed_code_is_in_force_on_both_its_days(first: str, last: str, expected: bool) -> None:
    assert code_in_force(ListedCode("C2", "", first, last), day("2025-01-03")) is expected


@pytest.mark.parametrize(
    ("code", "family"),
    [("HBMD042", "soins"), ("HBMD460", "prothese"), ("HBLD634", "prothese"), ("HBDD001", "odf"), ("C", None)],
)
def test_the_longest_prefix_gives_the_dental_family_whatever_the_service(code: str, family: str | None) -> None:
    assert values(acts(act(code, service="medical")), "service", "family") == [("medical", family)]


def test_an_act_keeps_what_is_known() -> None:
    known = {"practitioner": "p1", "patient": "a", "nomenclature": "NGAP", "patient_share": 0, "coverage": "C2S"}
    assert values(acts(act(**known), act()), *known) == [("p1", "a", "NGAP", 0, "C2S"), (None,) * 5]


def test_a_share_paid_by_either_third_party_counts() -> None:
    shares = [(1, 0), (0, 1), (None, None), (0, 0), (1, 1)]
    rows = [
        {"date": 0, "amount": -1, "amo_third_party": amo, "amc_third_party": amc, "transmission": "papier"}
        for amo, amc in shares
    ]
    found = derived("invoices", {"invoices": rows})
    assert values(found, "third_party") == [1, 1, 0, 0, 1]
    assert values(found, "rights_checked", "sign", "transmission")[0] == (0, -1, "papier")


def flow(sent: str, attempt: int | None = 1, status: str = "paye", **more: object) -> Row:
    about = {"invoice": "F1", "payer_type": "AMO", "sent_on": day(sent), "attempt": attempt, "status": status}
    return about | more


def flows(*lines: Row) -> list[Row]:
    return derived("payer_flows", {"payer_flows": list(lines)})


def test_the_first_attempt_is_the_earliest_of_rank_one_then_the_first_line() -> None:
    lines = [flow("2025-01-08"), flow("2025-01-06", None), flow("2025-01-06"), flow("2025-01-01", 2)]
    assert values(flows(*lines), "attempt", "first") == [(1, 0), (1, 1), (1, 0), (2, 0)]


def test_a_claim_is_an_invoice_and_a_payer_type() -> None:
    lines = [flow("2025-01-06"), flow("2025-01-06", payer_type="AMC"), flow("2025-01-06", invoice="F2")]
    assert values(flows(*lines), "first") == [1, 1, 1]


def test_a_claim_without_rank_one_has_no_first_attempt() -> None:
    assert values(flows(flow("2025-01-06", 2, amount_paid=100)), "first", "paid_total") == [(0, 0)]


def test_the_first_attempt_carries_what_all_attempts_brought() -> None:
    lines = [
        flow("2025-01-06", amount_claimed=2_100, status="rejete"),
        flow("2025-02-06", 2, amount_claimed=2_100, amount_paid=1_500),
        flow("2025-03-06", 3, amount_paid=-100),
    ]
    assert values(flows(*lines), "claimed", "paid_total") == [(2_100, 1_400), (2_100, 0), (None, 0)]


def test_rework_lasts_from_the_rejection_to_the_next_sending() -> None:
    rejected = flow("2025-01-06", status="rejete", decided_on=day("2025-01-10"))
    again = [flow("2025-01-09", 2), flow("2025-01-31", 4), flow("2025-01-15", 3)]
    assert values(flows(rejected, *again), "rework_days") == [5, None, None, None]
    assert values(flows(rejected, flow("2025-01-10", 2)), "rework_days") == [0, None]


def test_rework_is_empty_without_rejection_decision_or_next_sending() -> None:
    rejected = flow("2025-01-06", status="rejete", decided_on=day("2025-01-06"))
    assert values(flows(rejected), "rework_days") == [None]
    assert values(flows(rejected | {"decided_on": None}, flow("2025-01-31", 2)), "rework_days") == [None, None]
    assert values(flows(rejected | {"status": "paye"}, flow("2025-01-31", 2)), "rework_days") == [None, None]


def test_a_debt_is_what_is_neither_paid_nor_recovered() -> None:
    amounts = [(900, None, None), (900, 200, 300), (900, 800, 300), (-100, None, None)]
    rows = [
        {"due_on": day("2025-01-03"), "amount_due": due, "amount_paid": paid, "recovered": back}
        for due, paid, back in amounts
    ]
    found = derived("patient_debts", {"patient_debts": rows})
    assert values(found, "owed", "amount_due") == [(900, 900), (400, 900), (0, 900), (0, -100)]


def entry(account: str, number: str | None = "1", **more: object) -> Row:
    about = {"journal": "OD", "entry": number, "date": day("2025-12-31"), "account": account}
    return about | {"debit": 0, "credit": 0} | more


def accounts(*ledger: Row, balances: tuple[Row, ...] = (), centre: Centre | None = None) -> list[Row]:
    rows: Rows = {"ledger": list(ledger), "balances": list(balances)}
    return derived("accounts", rows, centre=centre)


def test_the_longest_prefix_gives_the_role_of_an_account() -> None:
    centre = read_centre('[comptes]\nforfaits = ["7481"]\nsubvention_equilibre = ["748"]')
    asked = ["6066", "603", "709", "745", "7480", "74810", "641", "512"]
    found = accounts(*(entry(account) for account in asked), centre=centre)
    assert values(found, "role", "charge") == [
        ("purchases", 1),
        ("purchases", 1),
        ("activity", 0),
        ("subsidy", 0),
        ("balancing", 0),
        ("lump_sum", 0),
        ("staff", 1),
        ("other", 0),
    ]


def test_the_net_is_debit_minus_credit() -> None:
    found = accounts(entry("60", debit=12_000, credit=500), entry("70", credit=3_000))
    assert values(found, "net_debit", "origin") == [(11_500, "ecritures"), (-3_000, "ecritures")]


def test_an_entry_between_the_result_and_classes_6_and_7_closes_them() -> None:
    assert values(accounts(entry("120"), entry("70"), entry("512")), "closing") == [1, 1, 1]
    assert values(accounts(entry("120"), entry("110")), "closing") == [0, 0]
    assert values(accounts(entry("120"), entry("641", "2")), "closing") == [0, 0]
    assert values(accounts(entry("120"), entry("641", journal="BQ")), "closing") == [0, 0]
    assert values(accounts(entry("120"), entry("641", date=day("2025-12-30"))), "closing") == [0, 0]


def test_a_section_names_a_service() -> None:
    centre = read_centre('[comptes.sections]\n"ANA 1" = "dentaire"\nimagerie = "medical"')
    asked = ["ANA 1", "imagerie", "Dentaire", "KINÉ", "siège", None]
    found = accounts(*(entry("60", section=section) for section in asked), centre=centre)
    assert values(found, "service") == ["dentaire", "medical", "dentaire", "kine", None, None]


def test_balances_speak_of_a_whole_year_and_close_nothing() -> None:
    lines = [{"exercise": 2024, "account": account, "debit": 500, "credit": 0} for account in ("120", "60")]
    found = accounts(balances=tuple(lines))
    assert (
        values(found, "day", "last", "origin", "closing")
        == [
            (day("2024-01-01"), day("2024-12-31"), "soldes", 0),
        ]
        * 2
    )


def test_a_month_is_stated_as_a_whole() -> None:
    february = day("2024-02-01")
    person = {"month": february, "job": "medecin", "fte": BILLION // 2, "service": "medical"}
    (row,) = derived("staffing", {"staffing": [person]})
    assert values([row], "day", "last", "fte", "cost", "cost_complete") == [
        (february, day("2024-02-29"), BILLION // 2, None, 0)
    ]
    (files,) = derived("lab_sampling", {"lab_sampling": [{"month": february, "files": 240, "amount": 153_600}]})
    assert values([files], "day", "last", "files", "amount", "mode") == [
        (february, day("2024-02-29"), 240, 153_600, "par_dossier")
    ]


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29")],
)
def test_a_lump_sum_lies_on_the_period_that_it_is_for(label: str, first: str, last: str) -> None:
    found = derived("lump_sums", {"lump_sums": [{"for_period": label, "scheme": "fmt"}]})
    assert values(found, "day", "last", "scheme", "units", "received", "due") == [
        (day(first), day(last), "fmt", None, 0, 0)
    ]


def test_a_year_is_stated_as_a_whole() -> None:
    year = (day("2025-01-01"), day("2025-12-31"))
    dental = {"year": 2025, "service": "dentaire", "item": "consommables", "amount": 1_800_000}
    (row,) = derived("service_accounts", {"service_accounts": [dental]})
    assert values([row], "day", "last", "item", "amount", "basis") == [(*year, "consommables", 1_800_000, "direct")]
    (rent,) = derived("town_charges", {"town_charges": [{"year": 2025, "nature": "loyer", "amount": 4_200_000}]})
    assert values([rent], "day", "last", "amount") == [(*year, 4_200_000)]


def test_empty_flags_take_their_meaning() -> None:
    (bought,) = derived("purchases", {"purchases": [{"date": 0, "family": "medical", "amount": -12}]})
    assert values([bought], "under_contract", "amount") == [(0, -12)]
    asked = [{"date": 0, "done_internally": None}, {"date": 0, "done_internally": 0, "feasible": 0}]
    found = derived("imaging_prescriptions", {"imaging_prescriptions": asked})
    assert values(found, "done_internally", "feasible") == [(None, 1), (0, 0)]
