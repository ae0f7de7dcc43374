"""The ways in which accounting software writes a FEC: all give the same lines, and the strange ones are said."""

from __future__ import annotations

import io

import pytest
from fec_files import LINES, NAME, WANTED, codes, read, rows, text
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from levier.readers.ledger import COLUMNS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp850", "cp1252", "iso8859-15", "utf-16"])
@pytest.mark.parametrize("separator", ["\t", "|", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n"])
def test_every_encoding_separator_and_end_of_line(encoding: str, separator: str, end: str) -> None:
    reading = read(text(separator=separator, end=end).encode(encoding, "replace"))
    assert rows(reading) == WANTED
    unusual = {"utf-16": ["encodage_inattendu"]}
    guessed = ["encodage_suppose"] if encoding in ("cp850", "cp1252", "iso8859-15") else unusual.get(encoding, [])
    assert codes(reading) == guessed


@pytest.mark.parametrize("encoding", ["iso8859-15", "cp1252", "cp850"])
def test_the_accents_of_a_section_are_right(encoding: str) -> None:
    header = "\t".join((*COLUMNS, "section"))
    lines = "\n".join("\t".join((*line, "Œuvres à 1 €, bâtiment é")) for line in LINES)
    if encoding == "cp850":
        lines = lines.replace("œ", "oe").replace("Œ", "OE").replace("€", "EUR")
    reading = read(f"{header}\n{lines}\n".encode(encoding, "replace"))
    wanted = "OEuvres à 1 EUR, bâtiment é" if encoding == "cp850" else "Œuvres à 1 €, bâtiment é"
    assert rows(reading, "section") == [(wanted,), (wanted,)]


@pytest.mark.parametrize(
    ("written", "cents", "said"),
    [
        ("0000001500,00", 150_000, []),
        (" 000000000001500,00", 150_000, []),
        ("1500,00   ", 150_000, []),
        ("1500", 150_000, []),
        ("+1500,00", 150_000, []),
        ("-1500,00", -150_000, []),
        ("1500.00", 150_000, ["montant_forme"]),
        ("1 500,00", 150_000, ["montant_forme"]),
        ("1\xa0500,00", 150_000, ["montant_forme"]),
        ("1500,00 €", 150_000, ["montant_forme"]),
        ("(1500,00)", -150_000, ["montant_forme"]),
        ("1500,00000", 150_000, ["montant_forme"]),
        ("1500,005", 150_001, ["montant_arrondi"]),
        ("1500.004", 150_000, ["montant_arrondi"]),
    ],
)
def test_every_way_of_writing_an_amount(written: str, cents: int, said: list[str]) -> None:
    reading = read(text(Debit=written, end="\n").encode())
    assert rows(reading)[0] == ("606600", cents, 0)
    unbalanced = [] if cents == 150_000 else ["ecriture_desequilibree", "totaux_differents"]
    assert codes(reading) == [*said, *unbalanced]


@pytest.mark.parametrize("written", ["20250103", "03/01/2025", "2025-01-03", "20250103 10:25:37", "03-01-2025"])
def test_every_way_of_writing_a_date(written: str) -> None:
    reading = read(text(EcritureDate=written, ValidDate=written, end="\n").encode())
    assert rows(reading, "date", "validated_on")[0] == (20_091, 20_091)
    assert codes(reading) == ([] if written == "20250103" else ["date_forme", "date_forme"])


def test_headers_in_another_case_order_and_with_accents() -> None:
    order = sorted(range(len(COLUMNS)), key=lambda place: (place * 7) % 18)
    names = [COLUMNS[place].upper().replace("ECRITURE", "Écriture_") for place in order]
    lines = ["\t".join(line[place] for place in order) for line in LINES]
    reading = read("\n".join(["\t".join(names), *lines, ""]).encode())
    assert rows(reading) == WANTED
    assert codes(reading) == ["ordre_des_colonnes"]


def test_columns_of_cash_books_and_a_trailing_separator() -> None:
    header = "|".join((*COLUMNS, "DateRglt", "ModeRglt", "NatOp", "IdClient"))
    lines = ["|".join((*line, "20250105", "CB", "", "")) + "|" for line in LINES]
    reading = read("\n".join([header + "|", *lines, ""]).encode())
    assert (rows(reading), codes(reading)) == (WANTED, [])


@pytest.mark.parametrize("sides", [("D", "C"), ("+1", "-1"), ("Débit", "Crédit"), ("1", "-1"), ("d", "c")])
def test_an_amount_and_its_side(sides: tuple[str, str]) -> None:
    names = ["Montant" if name == "Debit" else "Sens" if name == "Credit" else name for name in COLUMNS]
    lines = [[*line[:11], "1500,00", side, *line[13:]] for line, side in zip(LINES, sides, strict=True)]
    reading = read("\n".join("\t".join(line) for line in [names, *lines]).encode() + b"\n")
    assert (rows(reading), codes(reading)) == (WANTED, [])


def test_an_empty_amount_beside_a_filled_one_is_zero_and_both_empty_set_the_line_aside() -> None:
    lines = [[*line] for line in (*LINES, LINES[0])]
    lines[0][12] = lines[1][11] = lines[2][11] = lines[2][12] = ""
    reading = read(text(lines, end="\n").encode())
    assert rows(reading) == WANTED
    assert [(one.code, one.column, one.lines) for one in reading.problems] == [
        ("cellule_vide", "Debit", (4,)),
        ("montant_vide", "Credit", (2,)),
        ("montant_vide", "Debit", (3,)),
    ]


# -- lines of another shape ------------------------------------------------------------------------------------------


def test_a_dash_is_the_zero_of_a_spreadsheet() -> None:
    reading = read(text(Credit=" -   € ", end="\n").encode())
    assert (rows(reading), codes(reading)) == (WANTED, ["montant_forme"])


def test_a_separator_in_a_label_is_no_column() -> None:
    reading = read(text(separator="|", EcritureLib="Gants | taille 8 | lot 3", end="\n").encode())
    assert rows(reading) == WANTED
    (problem,) = list(reading.problems)
    assert problem.sentence() == (
        f"{NAME}, ligne 2 : « 20 cellules » lu ; attendu : aucun séparateur dans les libellés. → La ligne est gardée : "
        "une seule lecture de ses dates et montants est possible."
    )


def test_a_separator_in_an_account_label() -> None:
    reading = read(text(separator=";", CompteLib="Gants;T8", end="\n").encode())
    assert (rows(reading), codes(reading)) == (WANTED, ["separateur_dans_libelle"])


def test_a_long_line_that_may_be_read_two_ways_is_set_aside() -> None:
    """« 12 » may be a debit or the end of the label: nothing tells."""
    line = [*LINES[0][:10], "Facture", "12", "1500,00", "0,00", *[""] * 5]
    reading = read(text([line, LINES[1]], end="\n").encode())
    assert rows(reading) == WANTED[1:]
    assert "cellules_en_trop" in codes(reading)


def test_a_last_line_cut_after_its_amounts_is_kept_and_before_them_is_not() -> None:
    whole = text(end="\n").rstrip("\n")
    after = whole.rpartition("\t20250131")[0]
    assert (rows(read(after.encode())), codes(read(after.encode()))) == (WANTED, ["non_valide", "fin_de_fichier"][::-1])
    inside = whole[: whole.rindex("1500,00") + 3]
    assert rows(read(inside.encode())) == WANTED[:1]
    assert "ligne_tronquee" in codes(read(inside.encode()))


def test_a_line_break_in_a_label_makes_one_line_of_two() -> None:
    reading = read(text(EcritureLib="Gants\ntaille 8", end="\n").encode())
    assert rows(reading) == WANTED
    assert [(one.code, one.line) for one in reading.problems] == [("saut_de_ligne", 2)]
    assert (reading.accounts[0].read, reading.accounts[0].not_data) == (4, 2)


def test_an_entry_may_be_called_like_a_number_with_an_exponent() -> None:
    reading = read(text([(*LINES[0][:2], "1E5", *LINES[0][3:]), LINES[1]], EcritureLib="NOTE+ E+", end="\n").encode())
    assert rows(reading) == WANTED
    destroyed = read(text(EcritureNum="2,98E+13", end="\n").encode())
    assert (rows(destroyed), codes(destroyed)) == ([], ["identifiant_scientifique"])


def test_quotes_are_plain_text_unless_the_header_is_quoted() -> None:
    plain = read(text(EcritureLib='Gants "T8', CompteLib='"Ouvert', end="\n").encode())
    assert (rows(plain), codes(plain)) == (WANTED, [])
    quoted = "\n".join(";".join(f'"{cell}"' for cell in line) for line in [COLUMNS, *LINES]) + "\n"
    found = read(quoted.replace("Gants", "Gants ; petits").encode())
    assert (rows(found), codes(found)) == (WANTED, [])


def test_a_file_without_its_header_is_read_in_the_legal_order() -> None:
    bare = text(end="\n").partition("\n")[2]
    reading = read(bare.encode())
    assert (rows(reading), codes(reading)) == (WANTED, ["entete_absent"])
    assert (reading.accounts[0].read, reading.accounts[0].kept) == (2, 2)


def test_a_workbook_of_a_ledger() -> None:
    from datetime import date

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    sheet.append(["AC", "Achats", 1, 20250103, 606600, "Gants", None, None, "F1", date(2025, 1, 3), "x", 1500, 0])
    sheet.append(["AC", "Achats", 1, date(2025, 1, 3), "401000", "F", None, None, "F1", 20250103, "x", 0, 1500.0])
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue(), "FEC.xlsx")
    assert rows(reading) == WANTED
    assert codes(reading) == ["jamais_valide"]


def test_without_a_closing_date_nothing_is_out_of_the_year() -> None:
    reading = read(text(EcritureDate="20270103", end="\n").encode(), "ecritures.txt")
    assert "hors_exercice" not in codes(reading)


# -- entries ---------------------------------------------------------------------------------------------------------


def entries(*of: tuple[str, str, str, str, str]) -> str:
    """Return a file of lines (journal, number, day, debit, credit)."""
    lines = []
    for journal, number, day, debit, credit in of:
        lines.append(
            [journal, "x", number, day, "471000", "x", "", "", "P", day, "x", debit, credit, "", "", "20251231"]
        )
        lines[-1] += ["", ""]
    return text(lines, end="\n")


def test_one_number_for_a_journal_is_no_number_of_entry() -> None:
    made = [("AC", "1", f"202501{day:02d}", "10,00", "0,00") for day in range(1, 5)]
    made += [("AC", "1", f"202501{day:02d}", "0,00", "10,00") for day in range(1, 5)]
    reading = read(entries(*made).encode())
    controls = reading.accounts[0].controls
    assert (controls["entries"], controls["unbalanced"]) == (4, 0)
    assert controls["entries_by"] == "JournalCode + EcritureNum + EcritureDate"
    assert codes(reading) == ["ecritures_sans_numero"]


def test_missing_numbers_are_counted_in_each_journal_or_through_all() -> None:
    through = [("AC", "1", "20250101", "0,00", "0,00"), ("VE", "2", "20250101", "0,00", "0,00")]
    assert codes(read(entries(*through, ("AC", "3", "20250102", "0,00", "0,00")).encode())) == []
    reading = read(entries(*through, ("AC", "6", "20250102", "0,00", "0,00")).encode())
    (problem,) = list(reading.problems)
    assert (problem.code, problem.line) == ("numeros_non_continus", 4)
    assert problem.expected == "des numéros qui se suivent ; 3 manquent, le premier juste avant « 6 »"


def test_many_unbalanced_entries_are_said_five_by_name_and_the_others_together() -> None:
    made = [("AC", str(number), "20250101", "1,00", "0,00") for number in range(1, 9)]
    reading = read(entries(*made).encode())
    assert reading.accounts[0].controls["unbalanced"] == 8
    said = [(one.code, one.count, one.lines) for one in reading.problems]
    # One problem says the five alike: each is short of 1,00.
    assert said[:2] == [("ecriture_desequilibree", 5, (2, 3, 4, 5, 6)), ("autres_desequilibres", 3, (7, 8, 9))]


# -- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "".join(name.ljust(20) for name in COLUMNS).encode() + b"\nAC                  Achats\n",
            f"{NAME} : « un FEC en largeur fixe » lu ; attendu : un FEC « à plat » : des champs séparés par une "
            "tabulation ou par |. → Choisissez ce format dans le logiciel de comptabilité : l'arrêté permet les deux.",
        ),
        (
            b'<?xml version="1.0"?>\n<comptabilite><exercice><journal><JournalCode>AC</JournalCode><ecriture>'
            b"<EcritureNum>1</EcritureNum><EcritureDate>2025-01-03</EcritureDate></ecriture></journal></exercice>\n",
            f"{NAME} : « un FEC en XML » lu ; attendu : un FEC « à plat » : des champs séparés par une tabulation ou "
            "par |. → Choisissez ce format dans le logiciel de comptabilité : l'arrêté permet les deux.",
        ),
        (
            text(separator="|").encode("cp500", "replace"),
            f"{NAME} : « un FEC en EBCDIC » lu ; attendu : un FEC en UTF-8 ou en ISO 8859-15. → Demandez à "
            "l'informatique de convertir le fichier : c'est le codage des grands systèmes.",
        ),
    ],
)
def test_what_the_law_allows_and_levier_does_not_read(content: bytes, sentence: str) -> None:
    reading = read(content)
    assert rows(reading) == []
    assert [one.sentence() for one in reading.problems] == [sentence]


