"""A plan's file, chosen by what it is and not by its name, to its draft."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from intake.docx_text import MAX_FILE, PlanFileError, docx_to_text
from intake.html_text import html_to_text
from intake.reading import PlanDraft, read_plan_text
from intake.reading.old_fonts import modern, sense

_HTML = re.compile(
    rb"^\s*(?:<!doctype html|<html|<head|<body|<meta|<div|<p\b|<table)", re.I
)
_OLE = b"\xd0\xcf\x11\xe0"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_plan_file(path: Path) -> PlanDraft:
    """Return the draft of a .txt, .docx or .html plan.

    Raises ``PlanFileError`` (one Vietnamese sentence) for any other file.
    """
    if path.stat().st_size > MAX_FILE:
        raise PlanFileError("Tệp lớn hơn 10 MB. Hãy bỏ bớt hình ảnh rồi lưu lại.")
    content = path.read_bytes()
    if content.startswith(b"PK"):
        return read_plan_text(docx_to_text(path).text)
    if content.startswith(_OLE):
        message = "Tệp là Word dạng cũ (.doc). Hãy mở bằng Word và lưu lại dạng .docx."
        raise PlanFileError(message)
    if content.startswith(b"%PDF"):
        message = "Tệp là PDF, chưa đọc được. Hãy chép nội dung ra tệp .txt hoặc .docx."
        raise PlanFileError(message)
    text = decode(content)
    if _HTML.match(content[:2048].removeprefix(codecs.BOM_UTF8)):
        text = html_to_text(text)
    return read_plan_text(text)


def decode(content: bytes) -> str:
    """Return text from UTF-8, UTF-16 (with a mark, or by its zero bytes) or cp1258.

    cp1258 writes tones apart, so the text is put together again (NFC). Bytes of an
    old font (TCVN3, VNI) come back as Western letters, for the reader to convert.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\x00" in content[:2000]:
        low = content[:2000:2].count(0) > content[1:2000:2].count(0)
        return _decoded(content, "utf-16-be" if low else "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _before_unicode(content)


def _before_unicode(content: bytes) -> str:
    """Return what reads as Vietnamese: cp1258, or the letters of an old font."""
    western = content.decode("latin-1")
    old, font = modern(western)
    try:
        windows = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        windows = ""
    if font and sense(old) > sense(windows):
        return western
    return windows or unicodedata.normalize("NFC", _decoded(content, "cp1258"))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = "Không đọc được bảng mã của tệp. Hãy lưu lại tệp văn bản dạng UTF-8."
        raise PlanFileError(message) from error
