"""Text to records: separators, quotes, ends of lines, encodings, where lines are counted."""

import io

import pytest

from levier.readers import Context, Reading
from levier.readers.encoding import survey
from levier.readers.lines import LONGEST_RECORD, Broken, guess_separator, records

CENTRE = Context(secret=b"a secret of the tests")
ROWS = ["debut;statut;specialite", "03/01/2025;honoré;Médecine générale", "04/01/2025;honoré;Gynécologie"]


def read(data: bytes, name: str = "rendez_vous.csv", context: Context = CENTRE) -> Reading:
    reading = Reading(io.BytesIO(data), name, context)
    reading.rows = list(reading.chunks())
    return reading


def column(reading: Reading, name: str) -> list[object]:
    return [value for chunk in reading.rows for value in chunk.columns[name]]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def split(text: str, separator: str = ";", quoting: bool = True) -> list[list[str]]:
    return [record for batch in records([text], separator, quoting) for record in batch]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16", "utf-16-le"])
def test_the_accents_are_right_in_every_encoding(encoding: str) -> None:
    reading = read("\r\n".join(ROWS).encode(encoding))
    assert column(reading, "specialty") == ["Médecine générale", "Gynécologie"]


def test_a_guessed_encoding_is_said_with_three_lines() -> None:
    reading = read("\n".join(ROWS).encode("cp1252"))
    (problem,) = [one for one in reading.problems if one.code == "encodage_suppose"]
    assert problem.sentence() == (
        "rendez_vous.csv : « debut ; statut ; specialite ⏎ 03/01/2025 ; honoré ; Médecine générale ⏎ "
        "04/01/2025 ; honoré ; Gynécologie » lu ; attendu : des accents justes dans ces lignes ; encodage retenu : "
        "Windows-1252. → Si les accents sont faux, réexportez en « CSV UTF-8 »."
    )


def test_utf8_is_no_guess() -> None:
    assert codes(read("\n".join(ROWS).encode())) == []


def test_the_degree_sign_of_cp850_is_recognised() -> None:
    assert survey(io.BytesIO("journal;compte\nN° 12;Règlement reçu à l'accueil\n".encode("cp850"))).encoding == "cp850"


def test_an_apostrophe_of_windows_is_not_cp850() -> None:
    assert survey(io.BytesIO("Centre de santé – l’accueil… été\n".encode("cp1252"))).encoding == "cp1252"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_end_of_line(end: str) -> None:
    reading = read((end.join(ROWS) + end).encode())
    assert [line for chunk in reading.rows for line in chunk.lines] == [2, 3]
    assert reading.accounts[0].read == 3


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_every_separator(separator: str) -> None:
    assert len(column(read("\n".join(ROWS).replace(";", separator).encode()), "status")) == 2


def test_the_separator_is_that_of_the_majority() -> None:
    assert guess_separator(["Centre de santé, rue des Lilas, Paris", "a;b;c", "1,5;2,5;3,5", "4,5;5,5;6,5"]) == ";"
    assert guess_separator(["a,b,c", '"1;5","2;5",3']) == ","


def test_line_breaks_in_quotes_keep_the_number_of_the_spreadsheet() -> None:
    data = 'debut;statut;specialite\n03/01/2025;honore;"deux\nlignes"\n31/02/2025;honore;x\n'
    reading = read(data.encode())
    assert column(reading, "specialty") == ["deux lignes"]
    (problem,) = reading.problems.blocking()
    # The third row of the spreadsheet, though the fourth line of the text.
    assert problem.line == 3
    assert reading.accounts[0].read == 3


def test_doubled_quotes_and_separators_inside_quotes() -> None:
    assert split('a;"b;c";"d""e"\n') == [["a", "b;c", 'd"e']]


def test_a_quote_inside_a_cell_is_text() -> None:
    assert split('a;5" x 3";c\n') == [["a", '5" x 3"', "c"]]


def test_a_quote_that_never_closes_costs_its_own_line() -> None:
    found = split('a;b\n1;"x\n2;y\n3;z\n')
    assert found == [["a", "b"], ['1;"x'], ["2", "y"], ["3", "z"]]
    assert isinstance(found[1], Broken)


def test_a_quote_closed_by_chance_further_down_costs_its_own_line() -> None:
    assert split('1;"x\n2;"y"\n3;z\n') == [['1;"x'], ["2", "y"], ["3", "z"]]


def test_a_quote_that_never_closes_in_a_long_file_loses_nothing_else() -> None:
    lines = ['1;"x'] + [f"{number};y" for number in range(2, 3 * LONGEST_RECORD)]
    assert len(split("\n".join(lines) + "\n")) == len(lines)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_blocks_may_be_cut_anywhere(size: int) -> None:
    text = 'a;b\n1;"x\ny"\n\n2;"z"\n3;w'
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    found = [record for batch in records(blocks, ";") for record in batch]
    assert found == [["a", "b"], ["1", "x\ny"], [], ["2", "z"], ["3", "w"]]


def test_accounting_files_have_no_quotes() -> None:
    assert split('1|"x|2\n', "|", quoting=False) == [["1", '"x', "2"]]


