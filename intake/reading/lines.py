"""From the lines of a page back to paragraphs: wraps joined, cells kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intake.reading.glyphs import CAPITAL, LOW
from intake.reading.vocabulary import BODY_VERBS, KINDS

_MARKER = re.compile(
    r"(?:(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?:\s?[.)]\s?|\s?/\s|-\s|:\s)(?=\S)"
    r"|[A-H][.)/]\s(?=\S)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s(?=[^\d\s%,;.])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[.)]\s(?=\d)|\d{1,2}-\s(?=[" + CAPITAL + r"])"
    r"|\d{1,2}\s?[.)/]\s(?=\S)|\d{1,2}\.(?=[" + CAPITAL + r"“\"])|\(\d{1,2}\)\s"
    r"|[a-zđ]\s?[.)]\s(?=\S)|[-–—•*·●▪+]\s?(?=[^\s\d-])|[-–—•+]\s(?=\S)"
    r"|Điều \d{1,2}\b|(?:PHẦN|Phần|CHƯƠNG|Chương) (?:THỨ|thứ|[IVX\d]))"
)
_ALONE_MARKER = re.compile(
    r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđA-H])\s?[.)/]|[-–+•]|Số:?|TM\.|KT\."
    r"|TL\.|TUQ\."
)
_STARTER = re.compile(
    r"(?:Nơi nhận|Kính gửi|TM\.|T/M|KT\.|K/T|TL\.|TUQ\.|Q\. |Căn cứ |Xét (?:đề nghị"
    r"|[Tt]ờ trình)"
    r"|Theo đề nghị|Số ?:|Độc lập ?[-–]|CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|V/v|Về việc "
    r"|PHỤ LỤC|BIỂU\b|\(Kèm theo|\(Ban hành kèm|\(kèm theo"
    r"|(?:PHÓ |Q\. ?|QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG"
    r"|BỘ TRƯỞNG)"
    r"\b|PHÓ \w+|Số hiệu|Ngày ban hành|Người ký|Loại văn bản|Cơ quan ban hành"
    r"|Nơi ban hành"
    r"|Ngày có hiệu lực|Lĩnh vực|(?:HỘI ĐỒNG|ỦY BAN|UỶ BAN) NHÂN DÂN\b|\d{1,2} (?=["
    + CAPITAL
    + r"]))"
)
_KIND_LINE = re.compile(f"(?:{'|'.join(KINDS)}) ?:?|QUYẾT NGHỊ ?:?|QUYẾT ĐỊNH ?:")
PLACE_DATE = re.compile(
    rf"[{CAPITAL}][^,;:|\d]{{0,40}},? "
    rf"?ngày\s?.{{0,4}}\s?tháng\s?.{{0,4}}\s?năm\s?\d{{4}}$"
)
_BODY_VERB = re.compile(rf"(?:{BODY_VERBS})\b")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\s?[.)/]\s?\S")
_LONGEST = 6_000
_TERMINAL = re.compile(r"[.;:!?…]['\"”’)]*$|\./\.?$")


def is_upper(line: str) -> bool:
    """Say whether a line is written in capitals (digits and marks aside)."""
    letters = [char for char in line if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) > 1 and capitals >= 0.85 * len(letters)


def starts_item(line: str) -> bool:
    """Say whether a line opens a numbered, lettered or dashed item."""
    return bool(_MARKER.match(line))


def wrap_width(lines: Iterable[str]) -> int:
    """Return the page width if the lines were wrapped, else a number beyond any."""
    lines = [line for line in lines if len(line) > 40]
    long = sorted(map(len, lines))
    ended = sum(bool(_TERMINAL.search(line)) for line in lines)
    if len(long) < 8 or ended > 0.6 * len(long):
        return 10_000
    middle = long[len(long) // 2]
    return long[int(len(long) * 0.7)] if middle <= 120 else 10_000


def unwrap(lines: Iterable[str]) -> list[str]:
    """Return paragraphs; an empty string in ``lines`` is a blank line."""
    lines = list(lines)
    width = wrap_width(lines)
    paragraphs: list[str] = []
    last, blank = "", True
    for line in lines:
        if not line:
            blank = True
            continue
        if paragraphs and _continues(paragraphs[-1], last, line, blank, width):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        last, blank = line, False
    return paragraphs


def undoubled(lines: list[str]) -> list[str]:
    """Drop the blank lines of a wrapped page whose every line end was doubled."""
    if wrap_width(lines) == 10_000:
        return lines
    filled = [i for i, line in enumerate(lines[:-1]) if line]
    doubled = sum(not lines[i + 1] for i in filled)
    return [line for line in lines if line] if doubled > 0.9 * len(filled) else lines


def _continues(paragraph: str, last: str, line: str, blank: bool, width: int) -> bool:
    if " | " in line or " | " in last or line == "|" or last == "|":
        return False
    if len(paragraph) > _LONGEST:
        return False
    if _ALONE_MARKER.fullmatch(line):
        return False
    if not blank and _dashed_phrase(paragraph, line):
        return True
    if _ALONE_MARKER.fullmatch(paragraph):
        return not _MARKER.match(line) or bool(re.match(r"\d", line))
    if re.search(r"\d\.$", paragraph[-4:]) and re.match(r"\d{3}\b", line) and not blank:
        return True
    if re.fullmatch(r"\(?[Đđ]ã ký\)?", last):
        return False
    if PLACE_DATE.match(line):
        return not blank and len(paragraph.split()) < 3 and paragraph.istitle()
    if _KIND_LINE.fullmatch(paragraph) or _KIND_LINE.fullmatch(line):
        return False
    if _MARKER.match(line) or (_STARTER.match(line) and not _mid_phrase(paragraph)):
        return bool(paragraph.endswith(("-", "–"))) and not blank and line[0].isalpha()
    if paragraph.startswith("CỦA ") and is_upper(paragraph) != is_upper(line):
        return False
    if _opens_low(line):
        return not blank or not _TERMINAL.search(paragraph[-40:])
    return not blank and _goes_on(paragraph, last, line, width)


def _dashed_phrase(paragraph: str, line: str) -> bool:
    """A wrap inside "Lao động - Thương binh" or "kinh tế - xã hội"."""
    if re.match(r"[-–] ?Thương binh", line):
        return bool(re.search("lao động$", paragraph, re.IGNORECASE))
    low = re.match(f"[-–] [{LOW}]", line)
    return bool(low) and not _TERMINAL.search(paragraph) and len(paragraph) > 40


def _mid_phrase(paragraph: str) -> bool:
    """A paragraph that ends on a word calling for the next one."""
    return bool(
        re.search(
            r"(?:\b(?:và|của|số|với|do|tại|về|các|là|phó)|,|TM\.|KT\.)$", paragraph
        )
    ) or paragraph in ("CHỦ TỊCH", "CHỦ")


def _opens_low(line: str) -> bool:
    first = line[0]
    return first.islower() or first in ",;.)%/:" or (first.isdigit())


def _goes_on(paragraph: str, last: str, line: str, width: int) -> bool:
    loud = is_upper(last if any(map(str.isalpha, last)) else paragraph)
    if is_upper(line) != loud and (loud or len(line.split()) > 2):
        return False
    short = len(last) + 1 + len(line.split()[0]) <= width * 0.97
    if _TERMINAL.search(last):
        return not short
    if is_upper(line):
        return True
    item = _NUMBERED.match(paragraph)
    if short and item and len(paragraph) < 110 and _BODY_VERB.match(line):
        return bool(re.search(r"(?:và|[-–,]|\bBan|\bCục|\bSở)$", last))
    return width < 10_000


def _joined(paragraph: str, line: str) -> str:
    tail = paragraph[-60:]
    if re.search(r"\d\.$", tail) and re.match(r"\d{3}\b", line):
        return paragraph + line
    if re.search(r"\d\S*/\S*-$", tail) and not line.startswith(" "):
        return paragraph + line
    if line[0] in ",;)%" or (line[0] in "./" and len(line) > 1):
        return paragraph + line
    return f"{paragraph} {line}"
