"""The empty standard files as one workbook: a sheet per table, then the grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from levier.grid import MARKER
from levier.grid.book import DATE, Book, Rules, date_rule
from levier.grid.write import write_sheets
from levier.i18n import _
from levier.schemas import described
from levier.tables import TABLES, Column, Kind, Table

GUIDE = "Lisez-moi"
# Enough for a file typed by hand; the style of the columns goes on below.
VALIDATED_ROWS = 5_000
FORMATS = {
    Kind.AMOUNT: "#,##0.00",
    Kind.DATE: DATE,
    Kind.MOMENT: f"{DATE} hh:mm",
    Kind.CLOCK: "hh:mm",
    Kind.WHOLE: "0",
    Kind.YEAR: "0",
    Kind.DECIMAL: "General",
}
# Everything else is text, so that "0012" keeps its zeros.
AS_TEXT = "@"


def write_models(stream: BinaryIO, year: int, services: Sequence[str] = ()) -> None:
    """Write the workbook of models.

    Args:
        stream: where to write, opened in binary mode.
        year: the year of the grid.
        services: the services of the centre, as the standard files write them.
    """
    book = Book(stream, _("Modèles de fichiers pour l'outil Levier"))
    tables = sorted(TABLES.values(), key=lambda table: table.file)
    _guide(book, tables)
    for table in tables:
        _table(book, table)
    write_sheets(book, [], year, services)
    book.close()


def _guide(book: Book, tables: Iterable[Table]) -> None:
    sheet = book.sheet(GUIDE)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 80)
    sheet.write_string(0, 0, _("Modèles de fichiers pour l'outil Levier"), book.style("title"))
    for row, text in enumerate(_words(), 1):
        sheet.write_string(row, 0, text, book.style("text"))
    titles = (_("Feuille"), _("Ce qu'elle contient"), _("Une ligne"))
    for column, title in enumerate(titles):
        sheet.write_string(6, column, title, book.style("head"))
    sheet.write_url(7, 0, f"internal:'{MARKER}'!A1", book.style("link"), MARKER)
    sheet.write_string(7, 1, _("Les nombres à taper, document par document"), book.style("wrap"))
    sheet.write_string(7, 2, _("Une ligne par mesure, un mois par colonne."), book.style("wrap"))
    for row, table in enumerate(tables, 8):
        sheet.write_url(row, 0, f"internal:'{table.file}'!A1", book.style("link"), table.file)
        sheet.write_string(row, 1, _(table.label), book.style("wrap"))
        sheet.write_string(row, 2, _(table.description), book.style("wrap"))


def _words() -> list[str]:
    return [
        _("Remplissez les feuilles que vous pouvez, laissez les autres. Sans export, commencez par « Grille Levier »."),
        _("Une case vide veut dire « inconnu », jamais zéro. Les titres en jaune sont obligatoires."),
        _("La bulle d'un titre explique la colonne. Ne changez pas les titres ; l'ordre des colonnes est libre."),
        _("Les noms de patients ne servent à rien ici : un numéro de dossier suffit, remplacé à la lecture."),
    ]


def _table(book: Book, table: Table) -> None:
    sheet = book.sheet(table.file)
    rules = Rules(sheet)
    for index, column in enumerate(table.columns):
        _column(book, sheet, index, column)
        if rule := _rule(book, column):
            rules.add(rule, 1, index, VALIDATED_ROWS, index)
    rules.write()
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, VALIDATED_ROWS, len(table.columns) - 1)


def _column(book: Book, sheet: Any, index: int, column: Column) -> None:
    # The dates of the legal accounting file are eight digits, not dates of a spreadsheet.
    plain = column.kind is Kind.DATE and len(column.example) == 8
    number = AS_TEXT if plain else FORMATS.get(column.kind, AS_TEXT)
    sheet.set_column(
        index, index, max(12, len(column.header) + 4, len(column.example) + 2), book.style("cell", num_format=number)
    )
    sheet.write_string(0, index, column.header, book.style("required" if column.required else "head"))
    sheet.write_comment(0, index, "\n".join(_comment(column)), {"author": "Levier", "x_scale": 2.4, "y_scale": 1.6})


def _comment(column: Column) -> list[str]:
    lines = [described(column)]
    if column.required:
        lines.append(_("Obligatoire."))
    if column.choices:
        lines.append(_("Valeurs : {values}").format(values=", ".join(column.choices)))
    if column.example:
        lines.append(_("Exemple : {example}").format(example=column.example))
    return lines


def _rule(book: Book, column: Column) -> dict[str, Any] | None:
    if column.choices:
        return book.choices(column.choices)
    if column.kind is Kind.FLAG:
        return book.choices(("oui", "non"))
    if column.kind in (Kind.DATE, Kind.MOMENT) and len(column.example) > 8:
        return date_rule()
    return None
