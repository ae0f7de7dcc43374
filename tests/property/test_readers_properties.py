"""Nothing is lost in silence, whatever the bytes; and what a French export says is what is read."""

import io
from datetime import date, datetime, timedelta

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from levier.problems import BLOCKING
from levier.readers import Context, Reading, fast, person_hash, propose_profile
from levier.readers.cells import parser
from levier.readers.lines import records
from levier.tables import TABLES

SECRET = b"a secret of the tests"
CENTRE = Context(secret=SECRET, finess="920000000")
EPOCH = datetime(1970, 1, 1)
NAMES = ("rendez_vous.csv", "actes.csv", "export.xlsx", "123456789FEC20251231.txt", "x")
HEADERS = (
    "id;patient;debut;fin;statut;sans_rdv\n",
    "date\tcode\tmontant\tquantite\tfacture\n",
    "debut,decroche,attente_s\r\n",
    "JournalCode|EcritureNum|EcritureDate|CompteNum|Debit|Credit\n",
    "Titre\n;;\n",
)
SIGNS = (";", "\t", "|", ",", '"', "\n", "\r", "\r\n", "\0", " ", "", "\ufeff", "�", "é")
CELLS = (
    "TOTAL",
    "Sous-total",
    "03/01/2025",
    "31/02/2025",
    "20250103",
    "12h30",
    "1,5",
    "1.234",
    "2E+5",
    "honore",
    "oui",
)
PIECES = st.sampled_from((*SIGNS, *CELLS, "G", "920000000"))


def check(data: bytes, name: str) -> Reading:
    """Read, and hold the account to its promise."""
    reading = Reading(io.BytesIO(data), name, CENTRE)
    chunks = list(reading.chunks())
    assert reading.accounts
    for number, account in enumerate(reading.accounts):
        assert account.read == account.kept + account.set_aside + account.not_data
        rows = [chunk for chunk in chunks if chunk.file == number]
        assert account.kept == sum(map(len, rows))
        lines = [line for chunk in rows for line in chunk.lines]
        assert lines == sorted(set(lines))
        assert sum(account.aside_days.values()) <= account.set_aside
        assert not account.set_aside or reading.problems.blocking()
        for chunk in rows:
            assert tuple(chunk.columns) == chunk.table.names
            assert all(len(values) == len(chunk) for values in chunk.columns.values())
    assert all(problem.sentence() for problem in reading.problems)
    return reading


@given(data=st.binary(max_size=400), name=st.sampled_from(NAMES))
@example(data=b"\xff\xfe", name="x")
@example(data=b"PK\x03\x04", name="x")
@example(data=b"PAR1", name="x")
@settings(deadline=None)
def test_the_account_holds_on_arbitrary_bytes(data: bytes, name: str) -> None:
    check(data, name)


@given(
    header=st.sampled_from(HEADERS),
    pieces=st.lists(PIECES, max_size=60),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "cp850"]),
    name=st.sampled_from(NAMES),
    cut=st.integers(0, 5),
)
@settings(deadline=None)
def test_the_account_holds_on_broken_exports(
    header: str, pieces: list[str], encoding: str, name: str, cut: int
) -> None:
    data = (header + "".join(pieces)).encode(encoding, "replace")
    check(data[: len(data) - cut], name)


@given(pieces=st.lists(st.sampled_from([";", '"', '""', "\n", "a", "b;c", "é"]), max_size=60), size=st.integers(1, 9))
def test_the_place_of_the_cuts_does_not_matter(pieces: list[str], size: int) -> None:
    text = "".join(pieces)
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    whole = [record for batch in records([text], ";") for record in batch]
    assert [record for batch in records(blocks, ";") for record in batch] == whole


days = st.dates(date(1990, 1, 1), date(2079, 12, 31))
moments = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day) + timedelta(minutes=minutes),
    days,
    st.integers(0, 1_439),
)
words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèàçêABCÉ0123456789 -'/()"), min_size=1, max_size=20)
texts = words.map(lambda text: " ".join(f"x{text}".split()))
amounts = st.integers(-10_000_000, 10_000_000)
lines = st.lists(
    st.fixed_dictionaries(
        {
            "invoice": st.none() | texts.map(lambda text: f"F{text}"),
            "date": days,
            "code": st.sampled_from(["G", "HBLD038", "AMI"]),
            "amount": amounts,
            "quantity": st.none() | st.integers(0, 500),
            "practitioner": st.none() | texts,
            "specialty": st.none() | texts,
        }
    ),
    min_size=1,
    max_size=12,
)
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d-%m-%Y")


def written_amount(cents: int, style: str) -> str:
    """Write an amount as one of the French ways."""
    units, rest = divmod(abs(cents), 100)
    grouped = f"{units:,}"
    number = {
        "plain": f"{units},{rest:02d}",
        "point": f"{units}.{rest:02d}",
        "spaces": f"{grouped},{rest:02d}".replace(",", " ", grouped.count(",")),
        "narrow": f"{grouped},{rest:02d}".replace(",", "\u202f", grouped.count(",")),
        "points": f"{grouped.replace(',', '.')},{rest:02d}",
        "euro": f"{units},{rest:02d} €",
        "english": f"{grouped}.{rest:02d}",
    }[style]
    if cents >= 0:
        return number
    return f"({number})" if style == "spaces" else f"{number}-" if style == "points" else f"-{number}"


def cell(text: str, separator: str, quoting: bool) -> str:
    if quoting or separator in text:
        return '"' + text.replace('"', '""') + '"'
    return text


