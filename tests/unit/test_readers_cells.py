"""One parser per kind: what is read, what is refused, and why."""

from datetime import date

import pytest

from levier.readers import cells, dates
from levier.readers.bad import Bad
from levier.readers.context import Context, person_hash
from levier.tables import TABLES

EPOCH = date(1970, 1, 1)
JANUARY_3 = (date(2025, 1, 3) - EPOCH).days
HALF_PAST_TWO = JANUARY_3 * 86_400 + 14 * 3_600 + 30 * 60
CENTRE = Context(secret=b"a secret of the tests")


def code(value: object) -> str:
    assert isinstance(value, Bad), value
    return value.code


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("26,50", 2650),
        ("26.5", 2650),
        ("0,05", 5),
        ("-12,00", -1200),
        ("12,00-", -1200),
        ("(12,00)", -1200),
        ("−12,00", -1200),
        ("1 234,50", 123450),
        ("1 234,50 €", 123450),
        ("1 234 567", 123456700),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1.234.567,00", 123456700),
        ("0000000069,60", 6960),
        ("26,499999999", 2650),
        ("26,500000000000004", 2650),
        ("12,500", 1250),
        (",50", 50),
        ("12 EUR", 1200),
        ("+3", 300),
    ],
)
def test_amounts_are_cents(text: str, cents: int) -> None:
    assert cells.amount(text) == cents


def test_the_three_spaces_of_thousands_are_read() -> None:
    parse = cells.parser(TABLES["acts"].column("amount"), TABLES["acts"], CENTRE)
    assert [parse(f"1{space}234,50") for space in (" ", "\u00a0", "\u202f")] == [123450, 123450, 123450]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12,345", "trop_de_decimales"),
        ("12,5051", "trop_de_decimales"),
        ("1.234", "nombre_ambigu"),
        ("1 23", "nombre_invalide"),
        ("12 34,5", "nombre_invalide"),
        ("1,23,4", "nombre_invalide"),
        ("douze", "nombre_invalide"),
        ("--3", "nombre_invalide"),
        ("(-3)", "nombre_invalide"),
        ("12 %", "nombre_invalide"),
        ("2,98E+13", "nombre_scientifique"),
        ("1e5", "nombre_scientifique"),
    ],
)
def test_amounts_that_are_refused(text: str, why: str) -> None:
    assert code(cells.amount(text)) == why


def test_the_column_tells_what_a_point_means() -> None:
    assert cells.amount("1.234", ",") == 123400
    assert code(cells.amount("1.234", ".")) == "trop_de_decimales"
    assert cells.decimal("1.234", ".") == 1_234_000_000
    assert cells.decimal("1,234", ".") == 1_234_000_000_000
    assert cells.decimal("1,234") == 1_234_000_000
    assert cells.evidence(["1.234", "5,20"]) == ","
    assert cells.evidence(["1.234", "5.20"]) == "."
    assert cells.evidence(["5,20", "5.20"]) is None


def test_decimals_are_billionths_and_percentages_fractions() -> None:
    assert cells.decimal("0,8") == 800_000_000
    assert cells.decimal("80 %") == 800_000_000
    assert cells.decimal("0.333333333") == 333_333_333
    assert cells.decimal("-0,5") == -500_000_000


def test_a_bare_percentage_is_no_typed_value() -> None:
    grid = TABLES["typed_measures"]
    assert code(cells.parser(grid.column("value"), grid, CENTRE)("12 %")) == "nombre_invalide"


@pytest.mark.parametrize(
    "text",
    ["03/01/2025", "3/1/2025", "03-01-2025", "03.01.2025", "2025-01-03", "20250103", "45660", "03/01/2025 14:30"],
)
def test_days_are_read_in_every_french_way(text: str) -> None:
    assert dates.day(text) == JANUARY_3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/2025", "date_invalide"),
        ("29/02/2025", "date_invalide"),
        ("00/01/2025", "date_invalide"),
        ("03/01-2025", "date_invalide"),
        ("demain", "date_invalide"),
        ("03/01/25", "annee_ambigue"),
        ("31/12/1989", "annee_hors_bornes"),
        ("01/01/2080", "annee_hors_bornes"),
        ("03/01/2025 25:00", "date_invalide"),
    ],
)
def test_days_that_are_refused(text: str, why: str) -> None:
    assert code(dates.day(text)) == why


def test_bounds_of_years_are_read_and_accounts_have_none() -> None:
    assert dates.day("01/01/1990") == (date(1990, 1, 1) - EPOCH).days
    assert dates.day("31/12/2079") == (date(2079, 12, 31) - EPOCH).days
    ledger = TABLES["ledger"]
    assert cells.parser(ledger.column("date"), ledger, CENTRE)("20991231") == (date(2099, 12, 31) - EPOCH).days


@pytest.mark.parametrize(
    "text",
    [
        "03/01/2025 14h30",
        "03/01/2025 14:30",
        "03/01/2025 14:30:00",
        "03/01/2025 à 14h30",
        "03/01/2025 1430",
        "2025-01-03T14:30:00",
        "2025-01-03 14:30",
        "2025-01-03T14:30:00+01:00",
        "2025-01-03T13:30:00Z",
        "2025-01-03T08:30:00.125-0500",
        "20250103 14:30",
        "20250103143000",
        "1735911000",
        "1735911000000",
        "45660,6041666667",
    ],
)
def test_moments_are_wall_clock_seconds(text: str) -> None:
    assert dates.moments("Europe/Paris")(text) == HALF_PAST_TWO


