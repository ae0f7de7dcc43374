"""Which table a file is, its header, its totals, its account."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from levier.readers import Context, Reading
from levier.readers.header import by_name, two_lines
from levier.readers.names import stem
from levier.tables import TABLES

GOOD = Path(__file__).parents[1] / "fixtures" / "good"
CENTRE = Context(secret=b"a secret of the tests")
EPOCH = date(1970, 1, 1)


def day(year: int, month: int, number: int) -> int:
    return (date(year, month, number) - EPOCH).days


def read(text: str, name: str, context: Context = CENTRE) -> Reading:
    reading = Reading(io.BytesIO(text.encode()), name, context)
    reading.rows = list(reading.chunks())
    return reading


def column(reading: Reading, name: str) -> list[object]:
    return [value for chunk in reading.rows for value in chunk.columns[name]]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# The grid's example fills every key at once, that no measure takes: it has tests of its own.
FILES = [table for table in TABLES.values() if table.name != "typed_measures"]


@pytest.mark.parametrize("table", FILES, ids=lambda table: table.file)
def test_every_standard_file_is_read_from_its_own_examples(table) -> None:
    own = Context(secret=b"k", finess="920000000")
    header = ";".join(one.header for one in table.columns)
    line = ";".join(one.example for one in table.columns)
    reading = read(f"{header}\n{line}\n", f"{table.file}.csv", own)
    # One line of a ledger balances with no other.
    alone = ["ecriture_desequilibree", "totaux_differents"] if table.name == "ledger" else []
    assert codes(reading) == alone
    (account,) = reading.accounts
    assert (account.table, account.kept) == (table.name, 1)
    assert tuple(reading.rows[0].columns) == table.names
    if table.day:
        assert account.first == account.last is not None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rendez_vous_2025-01.csv", "rendez_vous"),
        ("Rendez-vous 2025T1.xlsx", "rendez_vous"),
        ("exports\\actes_20250131.CSV", "actes"),
        ("appels.2025.csv", "appels"),
        ("01_personnel.csv", "personnel"),
    ],
)
def test_digits_and_dates_of_a_name_do_not_count(name: str, expected: str) -> None:
    assert stem(name) == expected
    found = by_name(stem(name))
    assert found is not None
    assert found.file == expected


def test_a_file_with_any_name_is_known_by_its_header() -> None:
    reading = read("debut;statut;patient\n03/01/2025;honore;1\n", "export.csv")
    assert reading.accounts[0].table == "appointments"
    assert reading.accounts[0].source == "standard:export"


def test_a_header_that_suits_two_tables_is_refused() -> None:
    reading = read("du;au;motif\n03/01/2025;04/01/2025;travaux\n", "export.csv")
    (problem,) = reading.problems
    assert problem.sentence() == (
        "export.csv : attendu : un en-tête ou un nom qui désigne une seule table ; celui-ci convient à absences ou "
        "fermetures. → Nommez le fichier (ou la feuille) d'après sa table, par exemple rendez_vous.csv."
    )
    assert column(read("du;au;motif\n03/01/2025;04/01/2025;travaux\n", "fermetures.csv"), "reason") == ["travaux"]


def test_a_file_named_after_a_table_without_its_header_says_what_was_expected() -> None:
    reading = read("03/01/2025;G;30,00\n04/01/2025;G;30,00\n", "actes.csv")
    (problem,) = reading.problems
    assert problem.sentence() == (
        "actes.csv : « 03/01/2025 | G | 30,00 » lu ; attendu : un en-tête de « actes » : date, code, montant. → "
        "Ajoutez l'en-tête en première ligne, ou faites un profil : levier profile FICHIER."
    )


@pytest.mark.parametrize("name", ["releve.csv", "actes_banque.csv"])
def test_a_day_and_a_label_among_others_are_no_events(name: str) -> None:
    """A bank statement would draw each of its lines on the curves."""
    reading = read("Date;Libellé;Montant\n03/01/2025;Virement;100,00\n", name)
    assert (column(reading, "label"), reading.accounts[0].table) == ([], None)
    reading = read("Date;Libellé\n03/01/2025;Travaux\n", "liste.csv")
    assert column(reading, "label") == ["Travaux"]
    reading = read("Date;Libellé;Qui\n03/01/2025;Travaux;X\n", "evenements.csv")
    assert column(reading, "label") == ["Travaux"]


def test_a_number_a_day_and_an_amount_among_others_are_no_invoices() -> None:
    reading = read("Id;Date;Libellé;Montant;Tiers\n1;03/01/2025;Virement;100,00;X\n", "banque.csv")
    assert (reading.rows, codes(reading)) == ([], ["table_inconnue"])
    reading = read("Id;Date;Montant;Couverture;Agent\n1;03/01/2025;25,00;C2S;X\n", "export.csv")
    assert column(reading, "amount") == [2500]
    reading = read("Id;Date;Montant;Agent\n1;03/01/2025;25,00;X\n", "factures.csv")
    assert column(reading, "amount") == [2500]


@pytest.mark.parametrize("name", ["export.csv", "ecritures_2024.csv"])
@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Code journal;Date;N° de compte;Libellé;Débit;Crédit", "Code journal | Date | N° de compte | Li…"),
        ("date;journal;compte;libelle;sens;montant", "date | journal | compte | libelle | sen…"),
    ],
)
def test_entries_under_other_titles_are_asked_for_as_a_fec(name: str, header: str, shown: str) -> None:
    reading = read(f"{header}\n03/01/2025;VE;706000;Actes;0,00;10,00\n", name)
    assert reading.rows == []
    (problem,) = list(reading.problems)
    assert problem.sentence() == (
        f"{name} : « {shown} » lu ; attendu : un FEC (JournalCode, EcritureNum, EcritureDate, CompteNum…) ; ces "
        "écritures ont d'autres titres. → Demandez l'export « FEC » : tout logiciel de comptabilité vendu en France le "
        "fait."
    )


def test_a_column_named_twice_is_refused() -> None:
    reading = read("date;code;montant;Montant\n03/01/2025;G;30;31\n", "actes.csv")
    (problem,) = reading.problems
    assert problem.sentence() == (
        "actes.csv : « Montant » lu ; attendu : chaque colonne une seule fois dans l'en-tête. → Enlevez ou renommez "
        "la colonne de trop : rien ne dit laquelle est la bonne."
    )


def test_unknown_columns_are_ignored_and_listed() -> None:
    reading = read("date;code;montant;teinte;specialites\n03/01/2025;G;30;bleu;x\n", "actes.csv")
    assert reading.accounts[0].ignored == ("teinte", "specialites")
    by_column = {problem.column: problem for problem in reading.problems if problem.code == "colonne_inconnue"}
    assert by_column["teinte"].severity == "information"
    assert by_column["specialites"].severity == "avertissement"
    assert by_column["specialites"].fix == "Vouliez-vous dire « specialite » ?"


def test_a_header_on_two_lines_is_joined() -> None:
    assert two_lines(["Patient", "Part", ""], ["", "AMO", "AMC"]) == ["Patient", "Part AMO", "Part AMC"]
    reading = read("date;code;montant;Part;;\n;;;AMO;AMC;patient\n03/01/2025;G;30,00;21,00;9,00;0,00\n", "actes.csv")
    assert column(reading, "amo_share") == [2100]
    assert column(reading, "patient_share") == [0]
    assert reading.accounts[0].not_data == 2


def test_preamble_header_and_totals_are_not_data() -> None:
    with (GOOD / "preambule_total.csv").open("rb") as stream:
        reading = Reading(stream, "actes_mars.csv", CENTRE)
        chunks = list(reading.chunks())
    (account,) = reading.accounts
    assert (account.read, account.kept, account.set_aside, account.not_data) == (9, 4, 0, 5)
    assert chunks[0].columns["amount"] == [2650, 123450, -1200, 2128000]
    assert chunks[0].lines == [5, 6, 7, 8]
    assert account.controls == {"total_montant": "22529.00"}
    assert (account.first, account.last) == (day(2024, 3, 1), day(2024, 4, 3))
    assert "total_different" not in codes(reading)


def test_subtotals_are_compared_since_the_last_one() -> None:
    lines = ["date;code;montant", "03/01/2025;G;10", "Sous-total;;10", "04/01/2025;G;5", "04/01/2025;G;7"]
    lines += ["Sous-total;;12", "TOTAL;;22"]
    reading = read("\n".join(lines) + "\n", "actes.csv")
    assert codes(reading) == ["nomenclature_deduite"]
    assert (reading.accounts[0].kept, reading.accounts[0].not_data) == (3, 4)


def test_a_row_of_bare_sums_is_a_row_of_totals() -> None:
    reading = read("date;code;montant\n03/01/2025;G;10\n04/01/2025;G;5\n;;15\n", "actes.csv")
    assert (reading.accounts[0].kept, reading.accounts[0].set_aside, reading.accounts[0].not_data) == (2, 0, 2)


def test_a_row_that_is_no_sum_is_set_aside() -> None:
    reading = read("date;code;montant\n03/01/2025;G;10\n04/01/2025;G;5\n;;16\n", "actes.csv")
    assert (reading.accounts[0].kept, reading.accounts[0].set_aside) == (2, 1)


def test_a_total_where_an_identifier_stands_is_no_line() -> None:
    reading = read("compte;exercice;debit;credit\n6066;2025;10,00;0,00\nTotal;2025;10,00;0,00\n", "soldes.csv")
    assert column(reading, "account") == ["6066"]
    assert reading.accounts[0].controls == {"total_debit": "10.00", "total_credit": "0.00"}


def test_an_empty_required_cell_sets_the_line_aside_except_where_empty_has_a_meaning() -> None:
    reading = read("debut;statut\n;honore\n03/01/2025;\n", "rendez_vous.csv")
    assert column(reading, "status") == [None]
    (problem,) = reading.problems
    assert problem.sentence() == (
        "rendez_vous.csv, ligne 2, colonne « debut » : attendu : une valeur : cette colonne est obligatoire. → "
        "Remplissez la cellule, ou supprimez la ligne si elle n'est pas une donnée."
    )


def test_a_wrong_cell_sets_the_line_aside_whichever_the_column() -> None:
    reading = read("debut;statut;pris_le\n03/01/2025;honore;hier\n04/01/2025;honore;03/01/2025\n", "rendez_vous.csv")
    assert column(reading, "start_at") == [day(2025, 1, 4) * 86_400]
    assert reading.accounts[0].aside_days == {day(2025, 1, 3): 1}


def test_the_value_of_a_person_is_never_shown() -> None:
    reading = read("debut;statut;patient\n03/01/2025;honore;NULL\n", "rendez_vous.csv")
    (problem,) = reading.problems
    assert problem.value == "•••"


def test_problems_alike_are_one_with_its_first_lines() -> None:
    reading = read("debut;statut\n" + "31/02/2025;honore\n" * 7, "rendez_vous.csv")
    (problem,) = reading.problems
    assert (problem.count, problem.lines) == (7, (2, 3, 4, 5, 6))


def test_the_nomenclature_is_deduced_from_the_code_and_said() -> None:
    codes_given = ["HBLD038", "G", "AMI 4", "1234", "1234567", "HN", "?"]
    reading = read("date;code;montant\n" + "".join(f"03/01/2025;{one};1\n" for one in codes_given), "actes.csv")
    assert column(reading, "nomenclature") == ["CCAM", "NGAP", "NGAP", "NABM", "LPP", "HN", None]
    (problem,) = reading.problems
    assert problem.severity == "information"
    assert problem.sentence() == (
        "actes.csv, colonne « nomenclature » : « vide sur 6 lignes » lu ; attendu : CCAM, NGAP, NABM, LPP ou HN ; "
        "déduite de la forme du code. → Rien à faire, sauf si des codes propres au centre ressemblent à ceux d'une "
        "nomenclature."
    )


def test_an_ambiguous_number_is_settled_by_its_column_or_set_aside() -> None:
    settled = read("date;code;montant\n03/01/2025;G;1.234\n03/01/2025;G;12,50\n", "actes.csv")
    assert column(settled, "amount") == [123400, 1250]
    unsettled = read("date;code;montant\n03/01/2025;G;1.234\n03/01/2025;G;12\n", "actes.csv")
    assert column(unsettled, "amount") == [1200]
    assert unsettled.problems.blocking()[0].sentence() == (
        "actes.csv, ligne 2, colonne « montant » : « 1.234 » lu ; attendu : un nombre sans équivoque : 1234 ou 1,234. "
        "→ Enlevez le séparateur de milliers, ou écrivez les décimales avec une virgule."
    )


def test_the_source_is_the_one_given_else_the_profile_and_the_name_without_digits() -> None:
    text = "debut;statut\n03/01/2025;honore\n"
    assert read(text, "rendez_vous_2025-01.csv").accounts[0].source == "standard:rendez_vous"
    assert read(text, "x.csv", Context(secret=b"k", source="agenda")).accounts[0].source == "agenda"


FEC = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)


def test_a_legal_accounting_file_is_read_as_it_comes() -> None:
    lines = [
        FEC,
        'AC|Achats|A1|20251231|606600|Produits|||P1|20251231|Compresses "stériles|0000000069,60|0,00|||20260115 10:25:37|||',
        "AC|Achats|A1|20251231|401DUR|Fournisseur|||P1|20251231|Compresses| 0,00| 0000000069,60||||",
        "VT|Ventes|V1|20251231|706110|Actes|||P2|20251231|Actes|0,00|30,00||||| |",
    ]
    reading = read("\r\r\n".join(lines) + "\r\r\n", "123456789FEC20251231.txt")
    # A1 balances; V1 is one line of 30,00; two lines are not validated.
    assert codes(reading) == [
        "cellules_manquantes",
        "date_forme",
        "non_valide",
        "ecriture_desequilibree",
        "totaux_differents",
    ]
    assert column(reading, "account") == ["606600", "401DUR", "706110"]
    assert column(reading, "debit") == [6960, 0, 0]
    assert column(reading, "credit") == [0, 6960, 3000]
    assert column(reading, "validated_on") == [day(2026, 1, 15), None, None]
    (account,) = reading.accounts
    assert (account.table, account.reader, account.ignored) == ("ledger", "fec", ())
    assert account.controls == {
        "debit": "69.60",
        "credit": "99.60",
        "entries": 2,
        "unbalanced": 1,
        "classes": {"60": "69.60", "64": "0.00", "70": "-30.00", "74": "0.00"},
        "accounts": {"60": ["606600"], "70": ["706110"]},
        "exercise": "2025-12-31/2025-12-31",
        "closing": "2025-12-31",
    }


def test_an_amount_and_its_side_stand_for_debit_and_credit() -> None:
    header = FEC.replace("Debit|Credit", "Montant|Sens").replace("|", "\t")
    line = "VT\tVentes\tV1\t20251231\t{}\tx\t\t\tP\t20251231\tx\t30,00\t{}\t\t\t\t\t"
    lines = [
        header,
        line.format("411", "D"),
        line.format("706", "C"),
        line.format("411", "+1"),
        line.format("706", "?"),
    ]
    reading = read("\n".join(lines) + "\n", "fec.txt")
    assert column(reading, "debit") == [3000, 0, 3000]
    assert column(reading, "credit") == [0, 3000, 0]
    # Nothing is validated, and the refused line leaves V1 with 30,00 too much on the debit side.
    others = {"jamais_valide", "ecriture_desequilibree", "totaux_differents"}
    assert {problem.code for problem in reading.problems} == {"sens_invalide", *others}
    assert reading.accounts[0].set_aside == 1


def test_text_is_read_with_the_standard_library_alone() -> None:
    script = (
        "import sys, io\n"
        "for name in ('duckdb', 'python_calamine', 'xlsxwriter', 'numpy', 'pandas'): sys.modules[name] = None\n"
        "from levier.readers import Context, Reading\n"
        "reading = Reading(io.BytesIO(b'debut;statut\\n03/01/2025;honore\\n'), 'rendez_vous.csv', Context(b'k'))\n"
        "print(sum(map(len, reading.chunks())))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
