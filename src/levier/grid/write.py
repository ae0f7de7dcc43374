"""Write the grid: instructions, one sheet per source document, and the page where a percentage becomes a count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from levier.catalogue.typed import KEYS
from levier.grid.book import Book, Rules, as_float, date_rule, explained, number_rule
from levier.grid.guide import write_guide
from levier.grid.layout import Line, Page, Row, pages
from levier.grid.rates import write_rates
from levier.grid.titles import (
    ABOUT_TITLES,
    CODE,
    FIRST_ROW,
    FROM,
    FROM_ROW,
    HEAD_ROW,
    KEY_TITLES,
    MEASURE,
    REMINDER,
    TO,
    TO_ROW,
    UNIT,
    period_title,
)
from levier.i18n import _
from levier.periods import Period, to_date
from levier.tables import TABLES

WIDTHS = {"specialite": 16, "metier": 18, "famille": 24, "source": 26, "comment": 30, "site": 12, CODE: 26}


def write_grid(stream: BinaryIO, values: Iterable[Row], year: int, services: Sequence[str] = ()) -> None:
    """Write the workbook of one year.

    Args:
        stream: where to write, opened in binary mode.
        values: rows of ``typed_measures`` (storage encodings, value in billionths): those of the year fill their
            cells, those of the year before stand beside as a reminder.
        year: the year to fill.
        services: the services of the centre, as the standard files write them (``medical``, ``dentaire``…).

    Raises:
        WrongCommand: a value of a measure that does not exist.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write_grid(stream, [], 2025, ["medical"])
    >>> stream.getvalue()[:2]
    b'PK'
    """
    book = Book(stream, _("Grille de saisie {year}").format(year=year))
    write_sheets(book, values, year, services)
    book.close()


def write_sheets(book: Book, values: Iterable[Row], year: int, services: Sequence[str] = ()) -> None:
    """Add the sheets of the grid to a workbook."""
    found = pages(values, year, services)
    write_guide(book, found, year)
    for page in found:
        PageWriter(book, page, year).write()
    write_rates(book, year)


class PageWriter:
    """Write one sheet: headers, sections, one line per measure."""

    def __init__(self, book: Book, page: Page, year: int) -> None:
        self.book, self.page, self.year = book, page, year
        self.sheet = book.sheet(page.sheet)
        self.rules = Rules(self.sheet)
        self.first = 1 + len(page.keys) + 1
        self.last = self.first + len(page.periods) - 1
        self.abouts = [*ABOUT_TITLES, "site", CODE]
        labels = {label for line in page.lines for label in line.before}
        self.reminders = [one for one in page.periods if one and one.label in labels]

    def write(self) -> None:
        """Write everything."""
        self._top()
        self._heads()
        row = FIRST_ROW
        for title, lines in self.page.sections():
            for column in range(self.last + 1):
                self.sheet.write_blank(row, column, None, self.book.style("section"))
            self.sheet.write_string(row, 0, title, self.book.style("section"))
            for line in lines:
                row += 1
                self._line(row, line)
            row += 1
        self.rules.write()
        self.sheet.freeze_panes(FIRST_ROW, self.first)
        self.sheet.repeat_rows(HEAD_ROW)

    def _top(self) -> None:
        block, sheet, text = self.page.block, self.sheet, self.book.style("text")
        title = _("{title} : {year}").format(title=_(block.title), year=self.year)
        sheet.write_string(0, 0, title, self.book.style("title"))
        sheet.write_string(1, 0, _(block.document), text)
        rule = _(
            "À remplir par : {who}. Case vide = inconnu ; zéro se tape 0. En italique : si votre document le donne."
        )
        sheet.write_string(2, 0, rule.format(who=_(block.filled_by)), text)

    def _heads(self) -> None:
        head = self.book.style("head")
        titles = [MEASURE, *(KEY_TITLES[key] for key in self.page.keys), UNIT]
        self.sheet.set_column(0, 0, 46)
        for column, title in enumerate(titles):
            self.sheet.write_string(HEAD_ROW, column, title, head)
        for column, key in enumerate(self.page.keys, 1):
            self.sheet.set_column(column, column, WIDTHS.get(key, 11))
        self.sheet.set_column(self.first - 1, self.first - 1, 9)
        self._period_heads()
        for column, name in enumerate(self.abouts, self.last + 1):
            title = ABOUT_TITLES.get(name) or KEY_TITLES.get(name) or name
            self.sheet.write_string(HEAD_ROW, column, title, head)
            self.sheet.set_column(column, column, WIDTHS.get(name, 12))
        self._reminder_heads()

    def _period_heads(self) -> None:
        self.sheet.write_string(FROM_ROW, 0, FROM, self.book.style("grey"))
        self.sheet.write_string(TO_ROW, 0, TO, self.book.style("grey"))
        self.sheet.set_column(self.first, self.last, 11)
        rank = 0
        for column, period in enumerate(self.page.periods, self.first):
            rank += period is None or period.grain == "sample"
            self.sheet.write_string(HEAD_ROW, column, period_title(period, rank), self.book.style("head"))
            self._dates(column, period)

    def _dates(self, column: int, period: Period | None) -> None:
        style = self.book.style("date_input" if period is None or period.grain == "sample" else "date")
        for row, day in ((FROM_ROW, period and period.first), (TO_ROW, period and period.last)):
            if day is None:
                self.sheet.write_blank(row, column, None, style)
                asked = _("Premier jour du comptage") if row == FROM_ROW else _("Dernier jour du comptage")
                rule = explained(date_rule(), asked, _("Une date, écrite JJ/MM/AAAA."))
                self.rules.add(rule, row, column, row, column)
            else:
                self.sheet.write_datetime(row, column, to_date(day), style)

    def _reminder_heads(self) -> None:
        for column, period in enumerate(self.reminders, self.last + len(self.abouts) + 1):
            title = f"{period_title(period.year_before())} {REMINDER}"
            self.sheet.write_string(HEAD_ROW, column, title, self.book.style("head", bg_color="#7F7F7F"))
            self.sheet.set_column(column, column, 11, None, {"level": 1})

    def _line(self, row: int, line: Line) -> None:
        measure = line.measure
        label = self.book.style("detail" if measure.detail else "label")
        self.sheet.write_string(row, 0, measure.label, label)
        self.sheet.write_comment(row, 0, f"{_(measure.help)}\n({measure.name})", {"x_scale": 2.2, "author": "Levier"})
        for column, key in enumerate(self.page.keys, 1):
            self._choice(row, column, line.keys[KEYS[key]], measure.choices(key), key in measure.keys)
        unit = {"lignes": _("nombre"), "unites": _("unités")}.get(measure.unit, measure.unit)
        self.sheet.write_string(row, self.first - 1, unit, self.book.style("grey"))
        for column, period in enumerate(self.page.periods, self.first):
            self._value(row, column, line, period)
        rule = number_rule(measure.whole, measure.signed)
        self.rules.add(rule, row, self.first, row, self.last)
        self._about(row, line)
        for column, period in enumerate(self.reminders, self.last + len(self.abouts) + 1):
            if period.label in line.before:
                style = self.book.style("grey", num_format=_format(line), italic=True)
                self.sheet.write_number(row, column, as_float(line.before[period.label]), style)

    def _value(self, row: int, column: int, line: Line, period: Period | None) -> None:
        style = self.book.style("input", num_format=_format(line))
        value = line.values.get(period.label) if period else None
        if value is not None:
            self.sheet.write_number(row, column, as_float(value), style)
        elif line.asked(period):
            self.sheet.write_blank(row, column, None, style)
        else:
            self.sheet.write_blank(
                row, column, None, self.book.style("input", num_format=_format(line), bg_color="#EDEDED")
            )

    def _choice(self, row: int, column: int, value: str | None, allowed: Sequence[str], open_: bool) -> None:
        self._text(row, column, value, "input" if open_ else "grey")
        if open_ and allowed:
            self.rules.add(self.book.choices(allowed), row, column, row, column)

    def _about(self, row: int, line: Line) -> None:
        table, start = TABLES["typed_measures"], self.last + 1
        for column, name in enumerate(("nature", "definition"), start):
            self._choice(row, column, line.about[name], table.column(name).choices, True)
        self._text(row, start + 2, line.about["source"])
        preferred = {None: None, 0: "non", 1: "oui"}[line.about["preferred"]]
        self._choice(row, start + 3, preferred, ("oui", "non"), True)
        self._text(row, start + 4, line.about["comment"])
        self._text(row, start + 5, line.keys["site"], "input" if "site" in line.measure.keys else "grey")
        self._text(row, start + 6, line.measure.name, "grey")

    def _text(self, row: int, column: int, text: str | None, style: str = "input") -> None:
        if text is None:
            self.sheet.write_blank(row, column, None, self.book.style(style))
        else:
            self.sheet.write_string(row, column, text, self.book.style(style))


def _format(line: Line) -> str:
    return "#,##0" if line.measure.whole else "#,##0.00"
