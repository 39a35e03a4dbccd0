"""The official report in Word, in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.table import _Cell

from reports import docx_style as look
from reports.letter_annex import annex_tables
from reports.letterhead import (
    KIND,
    MOTTO,
    NATION,
    Letterhead,
    attached_to,
    date_line,
    lines_of,
    number_line,
)
from reports.paper import Paper
from reports.report_text import Section

DRAFT = "DỰ THẢO"
_MOTTO_INSET = 20.5  # mm: the rule is as long as the motto
_SIGNING_ROOM = 4  # blank lines for the signature and the seal


@dataclass(frozen=True, kw_only=True)
class Letter:
    """All that a report says; `day` None leaves room to write the date."""

    letterhead: Letterhead
    number: str
    day: dt.date | None
    year: int  # of the figures' cut-off, for a date still to be written
    made_on: dt.date  # stands in the file's properties
    sections: tuple[Section, ...]
    paper: Paper
    window: str  # "Số liệu tính từ ngày … đến ngày …"
    is_draft: bool = False
    foot: str = ""  # a line at the foot of every page

    @property
    def attached(self) -> str:
        return attached_to(self.letterhead, self.number, self.day, year=self.year)


def official_report(letter: Letter) -> bytes:
    """The .docx bytes; the same letter gives the same bytes."""
    head = letter.letterhead
    issuer = " ".join(lines_of(head.issuer))
    document = look.new_document(title=head.subject, author=issuer, on=letter.made_on)
    section = document.sections[0]
    look.number_pages(section)
    if letter.foot:
        look.foot_note(section, letter.foot)
    _heading(document, letter)
    _title(document, head.subject)
    for part in letter.sections:
        _section(document, part)
    _signature(document, head)
    if letter.paper.tables:
        look.landscape(document)
        annex_tables(document, letter.paper, letter.attached, letter.window)
    return look.packed(document)


def _heading(document: Document, letter: Letter) -> None:
    """Issuer at the left, quốc hiệu and tiêu ngữ at the right; number and date."""
    head = letter.letterhead
    table = look.plain_table(document, (65, 100), rows=2)
    left, right = table.rows[0].cells
    lines = [*((line, False) for line in head.superior_lines)]
    lines += [(line, True) for line in head.issuer_lines]
    _block(left, lines, size=12)
    look.rule(left.add_paragraph(), inset=20)
    _block(right, [(NATION, True)], size=12)
    motto = right.add_paragraph()
    look.set_paragraph(motto, align=look.CENTRE, after=0)
    look.write(motto, MOTTO, size=13, bold=True)
    look.rule(right.add_paragraph(), inset=_MOTTO_INSET)
    left, right = table.rows[1].cells
    _line(left, number_line(letter.number, head.symbol), size=13)
    if letter.is_draft:
        draft = left.add_paragraph()
        look.set_paragraph(draft, align=look.CENTRE, before=4, after=0)
        look.write(draft, DRAFT, size=13, bold=True)
    _line(right, date_line(head.place, letter.day, year=letter.year), italic=True)


def _block(cell: _Cell, lines: Sequence[tuple[str, bool]], *, size: float) -> None:
    for at, (text, bold) in enumerate(lines or [("", False)]):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        look.set_paragraph(paragraph, align=look.CENTRE, after=0)
        look.write(paragraph, text, size=size, bold=bold)


def _line(cell: _Cell, text: str, *, size: float = 13, italic: bool = False) -> None:
    paragraph = look.set_paragraph(
        cell.paragraphs[0], align=look.CENTRE, before=8, after=0
    )
    look.write(paragraph, text, size=size, italic=italic)


def _title(document: Document, subject: str) -> None:
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, align=look.CENTRE, before=18, after=0, together=True)
    look.write(paragraph, KIND, bold=True)
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, align=look.CENTRE, after=0, together=True)
    look.write(paragraph, subject, bold=True)
    look.rule(document.add_paragraph(), inset=55, after=12)


def _section(document: Document, section: Section) -> None:
    if section.heading:
        paragraph = document.add_paragraph()
        look.set_paragraph(paragraph, indent=True, before=6, after=6, together=True)
        look.write(paragraph, section.heading, bold=True)
    for line in lines_of(section.text):
        paragraph = document.add_paragraph()
        is_name = line[:1].isdigit() and section.key == "tasks"
        look.set_paragraph(
            paragraph, align=look.JUSTIFIED, indent=True, together=is_name
        )
        look.write(paragraph, line, italic=line.startswith("["), bold=is_name)


def _signature(document: Document, head: Letterhead) -> None:
    """Nơi nhận at the left, who signs at the right, kept on one page."""
    spacer = document.add_paragraph()
    look.set_paragraph(spacer, after=0, together=True)
    look.write(spacer, "", size=6)
    left, right = look.plain_table(document, (80, 85)).rows[0].cells
    recipients = lines_of(head.recipients)
    if recipients:
        title = look.set_paragraph(left.paragraphs[0], after=0, together=True)
        look.write(title, "Nơi nhận:", size=12, bold=True, italic=True)
    for at, name in enumerate(recipients, 1):
        end = "." if at == len(recipients) else ";"
        paragraph = look.set_paragraph(left.add_paragraph(), after=0, together=True)
        look.write(paragraph, f"- {name.lstrip('- ').rstrip('.;, ')}{end}", size=11)
    capacity = [(line.upper(), True) for line in lines_of(head.capacity)]
    _block(right, capacity, size=14)
    for _ in range(_SIGNING_ROOM):
        blank = look.set_paragraph(right.add_paragraph(), align=look.CENTRE, after=0)
        look.write(blank, "", size=14)
    signer = look.set_paragraph(right.add_paragraph(), align=look.CENTRE, after=0)
    look.write(signer, head.signer, bold=True)
