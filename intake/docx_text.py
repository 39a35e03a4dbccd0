"""A Word file's text and tables, after a look that opens nothing it should not.

The look reads the zip directory and refuses what is too big, encrypted, carries
macros or XML with a DOCTYPE. Templates and pictures on other hosts are never
fetched: only the parts inside the file are read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from intake.docx_numbering import Numbering

MAX_FILE = 10 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 300
_PEEK = 4096
_MAIN = "word/document.xml"
_LAYOUT = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|^Nơi nhận", re.IGNORECASE
)


class PlanFileError(Exception):
    """A file that cannot be read as a plan; its text is one Vietnamese sentence."""


@dataclass(frozen=True)
class WordText:
    """Running text with tables in place as "| cell | cell |" lines, and the tables."""

    text: str
    tables: tuple[tuple[tuple[str, ...], ...], ...]


def docx_to_text(path: Path) -> WordText:
    """Return the text and tables of a .docx file.

    Raises ``PlanFileError`` with what to do when the file is refused.
    """
    check_docx(path)
    try:
        document = Document(str(path))
    except Exception as error:  # the parser raises many kinds for a broken file
        message = "Tệp Word bị hỏng. Hãy mở bằng Word và lưu lại dạng .docx."
        raise PlanFileError(message) from error
    lines: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    numbering = Numbering(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(_paragraph(block, numbering))
        else:
            table = tuple(_rows(block))
            tables.append(table)
            lines += ["", *_printed(block, table), ""]
    return WordText("\n".join(lines), tuple(tables))


def check_docx(path: Path) -> None:
    """Refuse a file by its size, zip directory and the head of its XML parts."""
    if path.stat().st_size > MAX_FILE:
        raise PlanFileError("Tệp lớn hơn 10 MB. Hãy bỏ bớt hình ảnh rồi lưu lại.")
    if not zipfile.is_zipfile(path):
        message = (
            "Tệp không phải Word dạng .docx. Hãy mở bằng Word và lưu lại dạng .docx."
        )
        raise PlanFileError(message)
    with zipfile.ZipFile(path) as archive:
        _check_parts(archive.infolist())
        _check_xml(archive)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) != len(names):
        raise PlanFileError("Tệp Word có quá nhiều phần. Hãy lưu lại thành tệp mới.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise PlanFileError("Tệp Word khi giải nén lớn hơn 200 MB. Hãy chia nhỏ tệp.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise PlanFileError("Tệp Word có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")
    if any("vbaproject" in name.lower() for name in names):
        raise PlanFileError("Tệp Word có macro. Hãy lưu lại dạng .docx không có macro.")
    if _MAIN not in names:
        raise PlanFileError("Tệp không phải văn bản Word. Hãy chọn đúng tệp kế hoạch.")


def _check_xml(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(part) as stream:
                head = stream.read(_PEEK)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            message = "Tệp Word bị hỏng. Hãy mở bằng Word và lưu lại dạng .docx."
            raise PlanFileError(message) from error
        if b"<!DOCTYPE" in head.replace(b"\x00", b"") or b"<!ENTITY" in head:
            raise PlanFileError("Tệp Word chứa khai báo không an toàn nên bị từ chối.")


def _paragraph(paragraph: Paragraph, numbering: Numbering) -> str:
    """Return a paragraph's text behind the number or dash Word draws before it."""
    text = paragraph.text
    label = numbering.label(paragraph) if text.strip() else ""
    style = (paragraph.style.name or "") if paragraph.style else ""
    if not label and style.startswith("List Bullet") and text.strip():
        label = "-"
    return f"{label} {text}" if label else text


def _printed(table: Table, rows: Sequence[Sequence[str]]) -> list[str]:
    """Print a table a row a line; a letterhead's or signature's cell by cell."""
    if not any(_LAYOUT.search(cell) for row in rows for cell in row):
        return ["| " + " | ".join(row) + " |" for row in rows]
    lines: list[str] = []
    for row in table.rows:
        for cell in dict.fromkeys(row.cells):
            lines += [*(part.text for part in cell.paragraphs), ""]
    return lines


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield rows of cell texts; a merged cell repeats its text in each place."""
    for row in table.rows:
        yield tuple(" ".join(cell.text.split()) for cell in row.cells)