@given(
    rows=lines,
    separator=st.sampled_from([";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    style=st.sampled_from(["plain", "point", "spaces", "narrow", "points", "euro", "english"]),
    dates=st.sampled_from(DATES),
    quoting=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    preamble=st.booleans(),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_values_are_read_back_from_every_french_style(rows, separator, encoding, style, dates, quoting, end, preamble):
    style = "spaces" if encoding == "cp1252" and style == "narrow" else style
    header = ["facture", "Date", "CODE", "montant", "Quantité", "praticien", "Spécialité"]
    table = [
        [
            row["invoice"] or "",
            row["date"].strftime(dates).zfill(10 if "-" in dates or "/" in dates else 8),
            row["code"],
            written_amount(row["amount"], style),
            "" if row["quantity"] is None else str(row["quantity"]),
            row["practitioner"] or "",
            row["specialty"] or "",
        ]
        for row in rows
    ]
    body = [separator.join(cell(one, separator, quoting) for one in line) for line in [header, *table]]
    text = end.join((["Export des actes", ""] if preamble else []) + body) + end
    reading = Reading(io.BytesIO(text.encode(encoding)), "actes.csv", CENTRE)
    chunks = list(reading.chunks())
    (account,) = reading.accounts
    assert [problem.sentence() for problem in reading.problems if problem.severity == BLOCKING] == []
    assert (account.kept, account.set_aside, account.not_data) == (len(rows), 0, 3 if preamble else 1)
    (chunk,) = chunks
    assert chunk.columns["amount"] == [row["amount"] for row in rows]
    assert chunk.columns["date"] == [(row["date"] - date(1970, 1, 1)).days for row in rows]
    assert chunk.columns["invoice"] == [row["invoice"] for row in rows]
    assert chunk.columns["specialty"] == [row["specialty"] for row in rows]
    scale = 1_000_000_000
    assert chunk.columns["quantity"] == [None if row["quantity"] is None else row["quantity"] * scale for row in rows]
    hashes = [row["practitioner"] and person_hash(SECRET, "practitioner", row["practitioner"]) for row in rows]
    assert chunk.columns["practitioner"] == hashes


@given(starts=st.lists(moments, min_size=1, max_size=10), style=st.sampled_from(["%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M"]))
@settings(deadline=None)
def test_moments_are_read_back_from_text_and_from_workbooks(starts: list[datetime], style: str) -> None:
    expected = [int((start - EPOCH).total_seconds()) for start in starts]
    text = "debut;statut\n" + "".join(f"{start.strftime(style)};honoré\n" for start in starts)
    book = openpyxl.Workbook()
    book.active.title = "rendez_vous"
    for row in [["debut", "statut"], *([start, "honoré"] for start in starts)]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    for data in (text.encode(), stream.getvalue()):
        reading = check(data, "rendez_vous.csv")
        chunks = list(Reading(io.BytesIO(data), "rendez_vous.csv", CENTRE).chunks())
        assert reading.accounts[0].set_aside == 0
        assert chunks[0].columns["start_at"] == expected


@given(st.lists(st.one_of(texts, PIECES, words), max_size=8))
def test_the_fast_way_says_what_the_rules_say(given_texts: list[str]) -> None:
    appointments = TABLES["appointments"]
    for name, found in (("room", fast.keys(given_texts)), ("booked_at", fast.moments(given_texts))):
        if found is not None:
            rules = parser(appointments.column(name), appointments, CENTRE)
            assert found == [rules(text) for text in given_texts]


DAYS = ("03/01/2025", "2025-01-03", "3/1/2025", "31/02/2025", "03/01/25", "")
CLOCKS = (
    "",
    " 09:02",
    "T09:02",
    " 09h02",
    " 24:00",
    " 9:02",
    " 2:30:",
    " 0902",
    " 25:00",
    " 09:60",
    "  09:02",
    " ٠٩:02",
)
ENDS = ("", ":15", ":60", ":00", "15", ":15Z", ":٠٧", "::15")


@given(
    st.lists(
        st.builds(str.__add__, st.sampled_from(DAYS), st.builds(str.__add__, *map(st.sampled_from, (CLOCKS, ENDS))))
    )
)
@settings(max_examples=400)
def test_nearly_plain_moments_are_what_the_rules_say(given_texts: list[str]) -> None:
    rules = parser(TABLES["appointments"].column("booked_at"), TABLES["appointments"], CENTRE)
    found = fast.moments(given_texts)
    assert found is None or found == [rules(text) for text in given_texts]


def test_every_second_of_a_day_is_read_at_once() -> None:
    # 20,091 days from 1 January 1970 to 3 January 2025.
    clocks = [
        f"{hour:02d}:{minute:02d}:{second:02d}" for hour in range(24) for minute in range(60) for second in (0, 59)
    ]
    texts = [f"03/01/2025 {clock}" for clock in clocks] + ["03/01/2025 24:00", "03/01/2025"]
    day = 20_091 * 86_400
    wanted = [day + minute * 60 + second for minute in range(1_440) for second in (0, 59)]
    assert fast.moments(texts) == [*wanted, day + 86_400, day]
    assert fast.moments(["03/01/2025 24:00:15"]) is None


@given(header=st.lists(texts, min_size=2, max_size=6, unique=True), cells=st.lists(PIECES, max_size=12))
@settings(deadline=None)
def test_a_proposed_profile_always_loads(header: list[str], cells: list[str]) -> None:
    from levier.problems import NothingUsable
    from levier.readers.profiles import load

    data = ";".join(header) + "\n" + ";".join(cells) + "\n"
    try:
        text = propose_profile(io.BytesIO(data.encode()), "x.csv")
    except NothingUsable:
        return
    assert load(text, "x")


@given(value=texts, kinds=st.sampled_from(["patient", "practitioner", "prescriber", "person"]))
def test_a_hash_depends_on_the_value_alone(value: str, kinds: str) -> None:
    assert person_hash(SECRET, kinds, value) == person_hash(SECRET, "patient", f"  {value} ")