# -- any file --------------------------------------------------------------------------------------------------------

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00\t\ufeff"), max_size=12)


@settings(max_examples=50, deadline=None)
@given(labels=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12))
def test_labels_never_change_what_is_read(labels: list[tuple[str, str, str]]) -> None:
    lines = [[*LINES[0]] for _label in labels]
    for line, (journal, account, label) in zip(lines, labels, strict=True):
        line[1], line[5], line[10] = journal, account, label
    reading = read(text(lines, end="\n").encode())
    assert rows(reading) == [WANTED[0]] * len(labels)


@settings(max_examples=50, deadline=None)
@given(cents=st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=20))
def test_totals_are_exact_whatever_the_amounts(cents: list[int]) -> None:
    lines = [[*LINES[0]] for _cent in cents]
    for line, value in zip(lines, cents, strict=True):
        line[11] = f"{'-' if value < 0 else ''}{abs(value) // 100},{abs(value) % 100:02d}"
    account = read(text(lines, end="\n").encode()).accounts[0]
    total = sum(cents)
    wanted = f"{'-' if total < 0 else ''}{abs(total) // 100}.{abs(total) % 100:02d}"
    assert (account.kept, account.controls["debit"], account.controls["classes"]["60"]) == (len(cents), wanted, wanted)


# -- what public exports do ------------------------------------------------------------------------------------------
