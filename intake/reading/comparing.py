"""Which way a figure is to be compared, and what kind of figure it is."""

from __future__ import annotations

import re

_FILL = r"(?:\s(?:có|đạt|là|từ|cho|được|khoảng|thêm|đủ|số)){0,2}\s*$"
_BY = (
    r"(?: (?:ít nhất|tối thiểu|trên|từ|bình quân|hằng năm|mỗi năm|thêm|hơn|khoảng"
    r"|được))"
)
_BEFORE = (
    ("REDUCE_BY", r"\bgiảm" + _BY + r"{0,2}\s*$"),
    ("GROW_BY", r"\btăng" + _BY + r"{0,2}\s*$"),
    ("AT_MOST", r"(?:không quá|tối đa|không vượt|không vượt quá|nhiều nhất)" + _FILL),
    ("LESS_THAN", r"(?:dưới|thấp hơn|ít hơn|nhỏ hơn)" + _FILL),
    ("AT_LEAST", r"(?:ít nhất|tối thiểu)" + _FILL),
    ("MORE_THAN", r"(?:(?<!\w)trên|hơn|vượt|lớn hơn)" + _FILL),
)
_DOWN_TO = re.compile(r"\bxuống(?: còn)?(?: khoảng)?\s*$")
_COMPARATORS = tuple((name, re.compile(words)) for name, words in _BEFORE)
_STRICT = re.compile(r"(?:\btrên|\bhơn)" + _FILL)
_NOT_UNDER = re.compile(r"không (?:dưới|ít hơn|thấp hơn|nhỏ hơn)" + _FILL)
_AND_MORE = re.compile(r"[^.;,]{0,40}?trở lên")
_AND_LESS = re.compile(r"[^.;,]{0,40}?trở xuống")
KEEP = re.compile(
    r"\b(?:duy trì|giữ vững|giữ ổn định|giữ nguyên"
    r"|(?<!bắt )(?<!thu )(?<!tạm )(?<!lưu )giữ)"
    r"\b[^;.%\d]{0,90}$"
)
_EXACT = re.compile(r"\b(?:đúng|bằng)\s*$")
_CHANGE_AFTER = re.compile(r"\s*(?:số .{0,60}?)?so với")

_STOCK = re.compile(
    r"\b(?:duy trì|giữ vững|(?<!bắt )(?<!thu )(?<!tạm )giữ|đang|quản lý"
    r"|điều trị (?:\w+ ){0,3}cho|hiện"
    r"|được điều trị|không có (?:tệ nạn )?ma túy|không ma túy|không tệ nạn"
    r"|sạch về ma túy|hoạt động)\b"
)
_FLOW_WORDS = re.compile(
    r"\b(?:mới|tổ chức|lập|xây dựng|thành lập|triệt|bắt giữ|điều tra|khám phá"
    r"|vận động|tiếp nhận"
    r"|đưa|mở|tuyên truyền|chuyển hóa|cai nghiện|phát hiện|nâng cấp|đầu tư|thu giữ)\b"
)
_STOCK_UNITS = re.compile(
    r"xã|phường|thị trấn|đặc khu|thôn|bản|tổ dân phố|khu dân cư|cơ sở|câu lạc bộ"
    r"|bệnh nhân"
    r"|đơn vị hành chính cấp xã|huyện|trạm y tế|trung tâm"
)


def comparator_of(before: str, after: str, value: str, unit: str | None) -> str:
    """Return the comparator of a figure from the (folded) words around it.

    A bare figure is a quota to reach: AT_LEAST; a bare 100% is ALL.
    """
    if _NOT_UNDER.search(before):
        return "AT_LEAST"
    explicit = next(
        (name for name, words in _COMPARATORS if words.search(before)), None
    )
    if explicit in ("REDUCE_BY", "GROW_BY"):
        return explicit
    if _AND_MORE.match(after):
        return "AT_LEAST"
    if _AND_LESS.match(after):
        return "AT_MOST"
    if explicit:
        return explicit
    if "-" in value:
        return "BETWEEN"
    if _DOWN_TO.search(before):
        return "AT_MOST"
    if value == "100" and unit == "%":
        return "ALL"
    if KEEP.search(before):
        return "MAINTAIN"
    return "EXACTLY" if _EXACT.search(before) else "AT_LEAST"


def is_strict(before: str, comparator: str) -> bool:
    """Say whether a change must be more than its figure: "tăng trên 3%"."""
    return comparator in ("GROW_BY", "REDUCE_BY") and bool(_STRICT.search(before))


def kind_of_target(
    text: str, before: str, after: str, unit: str | None, comparator: str
) -> str:
    """Return the kind of indicator a figure measures (arithmetic.md, section 2)."""
    if comparator in ("REDUCE_BY", "GROW_BY"):
        return _kind_of_change(after[:80] if _words(after) else before[-80:])
    if unit == "%":
        return "RATIO"
    if re.search(r"l[uũ]y (?:tích|kế)|luỹ (?:tích|kế)", text):
        return "CUMULATIVE"
    if comparator == "MAINTAIN":
        return "STOCK"
    near = before[-60:]
    if re.search(r"\b(?:mới|thêm)\b", near[-25:] + after[:25]):
        return "FLOW"
    if _STOCK.search(near) or _STOCK.search(after[:60]):
        return "STOCK" if unit not in ("vụ", "hồ sơ") else "FLOW"
    if unit and _STOCK_UNITS.match(unit) and not _FLOW_WORDS.search(near):
        return "STOCK"
    return "FLOW"


def _words(after: str) -> bool:
    return bool(re.search(r"\b(?:số|tỷ lệ|vụ|người|điểm|xã|đối tượng)\b", after[:60]))


def _kind_of_change(words: str) -> str:
    if re.search(r"\btỷ lệ\b", words):
        return "RATIO"
    if re.search(
        r"\b(?:vụ|đối tượng|tội phạm|hồ sơ|lượt"
        r"|triệt (?:phá|xóa)|phát hiện|bắt giữ|xử lý|khám phá)\b",
        words,
    ):
        return "FLOW"
    return "STOCK"
