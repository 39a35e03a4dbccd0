"""The official report in Word, in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docx.document import Document

from reports import docx_style as look
from reports.letter_annex import annex_tables
from reports.letter_frame import heading, signature
from reports.letterhead import (
    KIND,
    Letterhead,
    attached_to,
    date_line,
    lines_of,
    number_line,
)
from reports.paper import Paper
from reports.report_text import Section

DRAFT = "DỰ THẢO"


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
        if part.text or part.key == "results":
            _section(document, part)
    signature(document, head)
    if letter.paper.tables:
        look.landscape(document)
        annex_tables(document, letter.paper, letter.attached, letter.window)
    return look.packed(document)


def _heading(document: Document, letter: Letter) -> None:
    head = letter.letterhead
    left = heading(
        document,
        head,
        number=number_line(letter.number, head.symbol),
        dated=date_line(head.place, letter.day, year=letter.year),
    )
    if letter.is_draft:
        draft = left.add_paragraph()
        look.set_paragraph(draft, align=look.CENTRE, before=4, after=0)
        look.write(draft, DRAFT, size=13, bold=True)


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
        # No signature stands alone on a page: the last sentence goes with it.
        together = is_name or section.key == "closing"
        look.set_paragraph(
            paragraph, align=look.JUSTIFIED, indent=True, together=together
        )
        look.write(paragraph, line, italic=line.startswith("["), bold=is_name)
