"""A help package: what is inside, what is not, and that nothing is written without a yes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from levier.cli import main
from levier.pack import make_package, pack_file
from levier.pack.files import Asked, Packed, new_name
from levier.pack.package import readme
from levier.readers import Context, Reading

TABLE = (
    'Date;Patient;Agenda Dr Zola;"Statut";Montant\r\n'
    '03/01/2025;Durand Zoé;"Salle ""B""; rez";Payé;1 234,50\r\n'
    "04/01/2025;Martin;;Salle d'attente;;\r\n"
    "\r\n"
    "TOTAL;;;;1 234,50\r\n"
)


def packed(content: bytes, name: str = "export.csv", **asked: object) -> Packed:
    """Return a file made ready, the same each time."""
    return pack_file(io.BytesIO(content), name, Asked(chance=random.Random(1), **asked))  # type: ignore[arg-type]


def accounts(content: bytes, name: str) -> list[tuple[object, ...]]:
    reading = Reading(io.BytesIO(content), name, Context(secret=b"k"))
    assert all(len(chunk) >= 0 for chunk in reading.chunks())
    return [(one.table, one.reader, one.encoding, one.read, one.kept) for one in reading.accounts]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
def test_the_skin_of_a_text_stays_sign_for_sign(encoding: str) -> None:
    made = packed(TABLE.encode(encoding)).content
    lines = made.decode(encoding).splitlines(keepends=True)
    assert [line.count(";") for line in lines] == [line.count(";") for line in TABLE.splitlines()]
    assert [line[-2:] for line in lines] == ["\r\n"] * 5
    assert [len(line) for line in lines] == [len(line) for line in TABLE.splitlines(keepends=True)]
    assert lines[1].count('"') == 6


def test_only_known_words_stay() -> None:
    made = packed(TABLE.encode())
    text = made.content.decode()
    header = text.splitlines()[0].split(";")
    assert header[0:2] == ["Date", "Patient"]
    assert header[3:] == ['"Statut"', "Montant"]
    assert made.kept == {"Payé": 1, "TOTAL": 1}
    assert made.titles == ("Agenda Dr Zola",)
    assert not any(word in text for word in ("Zola", "Durand", "Zoé", "Martin", "Salle", "attente", "2025", "234"))


def test_a_word_that_the_person_confirms_stays() -> None:
    made = packed(TABLE.encode(), keep=("Salle d'attente", "Agenda Dr Zola"))
    text = made.content.decode()
    assert "Salle d'attente" in text
    assert "Agenda Dr Zola" in text.splitlines()[0]
    assert made.titles == ()


def test_frequent_words_are_proposed_but_never_of_a_column_of_people() -> None:
    lines = "".join(f"0{n}/01/2025;Durand;En salle\n" for n in range(1, 7))
    made = packed(f"Date;Praticien;Étape\n{lines}".encode())
    assert made.maybe == ("En salle",)
    assert "En salle" not in made.content.decode()


def test_few_lines_leave_the_last_ones_included() -> None:
    lines = "".join(f"{n:04d};Nom{n}\n" for n in range(500))
    made = packed(f"Numéro;Libellé\n{lines}TOTAL;500\n".encode(), lines=10)
    text = made.content.decode().splitlines()
    assert len(text) == 11
    assert text[-1].startswith("TOTAL;")


def test_a_file_of_many_megabytes_is_not_held() -> None:
    line = "03/01/2025;Durand;Vu\n"
    content = ("Date;Patient;Statut\n" + line * 100_000 + "TOTAL;;100000\n").encode()
    made = packed(content)
    assert len(made.content) < 2_000
    assert made.content.decode().splitlines()[-1].startswith("TOTAL;;")
    assert made.accounts[0].read == 100_002


def test_dates_and_times_remain_dates_and_times() -> None:
    content = b"debut;fin;statut\n03/01/2025 12h50;2025-01-03T13:10:00+01:00;honore\n"
    before, after = (
        accounts(content, "rendez_vous.csv"),
        accounts(packed(content, "rendez_vous.csv").content, "rendez_vous.csv"),
    )
    assert before == after == [("appointments", "texte", "utf-8", 2, 1)]


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Rendez-vous")
    sheet.write_row(0, 0, ["debut", "patient", "statut", "Dr Zola"])
    sheet.write_datetime(
        1, 0, __import__("datetime").datetime(2025, 1, 3, 9), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    )
    sheet.write_row(1, 1, ["Durand", "honore", 285017512345678])
    book.add_worksheet("Dr Zola").write_row(0, 0, ["Durand", 12.5])
    book.close()
    return stream.getvalue()


def test_a_workbook_keeps_its_sheets_and_kinds() -> None:
    made = packed(workbook(), "Planning Zola.xlsx")
    assert made.new_name == "fichier.xlsx"
    (first, second) = accounts(made.content, "fichier.xlsx")
    assert first == ("appointments", "classeur", None, 2, 1)
    assert second[0] is None
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(word in inside for word in (b"Zola", b"Durand", b"285017512345678"))


def test_a_page_that_calls_itself_a_workbook() -> None:
    page = b"<html><table><tr><td>debut</td><td>statut</td></tr><tr><td>03/01/2025 09:00</td><td>Durand</td></tr></table></html>"
    made = packed(page, "rdv.xls")
    assert made.facts["kind"] == "html"
    assert b"debut" in made.content
    assert b"Durand" not in made.content


FHIR = {
    "resourceType": "Bundle",
    "type": "searchset",
    "entry": [
        {
            "fullUrl": f"https://agenda.zola.example/Appointment/rdv{n}",
            "resource": {
                "resourceType": "Appointment",
                "id": f"rdv{n}",
                "status": "booked",
                "start": "2025-01-03T09:00:00+01:00",
                "end": "2025-01-03T09:15:00+01:00",
                "description": "Suivi de Mme Durand",
                "participant": [
                    {"actor": {"reference": "Patient/durand-zoe", "display": "Zoé Durand"}, "status": "accepted"}
                ],
            },
        }
        for n in range(40)
    ],
}


@pytest.mark.parametrize("lined", [False, True])
def test_fhir_keeps_its_tree_and_its_links(lined: bool) -> None:
    entries = [one["resource"] for one in FHIR["entry"]]  # type: ignore[index]
    text = "\n".join(map(json.dumps, entries)) if lined else json.dumps(FHIR, indent=2)
    made = packed(text.encode(), "rdv.ndjson" if lined else "rdv.json", lines=5)
    text = made.content.decode()
    found = (
        [json.loads(one) for one in text.splitlines()]
        if lined
        else [one["resource"] for one in json.loads(text)["entry"]]
    )
    assert len(found) == 5
    assert {one["status"] for one in found} == {"booked"}
    assert len({one["participant"][0]["actor"]["reference"] for one in found}) == 1
    assert found[0]["participant"][0]["actor"]["reference"].startswith("Patient/")
    assert found[0]["start"].endswith("+01:00")
    assert not any(word in text for word in ("durand", "Durand", "Zoé", "zola", "2025"))
    assert made.same


def test_a_calendar_keeps_its_recurrences_and_zones() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Agenda Dr Zola\r\nBEGIN:VEVENT\r\nUID:zola-1\r\n"
        "DTSTART;TZID=Europe/Paris:20250106T090000\r\nSUMMARY:Consultation de Mme\r\n  Durand\r\n"
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20251231T000000Z\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    made = packed(text.encode(), "vacations.ics")
    out = made.content.decode()
    assert made.new_name == "vacations.ics"
    assert "DTSTART;TZID=Europe/Paris:" in out
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=" in out
    assert "STATUS:CONFIRMED" in out
    assert not any(word in out for word in ("Zola", "zola", "Durand", "20250106", "20251231"))


def test_a_call_log_without_titles() -> None:
    line = '"","0612345678","101","from-trunk","""Durand"" <0612345678>","SIP/trunk-1","SIP/101-2","Dial","SIP/101","2025-01-06 09:00:00","2025-01-06 09:00:05","2025-01-06 09:01:00",60,55,"ANSWERED","DOCUMENTATION","1736150400.1",""\n'
    made = packed((line * 3).encode(), "Master.csv")
    out = made.content.decode()
    assert '"ANSWERED","DOCUMENTATION"' in out
    assert out.count('"') == 3 * line.count('"')
    assert not any(word in out for word in ("0612345678", "Durand", "trunk", "1736150400"))
    assert made.same


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"%PDF-1.4",
            "x.csv : « PDF » lu ; attendu : un export (CSV, XLSX ou Parquet). → Demandez au logiciel un export de tableau ; une archive doit d'abord être décompressée.",
        ),
        (
            b"",
            "x.csv : attendu : un fichier avec un en-tête et des lignes (celui-ci est vide). → Recommencez l'export ; s'il n'y a vraiment rien à dire, ne donnez pas le fichier.",
        ),
        (b'{"a": ', "x.csv : JSON illisible. → Recommencez l'export."),
    ],
)
def test_what_cannot_be_packed_says_why(content: bytes, sentence: str) -> None:
    assert packed(content, "x.csv").refusal == sentence


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("rendez_vous_2025-01.csv", "rendez_vous.csv"),
        ("Export Dr Zola.CSV", "fichier.csv"),
        ("123456789FEC20231231.txt", "fec.txt"),
        ("zola", "fichier"),
        ("notes.zola", "fichier"),
    ],
)
def test_a_name_of_file_says_nothing(name: str, shown: str) -> None:
    assert new_name(name) == shown


