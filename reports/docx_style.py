"""How official documents look in Word: page, fonts, tables, page numbers, fixed bytes.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20-25, 20-25, 30-35, 15-20 mm,
Times New Roman, page number centred at the top from the second page on.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
TOP, BOTTOM, INNER, OUTER = Mm(20), Mm(20), Mm(30), Mm(16)
LONG, SHORT = Mm(297), Mm(210)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest instant a zip file knows


def new_document(*, title: str, author: str, on: dt.date) -> Document:
    """An empty A4 portrait document whose properties know no clock."""
    document = docx.Document()
    _set_fonts(document)
    _page(document.sections[0], SHORT, LONG)
    instant = dt.datetime.combine(on, dt.time())
    properties = document.core_properties
    properties.title, properties.author = title, author
    properties.last_modified_by, properties.comments = author, ""
    properties.created = properties.modified = instant
    properties.language, properties.revision = "vi-VN", 1
    return document


def landscape(document: Document) -> Section:
    """The rest of the document on its side, page numbers going on."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    _page(section, LONG, SHORT)
    section.different_first_page_header_footer = False
    return section


def number_pages(section: Section) -> None:
    """A PAGE field centred in the top margin, hidden on the first page."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    set_paragraph(paragraph, align=CENTRE, after=0)
    for kind in ("begin", None, "separate", "text", "end"):
        _field_part(_sized(paragraph.add_run(), 13), kind)


def foot_note(section: Section, text: str) -> None:
    """A line at the foot of every page, the first one too."""
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        set_paragraph(paragraph, align=CENTRE, after=0)
        write(paragraph, text, size=10, italic=True)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> Run:
    """A run of text in the document's font, `size` in points."""
    run = _sized(paragraph.add_run(clean(text)), size)
    run.bold, run.italic, run.underline = bold, italic, underline
    return run


def set_paragraph(
    paragraph: Paragraph,
    *,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 6,
    indent: bool = False,
    together: bool = False,
) -> Paragraph:
    """Spacing in points; `indent` sets the first line in by 1.27 cm."""
    style = paragraph.paragraph_format
    paragraph.alignment = align
    style.space_before, style.space_after = Pt(before), Pt(after)
    style.line_spacing = 1.0
    style.first_line_indent = Mm(12.7) if indent else Mm(0)
    style.keep_with_next = together
    return paragraph


def rule(paragraph: Paragraph, *, inset: float, after: float = 0) -> None:
    """Make an empty paragraph a rule that begins and ends `inset` mm inside."""
    set_paragraph(paragraph, align=CENTRE, after=after)
    write(paragraph, "", size=2)
    style = paragraph.paragraph_format
    style.line_spacing = Pt(3)
    style.left_indent = style.right_indent = Mm(inset)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:bottom", size="6", space="1"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind"
    )


def plain_table(owner: Any, widths: Sequence[float], rows: int = 1) -> Table:
    """A table without rules, columns `widths` in mm."""
    table: Table = owner.add_table(rows=rows, cols=len(widths))
    _set_widths(table, widths)
    return table


def ruled_table(document: Document, widths: Sequence[float], rows: int) -> Table:
    """A table with rules all round, as wide as its columns (mm)."""
    table = plain_table(document, widths, rows)
    table.style = "Table Grid"
    return table


def repeat_on_pages(table: Table, rows: int) -> None:
    """The first `rows` rows stand again at the top of every page."""
    for row in table.rows[:rows]:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))


def keep_whole(table: Table) -> None:
    """No row is parted by the end of a page."""
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def fill(
    cell: _Cell,
    text: str,
    *,
    size: float = 11,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """One cell, its lines as paragraphs, set in the middle of its height."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for at, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        set_paragraph(paragraph, align=align, after=0)
        write(paragraph, line, size=size, bold=bold, italic=italic)


def packed(document: Document) -> bytes:
    """The file's bytes; the same document gives the same bytes on any day."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def clean(text: str) -> str:
    """Text that XML may hold: control characters become blanks."""
    return "".join(c if c >= " " or c in "\t\n" else " " for c in text).translate(
        {0xFFFE: " ", 0xFFFF: " "}
    )


def _page(section: Section, width: Any, height: Any) -> None:
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = INNER, OUTER
    section.header_distance = section.footer_distance = Mm(10)


def _set_fonts(document: Document) -> None:
    """Times New Roman and Vietnamese for everything, theme fonts switched off."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    styles = [document.styles[name]._element for name in ("Normal", "Header", "Footer")]
    for owner in (defaults.find(qn("w:rPrDefault")), *styles):
        properties = owner.find(qn("w:rPr"))
        if properties is None:
            properties = owner.get_or_add_rPr()
        for child in list(properties):
            if child.tag in (qn("w:rFonts"), qn("w:lang")):
                properties.remove(child)
        properties.insert(0, _fonts())
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), "vi-VN")
        properties.append(language)
    document.styles["Normal"].font.size = Pt(14)


def _fonts() -> Any:
    fonts = OxmlElement("w:rFonts")
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    return fonts


def _sized(run: Run, size: float) -> Run:
    run.font.name, run.font.size = FONT, Pt(size)
    return run


def _field_part(run: Run, kind: str | None) -> None:
    if kind == "text":
        run.text = "2"
        return
    if kind is None:
        code = OxmlElement("w:instrText")
        code.set(qn("xml:space"), "preserve")
        code.text = " PAGE "
        run._r.append(code)
        return
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def _border(name: str, *, size: str, space: str = "0") -> Any:
    border = OxmlElement(name)
    for key, value in (
        ("w:val", "single"),
        ("w:sz", size),
        ("w:space", space),
        ("w:color", "000000"),
    ):
        border.set(qn(key), value)
    return border


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Fixed widths: neither Word nor LibreOffice may move a column."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
