"""The end of a paper: who signed, in what capacity, and who receives it."""

from __future__ import annotations

import re

from intake.reading.glyphs import CAPITAL, LOW, fold
from intake.reading.lines import is_upper

Lines = list[tuple[int, str]]

_SIGNED = re.compile(r"(?:T\s?[./]?\s?M|K\s?[./]?\s?T|T\.?L|TUQ|Q)\s?[./]\s?\S|T/M|K/T")
_CAPACITY = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG"
    r"|BỘ TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG CÔNG AN|THỦ TƯỚNG|THỨ TRƯỞNG|CHỦ NHIỆM)"
    r"(?: (?:UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|BAN|CÔNG AN).*)?"
)
_RANK = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|TS|ThS|PGS|BS|Ông|Bà)\.? +"
)
_NAME = re.compile(rf"(?:[{CAPITAL}][{LOW}]*\.?[ -]*){{2,6}}")
_ITEM = re.compile(r"[-–+•]")


def signature_at(lines: Lines, body: int) -> int | None:
    """Return the place of the first signature line after the body began."""
    for i in range(body, len(lines)):
        if _SIGNED.match(lines[i][1]) and is_upper(lines[i][1]):
            return i
    for i in range(body, len(lines)):
        if _CAPACITY.fullmatch(lines[i][1]):
            return i
    return None


def signed(lines: Lines, at: int | None) -> tuple[str | None, str | None]:
    """Return (signer, capacity lines joined by " / ")."""
    if at is None:
        return None, None
    capacity = [lines[at][1]]
    for _, line in lines[at + 1 : at + 8]:
        if line.startswith("(") or line.lower().strip(" ") == "đã ký":
            continue
        if is_upper(line) and (_SIGNED.match(line) or _office(line)):
            capacity.append(line)
            continue
        name = _RANK.sub("", line).strip(" .")
        if is_upper(name):
            name = name.title()
        return (name if _NAME.fullmatch(name) else None), " / ".join(capacity)
    return None, " / ".join(capacity)


def _office(line: str) -> bool:
    return bool(_CAPACITY.match(line) or re.match(r"PHÓ|TRƯỞNG|ỦY VIÊN|UỶ VIÊN", line))


def recipients(lines: Lines) -> tuple[str, ...] | None:
    """Return the "Nơi nhận" list without dashes and closing marks."""
    start = next(
        (i for i, (_, ln) in enumerate(lines) if fold(ln).startswith("nơi nhận")), None
    )
    if start is None:
        return None
    found = []
    for _, line in lines[start + 1 :]:
        if not _ITEM.match(line):
            break
        found.append(line.lstrip("-–+• ").rstrip(" ;.,"))
    return tuple(found)
