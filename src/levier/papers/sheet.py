"""The only file that knows Word: styles, language, footers, tables that a screen reader understands.

python-docx is imported here, when a paper is written, and never by the core.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from levier.papers.installation import Installation

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

LANGUAGE = "fr-FR"
FONT = "Calibri"
WIDTH_CM = 17.0
INK, SHADE, PALE = "1F3A5F", "E8EEF5", "FFF4D6"
MENTION_STYLE, LEGAL_STYLE, POSTER_STYLE = "Levier mention", "Levier juriste", "Levier affiche"
BOX_STYLE, CELL_STYLE, GAP_STYLE = "Levier case", "Levier cellule", "Levier espace"
# Points: size, space before, space after; shade of the background.
STYLES: dict[str, tuple[float, float, float, str]] = {
    MENTION_STYLE: (10, 0, 10, PALE),
    LEGAL_STYLE: (10, 4, 8, PALE),
    POSTER_STYLE: (15, 0, 8, ""),
    BOX_STYLE: (10.5, 0, 3, ""),
    CELL_STYLE: (9.5, 1, 1, ""),
    GAP_STYLE: (4, 0, 4, ""),
}
HEADINGS = {"Title": 22, "Heading 1": 15, "Heading 2": 12}


def new_sheet(title: str, subject: str, installation: Installation) -> Docx:
    """Return an empty A4 document in French, with its styles and its properties."""
    import docx
    from docx.shared import Cm

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    _properties(made, title, subject, installation)
    _french(made)
    _styles(made)
    return made


def _properties(made: Docx, title: str, subject: str, installation: Installation) -> None:
    about = made.core_properties
    about.title, about.subject, about.language = title, subject, LANGUAGE
    about.author = about.last_modified_by = installation.controller or "Levier"
    about.comments, about.keywords = "", "Levier, RGPD, centre de santé"
    about.created = about.modified = datetime(installation.date.year, installation.date.month, installation.date.day)


def _french(made: Docx) -> None:
    from docx.oxml.ns import qn

    for element in (made.styles.element, made.settings.element):
        for one in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            one.set(qn("w:val"), LANGUAGE)
    for one in made.settings.element.iter(qn("w:decimalSymbol")):
        one.set(qn("w:val"), ",")
    for one in made.settings.element.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")


def _styles(made: Docx) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    normal: Any = made.styles["Normal"]
    _font(normal, 10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.08
    for name, points in HEADINGS.items():
        _font(made.styles[name], points, INK)
    for name, (size, before, after, shade) in STYLES.items():
        style: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if shade:
            _shade(style.element.get_or_add_pPr(), shade)


def _font(style: Any, size: float, colour: str = "") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def enlarge(made: Docx, points: float) -> None:
    """Set the size of the text and of the headings above it."""
    from docx.shared import Pt

    for name, size in (("Normal", points), ("Heading 1", points + 5), (POSTER_STYLE, points + 4), ("Title", 28)):
        style: Any = made.styles[name]
        style.font.size = Pt(size)


def footer(made: Docx, text: str) -> None:
    """Say the same words and the number of the page at the foot of every page."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    paragraph = made.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.style = made.styles[CELL_STYLE]
    paragraph.add_run(f"{text}\tPage ")
    _field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph.add_run(), "NUMPAGES")


def _field(run: Run, name: str) -> None:
    from docx.oxml.ns import qn

    for kind in ("begin", None, "separate", "text", "end"):
        if kind is None:
            code = _element("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {name} "
        elif kind == "text":
            code = _element("w:t")
            code.text = "1"
        else:
            code = _element("w:fldChar", {"w:fldCharType": kind})
        run._r.append(code)


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made


def _shade(properties: Any, colour: str) -> None:
    properties.append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour}))


def even(columns: int) -> tuple[float, ...]:
    """Return equal widths, in centimetres.

    >>> even(2)
    (8.5, 8.5)
    """
    return (WIDTH_CM / columns,) * columns


def dress(table: Table, title: str, widths: Sequence[float]) -> None:
    """Make the first row a header repeated on each page, keep rows whole, name the table for a screen reader."""
    from docx.shared import Cm

    table.autofit = False
    properties = table._tbl.tblPr
    properties.append(_element("w:tblCaption", {"w:val": title}))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _header(table)


def _header(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell in table.rows[0].cells:
        _shade(cell._tc.get_or_add_tcPr(), SHADE)
        for run in cell.paragraphs[0].runs:
            run.bold = True


def highlight(run: Run) -> None:
    """Make a blank visible on screen and on paper."""
    from docx.enum.text import WD_COLOR_INDEX

    run.bold = True
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def new_numbering(made: Docx) -> int:
    """Return a new numbering that begins at 1, after the pattern of « List Number »."""
    numbering: Any = made.part.numbering_part.element
    style: Any = made.styles["List Number"].element
    pattern = style.pPr.numPr.numId.val
    abstract = next(one for one in numbering.num_lst if one.numId == pattern).abstractNumId.val
    new = numbering.add_num(abstract)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def numbered(paragraph: Paragraph, number: int) -> None:
    """Put a paragraph in a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
