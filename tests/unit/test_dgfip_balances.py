"""The open balances of towns (DGFiP): read when the centre's budget or function is chosen, refused with the choices."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from levier.centre import read_centre
from levier.readers import Context, Reading
from levier.readers.formats import dgfip_balances

ROWS = Path(__file__).parents[1] / "fixtures" / "fec" / "dgfip_balance_comptable_2024_20rows.csv"
HEADER = (
    "exer;ident;ndept;lbudg;insee;cbudg;ctype;cstyp;nomen;siren;cregi;cacti;secteur;finess;codbud1;categ;bal;{extra}"
    "compte;bedeb;becre;obnetdeb;obnetcre;onbdeb;onbcre;oobdeb;oobcre;sd;sc"
)
# 60611: 1 000,00 spent, 200,00 of which are operations of order; 7066: 5 000,00 of receipts.
ANNEXE = (
    "2024;21920000000025;092;CENTRE DE SANTE;000;3;101;00;M57;219200000;11;86;;;;Commune;DEF;"
    "60611;0.0;0.0;1000.00;0.0;0.0;0.0;200.00;0.0;1000.00;0.0",
    "2024;21920000000025;092;CENTRE DE SANTE;000;3;101;00;M57;219200000;11;86;;;;Commune;DEF;"
    "7066;0.0;0.0;0.0;5000.0;0.0;0.0;0.0;0.0;0.0;5000.0",
)
MAIN = (
    "2024;21920000000017;092;VILLE;000;1;101;00;M57;219200000;11;84;;;;Commune;DEF;{function}"
    "60611;0.0;0.0;300.00;10.00;0.0;0.0;0.0;0.0;290.00;0.0"
)


def read(text: str, **choices: str) -> Reading:
    reading = Reading(io.BytesIO(text.encode()), "balances.csv", Context(secret=b"k", choices=choices))
    reading.rows = list(reading.chunks())
    (account,) = reading.accounts
    assert account.read == account.kept + account.set_aside + account.not_data
    return reading


def rows(reading: Reading) -> list[tuple[object, ...]]:
    names = ("exercise", "account", "debit", "credit")
    return [row for chunk in reading.rows for row in zip(*(chunk.columns[name] for name in names), strict=True)]


def test_one_annexe_budget_is_the_centre_and_it_is_said() -> None:
    reading = read("\n".join([HEADER.format(extra=""), *ANNEXE]) + "\n")
    assert rows(reading) == [(2024, "60611", 80_000, 0), (2024, "7066", 0, 500_000)]
    (account,) = reading.accounts
    assert (account.table, account.profile) == ("balances", "dgfip_balances")
    assert account.controls["budget"] == "21920000000025 (CENTRE DE SANTE, budget annexe)"
    assert list(reading.problems) == []


def test_several_budgets_are_refused_with_their_list_and_the_way_to_choose() -> None:
    text = "\n".join([HEADER.format(extra=""), *ANNEXE, MAIN.format(function="")]) + "\n"
    reading = read(text)
    assert rows(reading) == []
    assert (reading.accounts[0].set_aside, reading.accounts[0].not_data) == (3, 1)
    (problem,) = list(reading.problems)
    assert problem.expected == (
        "un budget choisi parmi : 21920000000025 (CENTRE DE SANTE, budget annexe), 21920000000017 (VILLE, budget principal)"
    )
    assert problem.fix == 'Écrivez « budget = "SIRET" » sous [comptes] de centre.toml, puis recommencez.'
    chosen = read(text, budget="219 200 000 00025")
    assert rows(chosen) == [(2024, "60611", 80_000, 0), (2024, "7066", 0, 500_000)]
    assert chosen.accounts[0].controls["lignes_d_autres_budgets"] == 1


def test_a_main_budget_needs_a_function() -> None:
    bare = read("\n".join([HEADER.format(extra=""), MAIN.format(function="")]) + "\n")
    (problem,) = list(bare.problems)
    assert (problem.code, bare.accounts[0].set_aside) == ("budget_entier", 1)
    assert problem.fix == "Prenez le fichier par fonction, ou saisissez les comptes du centre (soldes.csv)."
    lines = [HEADER.format(extra="fonction;"), MAIN.format(function="4141;"), MAIN.format(function="020;")]
    text = "\n".join(lines).upper() + "\n"
    unchosen = read(text)
    assert [one.code for one in unchosen.problems] == ["budget_entier"]
    chosen = read(text, fonction="414")
    # 300,00 spent less 10,00 given back; the other function is another service's.
    assert rows(chosen) == [(2024, "60611", 30_000, 1_000)]
    assert chosen.accounts[0].controls["fonction"] == "414"
    assert chosen.accounts[0].controls["lignes_d_autres_budgets"] == 1


def test_french_decimals_between_quotes() -> None:
    line = ANNEXE[0].replace("1000.00", '"1000,00"').replace("200.00", '"200,00"').replace("0.0", '"0,00"')
    assert rows(read("\n".join([HEADER.format(extra=""), line]) + "\n")) == [(2024, "60611", 80_000, 0)]


def test_a_closing_balance_that_does_not_follow_is_said() -> None:
    line = ANNEXE[1].replace("5000.0;0.0;0.0;0.0;0.0;0.0;5000.0", "5000.0;0.0;0.0;0.0;0.0;0.0;4000.0")
    reading = read("\n".join([HEADER.format(extra=""), line]) + "\n")
    assert [(one.code, one.line, one.value) for one in reading.problems] == [("solde_different", 2, "-4000.00")]


def test_the_twenty_real_rows_balance_and_name_four_towns() -> None:
    text = ROWS.read_text("utf-8")
    (problem,) = list(read(text).problems)
    assert [name in (problem.expected or "") for name in ("GRENOBLE", "CHAMBERY", "ANNECY", "LYON")] == [True] * 4
    town = read(text, budget="21380185500015")
    assert [one.code for one in town.problems] == ["budget_entier"]


@pytest.mark.parametrize("name", ["dgfip.csv", "soldes.csv"])
def test_its_header_is_recognised_whatever_the_name(name: str) -> None:
    assert dgfip_balances.recognises(HEADER.format(extra="").encode(), name)
    assert not dgfip_balances.recognises(b"exercice;compte;debit;credit\n", name)


def test_the_choices_of_the_centre_reach_the_reader() -> None:
    centre = read_centre('[comptes]\nbudget = "21920000000025"\nfonction = "414"\n')
    assert centre.account_choices == {"budget": "21920000000025", "fonction": "414"}


def test_a_workbook_of_them_is_asked_for_as_text() -> None:
    """Its columns look like those of « soldes », but none of them is a debit of the year."""
    book = Workbook()
    sheet = book.active
    for line in ROWS.read_text(encoding="utf-8").splitlines()[:3]:
        sheet.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    reading = Reading(io.BytesIO(out.getvalue()), "balances.xlsx", Context(secret=b"k"))
    assert list(reading.chunks()) == []
    (problem,) = list(reading.problems)
    assert problem.sentence() == (
        "balances.xlsx, feuille « Sheet » : « un classeur qui contient : Balances comptables des communes (DGFiP) » "
        "lu ; attendu : ce même tableau en texte (CSV). → Téléchargez-le en CSV, ou enregistrez la feuille en « CSV "
        "UTF-8 »."
    )
