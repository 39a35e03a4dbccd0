"""A .csv file as rows: which encoding, which separator. Child process only.

Policy: UTF-8 and UTF-16 with or without BOM are read. Windows-1258 is read where
every letter of it is a Vietnamese one and its tones are there: Vietnamese typed under
Windows before Unicode. Any other code page cannot be told by its bytes, and letters
that were lost as "?" cannot be brought back: both are refused.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from sheets.book import column_letter
from sheets.limits import Limits
from sheets.lines import Line, Value, row_line, sheet_line
from sheets.preflight import utf16_without_bom
from sheets.problems import Refused, refusal
from sheets.xmlwalk import too_long

SEPARATORS: Final = ",;\t|"
# What a spreadsheet takes for the start of a formula; our own files put ' before it.
LIVE: Final = tuple("=+-@\t\r\n＝＋－＠")
# The code page writes a tone apart, after its vowel.
TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
LETTERS: Final = frozenset(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
    for tone in ("", *TONES)
)
LOST: Final = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
_MANY_LOST: Final = 5
# ="0118": how a program keeps a spreadsheet from changing a text; nothing to compute.
_CONSTANT: Final = re.compile(r'="([^"]*)"')
_END_OF_FILE: Final = "\x1a"  # of CP/M; some accounting programs still write it
_SAMPLE: Final = 20
_LOOK: Final = 65_536


def read(data: bytes, limits: Limits) -> Iterator[Line]:
    """One sheet line, then rows numbered as the lines of the file."""
    text = decode(data)
    yield sheet_line("CSV", "visible", [])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
    longest = csv.field_size_limit(limits.text)
    total = 0
    try:
        for number, fields in enumerate(rows, start=1):
            found = list(_values(fields))
            total += len(found)
            _check(number, len(fields), total, limits)
            if found:
                yield row_line(number, found)
    except csv.Error as fault:
        raise too_long(limits) from fault
    finally:
        csv.field_size_limit(longest)


def decode(data: bytes) -> str:
    """The text in NFC; Refused with E_ENCODING when it is not Unicode."""
    try:
        text = data.decode(_encoding(data)).rstrip(_END_OF_FILE)
    except UnicodeDecodeError as fault:
        if (old := _windows_1258(data)) is not None:
            return old
        raise _not_unicode() from fault
    if text.isascii() and len(LOST.findall(text)) > _MANY_LOST:
        raise _not_unicode()
    return unicodedata.normalize("NFC", text)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _not_unicode()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return utf16_without_bom(data) or "utf-8-sig"


def _not_unicode() -> Refused:
    return refusal(
        "E_ENCODING",
        "Tệp CSV không dùng bảng mã Unicode nên chữ có dấu sẽ sai; hãy mở bằng "
        "Excel và lưu lại dạng “CSV UTF-8” hoặc .xlsx.",
    )


def _windows_1258(data: bytes) -> str | None:
    """The text where it is Vietnamese of Windows-1258 with nothing lost; else None."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    if not TONES & set(text) or LOST.search(text):
        return None
    whole = unicodedata.normalize("NFC", text)
    letters = {mark for mark in whole if not mark.isascii() and mark.isalpha()}
    return whole if letters <= LETTERS and not TONES & set(whole) else None


def separator(text: str) -> str:
    """The separator that cuts the first rows into the same, largest count of fields."""
    first = text[:_LOOK].splitlines()[:_SAMPLE]
    lines = [line for line in first if line.strip()]

    def regularity(mark: str) -> tuple[int, int]:
        widths = [len(fields) for fields in csv.reader(lines, delimiter=mark)]
        wide = [width for width in widths if width > 1]
        common = max(wide, key=wide.count, default=0)
        return wide.count(common), common

    return max(SEPARATORS, key=regularity)


def _values(fields: list[str]) -> Iterator[Value]:
    for column, field in enumerate(fields, start=1):
        if constant := _CONSTANT.fullmatch(field.strip()):
            yield column, "text", constant[1]
        elif field.lstrip().startswith("="):
            # Typed text, never a result: what it would do elsewhere is not run.
            yield column, "formula", None
        elif field.startswith("'") and field[1:].startswith(LIVE):
            yield column, "text", field[1:]
        elif field:
            yield column, "text", field


def _check(number: int, width: int, total: int, limits: Limits) -> None:
    for code, found, limit, what in (
        ("E_ROWS", number - 1, limits.rows, "dòng"),
        ("E_COLUMNS", width, limits.columns, "cột"),
        ("E_TOO_BIG", total, limits.cells, "ô có dữ liệu"),
    ):
        if found > limit:
            cell = f"{column_letter(min(width, limits.columns))}{number}"
            raise refusal(
                code,
                f"Tệp CSV vượt giới hạn {limit} {what} ở dòng {number}; "
                "hãy chia tệp rồi nạp lại.",
                cell=cell,
                row=number,
            )
