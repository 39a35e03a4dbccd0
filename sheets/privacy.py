"""A guard against personal data in free text: this system keeps counts, not people.

It warns, it does not decide: the person who typed the text is asked to take the
identity out. Identity numbers are never missed; plan numbers, dates and counts
are left alone (figures asked for: threat list, R24).
"""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_UNIT = r"(?!\s*(?i:đồng|đ\b|vnđ|vnd|usd|triệu|tỷ|m2|m²))"  # money or area follows
_DATE = r"(?!\d{1,2}[ .\-]\d{1,2}[ .\-]\d{4})"
_GAP = r"[ .\-]"
_FAMILY_NAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|"
    "Trịnh|Trương|Mai|Lương|Hà|Tạ|Cao|Chu|Đào|Lâm|Phùng|Tô|Thái|Quách|Kiều|Vương|Đàm|"
    "Lò|Quàng|Cà|Vàng|Giàng|Sùng|Thào|Vừ|Mùa|Lầu|Tráng|Chảo|Tẩn|Lù|Má|Hạng|Cứ|Ly|Moong"
)
_CAPITAL = "[A-ZĐÀ-ÖØ-ÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
_WORD = rf"(?:{_CAPITAL}\w*\.?)"
_FAMILY = rf"(?:{_FAMILY_NAMES}|(?:{_FAMILY_NAMES.upper()}))"
_BORN = (
    r"\(?\s*(?:(?i:sn|s/n|sinh\s+năm|năm\s+sinh|sinh\s+ngày|ngày\s+sinh|sinh))\b"
    r"\s*:?\s*(?:\d{1,2}[/.\-]){0,2}\d{2,4}\b"
)

_PATTERNS = {
    "số căn cước 12 chữ số": [
        r"(?<!\d)0\d{11}(?!\d)",
        rf"(?<!\d)\d{{12}}(?!\d){_UNIT}",
        rf"(?<!\d)0\d\d(?:{_GAP}\d{{3}}){{3}}(?!\d)",
        rf"(?<!\d)0\d{{3}}(?:{_GAP}\d{{4}}){{2}}(?!\d)",
        rf"(?<!\d)0\d\d{_GAP}\d{{3}}{_GAP}?\d{{6}}(?!\d)",
        rf"(?<!\d)0\d\d{_GAP}\d{_GAP}?\d\d{_GAP}?\d{{6}}(?!\d)",
        rf"(?<!\d)0\d{{5}}{_GAP}\d{{6}}(?!\d)",
    ],
    "số điện thoại": [
        rf"(?<!\d){_DATE}(?:\+?\(?(?:00)?84\)?|0){_GAP}?[35789](?:{_GAP}?\d){{8}}(?!\d)",
        rf"(?<!\d){_DATE}(?:\+?\(?(?:00)?84\)?|\(?0)2(?:[ .\-)]{{0,2}}\d){{9}}(?!\d)",
        r"(?<!\d)01[2689]\d{8}(?!\d)",
        r"(?i)\b(?:sđt|sdt|đt|điện\s+thoại|zalo|số\s+máy)\b\s*:?\s*"
        r"\+?\d(?:[ .\-]?\d){6,11}(?!\d)",
    ],
    "số chứng minh nhân dân 9 chữ số": [
        rf"(?<![\d.,])\d{{9}}(?![\d]){_UNIT}",
        rf"(?<![\d.,])0\d\d(?:{_GAP}\d{{3}}){{2}}(?![.,\-]?\d)",
        rf"(?<![\d.,])\d{{3}}(?: \d{{3}}){{2}}(?![.,]?\d){_UNIT}",
    ],
    "số giấy tờ tùy thân": [
        r"(?i)\b(?:cccd|cmnd|cmtnd|căn\s+cước(?:\s+công\s+dân)?|chứng\s+minh(?:\s+nhân"
        r"\s+dân|\s+thư)?|định\s+danh(?:\s+cá\s+nhân)?|hộ\s+chiếu)\b"
        r"(?:\s+số)?[^\w\n]{0,4}[a-z]?\d(?:[ .\-]?\d){6,11}(?!\d)",
    ],
    "họ tên kèm năm sinh": [
        rf"\b{_WORD}(?:\s+{_WORD}){{1,4}}\s*[,;:\-–]?\s*{_BORN}",
        rf"\b{_FAMILY}(?:\s+{_WORD}){{1,4}}[^.;\n\d]{{0,40}}?{_BORN}",
    ],
    "họ tên của đối tượng": [
        r"(?i:đối\s+tượng|bị\s+can|bị\s+cáo|người\s+nghiện|con\s+nghiện|nghi\s+phạm)"
        rf"\s+(?:(?i:tên|là|là\s+tên)\s+)?{_FAMILY}(?:\s+{_WORD}){{2,4}}",
    ],
}
_COMPILED = [
    (what, [re.compile(pattern) for pattern in patterns])
    for what, patterns in _PATTERNS.items()
]


def looks_personal(text: str) -> str | None:
    """Say in Vietnamese which personal data `text` seems to hold, or None.

    The answer names the kind only and repeats nothing of the text, so that it may
    stand in a message or a log.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    plain = re.sub(r"[^\S\n]", " ", plain.replace("–", "-"))
    for what, patterns in _COMPILED:
        if any(pattern.search(plain) for pattern in patterns):
            return what
    return None
