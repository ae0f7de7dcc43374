"""Hand-made statements: balances in two columns or one, thousands, brackets, rows of totals."""

from __future__ import annotations

import io

import pytest

from levier.readers import Context, Reading


def read(text: str, name: str = "soldes.csv") -> Reading:
    reading = Reading(io.BytesIO(text.encode()), name, Context(secret=b"k"))
    reading.rows = list(reading.chunks())
    (account,) = reading.accounts
    assert account.read == account.kept + account.set_aside + account.not_data
    return reading


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return [row for chunk in reading.rows for row in zip(*(chunk.columns[name] for name in names), strict=True)]


SIDES = ("account", "debit", "credit")


@pytest.mark.parametrize(
    "text",
    [
        "exercice;compte;libelle;debit;credit\n2025;6066;Gants;12 500,00;0,00\n2025;7061;Actes;0,00;1 250 000,10\n",
        "Exercice;N° de compte;Intitulé;Solde débiteur;Solde créditeur\n2025;6066;G;12500;0\n2025;7061;A;0;1250000,10\n",
        "exercice;compte;debit;credit\n2025;6066; 12 500,00 € ; -   € \n2025;7061;-;1 250 000,10 €\n",
        "exercice;compte;libelle;solde\n2025;6066;Gants;12 500,00\n2025;7061;Actes;(1 250 000,10)\n",
        "exercice;compte;libelle;solde\n2025;6066;Gants;12 500,00 €\n2025;7061;Actes;-1 250 000,10\n",
        "exercice;compte;solde;sens\n2025;6066;12500,00;D\n2025;7061;1250000,10;C\n",
        "Année;Numéro de compte;Solde;Sens\n2025;6066;12500,00;Débit\n2025;7061;1250000,10;Crédit\n",
    ],
)
def test_each_way_of_writing_a_balance(text: str) -> None:
    reading = read(text)
    assert rows(reading, *SIDES) == [("6066", 1_250_000, 0), ("7061", 0, 125_000_010)]
    assert reading.accounts[0].set_aside == 0
    assert [one.code for one in reading.problems] == []


def test_movements_win_over_balances_when_a_statement_has_both() -> None:
    text = "exercice;compte;debit;credit;solde débiteur;solde créditeur\n2025;512;100,00;40,00;60,00;\n"
    assert rows(read(text), *SIDES) == [("512", 10_000, 4_000)]


def test_a_row_of_totals_is_a_control() -> None:
    text = "compte;exercice;solde\n6066;2025;12,00\n7061;2025;-2,00\nTotal;;10,00\n"
    reading = read(text)
    assert rows(reading, *SIDES) == [("6066", 1_200, 0), ("7061", 0, 200)]
    assert (reading.accounts[0].not_data, reading.accounts[0].set_aside) == (2, 0)


def test_a_wrong_side_is_set_aside_with_its_sentence() -> None:
    reading = read("exercice;compte;solde;sens\n2025;6066;12,00;X\n2025;7061;3,00;C\n")
    (problem,) = list(reading.problems)
    assert rows(reading, *SIDES) == [("7061", 0, 300)]
    assert problem.sentence() == (
        "soldes.csv, ligne 2, colonne « solde + sens » : « 12,00 X » lu ; attendu : D ou C (ou +1, -1). → "
        "Corrigez le sens de l'écriture."
    )


def test_products_written_as_positive_balances_are_said() -> None:
    reading = read("exercice;compte;solde\n2025;6066;12,00\n2025;7061;30,00\n2025;7068;1,00\n")
    (problem,) = list(reading.problems)
    assert problem.sentence() == (
        "soldes.csv, lignes 3, 4, colonne « solde » : attendu : des produits au solde négatif (crédit) : ici tous les "
        "soldes sont positifs. → Ajoutez une colonne « sens » (D ou C), ou mettez un signe moins devant les comptes de "
        "classe 7."
    )


def test_a_service_account_written_by_hand() -> None:
    text = (
        "annee;service;ligne;montant\n2025;Dentaire;Recettes;1 250 000,00 €\n2025;dentaire;Prothésiste;(3 500,00)\n"
        "2025;dentaire;quote-part structure;12500\nTotal;;;1 259 000,00\n"
    )
    reading = read(text, "compte_service_2025.csv")
    assert rows(reading, "service", "item", "amount") == [
        ("dentaire", "recettes", 125_000_000),
        ("dentaire", "prothesiste", -350_000),
        ("dentaire", "quote_part_structure", 1_250_000),
    ]
    assert [one.code for one in reading.problems] == []