def test_a_moment_without_time_is_midnight_and_24_00_the_next_day() -> None:
    read = dates.moments("Europe/Paris")
    assert read("03/01/2025") == JANUARY_3 * 86_400
    assert read("03/01/2025 24:00") == (JANUARY_3 + 1) * 86_400


def test_offsets_follow_the_summer_of_the_zone() -> None:
    july = (date(2025, 7, 1) - EPOCH).days * 86_400
    assert dates.moments("Europe/Paris")("2025-07-01T12:00:00Z") == july + 14 * 3_600
    assert dates.moments("Indian/Reunion")("2025-07-01T12:00:00Z") == july + 16 * 3_600


def test_moments_with_a_wrong_time_say_so() -> None:
    assert code(dates.moments("Europe/Paris")("03/01/2025 25h00")) == "heure_invalide"
    assert code(dates.moments("Europe/Paris")("03/01/25 14h00")) == "annee_ambigue"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12h50", 46_200),
        ("12:50", 46_200),
        ("1250", 46_200),
        ("12 h 50", 46_200),
        ("12:50:07", 46_207),
        ("9h", 32_400),
        ("9:05", 32_700),
        ("00:00", 0),
        ("24:00", 86_400),
        ("12h50min", 46_200),
    ],
)
def test_times_of_day(text: str, seconds: int) -> None:
    assert dates.clock(text) == seconds


@pytest.mark.parametrize("text", ["24:01", "12:60", "25h", "midi", "9", "12:5"])
def test_times_that_are_refused(text: str) -> None:
    assert code(dates.clock(text)) == "heure_invalide"


@pytest.mark.parametrize("text", ["2025-03", "03/2025", "202503", "mars 2025", "Mars 2025", "2025-03-01", "17/03/2025"])
def test_months(text: str) -> None:
    assert dates.month(text) == (date(2025, 3, 1) - EPOCH).days


def test_periods() -> None:
    given = ["2025", "2025-03", "03/2025", "2025T3", "2025-03-03/2025-03-14", "01/03/2025", "2025-03-01", "mars 2025"]
    expected = ["2025", "2025-03", "2025-03", "2025T3", "2025-03-03/2025-03-14", "2025-03", "2025-03", "2025-03"]
    assert [dates.period(text) for text in given] == expected
    assert code(dates.period("le mois dernier")) == "periode_invalide"


def test_closed_lists_are_read_without_case_or_accents() -> None:
    appointments = TABLES["appointments"]
    parse = cells.parser(appointments.column("status"), appointments, CENTRE)
    assert [parse(text) for text in ("Honoré", "NON VENU", " absent_excusé ", "")] == [
        "honore",
        "non_venu",
        "absent_excuse",
        None,
    ]
    assert code(parse("vu")) == "valeur_hors_liste"


def test_flags() -> None:
    assert [cells.flag(text) for text in ("oui", "O", "1", "VRAI")] == [1, 1, 1, 1]
    assert [cells.flag(text) for text in ("non", "N", "0", "faux")] == [0, 0, 0, 0]
    assert code(cells.flag("peut-être")) == "oui_non_invalide"


@pytest.mark.parametrize("text", ["NaN", "NULL", "#N/A", "#REF!", "#VALEUR!", "n/a"])
def test_words_of_programs_are_no_values(text: str) -> None:
    acts = TABLES["acts"]
    for name in ("amount", "patient", "invoice", "specialty"):
        assert code(cells.parser(acts.column(name), acts, CENTRE)(text)) == "valeur_absente"


def test_codes_are_capitals_and_texts_are_collapsed() -> None:
    acts = TABLES["acts"]
    assert cells.parser(acts.column("code"), acts, CENTRE)(" hbld038 ") == "HBLD038"
    assert cells.parser(acts.column("specialty"), acts, CENTRE)("Me\u0301decine \u00a0 générale") == "Médecine générale"


def test_identifiers_never_become_numbers() -> None:
    acts = TABLES["acts"]
    assert cells.parser(acts.column("invoice"), acts, CENTRE)("0012") == "0012"


def test_a_person_has_one_hash_whatever_the_column_and_the_spelling() -> None:
    secret = b"a secret of the tests"
    known = person_hash(secret, "practitioner", "Dr Élodie MARTIN")
    assert known == person_hash(secret, "prescriber", " Dr  E\u0301lodie MARTIN")
    assert known != person_hash(secret, "prescriber", "dr elodie martin")
    assert len(known) == 32
    assert set(known) <= set("0123456789abcdef")
    assert known != person_hash(b"another secret", "practitioner", "Dr Élodie MARTIN")
    assert known != person_hash(secret, "practitioner", "Dr Élodie MARTI")


def test_the_hash_is_that_of_the_standard() -> None:
    # printf %s P07 | openssl dgst -sha256 -hmac key
    assert person_hash(b"key", "patient", "P07") == "c4cdc98748640d9d96620e982220af20"


def test_callers_who_hide_their_number_are_not_one_person() -> None:
    calls = TABLES["calls"]
    parse = cells.parser(calls.column("caller"), calls, CENTRE)
    assert [parse(text) for text in ("Anonyme", "masqué", "")] == [None, None, None]
    assert parse("06 12 34 56 78") == parse("+33612345678") == parse("0033612345678") is not None


def test_the_finess_of_the_centre_may_have_lost_its_zero() -> None:
    acts = TABLES["acts"]
    parse = cells.parser(acts.column("finess"), acts, Context(secret=b"k", finess="010000123"))
    assert parse("10000123") == "010000123"
    assert code(parse("920000000")) == "autre_centre"
