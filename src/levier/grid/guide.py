"""The first page of the grid: how to fill it, and what is where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from levier.grid import MARKER, RATES
from levier.grid.book import Book
from levier.grid.layout import Page
from levier.i18n import _


def write_guide(book: Book, pages: Sequence[Page], year: int) -> None:
    """Write the page that says how to fill the grid; its name tells readers what the workbook is."""
    sheet = book.sheet(MARKER)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 50)
    sheet.set_column(2, 2, 28)
    sheet.set_column(3, 3, 30)
    sheet.write_string(0, 0, _("Grille de saisie {year}").format(year=year), book.style("title"))
    row = _paragraphs(book, sheet, 2, _instructions(year))
    row = _contents(book, sheet, row + 1, pages)
    for title, words in _glossary():
        sheet.write_string(row + 1, 0, title, book.style("section"))
        sheet.write_string(row + 1, 1, "", book.style("section"))
        row = _definitions(book, sheet, row + 2, words)


def _instructions(year: int) -> list[str]:
    return [
        _("1. Ouvrez un document (agenda, relevé de l'opérateur…), puis la feuille du même nom."),
        _("2. Tapez des nombres. Un pourcentage et son total vont dans la feuille « Grille Taux »."),
        _("3. Une case vide veut dire « inconnu ». Si le nombre est zéro, tapez 0."),
        _("4. Vous pouvez coller un bloc de cases depuis un autre classeur. Les cases grises ne sont pas demandées."),
        _("5. Pour détailler (une spécialité, un site), recopiez la ligne entière et remplissez la case."),
        _("6. Une ligne sans service vaut pour le centre entier ; elle ne s'ajoute pas aux lignes par service."),
        _("7. Les colonnes « (rappel) », à droite, montrent {before} : elles ne sont pas relues.").format(
            before=year - 1
        ),
        _("8. La bulle d'une mesure dit où trouver le nombre. Aucun nom de personne n'entre ici."),
        _("9. Enregistrez quand vous voulez, reprenez plus tard : Levier lit ce qui est rempli."),
    ]


def _paragraphs(book: Book, sheet: Any, row: int, texts: Sequence[str]) -> int:
    for text in texts:
        sheet.write_string(row, 0, text, book.style("text"))
        row += 1
    return row


def _contents(book: Book, sheet: Any, row: int, pages: Sequence[Page]) -> int:
    titles = [_("Feuille"), _("Document à ouvrir"), _("À remplir par"), _("Rythme")]
    for column, title in enumerate(titles):
        sheet.write_string(row, column, title, book.style("head"))
    for page in pages:
        row += 1
        sheet.write_url(row, 0, f"internal:'{page.sheet}'!A1", book.style("link"), page.sheet)
        for column, text in enumerate((_(page.block.title), _(page.block.filled_by), _rhythm(page)), 1):
            sheet.write_string(row, column, text, book.style("wrap"))
    row += 1
    sheet.write_url(row, 0, f"internal:'{RATES}'!A1", book.style("link"), RATES)
    sheet.write_string(row, 1, _("Un document qui ne donne qu'un pourcentage"), book.style("wrap"))
    return row + 1


def _rhythm(page: Page) -> str:
    words = {
        "month": _("mois"),
        "quarter": _("trimestre"),
        "year": _("année"),
        "sample": _("comptage de deux semaines"),
    }
    asked = {grain for line in page.lines for grain in line.measure.rhythm}
    return ", ".join(word for grain, word in words.items() if grain in asked)


def _glossary() -> list[tuple[str, dict[str, str]]]:
    natures = {
        "exact": _("le nombre même du document"),
        "estime": _("un nombre estimé ou tiré d'un pourcentage"),
        "echantillon": _("un comptage sur quelques jours"),
    }
    definitions = {
        "levier": _("compté comme la bulle le dit"),
        "editeur": _("compté comme le fait le logiciel, d'après son éditeur"),
        "operateur": _("compté comme le fait l'opérateur téléphonique"),
        "comptable": _("compté comme le fait la comptabilité"),
    }
    return [(_("Nature d'un nombre"), natures), (_("Définition suivie"), definitions)]


def _definitions(book: Book, sheet: Any, row: int, words: dict[str, str]) -> int:
    for word, meaning in words.items():
        sheet.write_string(row, 0, word, book.style("wrap"))
        sheet.write_string(row, 1, meaning, book.style("wrap"))
        row += 1
    return row
