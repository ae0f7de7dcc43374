"""What programs that are no accounting software make of a FEC: commas, dashes, other titles, another order."""

from __future__ import annotations

import pytest
from fec_files import NAME, WANTED, codes, read, rows, text

from levier.readers.ledger import COLUMNS


def test_a_file_with_commas_has_the_quotes_of_csv() -> None:
    """A program that writes CSV quotes the only cells that hold a comma or a quote; its header has none."""
    lines = (
        'OD,Divers,1,20250103,606300,"Gants, boîtes",,,P1,20250103,"Achat ""T8"", lot",12.5,0,,,20250131,,',
        "OD,Divers,1,20250103,401000,Fournisseurs,,,P1,20250103,Achat,0,12.5,,,20250131,,",
    )
    reading = read("\n".join([",".join(COLUMNS), *lines, ""]).encode())
    assert rows(reading) == [("606300", 1250, 0), ("401000", 0, 1250)]
    assert codes(reading) == ["montant_forme", "montant_forme"]


@pytest.mark.parametrize(
    ("first", "second"), [("10,00,0,00", "0,00,10,00"), ("1250,50,0", "0,1250,50"), ("1250,50,", ",1250,50")]
)
@pytest.mark.parametrize("valid", ["20250131", ""])
def test_a_comma_that_cuts_amounts_too_is_refused(first: str, second: str, valid: str) -> None:
    """10,00 and 0,00 are four cells: a debit of 10 and a credit of 0 by luck, anything else by another."""
    lines = [f"VE,Ventes,1,20250103,{one},P,,,F1,20250103,x,{both},,,{valid},," for one, both in
             (("411000", first), ("706000", second))]  # fmt: skip
    reading = read("\n".join([",".join(COLUMNS), *lines, ""]).encode())
    assert rows(reading) == []
    (problem,) = list(reading.problems)
    assert problem.sentence() == (
        f"{NAME} : « des lignes plus longues que l'en-tête, séparées par des virgules » lu ; attendu : un FEC dont les "
        "colonnes sont séparées par une tabulation ou par | ; ici la virgule coupe aussi un montant. → Choisissez ce "
        "séparateur dans le logiciel de comptabilité, ou un point pour les décimales."
    )


def test_without_header_a_comma_that_cuts_amounts_is_no_ledger() -> None:
    line = "VE,Ventes,1,20250103,411000,P,,,F1,20250103,x,10,00,0,00,,,20250131,,\n"
    assert rows(read(line.encode())) == []


def test_the_sign_that_ends_a_text_of_dos_is_no_line() -> None:
    reading = read(text().encode() + b"\x1a")
    assert (rows(reading), codes(reading)) == (WANTED, [])
    assert (reading.accounts[0].read, reading.accounts[0].not_data) == (4, 2)


@pytest.mark.parametrize("other", ["IdDevise", "CompteAuxNum", "CompteAuxLib", "COMPTE_AUX_NUM"])
def test_names_that_programs_give_to_columns(other: str) -> None:
    ours = {"IdDevise": "Idevise", "CompteAuxLib": "CompAuxLib"}.get(other, "CompAuxNum")
    reading = read(text().replace(ours, other).encode())
    assert (rows(reading), codes(reading), reading.accounts[0].ignored) == (WANTED, [], ())


def by_account(days: tuple[str, ...]) -> bytes:
    """Return one entry a day, all the lines of 411 before all those of 706."""
    end = ("", "", "F1", days[0], "Soins")
    sales = [("VE", "Ventes", str(n), day, "706000", "Actes", *end, "0,00", "23,00", "", "", day, "", "")
             for n, day in enumerate(days, 1)]  # fmt: skip
    patients = [(*one[:4], "411000", "Patients", *end, "23,00", "0,00", "", "", one[3], "", "") for one in sales]
    return text([*patients, *sales]).encode()


def test_a_ledger_sorted_by_account_is_said_so_once() -> None:
    """Two sales in January, one in March: after the March line of 411, those of 706 begin again in January."""
    days = ("20250103", "20250110", "20250304")
    shown = [*by_account(days).decode().splitlines(keepends=True)]
    # Patients' lines from the last to the first: the days go backwards there.
    reading = read("".join([shown[0], *reversed(shown[1:4]), *shown[4:]]).encode())
    (problem,) = list(reading.problems)
    assert problem.sentence() == (
        f"{NAME}, colonne « EcritureDate » : attendu : des écritures dans l'ordre de leurs dates ; ce fichier semble "
        "trié par compte. → Rien à faire pour les chiffres ; pour l'administration, exportez-le dans l'ordre des "
        "écritures."
    )


def test_a_ledger_in_another_disorder_keeps_its_lines() -> None:
    """Accounts alternate, and the second of three entries comes last: it is named."""
    shown = by_account(("20250103", "20250110", "20250304")).decode().splitlines(keepends=True)
    reading = read("".join(shown[at] for at in (0, 1, 4, 3, 6, 2, 5)).encode())
    (problem,) = list(reading.problems)
    assert (problem.code, problem.line, problem.value) == ("chronologie", 6, "10/01/2025")
