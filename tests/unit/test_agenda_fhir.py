"""FHIR: which appointments are kept, what is left out and counted, and what never leaves the file."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import agenda_files
import pytest
from agenda_files import SECRET, wall

from levier.readers import Context, Reading, person_hash

EXAMPLES = Path(__file__).parents[1] / "fixtures" / "agendas" / "fhir"


def read(data: Any, name: str = "export.json", profile: str | None = None) -> tuple[list[dict[str, Any]], Reading]:
    """Read bytes, a text, or what JSON makes of anything else."""
    return agenda_files.read(data if isinstance(data, (str, bytes)) else json.dumps(data), name, profile)


def appointment(**members: Any) -> dict[str, Any]:
    about = {"resourceType": "Appointment", "id": "a1", "status": "fulfilled", "start": "2025-01-06T09:00:00+01:00"}
    return {key: value for key, value in (about | members).items() if value is not ...}


def bundle(*resources: dict[str, Any], kind: str = "searchset") -> dict[str, Any]:
    entries = [{"fullUrl": f"https://s/{i}", "resource": one} for i, one in enumerate(resources)]
    return {"resourceType": "Bundle", "type": kind, "total": len(entries), "entry": entries}


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("fulfilled", "honore"),
        ("arrived", "honore"),
        ("checked-in", "honore"),
        ("noshow", "non_venu"),
        ("cancelled", "annule"),
        ("booked", "non_pointe"),
    ],
)
def test_statuses_that_tell_what_became_of_a_booking(status, ours):
    rows, _reading = read(appointment(status=status))
    assert [row["status"] for row in rows] == [ours]


@pytest.mark.parametrize("status", ["proposed", "pending", "waitlist", "entered-in-error"])
def test_statuses_that_are_no_booking_are_left_out_and_counted(status):
    rows, reading = read(bundle(appointment(status=status, id="x"), appointment()))
    (account,) = reading.accounts
    assert (len(rows), account.not_data, account.controls) == (1, 1, {f"statut_{status}": 1})


def test_an_unknown_status_sets_the_appointment_aside():
    rows, reading = read(appointment(status="tentative"))
    assert rows == []
    assert next(one.sentence() for one in reading.problems) == (
        "export.json, ligne 1, colonne « status » : « tentative » lu ; attendu : l'un des statuts : fulfilled, arrived, "
        "checked-in, noshow, cancelled, booked, proposed, pending, waitlist, entered-in-error. → Demandez un export FHIR "
        "R4 : ces statuts sont ceux de la norme ; celui-ci ne se devine pas."
    )


@pytest.mark.parametrize(
    ("start", "read_as"),
    [
        ("2025-01-06T08:30:00Z", "2025-01-06 09:30"),
        ("2025-07-07T08:30:00.000+00:00", "2025-07-07 10:30"),
        ("2025-01-06T09:30:00+01:00", "2025-01-06 09:30"),
        ("2025-01-06T09:30:00", "2025-01-06 09:30"),
        (1721120400000, "2024-07-16 11:00"),
        ("1721120400000", "2024-07-16 11:00"),
    ],
)
def test_instants_are_brought_to_the_wall_clock_of_the_centre(start, read_as):
    rows, _reading = read(appointment(start=start))
    assert wall(rows[0]["start_at"]) == read_as


def test_the_end_is_the_start_and_the_duration_across_the_change_of_hour():
    # 30 March 2025, Paris: 01:45 is followed by 03:00; half an hour after 01:45 it is 03:15.
    rows, _reading = read(appointment(start="2025-03-30T01:45:00+01:00", minutesDuration=30))
    assert wall(rows[0]["end_at"]) == "2025-03-30 03:15"


@pytest.mark.parametrize(
    ("code", "system", "whose"),
    [
        ("pat", "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", "patient"),
        ("pat-crs", None, "patient"),
        ("prov-pers", "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", "centre"),
        ("maint", None, "centre"),
        ("oth-weath", None, None),
        ("path", None, None),
        ("pat", "urn:other", None),
    ],
)
@pytest.mark.parametrize("member", ["cancelationReason", "cancellationReason"])
def test_who_cancelled_is_what_the_code_says(code, system, whose, member):
    coding = {"code": code} | ({"system": system} if system else {})
    rows, _reading = read(appointment(status="cancelled", **{member: {"coding": [coding]}}))
    assert rows[0]["cancelled_by"] == whose


def test_a_cancelled_wish_without_a_date_is_left_out():
    rows, reading = read(appointment(status="cancelled", start=...))
    assert (rows, reading.accounts[0].controls) == ([], {"annule_sans_date": 1})


def test_people_are_hashed_by_their_number_and_names_are_never_kept():
    people = [
        {"actor": {"reference": "https://s/fhir/Patient/12/_history/3", "display": "Zoé Introuvable"}},
        {"actor": {"reference": "Practitioner/D7", "display": "Dr Introuvable"}},
        {"actor": {"reference": "Location/C2", "display": "Chez Introuvable"}},
    ]
    rows, reading = read(appointment(participant=people, comment="Introuvable", description="Introuvable"))
    assert rows[0]["patient"] == person_hash(SECRET, "patient", "12")
    assert rows[0]["practitioner"] == person_hash(SECRET, "practitioner", "D7")
    assert rows[0]["room"] == "C2"
    assert "ntrouvable" not in repr(rows) + repr(reading.accounts) + "".join(p.sentence() for p in reading.problems)


def test_two_of_a_kind_are_none_unless_one_is_the_main_one():
    two = [{"actor": {"reference": f"Practitioner/{name}"}} for name in ("D1", "D2")]
    rows, reading = read(appointment(participant=two))
    assert (rows[0]["practitioner"], reading.accounts[0].controls) == (None, {"plusieurs_praticiens": 1})
    two[1]["type"] = [{"coding": [{"code": "PPRF"}]}]
    rows, _reading = read(appointment(participant=two))
    assert rows[0]["practitioner"] == person_hash(SECRET, "practitioner", "D2")


def test_people_inside_the_file_are_found_by_their_address_and_contained_ones_by_their_number():
    person = {"resourceType": "Patient", "id": "77"}
    one = appointment(participant=[{"actor": {"reference": "urn:uuid:u1"}}])
    file = {"resourceType": "Bundle", "entry": [{"fullUrl": "urn:uuid:u1", "resource": person}, {"resource": one}]}
    rows, reading = read(file)
    assert rows[0]["patient"] == person_hash(SECRET, "patient", "77")
    assert reading.accounts[0].controls == {"Patient": 1}
    inside = [{"resourceType": "Patient", "id": "p", "identifier": [{"value": "IPP9"}]}]
    rows, _reading = read(appointment(contained=inside, participant=[{"actor": {"reference": "#p"}}]))
    assert rows[0]["patient"] == person_hash(SECRET, "patient", "IPP9")
    inside[0].pop("identifier")
    rows, _reading = read(appointment(contained=inside, participant=[{"actor": {"reference": "#p"}}]))
    assert rows[0]["patient"] is None


def test_services_and_specialties_come_from_closed_lists():
    def coded(display: str) -> list[dict[str, Any]]:
        return [{"coding": [{"code": "1", "display": display}]}]

    rows, _reading = read(
        bundle(
            appointment(id="1", specialty=coded("Dermatologie")),
            appointment(id="2", serviceType=[{"concept": {"text": "Soins dentaires"}}]),
            appointment(id="3", specialty=coded("Thalassothérapie")),
        )
    )
    assert [(row["service"], row["specialty"]) for row in rows] == [
        ("medical", "Dermatologie"),
        ("dentaire", None),
        (None, "Thalassothérapie"),
    ]


def test_what_r5_says_otherwise():
    about = {"subject": {"reference": "Patient/5"}, "cancellationDate": "2025-01-05T10:00:00+01:00", "note": [{}]}
    rows, _reading = read(appointment(status="cancelled", **about))
    assert (rows[0]["patient"], wall(rows[0]["cancelled_at"])) == (
        person_hash(SECRET, "patient", "5"),
        "2025-01-05 10:00",
    )


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(bundle(appointment(id="1"), appointment(id="2"))),
        json.dumps(bundle(appointment(id="1"), appointment(id="2"), kind="collection"), indent=2),
        json.dumps([appointment(id="1"), appointment(id="2")]),
        json.dumps([bundle(appointment(id="1")), bundle(appointment(id="2"))]),
        json.dumps(bundle(appointment(id="1"))) + "\n" + json.dumps(bundle(appointment(id="2")), indent=1),
        json.dumps(appointment(id="1")) + "\r\n\r\n" + json.dumps(appointment(id="2")),
        "\ufeff" + json.dumps(appointment(id="1")) + "\n" + json.dumps(appointment(id="2")) + "\n",
        '\x1e{"resourceType": "Appointment", "id": "1", "start": "2025-01-06"}\n\x1e' + json.dumps(appointment(id="2")),
    ],
    ids=["bundle", "indented", "list", "list of pages", "pages", "ndjson", "mark of order", "sequence"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_way_to_put_resources_in_a_file(text, encoding):
    if encoding == "utf-16":
        text = text.replace("\ufeff", "")
    rows, reading = read(text.encode(encoding))
    assert [row["id"] for row in rows] == ["1", "2"]
    assert (reading.accounts[0].kept, list(reading.problems)) == (2, [])


def test_a_cut_file_keeps_what_is_whole():
    text = json.dumps(bundle(*(appointment(id=str(i)) for i in range(5))))
    rows, reading = read(text[: text.index('"id": "3"')])
    assert [row["id"] for row in rows] == ["0", "1", "2"]
    assert [one.sentence() for one in reading.problems] == [
        "export.json, ligne 4 : attendu : un fichier JSON entier : il s'arrête au milieu de cet objet. → Recommencez "
        "l'export ou la copie ; ce qui précède est gardé."
    ]


def test_a_broken_line_of_ndjson_costs_itself_only():
    lines = [json.dumps(appointment(id=str(i))) for i in range(3)]
    lines[1] = lines[1].replace(":", "=", 1)
    rows, reading = read("\n".join(lines))
    assert [row["id"] for row in rows] == ["0", "2"]
    assert [(one.code, one.line) for one in reading.problems] == [("json_illisible", 2)]


def test_a_broken_entry_of_a_large_bundle_costs_itself_only(monkeypatch):
    from levier.readers.formats import _json_stream

    monkeypatch.setattr(_json_stream, "SMALL", 64)
    entries = [json.dumps({"resource": appointment(id=str(i))}) for i in range(3)]
    entries[1] = entries[1].replace('"status":', '"status"=')
    text = '{"entry": [' + ",\n".join(entries) + '], "resourceType": "Bundle"}'
    rows, reading = read(text)
    assert [row["id"] for row in rows] == ["0", "2"]
    assert [(one.code, one.line) for one in reading.problems] == [("json_illisible", 2)]


def test_other_resources_are_left_out_and_counted_by_kind():
    rows, reading = read(bundle({"resourceType": "Slot", "id": "s"}, {"resourceType": "Encounter"}, appointment(), {}))
    assert len(rows) == 1
    assert reading.accounts[0].controls == {"Slot": 1, "Encounter": 1, "autre": 1}
    assert [one.code for one in reading.problems] == ["fhir_sans_presence"]


def test_walk_ins_and_follow_ups():
    kind = {"coding": [{"code": "WALKIN"}]}
    rows, _reading = read(bundle(appointment(id="1", appointmentType=kind), appointment(id="2")))
    assert [row["walk_in"] for row in rows] == [1, None]
    rows, _reading = read(appointment(appointmentType={"coding": [{"code": "FOLLOWUP"}]}))
    assert rows[0]["first_visit"] == 0


def test_a_booking_of_which_only_the_month_is_known_has_no_delay():
    rows, reading = read(appointment(created="2024-12"))
    assert (rows[0]["booked_at"], reading.accounts[0].controls) == (None, {"pris_le_incomplet": 1})


def test_half_a_letter_does_not_stop_the_reading():
    text = json.dumps(
        appointment(participant=[{"actor": {"reference": "Patient/x", "identifier": {"value": "\ud800"}}}])
    )
    rows, _reading = read(text.replace("Patient/x", ""))
    assert rows[0]["patient"] is None


def test_xml_and_archives_are_refused_with_what_to_ask_for():
    _rows, reading = read(b'<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"></Bundle>', "export.xml")
    assert [one.sentence() for one in reading.problems] == [
        "export.xml : « XML » lu ; attendu : des ressources FHIR en JSON (Bundle, NDJSON). → Demandez le même export en "
        "JSON : « _format=json », ou un export en lot (NDJSON)."
    ]
    _rows, reading = read(gzip.compress(json.dumps(appointment()).encode()), "export.ndjson.gz")
    assert "une archive doit d'abord être décompressée" in next(iter(reading.problems)).sentence()


@pytest.mark.parametrize(
    ("name", "kept", "controls"),
    [
        ("Appointment-example", 1, {}),
        ("Appointment-2docs", 1, {"plusieurs_praticiens": 1}),
        ("Appointment-examplereq", 0, {"statut_proposed": 1}),
        ("AppointmentResponse-example", 0, {"AppointmentResponse": 1}),
        ("Slot-1", 0, {"Slot": 1}),
        ("Schedule-example", 0, {"Schedule": 1}),
    ],
)
def test_examples_of_hl7(name, kept, controls):
    rows, reading = read((EXAMPLES / f"{name}.json").read_bytes(), f"{name}.json")
    assert (len(rows), reading.accounts[0].controls) == (kept, controls)


def test_rows_that_a_hospital_made_from_fhir():
    rows, reading = read((EXAMPLES / "test_appointments.json").read_bytes())
    # Thirteen rows: 5 planned, 5 finished, 3 cancelled whose reason N says that nobody came.
    assert [row["status"] for row in rows].count("non_pointe") == 5
    assert [row["status"] for row in rows].count("honore") == 5
    assert [row["status"] for row in rows].count("non_venu") == 3
    # 1721120400000 ms is 16 July 2024, 09:00 UTC.
    assert wall(rows[0]["start_at"]) == "2024-07-16 11:00"
    assert reading.accounts[0].controls == {"lignes_a_plat": 13}
    assert "Arthur" not in repr(rows)


def test_lists_find_the_original_appointments():
    from levier.worklists.original import originals

    people = [{"actor": {"reference": "Patient/12"}}]
    text = json.dumps(bundle({"resourceType": "Slot"}, appointment(participant=people), appointment(id="a2")))
    _rows, reading = read(text)
    found = originals(io.BytesIO(text.encode()), "export.json", Context(SECRET), reading.accounts, {0: {2}})
    cells = dict(zip(found[0].header, found[0].lines[2], strict=True))
    assert (cells["id"], cells["patient"], cells["statut"]) == ("a1", "12", "honore")
