"""Conditions, totals, distinct counts, spellings and loading in the reference."""

import pytest
from reference_days import day, derived, values

from levier.centre import Centre, read_conventions
from levier.measures.facts import FACTS
from levier.measures.language import ALWAYS, Condition, Parameter, Setting, col, count, distinct, total
from levier.measures.language import rows as rows_of
from levier.periods import parse_period
from levier.reference import Row, cube, distinct_counts, holds, load
from levier.tables import TABLES
from levier.tables.rows import Chunk

ROW: Row = {"wait_s": 5, "answered": None, "direction": "entrant"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (col("wait_s") == 5, True),
        (col("wait_s") != 5, False),
        (col("wait_s") < 5, False),
        (col("wait_s") <= 5, True),
        (col("wait_s") > 4, True),
        (col("wait_s") >= 6, False),
        (col("answered") == 0, False),
        (col("answered") != 1, False),
        (~(col("answered") == 1), True),
        (~(col("answered") != 1), True),
        (col("answered").known(), False),
        (~col("answered").known(), True),
        (col("answered").among(0, 1), False),
        (~col("answered").among(0, 1), True),
        (col("direction").among("interne", "entrant"), True),
        (col("direction").among("interne", "sortant"), False),
        ((col("wait_s") == 5) & (col("answered") == 1), False),
        ((col("wait_s") == 5) | (col("answered") == 1), True),
        (ALWAYS, True),
        (~ALWAYS, False),
        (col("wait_s") < Parameter("appel_court_s"), False),
        (Setting("annulation_tardive", "excusee"), True),
        (Setting("annulation_tardive", "non_venue"), False),
    ],
    ids=str,
)
def test_a_comparison_with_an_unknown_value_is_false_and_its_negation_true(
    condition: Condition, expected: bool
) -> None:
    assert holds(condition, ROW, Centre()) is expected


def test_a_parameter_takes_the_value_of_the_centre() -> None:
    centre = Centre(conventions=read_conventions({"appel_court_s": 6}))
    assert holds(col("wait_s") < Parameter("appel_court_s"), ROW, centre)


def act(amount: int, site: str | None = None, patient: str | None = None, date: str = "2025-01-03") -> Row:
    return {"date": day(date), "code": "G", "amount": amount, "site": site, "patient": patient}


def test_lines_are_counted_by_their_sign_and_amounts_summed_as_they_are() -> None:
    lines = [act(3_000), act(3_000), act(-3_000), act(0), act(500, "B")]
    rows = derived("acts", {"acts": lines})
    measures = [count("acts"), total("acts", "amount", "euros"), total("acts", "patient_share", "euros")]
    found = cube(rows, FACTS["acts"], ("site",), measures, Centre())
    third = day("2025-01-03")
    assert found.rows == {(third, third, None): (1, 3_000, 0), (third, third, "B"): (1, 500, 0)}
    assert found.measures == tuple(measure.key for measure in measures)


def test_rows_that_cancel_out_leave_no_total() -> None:
    rows = derived("acts", {"acts": [act(3_000), act(-3_000)]})
    measures = [count("acts"), total("acts", "amount", "euros")]
    assert cube(rows, FACTS["acts"], (), measures, Centre()).rows == {}


def test_a_distinct_count_is_not_additive() -> None:
    with pytest.raises(ValueError, match="not additive"):
        cube(derived("acts", {"acts": [act(1)]}), FACTS["acts"], (), [distinct("acts", "patient")], Centre())


