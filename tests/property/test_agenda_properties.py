"""Agendas and calendars: the account holds whatever the bytes, places of cuts do not matter, what is written is read."""

import io
import json
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from levier.problems import BLOCKING
from levier.readers import Context, Reading
from levier.readers.formats._json_stream import items
from levier.readers.formats._week_cells import NotRead, halves

CENTRE = Context(secret=b"a secret of the tests")
QUIET = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
EPOCH = datetime(1970, 1, 1)


def check(data: bytes, name: str, profile: str | None = None) -> tuple[list[dict], Reading]:
    """Read, and hold the account to its promise."""
    reading = Reading(io.BytesIO(data), name, Context(b"k", profile=profile))
    chunks = list(reading.chunks())
    for number, account in enumerate(reading.accounts):
        assert account.read == account.kept + account.set_aside + account.not_data
        lines = [line for chunk in chunks if chunk.file == number for line in chunk.lines]
        assert lines == sorted(set(lines))
        assert account.kept == len(lines)
        assert not account.set_aside or reading.problems.blocking()
    assert all(problem.sentence() for problem in reading.problems)
    return [
        dict(zip(one.columns, row, strict=True)) for one in chunks for row in zip(*one.columns.values(), strict=True)
    ], reading


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["Patient/1", "#a", "urn:uuid:1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["coding", "code", "actor", "reference"]), inner)
    ),
    max_leaves=8,
)
resources = st.fixed_dictionaries(
    {"resourceType": st.sampled_from(["Appointment", "Slot", "Patient"])},
    optional=dict.fromkeys(
        ("id", "status", "start", "end", "minutesDuration", "created", "participant", "specialty", "contained"), values
    ),
)


@given(found=st.lists(resources, max_size=4), wrap=st.booleans(), cut=st.integers(0, 9))
@QUIET
def test_the_account_holds_on_any_shape_of_resources(found, wrap, cut):
    text = json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in found]} if wrap else found)
    check(text[: len(text) - cut].encode(), "export.json")


@given(
    pieces=st.lists(
        st.sampled_from(["{", "}", "[", "]", '"', ",", ":", "\\", "1", '"entry"', "\n", " ", "nul"]), max_size=40
    )
)
@QUIET
def test_broken_json_never_stops_the_reading(pieces):
    check(('{"resourceType": "Bundle", "entry": [' + "".join(pieces)).encode(), "export.json", "fhir")


@given(
    found=st.lists(st.dictionaries(st.text(max_size=3), values, max_size=3), max_size=5),
    style=st.sampled_from(["list", "lines", "bundle"]),
    size=st.integers(1, 40),
    indent=st.sampled_from([None, 1]),
)
@QUIET
def test_the_place_of_the_cuts_does_not_matter(found, style, size, indent):
    written = [json.dumps(one, indent=indent) for one in found]
    text = {
        "list": "[" + ", ".join(written) + "]",
        "lines": "\n".join(written),
        "bundle": '{"type": "x", "entry": [' + ",".join(written) + "]}",
    }[style]
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    read = [one.value for one in items(blocks)]
    if style == "bundle":
        last = read.pop()
        read = last.get("entry", read)
    assert read == found


days = st.dates(date(2020, 1, 1), date(2027, 12, 31))


@st.composite
def events(draw) -> tuple[str, str, str]:
    start = datetime.combine(draw(days), datetime.min.time()) + timedelta(minutes=draw(st.integers(0, 1_300)))
    end = start + timedelta(minutes=draw(st.integers(60, 600)))
    return f"{start:%Y%m%dT%H%M%S}", f"{end:%Y%m%dT%H%M%S}", draw(st.sampled_from(["C1", "Cabinet 2", "Salle B"]))


def written(found: list[tuple[str, str, str]], fold: int = 75) -> bytes:
    lines = ["BEGIN:VCALENDAR"]
    for rank, (start, end, room) in enumerate(found):
        lines += ["BEGIN:VEVENT", f"UID:{rank}", f"DTSTART:{start}", f"DTEND:{end}", f"LOCATION:{room}"]
        lines += ["SUMMARY:kinésithérapie", "END:VEVENT"]
    data = [line.encode() for line in [*lines, "END:VCALENDAR", ""]]
    return b"\r\n".join(b"\r\n ".join(one[at : at + fold] for at in range(0, len(one), fold)) for one in data)


