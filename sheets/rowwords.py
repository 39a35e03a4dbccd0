"""What the words of a row below a header make it: a sum, a carried one, an end. Pure.

Only words: what the numbers beside them say is for `bodies` to weigh.
"""

import re
from typing import Final

from sheets.book import Cell, Kind, Row
from sheets.folding import contains_words, fold

_WHOLE: Final = (
    "tổng", "tổng cộng", "tổng số", "cộng", "toàn thành phố", "toàn tỉnh", "toàn tp",
    "toàn quốc", "toàn quận", "toàn huyện", "toàn thị xã", "toàn xã", "toàn phường",
    "cả thành phố", "cả tỉnh", "cộng chung", "tổng chung", "t cộng", "t số",
    "tổng cuối", "grand total", "total",
)  # fmt: skip
_TOTALS: Final = frozenset(map(fold, _WHOLE))
_TOTAL_STARTS: Final = tuple(
    f"{fold(start)} "
    for start in (
        "tổng cộng", "tổng số", "tổng toàn", "cộng toàn", "toàn thành phố", "toàn tp",
        "toàn tỉnh",
    )
)  # fmt: skip
# "Cộng Hòa" is a commune: after "cộng" only the words of a part make a sum.
_PART_WORDS: Final = frozenset(
    map(
        fold, ("I", "II", "III", "IV", "V", "A", "B", "C", "nhóm", "mục", "khối", "các")
    )
)
_CARRIED: Final = tuple(
    f"{fold(start)} "
    for start in (
        "chuyển trang", "chuyển sang trang", "cộng chuyển", "mang sang", "trang trước",
        "số mang sang", "số chuyển", "cộng mang sang", "cộng trang", "tổng trang",
        "tổng chuyển",
    )
)  # fmt: skip
_CLOSING: Final = tuple(
    map(
        fold,
        ("người lập", "người lập biểu", "thủ trưởng", "chủ tịch", "nơi nhận", "ghi chú",
         "giám đốc", "trưởng phòng", "ký tên", "ký ghi rõ họ tên", "kt", "tm", "tl"),
    )
)  # fmt: skip
_REMARKS: Final = tuple(
    f"{fold(start)} "
    for start in (
        "ghi chú", "người lập", "nơi nhận", "so với", "so sánh", "tăng giảm", "tỷ lệ",
        "tỉ lệ", "cùng kỳ", "thực hiện năm", "kết quả năm", "điện thoại", "đt",
        "danh sách", "bằng chữ", "nguồn", "ngày", "năm 20", "năm trước", "số liệu",
    )
)  # fmt: skip
_SERIAL: Final = re.compile(r"\(?([IVX]+[.)])?\d+([.)]\d*)*", re.ASCII)
_PLAIN: Final = re.compile(r"\(?0*(\d{1,6})[.)]?", re.ASCII)
_YEAR: Final = re.compile(r"năm 20\d\d(?= )")


def is_total_label(text: str) -> bool:
    """True for the label of any sum: of the whole, of a part, or carried over."""
    if text[:1].casefold() not in {"t", "c", "m", "s", "g"}:  # most names: no folding
        return False
    folded = fold(text)
    if is_whole_label(folded) or is_carried_label(folded):
        return True
    first, _, rest = folded.partition(" ")
    part = rest.partition(" ")[0]
    summed = first in {fold("cộng"), fold("tổng")}
    return summed and (part in _PART_WORDS or part.isdigit())


def is_whole_label(folded: str) -> bool:
    """ "tổng cộng", "toàn thành phố" and the like, folded."""
    return folded in _TOTALS or f"{folded} ".startswith(_TOTAL_STARTS)


def is_carried_label(folded: str) -> bool:
    """A sum carried over the end of a printed page: "cộng chuyển trang sau"."""
    return f"{folded} ".startswith(_CARRIED)


def is_whole(row: Row) -> bool:
    """A sum of the whole table and not of one of its parts."""
    return any(is_whole_label(fold(cell.text)) for cell in row.texts)


def is_carried(row: Row) -> bool:
    """A sum of a printed page, or of all pages up to here."""
    return any(is_carried_label(fold(cell.text)) for cell in row.texts)


def is_closing(row: Row) -> bool:
    """Signatures, recipients, notes: what stands below a table."""
    return any(
        contains_words(" ".join(fold(cell.text).split()[:4]), phrase)
        for cell in row.cells
        for phrase in _CLOSING
    )


def is_remark(text: str) -> bool:
    """A line that speaks of the table and names no unit: "So với năm 2020"."""
    folded = f"{fold(text)} "
    return folded.startswith(_REMARKS) or bool(_YEAR.match(folded))


def is_serial(cell: Cell) -> bool:
    """A running number: 1, "01.", "1)", "II.3"."""
    if cell.kind is Kind.TEXT:
        return bool(_SERIAL.fullmatch(cell.text.strip()))
    return cell.kind in {Kind.NUMBER, Kind.FORMULA}


def running(cell: Cell) -> int | None:
    """The running number itself, where it is a plain one."""
    if cell.kind is Kind.NUMBER and isinstance(cell.value, int):
        return cell.value
    plain = _PLAIN.fullmatch(cell.text) if cell.kind is Kind.TEXT else None
    return int(plain[1]) if plain else None