def test_the_package_says_exactly_what_is_inside(tmp_path: Path) -> None:
    (tmp_path / "Zola.csv").write_text(TABLE, encoding="utf-8", newline="")
    package = make_package([tmp_path / "Zola.csv", tmp_path / "Zola.csv"], Asked())
    with zipfile.ZipFile(io.BytesIO(package.content())) as archive:
        assert archive.namelist() == ["LISEZ-MOI.txt", "compte.json", "fichiers/fichier.csv", "fichiers/fichier_2.csv"]
        inside = b"".join(archive.read(name) for name in archive.namelist())
        about = json.loads(archive.read("compte.json"))
    assert not any(word in inside for word in (b"Zola", b"Durand", str(tmp_path).encode()))
    assert about["files"][0]["words_kept"] == {"Payé": 1, "TOTAL": 1}
    assert "fichiers/fichier.csv : texte, utf-8, séparateur « ; », 6 colonnes" in readme(package)
    assert "aucune valeur de vos fichiers" in readme(package)


def test_nothing_is_written_without_a_yes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "export.csv", tmp_path / "aide.zip"
    source.write_text(TABLE, encoding="utf-8", newline="")
    monkeypatch.setattr("sys.stdin", io.StringIO("oui\n"))
    assert main(["pack", str(source), "--out", str(out)]) == 3
    said = capsys.readouterr()
    assert said.err == "levier : rien n'est écrit sans votre accord. → Relisez l'aperçu, puis ajoutez --yes.\n"
    assert said.out.startswith(
        "Voici ce que contiendrait le paquet. Toutes les valeurs sont inventées :\n\nfichiers/export.csv : texte"
    )
    assert not out.exists()
    assert main(["pack", str(source), "--out", str(out), "--yes"]) == 0
    assert "Relisez-le avant de l'envoyer : c'est vous qui décidez." in capsys.readouterr().out
    assert main(["pack", str(source), "--out", str(out), "--yes"]) == 3
    assert capsys.readouterr().err.endswith("aide.zip existe déjà. → Choisissez un autre nom, ou effacez-le d'abord.\n")


def test_a_wrong_command_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "export.csv"
    source.write_text(TABLE, encoding="utf-8")
    assert main(["pack", str(source), "--out", str(tmp_path / "a.zip"), "--lines", "0"]) == 64
    assert capsys.readouterr().err == "levier : --lines 0 ; attendu : un nombre de 1 à 200.\n"
    assert main(["pack", str(source), "--out", str(tmp_path / "la" / "a.zip")]) == 64
    assert capsys.readouterr().err.endswith(" : le dossier n'existe pas. → Créez-le d'abord.\n")
    assert main(["pack", str(tmp_path), "--out", str(tmp_path / "a.zip")]) == 2
    assert "« un dossier » lu ; attendu : un fichier." in capsys.readouterr().err


def test_a_file_that_is_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "export.csv", tmp_path / "scan.pdf"
    good.write_text(TABLE, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.4")
    assert main(["pack", str(good), str(bad), "--out", str(tmp_path / "a.zip"), "--yes"]) == 1
    assert "Laissé de côté : scan.pdf : « PDF » lu" in capsys.readouterr().out