@given(found=st.lists(events(), min_size=1, max_size=6), fold=st.integers(15, 75))
@QUIET
def test_sessions_are_read_back_however_lines_are_folded(found, fold):
    rows, reading = check(written(found, fold), "vacations.ics")
    assert [problem.sentence() for problem in reading.problems if problem.severity == BLOCKING] == []
    read = [(f"{EPOCH + timedelta(seconds=row['start_at']):%Y%m%dT%H%M%S}", row["room"]) for row in rows]
    assert read == [(start, room) for start, _end, room in found]


@given(first=days, weeks=st.integers(1, 30), gone=st.sets(st.integers(0, 29), max_size=5), every=st.integers(1, 3))
@QUIET
def test_a_series_is_its_days_without_its_exceptions(first, weeks, gone, every):
    wanted = [first + timedelta(weeks=every * step) for step in range(weeks) if step not in gone]
    without = "".join(f"EXDATE:{first + timedelta(weeks=every * step):%Y%m%d}T090000\n" for step in gone)
    text = (
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:{first:%Y%m%d}T090000\nDURATION:PT3H\nLOCATION:C1\nSUMMARY:kiné\n"
        f"RRULE:FREQ=WEEKLY;INTERVAL={every};COUNT={weeks}\n{without}END:VEVENT\nEND:VCALENDAR\n"
    )
    rows, _reading = check(text.encode(), "vacations.ics")
    assert [EPOCH.date() + timedelta(days=row["start_at"] // 86_400) for row in rows] == wanted


PIECES = (
    "BEGIN:VEVENT",
    "END:VEVENT",
    "DTSTART:20250106T090000",
    "DTSTART;VALUE=DATE:20250106",
    "DTSTART:x",
    "DURATION:PT3H",
)
PIECES += ("RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:x", "EXDATE:", "UID:1", "RECURRENCE-ID:20250113T090000", "LOCATION:C1")
PIECES += (
    "SUMMARY:kiné",
    " suite",
    "END:VCALENDAR",
    "BEGIN:VALARM",
    "END:VALARM",
    "STATUS:CANCELLED",
    "DTEND;TZID=x:20250106T1",
)
PIECES += (
    "BEGIN:VTIMEZONE",
    "TZID:x",
    "END:VTIMEZONE",
    "",
    ":",
    "DTEND:20250106",
    "RDATE:20250110T090000",
    "SEQUENCE:x",
)


@given(
    lines=st.lists(st.sampled_from(PIECES), max_size=25),
    profile=st.sampled_from(["vacations", "fermetures", "horaires"]),
)
@QUIET
def test_the_account_holds_on_broken_calendars(lines, profile):
    check("\r\n".join(["BEGIN:VCALENDAR", *lines]).encode(), "export.ics", f"ical_{profile}")


hours = st.integers(6, 21).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 22)))


@given(
    first=hours,
    style=st.sampled_from(
        ["{0}h-{1}h", "{0}h00 - {1}h00", "{0:02d}:00-{1:02d}:00", "de {0}h à {1}h", "{0}-{1}h", "{0}-{1}"]
    ),
    words=st.sampled_from(["", "Dr Martin ", "Kiné ", "dermatologie : "]),
)
@QUIET
def test_hours_are_read_back_from_every_way_to_write_them(first, style, words):
    (half,) = halves(words + style.format(*first), [])
    assert (half.start, half.end) == (first[0] * 60, first[1] * 60)


@given(text=st.text(st.sampled_from("0123456789h:-/ \nDrMartin()àlibre,."), max_size=30))
@QUIET
def test_a_cell_is_read_or_set_aside(text):
    try:
        found = halves(text, [])
    except NotRead:
        return
    assert isinstance(found, str) or all(0 <= one.start < one.end <= 1_440 for one in found)


cells = st.sampled_from(
    ["", "9h-12h", "Dr Martin 9h-12h / 14h-18h", "libre", "sem. paire 9h-12h", "9h", "Lundi", "Matin", "Kiné"]
)


@given(
    heading=st.lists(
        st.sampled_from(["", "Salle", "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "x"]), max_size=9
    ),
    body=st.lists(st.lists(cells, max_size=9), max_size=6),
    before=st.booleans(),
)
@QUIET
def test_the_account_holds_on_any_drawn_week(heading, body, before):
    table = [*([["Planning", "du 01/09/2025"]] if before else []), heading, *body]
    check("\n".join(";".join(one) for one in table).encode(), "planning.csv")
