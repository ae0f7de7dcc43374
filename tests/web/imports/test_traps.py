"""Files that a program must expect: damaged, disguised, mangled, oversized, empty, hostile."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from imports.conftest import HEADER, appointments, on_disk
from levier.web.imports.models import Delivery, Imported
from levier.web.imports.quarantine import safe_name


def workbook(rows: list[list[Any]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("rendez_vous")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


ROWS = [HEADER.split(";"), [1, "2025-01-02 09:00", "2025-01-02 09:30", "honore", "medical", "P1", "D1"]]


def only(delivery: Delivery) -> Any:
    (file,) = delivery.files.all()
    return file


def test_a_workbook_is_read(sent: Any) -> None:
    file = only(sent({"rendez_vous.xlsx": workbook(ROWS)}))
    assert (file.known, file.report["kept"]) == (True, 1)


def test_a_truncated_workbook_is_named_and_the_other_file_is_read(sent: Any, shown: Any) -> None:
    whole = workbook(ROWS)
    delivery = sent({"actes.xlsx": whole[: len(whole) // 2], "rendez_vous.csv": appointments()})
    damaged, good = delivery.files.all()
    assert (damaged.known, good.report["kept"]) == (False, 40)
    assert "actes.xlsx" in shown(delivery)
    assert "Rien n'a pu être gardé de ce fichier" in shown(delivery).replace("&#x27;", "'")


def test_an_old_workbook_cut_short_does_not_stop_the_worker(sent: Any) -> None:
    delivery = sent({"rendez_vous.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600})
    assert delivery.state == "review"
    assert not only(delivery).known


def test_windows_accents_are_read_and_said(sent: Any, shown: Any) -> None:
    text = "debut;statut;specialite\n2025-01-02 09:00;honoré;pédiatrie\n"
    delivery = sent({"rendez_vous.csv": text.encode("cp1252")})
    (sheet,) = only(delivery).report["sheets"]
    assert (sheet["encoding"], sheet["kept"]) == ("cp1252", 1)
    assert "pédiatrie" in shown(delivery)


def test_identifiers_that_a_spreadsheet_destroyed_refuse_the_file(sent: Any, shown: Any) -> None:
    text = "facture;date;montant;id\n1;2025-01-02;23;2,98E+13\n"
    delivery = sent({"factures.csv": text.encode()})
    assert not only(delivery).usable
    page = shown(delivery)
    assert "leurs chiffres sont perdus" in page
    assert 'name="importer"' not in page


def test_a_bomb_is_stopped_at_the_door(sent: Any, shown: Any, centre: Any) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    delivery = sent({"rendez_vous.xlsx": stream.getvalue()})
    assert delivery.state == "failed"
    assert "démesuré une fois ouvert (60 Mo)" in shown(delivery)
    assert on_disk(centre) == []


def test_an_archive_a_program_and_a_picture_are_turned_away(sent: Any, shown: Any, centre: Any) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("rendez_vous.csv", appointments())
    delivery = sent(
        {
            "exports.zip": stream.getvalue(),
            "cachée.xlsx": stream.getvalue(),
            "actes.csv": b"MZ\x90\0",
            "photo.png": b"\x89PNG",
        }
    )
    assert delivery.state == "failed"
    page = shown(delivery).replace("&#x27;", "'")
    assert "exports.zip : une archive. Décompressez-la" in page
    assert "cachée.xlsx : une archive, pas un classeur" in page
    assert "actes.csv : un programme, pas un export" in page
    assert "photo.png : un genre de fichier que Levier ne lit pas" in page
    assert on_disk(centre) == []


def test_a_huge_cell_is_set_aside_or_refused_and_the_worker_lives(sent: Any) -> None:
    text = f"debut;statut\n2025-01-02 09:00;honore\n2025-01-02 10:00;{'x' * 20_000_000}\n"
    delivery = sent({"rendez_vous.csv": text.encode()})
    assert delivery.state == "review"
    assert len(str(only(delivery).report)) < 100_000


def test_a_web_page_named_xls_says_that_the_session_expired(sent: Any, shown: Any) -> None:
    page = b"<!doctype html><html><body><form>Identifiant <input></form></body></html>"
    delivery = sent({"rendez_vous.xls": page})
    assert not only(delivery).known
    assert "session expirée" in shown(delivery)


def test_a_table_of_a_web_page_named_xls_is_read(sent: Any) -> None:
    lines = "<tr><td>2025-01-02 09:00</td><td>honore</td></tr>"
    page = f"<html><body><table><tr><th>debut</th><th>statut</th></tr>{lines}</table></body></html>"
    assert only(sent({"rendez_vous.xls": page.encode()})).report["kept"] == 1


@pytest.mark.parametrize("content", [b"", b"\n\n\n"])
def test_an_empty_file_says_so(sent: Any, shown: Any, content: bytes) -> None:
    delivery = sent({"rendez_vous.csv": content})
    assert not only(delivery).known
    assert "celui-ci est vide" in shown(delivery)


def test_names_cannot_leave_the_quarantine(sent: Any, centre: Any) -> None:
    delivery = sent({"../../../etc/cron.csv": appointments()})
    (path,) = on_disk(centre)
    assert path.is_relative_to(delivery.folder)
    assert path.stat().st_mode & 0o077 == 0
    assert safe_name("C:\\exports\\..\\rdv\0.csv") == "rdv_.csv"


def test_too_much_at_once_is_refused_whole(client_of: Any, centre: Any, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = client_of("director", centre)
    big = SimpleUploadedFile("rendez_vous.csv", appointments(each=20))
    answer = client.post(f"/centres/{centre.code}/imports/envoi/", {"fichiers": big}, follow=True)
    assert "dépasse 0 Mo" in answer.content.decode()
    assert not Delivery.objects.exists()
    assert on_disk(centre) == []


def test_no_value_of_a_patient_is_kept_or_shown(
    sent: Any, confirmed: Any, shown: Any, client_of: Any, centre: Any
) -> None:
    text = (
        "Nom;NIR;debut;statut;patient\n"
        "DUPONT Jean;185057800608436;2025-01-02 09:00;honore;DUPONT185\n"
        "MARTIN Zoé;285057800608436;pas une date MARTIN;honore;MARTIN285\n"
    )
    delivery = sent({"rendez_vous.csv": text.encode()})
    client = client_of("director", centre)
    url = f"{delivery.get_absolute_url()}problemes."
    pages = [shown(delivery), *(client.get(url + ext).content.decode("utf-8", "replace") for ext in ("csv", "xlsx"))]
    stored = str(list(delivery.files.values_list("report", flat=True)))
    for said in (*pages, stored):
        for secret in ("DUPONT", "MARTIN", "185057800608436", "Zoé"):
            assert secret not in said
    assert "Nom, NIR" in pages[0]  # named as left aside
    confirmed(delivery)
    assert "MARTIN" not in str(Imported.objects.values_list("problems", "accounts"))


def test_a_log_of_calls_in_a_workbook_offers_no_columns_to_name(sent: Any, shown: Any) -> None:
    """Each of its lines would become a call."""
    row = ["", "0612345678", "201", "from-trunk", "", "SIP/x-0001", "SIP/201-0002", "Dial", ""]
    row += ["2025-01-06 09:00:00", "2025-01-06 09:00:04", "2025-01-06 09:00:09", "9", "5", "ANSWERED", "DOCUMENTATION"]
    delivery = sent({"Master.xlsx": workbook([[*row, "1736150400.1", ""]])})
    file = only(delivery)
    assert (file.report["known"], file.report["columns"], file.report["proposal"]) == (False, [], "")
    assert "Exportez ou copiez le journal en CSV depuis le standard" in shown(delivery)