def test_missing_cells_at_the_end_are_empty_and_reported() -> None:
    reading = read(b"debut;statut;specialite\n03/01/2025;honore\n04/01/2025;honore;x\n")
    assert column(reading, "specialty") == [None, "x"]
    (problem,) = reading.problems
    assert problem.sentence() == (
        "rendez_vous.csv, ligne 2 : « 2 cellules » lu ; attendu : 3 cellules, comme dans l'en-tête. → Les cellules "
        "absentes en fin de ligne sont lues comme vides : vérifiez l'export."
    )


def test_more_cells_than_the_header_set_the_line_aside_unless_they_are_empty() -> None:
    reading = read(b"debut;statut\n03/01/2025;honore;;\n04/01/2025;honore;x\n")
    assert column(reading, "status") == ["honore"]
    (problem,) = reading.problems
    assert problem.sentence() == (
        "rendez_vous.csv, ligne 3 : « 3 cellules » lu ; attendu : 2 cellules, comme dans l'en-tête. → Un séparateur "
        "est de trop, ou un texte qui le contient n'est pas entre guillemets."
    )


def test_blank_lines_are_not_data() -> None:
    reading = read(b"\ndebut;statut\n;\n03/01/2025;honore\n\n")
    account = reading.accounts[0]
    assert (account.read, account.kept, account.not_data) == (5, 1, 4)
    assert reading.rows[0].lines == [4]


def test_a_last_line_without_its_end_is_whole_when_its_cells_are_all_there() -> None:
    assert column(read(b"debut;statut\n03/01/2025;honore"), "status") == ["honore"]


def test_a_stream_that_cannot_go_back_is_read_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    reading = Reading(Pipe("\n".join(ROWS).encode()), "rendez_vous.csv", CENTRE)
    assert sum(map(len, reading.chunks())) == 2


def test_a_first_line_may_declare_the_separator() -> None:
    reading = read(b"sep=,\ndebut,statut\n03/01/2025,honore\n")
    assert column(reading, "status") == ["honore"]
    assert reading.accounts[0].not_data == 2


def test_a_header_that_comes_back_on_each_page_is_no_data() -> None:
    reading = read(b"debut;statut\n03/01/2025;honore\ndebut;statut\n04/01/2025;honore\n")
    account = reading.accounts[0]
    assert (account.kept, account.set_aside, account.not_data) == (2, 0, 2)


def test_a_header_that_ends_with_separators_asks_for_no_more_cells() -> None:
    reading = read(b"debut;statut;;\n03/01/2025;honore\n04/01/2025;honore;;\n")
    assert codes(reading) == []
    assert column(reading, "status") == ["honore", "honore"]


def test_cells_that_our_own_files_neutralise_are_read_back() -> None:
    data = b"facture;date;code;montant\n'@12;03/01/2025;G;'-30,00\n"
    reading = read(data, "actes.csv")
    assert column(reading, "invoice") == ["@12"]
    assert column(reading, "amount") == [-3000]


def test_durations_may_be_written_in_hours_minutes_seconds() -> None:
    reading = read(b"debut;decroche;attente_s\n03/01/2025 09:00;oui;0:01:24\n03/01/2025 09:00;oui;84\n", "appels.csv")
    assert column(reading, "wait_s") == [84, 84]


def test_a_header_alone_is_said() -> None:
    (problem,) = read(b"debut;statut\n").problems
    assert problem.sentence() == (
        "rendez_vous.csv : attendu : des lignes sous l'en-tête (il n'y en a aucune). → Vérifiez la période ou le "
        "filtre choisis au moment de l'export."
    )


def test_a_lump_sum_is_for_a_year_or_a_month() -> None:
    text = "au_titre_de;dispositif\n2025;fmt\n01/2025;fmt\n2025T1;fmt\n"
    reading = read(text.encode(), "forfaits.csv")
    assert column(reading, "for_period") == ["2025", "2025-01"]
    (problem,) = reading.problems
    assert problem.expected == "une année (2025) ou un mois (2025-01)"


def test_a_long_file_comes_in_chunks_of_ten_thousand_lines() -> None:
    data = "debut;statut\n" + "03/01/2025 09:00;honore\n" * 25_000
    reading = read(data.encode())
    assert [len(chunk) for chunk in reading.rows] == [9_999, 10_000, 5_001]
    assert reading.rows[1].lines[0] == 10_001
    assert reading.accounts[0].read == 25_001


def test_an_exponent_far_down_refuses_the_whole_file_before_a_line_is_given() -> None:
    data = "facture;date;code;montant\n" + "F1;03/01/2025;G;30,00\n" * 12_000 + "2,98E+13;03/01/2025;G;30,00\n"
    reading = read(data.encode(), "actes.csv")
    assert reading.rows == []
    assert codes(reading) == ["identifiant_scientifique"]
    account = reading.accounts[0]
    assert (account.read, account.kept, account.set_aside, account.not_data) == (12_002, 0, 12_001, 1)


def test_an_exponent_elsewhere_sets_its_line_aside() -> None:
    reading = read(b"facture;date;code;montant\nF1;03/01/2025;G;3E+1\nF2;03/01/2025;G;30,00\n", "actes.csv")
    assert column(reading, "invoice") == ["F2"]
    assert [problem.code for problem in reading.problems.blocking()] == ["nombre_scientifique"]
