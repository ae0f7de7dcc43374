"""Files that break readers: told in words, and never opened by the process that answers pages."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from levier.web.imports.models import Delivery

HEADER = b"id;debut;fin;statut;service;patient;praticien\n"
LINE = b"1;2025-01-06 09:00;2025-01-06 09:30;honore;medical;P1;D1\n"


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _lying(size: int) -> bytes:
    """Return a workbook that announces one byte where it holds ``size`` of them."""
    content = _zip({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * size})
    return content.replace(size.to_bytes(4, "little"), (1).to_bytes(4, "little"))


FILES: dict[str, bytes] = {
    "vide.csv": b"",
    "nul.csv": HEADER + b"1;\x00;\x00;honore;medical;P\x00;D1\n",
    "tout_nul.csv": b"\x00" * 100_000,
    "utf16.csv": (HEADER + LINE).decode().encode("utf-16"),
    "utf16_sans_marque.csv": (HEADER + LINE).decode().encode("utf-16-le"),
    "utf32.csv": (HEADER + LINE).decode().encode("utf-32"),
    "longue.csv": HEADER + b"1;" + b"a" * 3_000_000 + b"\n",
    "colonnes.csv": b";".join(b"c%d" % rank for rank in range(300)) + b"\n" + b";" * 299 + b"\n",
    "guillemet.csv": HEADER + b'1;"2025-01-06 09:00;ouvert et jamais ferme\n' * 50,
    "retours.csv": b"\r" * 5_000 + HEADER + LINE,
    "html.xls": b"<html><body><table><tr><td colspan='999999999' rowspan='\xc2\xb2'>id</td></tr></table>",
    "html_imbrique.xls": b"<table><tr><td>" * 3_000,
    "abime.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000,
    "abime.xlsx": b"PK\x03\x04" + b"\xff" * 5_000,
    "abime.ods": _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office:document>"}),
    "coupe.xlsx": _zip({"xl/workbook.xml": b"<workbook/>"})[:-30],
    "menteur.xlsx": _lying(3_000_000),
    "bombe.xlsx": _zip({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 60_000_000}),
    "entites.xlsx": _zip({
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY b%d "%s">' % (rank, (b"&b%d;" % (rank - 1) if rank else b"&a;") * 10) for rank in range(12)
        ) + b"]><x>&b11;</x>",
    }),
    "chemins.xlsx": _zip({"../../../etc/cron.d/x": b"* * * * * root true\n", "xl/workbook.xml": b"<x/>"}),
    "abime.parquet": b"PAR1" + b"\xff" * 500 + b"PAR1",
    "binaire.csv": os.urandom(50_000),
    "<script>alert(1)</script>.csv": HEADER + LINE,
    "=cmd|'/c calc'!A1.csv": HEADER + LINE,
    "..%2f..%2fetc%2fpasswd.csv": HEADER + LINE,
    "retour\r\nSet-Cookie: a=b.csv": HEADER + LINE,
    "\u202evsc.exe.csv": HEADER + LINE,
    ("n" * 300) + ".csv": HEADER + LINE,
    "CON.csv": HEADER + LINE,
    ".csv": HEADER + LINE,
    "entete.csv": b"<script>alert(1)</script>;=1+1;debut;fin;statut\n1;2;2025-01-06 09:00;2025-01-06 09:30;<svg onload=alert(1)>\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "site"
    settings.FICTITIOUS = True


def send(client: Client, centre: Any, name: str, content: bytes) -> Any:
    return client.post(f"/centres/{centre.code}/imports/envoi/", {"fichiers": SimpleUploadedFile(name, content)})


def safe(answer: Any) -> None:
    assert answer.status_code < 500
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert b"<script>alert" not in answer.content
        assert b"<svg onload" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:30].encode("unicode_escape").decode())
def test_a_broken_file_is_told_in_words(centre: Any, client_of: Callable[..., Client], name: str) -> None:
    client = client_of("director", centre)
    answer = send(client, centre, name, FILES[name])
    assert answer.status_code == 302
    safe(client.get(f"/centres/{centre.code}/imports/"))
    for one in Delivery.objects.all():
        assert one.state in ("review", "failed"), one.state
        assert "Erreur de notre fait" not in one.problem
        safe(client.get(one.get_absolute_url()))
        for ext in ("csv", "xlsx"):
            safe(client.get(f"{one.get_absolute_url()}problemes.{ext}"))
        for file in one.files.all():
            safe(client.get(f"{one.get_absolute_url()}fichiers/{file.pk}/"))
            assert file.place.resolve().is_relative_to(centre.folder.resolve())


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:30].encode("unicode_escape").decode())
def test_a_broken_grid_or_file_of_the_day_is_told_in_words(
    centre: Any, client_of: Callable[..., Client], name: str
) -> None:
    client = client_of("director", centre)
    given = SimpleUploadedFile(name, FILES[name])
    safe(client.post(f"/centres/{centre.code}/saisie/classeur/reprendre/", {"classeur": given}))
    if len(FILES[name]) < 1_000_000 and name.rpartition(".")[2] in ("xlsx", "xls", "csv") and len(name) < 20:
        given = SimpleUploadedFile(name, FILES[name])
        answer = client.post(f"/centres/{centre.code}/a-traiter/rendez-vous-non-pointes/fichier/", {"fichier": given})
        safe(answer)
        assert answer.status_code in (200, 422)


@pytest.mark.django_db
def test_a_grid_that_would_fill_the_memory_is_not_opened(centre: Any, client_of: Callable[..., Client]) -> None:
    from levier.web.entry.workbook import unpacks_too_much

    assert unpacks_too_much(io.BytesIO(FILES["bombe.xlsx"]))
    assert not unpacks_too_much(io.BytesIO(FILES["abime.xlsx"]))
    given = SimpleUploadedFile("grille.xlsx", FILES["bombe.xlsx"])
    answer = client_of("director", centre).post(
        f"/centres/{centre.code}/saisie/classeur/reprendre/", {"classeur": given}
    )
    assert "démesuré" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("announced", ["99999999999999", "-5", "abc", ""])
def test_a_length_that_lies_is_no_error_of_ours(centre: Any, client_of: Callable[..., Client], announced: str) -> None:
    client = client_of("director", centre)
    answer = client.generic(
        "POST", f"/centres/{centre.code}/imports/envoi/", b"--x\r\n", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=announced,
    )  # fmt: skip
    assert answer.status_code < 500
    assert not list((centre.folder / "quarantine").glob("*/*"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json", ""]
)
def test_an_upload_that_is_none_is_no_error_of_ours(centre: Any, client_of: Callable[..., Client], kind: str) -> None:
    client = client_of("director", centre)
    for path in ("imports/envoi/", "saisie/classeur/reprendre/", "a-traiter/rendez-vous-non-pointes/fichier/"):
        assert (
            client.generic("POST", f"/centres/{centre.code}/{path}", b"\x00\xff", content_type=kind).status_code < 500
        )


@pytest.mark.django_db
def test_a_link_in_a_watched_folder_is_not_followed(centre: Any, tmp_path: Path) -> None:
    from levier.web.imports.models import Watched
    from levier.web.imports.watching import scan

    folder, outside = tmp_path / "depot", tmp_path / "ailleurs.csv"
    folder.mkdir()
    outside.write_bytes(HEADER + LINE)
    (folder / "lien.csv").symlink_to(outside)
    (folder / "dossier.csv").mkdir()
    os.mkfifo(folder / "tuyau.csv")
    watched = Watched.objects.create(centre=centre, path=str(folder))
    assert [scan(watched), scan(watched), scan(watched)] == [None, None, None]
