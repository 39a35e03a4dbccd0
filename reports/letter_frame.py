"""The frame of an official document in Word: its head and its signature.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I, the same for reports and for letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.table import _Cell

from reports import docx_style as look
from reports.letterhead import MOTTO, NATION, Letterhead, lines_of

_MOTTO_INSET = 20.5  # mm: the rule is as long as the motto
_SIGNING_ROOM = 4  # blank lines for the signature and the seal


def heading(document: Document, head: Letterhead, *, number: str, dated: str) -> _Cell:
    """Issuer at the left, quốc hiệu and tiêu ngữ at the right; number and date.

    Returns the cell that holds the number: more may stand under it.
    """
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
    _line(left, number)
    _line(right, dated, italic=True)
    return left


def signature(document: Document, head: Letterhead) -> None:
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


def _block(cell: _Cell, lines: Sequence[tuple[str, bool]], *, size: float) -> None:
    for at, (text, bold) in enumerate(lines or [("", False)]):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        look.set_paragraph(paragraph, align=look.CENTRE, after=0)
        look.write(paragraph, text, size=size, bold=bold)


def _line(cell: _Cell, text: str, *, italic: bool = False) -> None:
    paragraph = look.set_paragraph(
        cell.paragraphs[0], align=look.CENTRE, before=8, after=0
    )
    look.write(paragraph, text, size=13, italic=italic)
