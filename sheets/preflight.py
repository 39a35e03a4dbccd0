"""The look at a file before any reader of workbooks sees it.

By its first bytes and its zip directory, never by its name: the name is used
only to refuse a file that pretends to be another kind. Runs in the child.
"""

import io
import zipfile
from enum import StrEnum
from typing import Final

from sheets.limits import MEGABYTE, Limits
from sheets.problems import Refused, refusal

ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS: Final = "hãy mở bằng Excel và lưu lại dạng “Excel Workbook (*.xlsx)”"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BLANKS: Final = frozenset(b"\t\n\x0c\r")
_SPACES: Final = frozenset("\t\n\x0c\r")
_NOT_TABLES: Final = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "ảnh",
    b"\xff\xd8\xff": "ảnh",
    b"Rar!": "nén RAR",
    b"7z\xbc\xaf": "nén 7z",
    b"\x1f\x8b": "nén GZIP",
}


class Form(StrEnum):
    """The forms of workbook this room reads."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


def check_size(size: int, limits: Limits) -> None:
    """Refuse an upload above the limit before anything of it is read."""
    if size > limits.upload_bytes:
        raise refusal(
            "E_TOO_BIG",
            f"Tệp quá lớn: vượt giới hạn {limits.upload_bytes // MEGABYTE} MB; "
            "hãy bỏ ảnh và các trang không dùng rồi nạp lại.",
        )


def detect(data: bytes, *, name: str = "", limits: Limits) -> Form:
    """Which form of workbook these bytes are; raises Refused when none we read.

    `name` is the file's own name: old .xls, .ods or text under another ending is
    refused, since whoever renamed it expects something else to be in there.
    """
    check_size(len(data), limits)
    if not data:
        raise refusal("E_NOT_XLSX", "Tệp trống, không có gì để đọc; hãy chọn tệp khác.")
    form = _form(data, limits)
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if form is not Form.XLSX and ending in {"xlsx", "xlsm", "xls", "ods"} - {form}:
        raise refusal(
            "E_NOT_XLSX",
            f"Tệp có đuôi .{ending} nhưng nội dung là tệp .{form}, không phải "
            f".{ending}; {_SAVE_AS}.",
        )
    return form


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, or Refused when its directory cannot be read."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
        raise broken() from fault


def broken(detail: str = "") -> Refused:
    """The refusal of a file whose inside does not hold together."""
    what = f" ({detail})" if detail else ""
    return refusal(
        "E_BROKEN",
        f"Tệp bị hỏng, không đọc được{what}; {_SAVE_AS} hoặc xin lại tệp gốc.",
    )


def _form(data: bytes, limits: Limits) -> Form:
    if data.startswith((ZIP, EMPTY_ZIP)):
        return _zip_form(data, limits)
    if data.startswith(OLE):
        return _ole_form(data)
    for start, what in _NOT_TABLES.items():
        if data.startswith(start):
            raise refusal(
                "E_NOT_XLSX", f"Đây là tệp {what}, không phải bảng tính; {_SAVE_AS}."
            )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<") or b"<table" in head or b"<html" in head:
        raise refusal(
            "E_NOT_XLSX",
            "Đây là trang HTML hoặc XML đổi đuôi, không phải tệp Excel thật; "
            f"{_SAVE_AS}.",
        )
    if data.startswith(_UTF16) or utf16_without_bom(data) or not _has_controls(data):
        return Form.CSV
    raise refusal("E_NOT_XLSX", f"Tệp không phải là bảng tính; {_SAVE_AS}.")


def _has_controls(data: bytes) -> bool:
    found = set(data.rstrip(b"\x1a"))  # the end of a file for old programs
    return any(byte < 32 and byte not in _BLANKS for byte in found)


def utf16_without_bom(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" where only that makes text of the bytes; else "".

    Digits, separators and line ends have a zero for one half, always the same one.
    """
    halves = {"utf-16-le": data[1::2], "utf-16-be": data[::2]}
    name = max(halves, key=lambda name: halves[name].count(0))
    if len(data) % 2 or halves[name].count(0) * 8 < len(data):
        return ""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return ""
    return "" if any(ord(letter) < 32 for letter in set(text) - _SPACES) else name


def _ole_form(data: bytes) -> Form:
    if _utf16("EncryptedPackage") in data:
        raise _password()
    if _utf16("_VBA_PROJECT") in data:
        raise macro()
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return Form.XLS
    raise refusal(
        "E_NOT_XLSX", f"Đây là tệp Office bản cũ, không phải bảng tính; {_SAVE_AS}."
    )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _zip_form(data: bytes, limits: Limits) -> Form:
    with open_zip(data) as archive:
        parts = archive.infolist()
    check_parts(parts, limits)
    names = {part.filename for part in parts}
    if "xl/vbaProject.bin" in names:
        raise macro()
    if "xl/workbook.xml" in names:
        return Form.XLSX
    if "mimetype" in names and "content.xml" in names:
        return Form.ODS
    raise refusal("E_NOT_XLSX", _other_zip(names))


def _other_zip(names: set[str]) -> str:
    if any(name.endswith(".bin") and name.startswith("xl/") for name in names):
        return f"Tệp nhị phân .xlsb không được hỗ trợ; {_SAVE_AS}."
    if "word/document.xml" in names:
        return "Đây là tệp Word, không phải bảng tính; hãy chọn tệp bảng tính .xlsx."
    return f"Đây là tệp nén, không phải bảng tính; {_SAVE_AS}."


def check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse by the directory alone: count, sizes, encryption, doubled names."""
    if len(parts) > limits.parts:
        raise refusal(
            "E_PARTS",
            f"Tệp có {len(parts)} phần bên trong, vượt giới hạn {limits.parts}; "
            f"{_SAVE_AS}.",
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise _password()
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise broken("hai phần trùng tên")
    if any(part.compress_type not in {0, zipfile.ZIP_DEFLATED} for part in parts):
        raise broken("kiểu nén lạ")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise refusal(
            "E_UNPACKED",
            "Nội dung tệp quá lớn sau khi giải nén: vượt giới hạn "
            f"{limits.unpacked_bytes // MEGABYTE} MB; hãy bỏ phần không dùng rồi lưu.",
        )


def macro() -> Refused:
    """The refusal of a workbook that carries programs."""
    return refusal(
        "E_MACRO",
        "Tệp có macro nên không được nhận; hãy lưu lại dạng “Excel Workbook (*.xlsx)” "
        "không có macro.",
    )


def _password() -> Refused:
    return refusal(
        "E_PASSWORD",
        "Tệp có mật khẩu (đã mã hoá); hãy mở bằng Excel, bỏ mật khẩu rồi nạp lại.",
    )