def test_distinct_values_are_counted_once_per_period_up_to_the_last_day() -> None:
    lines = [
        act(1, None, "a"),
        act(1, None, "a", "2025-01-20"),
        act(1, None, "b", "2025-02-01"),
        act(1, None, None),
        act(1, "B", "a"),
        act(1, None, "c", "2025-02-03"),
    ]
    rows = derived("acts", {"acts": lines})
    periods = [parse_period(label) for label in ("2025-01", "2025-02", "2025T1", "2024")]
    measures = [distinct("acts", "patient"), distinct("acts", "patient", col("amount") > 1)]
    found = distinct_counts(rows, FACTS["acts"], ("site",), measures, Centre(), periods, day("2025-02-02"))
    january, february, quarter = ((period.first, period.last) for period in periods[:3])
    assert found.rows == {
        (*january, None): (1, 0),
        (*january, "B"): (1, 0),
        (*february, None): (1, 0),
        (*quarter, None): (2, 0),
        (*quarter, "B"): (1, 0),
    }


def test_the_last_day_and_the_ends_of_the_period_are_included() -> None:
    rows = derived("acts", {"acts": [act(1, None, "a", "2025-01-01"), act(1, None, "b", "2025-01-31")]})
    asked = [distinct("acts", "patient")]
    january = parse_period("2025-01")
    counts = [
        distinct_counts(rows, FACTS["acts"], (), asked, Centre(), [january], january.last - less) for less in (0, 1)
    ]
    assert [one.rows for one in counts] == [{(january.first, january.last): (number,)} for number in (2, 1)]


def test_a_month_is_never_split_between_periods() -> None:
    rows = derived("staffing", {"staffing": [{"month": day("2025-01-01"), "person": "p1", "job": "accueil", "fte": 1}]})
    periods = [parse_period(label) for label in ("2025-01", "2025-01-01/2025-01-30", "2025-01-02/2025-01-31")]
    found = distinct_counts(rows, FACTS["staffing"], (), [distinct("staffing", "person")], Centre(), periods, 99_999)
    assert found.rows == {(periods[0].first, periods[0].last): (1,)}


def test_specialties_are_shown_in_their_most_frequent_spelling() -> None:
    spellings = ["gynecologie", "Gynécologie", "Gynécologie", "GYNECOLOGIE", None, "Médecine générale"]
    rows = [{"start_at": 0, "specialty": text} for text in spellings]
    found = values(derived("appointments", {"appointments": rows}), "specialty")
    assert found == ["Gynécologie"] * 4 + [None, "Médecine générale"]


def test_spellings_as_frequent_are_shown_in_the_smallest() -> None:
    rows = [{"sent_on": 0, "status": "paye", "payer": text} for text in ("cpam 92", "CPAM 92", "Cpam 92")]
    assert values(derived("payer_flows", {"payer_flows": rows}), "payer") == ["CPAM 92"] * 3


def test_a_specialty_has_one_spelling_in_the_whole_centre() -> None:
    tables = {
        "appointments": [{"start_at": 0, "specialty": "gynecologie"}],
        "acts": [act(1) | {"specialty": "Gynécologie"}, act(1) | {"specialty": "Gynécologie"}],
    }
    assert values(derived("appointments", tables), "specialty") == ["Gynécologie"]


def test_lines_themselves_are_counted_whatever_their_sign() -> None:
    rows = derived("acts", {"acts": [act(3_000), act(-3_000), act(0)]})
    third = day("2025-01-03")
    assert cube(rows, FACTS["acts"], (), [rows_of("acts")], Centre()).rows == {(third, third): (3,)}


def test_loading_puts_lines_in_file_order() -> None:
    table = TABLES["events"]

    def chunk(labels: list[str], lines: list[int], file: int) -> Chunk:
        empty: dict[str, list[object]] = {name: [None] * len(lines) for name in table.names}
        return Chunk(table, empty | {"label": list(labels)}, lines, file)

    rows = load([chunk(["c"], [2], 1), chunk(["a", "b"], [2, 3], 0)])
    assert list(rows) == ["events"]
    assert values(rows["events"], "label") == ["a", "b", "c"]
    assert set(rows["events"][0]) == set(table.names)


def test_nothing_gives_nothing() -> None:
    assert {name: rows for name, rows in derived_all().items() if rows} == {}
    assert list(derived_all()) != []


def derived_all() -> dict[str, list[Row]]:
    return {name: derived(name, {}) for name in FACTS}
