"""The fixtures of fec-check (MIT) and those made by its recipes: what each keeps, and the one defect that is said."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from levier.problems import WARNING, Problem
from levier.readers import Context, Reading
from levier.tables.rows import Account

FOLDER = Path(__file__).parents[1] / "fixtures" / "fec" / "fec_check"
CONFORMING = "conforme__fec-minimal-conforme.txt"
CENTRE = Context(secret=b"a secret of the tests")


@dataclass(frozen=True)
class Verdict:
    """What a file gives: lines kept, debit, credit, entries, unbalanced ones, class 60 and 70, warnings and lines."""

    kept: int
    debit: str
    credit: str
    entries: int
    said: dict[str, tuple[str | None, int, tuple[int, ...]]] = field(default_factory=dict)
    unbalanced: int = 0
    purchases: str = "100.00"
    revenue: str = "0.00"


# code: (column, how many, first lines). Every amount is added up by hand from the file.
VERDICTS = {
    CONFORMING: Verdict(8, "4800.00", "4800.00", 3, purchases="1000.00", revenue="-2000.00"),
    "format__A02-separateur-mixte.txt": Verdict(
        3, "1200.00", "1200.00", 1, {"separateur_melange": (None, 1, (3,))}, purchases="1000.00"
    ),
    "format__A03-entete-colonnes-manquantes.txt": Verdict(
        3, "1200.00", "1200.00", 1, {"colonne_absente": (None, 1, (1,))}, purchases="1000.00"
    ),
    # The header says Credit then Debit: the purchase becomes a credit, as the header wants, and it is said.
    "format__A04-entete-ordre-faux.txt": Verdict(
        3, "1200.00", "1200.00", 1, {"ordre_des_colonnes": (None, 1, (1,))}, purchases="-1000.00"
    ),
    "format__A05-ligne-tronquee.txt": Verdict(
        3, "1200.00", "1200.00", 1, {"cellules_manquantes": (None, 1, (3,))}, purchases="1000.00"
    ),
    # Without its journal, the supplier's line is an entry of its own: neither balances.
    "format__A07-champ-obligatoire-vide.txt": Verdict(
        *(3, "1200.00", "1200.00", 2),
        {"champ_vide": ("JournalCode", 1, (3,)), "ecriture_desequilibree": ("EcritureNum", 1, (2,))},
        unbalanced=2,
        purchases="1000.00",
    ),
    "temporel__C01-ecriture-date-invalide.txt": Verdict(
        2, "100.00", "100.00", 1, {"date_forme": ("EcritureDate", 2, (2, 3))}
    ),
    "temporel__C02-piece-date-invalide.txt": Verdict(
        2, "100.00", "100.00", 1, {"date_illisible": ("PieceDate", 2, (2, 3))}
    ),
    "temporel__C03-valid-date-invalide.txt": Verdict(
        2, "100.00", "100.00", 1, {"date_forme": ("ValidDate", 2, (2, 3))}
    ),
    "temporel__C04-date-let-invalide.txt": Verdict(2, "100.00", "100.00", 1, {"date_forme": ("DateLet", 2, (2, 3))}),
    # The file's name says no closing day: nothing to compare with.
    "temporel__C05-hors-periode-exercice.txt": Verdict(2, "100.00", "100.00", 1),
    "temporel__C06-validation-anterieure-ecriture.txt": Verdict(
        2, "100.00", "100.00", 1, {"validation_avant": ("ValidDate", 2, (2, 3))}
    ),
    "temporel__C07-chronologie-cassee.txt": Verdict(
        4, "300.00", "300.00", 2, {"chronologie": ("EcritureDate", 1, (4,))}, purchases="300.00"
    ),
    "temporel__C08-ecritures-non-validees.txt": Verdict(
        4, "300.00", "300.00", 2, {"jamais_valide": ("ValidDate", 4, (2, 3, 4, 5))}, purchases="300.00"
    ),
}


def read(content: bytes, name: str) -> tuple[Account, list[Problem]]:
    reading = Reading(io.BytesIO(content), name, CENTRE)
    assert all(len(chunk) for chunk in reading.chunks())
    (account,) = reading.accounts
    assert account.read == account.kept + account.set_aside + account.not_data
    return account, list(reading.problems)


def said(problems: list[Problem]) -> dict[str, tuple[str | None, int, tuple[int, ...]]]:
    """Return the first problem of each code; all are warnings."""
    assert {problem.severity for problem in problems} <= {WARNING}
    return {one.code: (one.column, one.count, one.lines) for one in reversed(problems)}


def test_each_fixture_is_in_the_table() -> None:
    assert sorted(VERDICTS) == sorted(path.name for path in FOLDER.iterdir())


def judge(content: bytes, name: str, verdict: Verdict) -> None:
    account, problems = read(content, name)
    assert (account.table, account.reader, account.kept, account.set_aside) == ("ledger", "fec", verdict.kept, 0)
    controls = account.controls
    assert (controls["debit"], controls["credit"]) == (verdict.debit, verdict.credit)
    assert (controls["entries"], controls["unbalanced"]) == (verdict.entries, verdict.unbalanced)
    assert (controls["classes"]["60"], controls["classes"]["70"]) == (verdict.purchases, verdict.revenue)
    assert said(problems) == verdict.said


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_each_fixture_has_its_verdict(name: str) -> None:
    judge((FOLDER / name).read_bytes(), name, VERDICTS[name])


def test_a_closing_day_in_the_name_tells_the_lines_out_of_the_year() -> None:
    content = (FOLDER / "temporel__C05-hors-periode-exercice.txt").read_bytes()
    account, problems = read(content, "123456789FEC20241231.txt")
    assert said(problems) == {"hors_exercice": ("EcritureDate", 2, (2, 3))}
    assert (account.controls["exercise"], account.controls["closing"]) == ("2023-12-31/2023-12-31", "2024-12-31")
    assert problems[0].sentence() == (
        "123456789FEC20241231.txt, lignes 2, 3, colonne « EcritureDate » : « 31/12/2023 » lu ; attendu : une date des "
        "douze mois qui finissent le 31/12/2024, dit le nom du fichier. → La ligne est gardée à sa date : vérifiez le "
        "nom du fichier, ou l'exercice exporté."
    )


# -- made by the recipes of fec-check ------------------------------------------------------------------------------


def changed(line: int, **cells: str) -> Callable[[list[list[str]]], None]:
    """Return the recipe that writes cells (by their names) of a line of the file."""

    def write(lines: list[list[str]]) -> None:
        for name, value in cells.items():
            lines[line - 1][lines[0].index(name)] = value

    return write


EXTRA = (
    *("OD", "Operations Diverses", "OD0001", "20260301", "606300", "Petites fournitures", "", "", "OD-2026-001"),
    *("20260301", "Reglement direct OD", "150,00", "150,00", "", "", "20260301", "", ""),
)
BOTH = (changed(4, Credit="1000,00"), changed(6, Credit="2200,00"))
RECIPES: dict[str, tuple[tuple[Callable[[list[list[str]]], None], ...], Verdict]] = {
    # AC0001 has 200,00 too much on the debit side, VE0001 on the credit side.
    "B01": (
        BOTH,
        Verdict(
            *(8, "4800.00", "4800.00", 3, {"ecriture_desequilibree": ("EcritureNum", 1, (2,))}),
            unbalanced=2,
            purchases="1000.00",
            revenue="-2200.00",
        ),
    ),
    "B02": (
        BOTH[:1],
        Verdict(
            *(8, "4800.00", "4600.00", 3),
            {"ecriture_desequilibree": ("EcritureNum", 1, (2,)), "totaux_differents": (None, 1, ())},
            unbalanced=1,
            purchases="1000.00",
            revenue="-2000.00",
        ),
    ),
    "B03": (
        (changed(2, Debit="1000,00000"),),
        Verdict(
            *(8, "4800.00", "4800.00", 3, {"montant_forme": ("Debit", 1, (2,))}),
            purchases="1000.00",
            revenue="-2000.00",
        ),
    ),
    "B04": (
        (lambda lines: lines.append(list(EXTRA)),),
        Verdict(
            *(9, "4950.00", "4950.00", 4, {"deux_montants": (None, 1, (10,))}),
            purchases="1000.00",
            revenue="-2000.00",
        ),
    ),
    "B05": (
        (changed(4, CompAuxLib=""),),
        Verdict(
            *(8, "4800.00", "4800.00", 3, {"auxiliaire_sans_libelle": ("CompAuxNum", 1, (4,))}),
            purchases="1000.00",
            revenue="-2000.00",
        ),
    ),
    "B06": (
        (changed(6, CompAuxNum="MARTIN", CompAuxLib="MARTIN SARL"),),
        Verdict(
            *(8, "4800.00", "4800.00", 3, {"auxiliaire_hors_tiers": ("CompteNum", 1, (6,))}),
            purchases="1000.00",
            revenue="-2000.00",
        ),
    ),
}


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_each_recipe_has_its_verdict(name: str) -> None:
    recipes, verdict = RECIPES[name]
    lines = [line.split("\t") for line in (FOLDER / CONFORMING).read_text("utf-8").splitlines()]
    for recipe in recipes:
        recipe(lines)
    judge("\n".join("\t".join(line) for line in lines).encode() + b"\n", f"{name}.txt", verdict)


def test_utf16_and_mixed_ends_of_lines_are_read_and_said() -> None:
    text = (FOLDER / CONFORMING).read_text("utf-8")
    header, _newline, rest = text.partition("\n")
    wide, problems = read(b"\xff\xfe" + text.encode("utf-16-le"), "A01.txt")
    assert (wide.kept, wide.controls["debit"], wide.encoding) == (8, "4800.00", "utf-16")
    assert [(one.code, one.severity) for one in problems] == [("encodage_inattendu", WARNING)]
    mixed, problems = read(f"{header}\r\n{rest}".encode(), "A06.txt")
    assert (mixed.kept, mixed.controls["debit"]) == (8, "4800.00")
    assert [one.code for one in problems] == ["fins_de_ligne"]
    assert problems[0].sentence() == (
        "A06.txt : attendu : une seule manière de finir les lignes. → Le fichier est lu ; vérifiez qu'il n'est pas fait "
        "de deux exports mis bout à bout."
    )
