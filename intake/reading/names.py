"""Names of issuing bodies, from the capitals of a letterhead to running words."""

from __future__ import annotations

import re

from intake.reading.glyphs import fold

_BODIES = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Ban Chỉ đạo",
    "Ban Thường vụ",
    "Ban Chấp hành",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Quận ủy",
    "Thị ủy",
    "Đảng ủy",
    "Đảng bộ",
    "Bộ Công an",
    "Bộ Y tế",
    "Bộ Tư pháp",
    "Bộ Nội vụ",
    "Bộ Quốc phòng",
    "Bộ Tài chính",
    "Bộ Lao động - Thương binh và Xã hội",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Chỉ huy",
    "Thủ tướng Chính phủ",
    "Chính phủ",
    "Quốc hội",
    "Ủy ban Thường vụ Quốc hội",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Công an",
    "Sở Y tế",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Giáo dục và Đào tạo",
    "Sở Thông tin và Truyền thông",
    "Sở Tư pháp",
    "Sở Nội vụ",
    "Sở Văn hóa và Thể thao",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Tài chính",
    "Ủy ban Quốc gia",
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Viện Kiểm sát nhân dân",
    "Tòa án nhân dân",
    "Văn phòng",
    "Chủ tịch",
)
_LEVELS = (
    "tỉnh",
    "thành phố",
    "quận",
    "huyện",
    "thị xã",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
)
_LEVEL = re.compile(rf"\b({'|'.join(_LEVELS)})\b")
_LEVEL_AND_NAME = re.compile(rf"\b(?:{'|'.join(_LEVELS)}) \w")
_SMALL = re.compile(
    r"\b(và|về|của|các|phòng|chống|tệ nạn|ma túy|mại dâm|tội phạm|xã hội)\b", re.I
)
_SHORT = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bTP\.? ?(?=\w)", re.I), "thành phố "),
    (re.compile(r"\bT\.P\.? ?", re.I), "thành phố "),
    (re.compile(r"\bBCĐ\b"), "Ban Chỉ đạo"),
)


def body_name(written: str) -> str:
    """Return "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI" in ordinary words and modern tones."""
    for pattern, words in _SHORT:
        written = pattern.sub(words, written)
    key = " ".join(fold(written).split())
    body = max((b for b in _BODIES if key.startswith(b.lower())), key=len, default="")
    return (body + _tail(key[len(body) :])).strip()


def _tail(key: str) -> str:
    """Name the rest: levels in small letters, proper names capitalised."""
    words = []
    levels = [found.span() for found in _LEVEL.finditer(key)]
    small = [found.span() for found in _SMALL.finditer(key)]
    for word in re.finditer(r"\S+", key):
        kept = any(a <= word.start() < b for a, b in (*levels[:1], *small))
        words.append(word.group() if kept else _capital(word.group()))
    return (" " if words else "") + " ".join(words)


def _capital(word: str) -> str:
    if word in ("hiv/aids", "aids", "hiv"):
        return word.upper()
    return word[:1].upper() + word[1:]


def has_area(name: str) -> bool:
    """Say whether a committee's name already tells of which area."""
    return bool(_LEVEL_AND_NAME.search(fold(name))) or not re.match(
        r"(?:ủy ban nhân dân|hội đồng nhân dân|công an|ban chỉ đạo|sở)\b", fold(name)
    )
