"""A letterhead pasted from two columns: left and right put on lines of their own."""

from __future__ import annotations

import re

from intake.reading.glyphs import CAPITAL, LOW
from intake.reading.lines import is_upper

_RIGHT = re.compile(
    r"\s*(?=C[ỘộOo]NG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?[-–] ?Tự do)"
)
_NUMBER_DATE = re.compile(
    r"(?P<left>Số ?:? ?\d*\s?[/-]\s?\S+)\s+(?P<right>\D{2,40}?,? "
    r"?ngày\s?.{0,4}\s?tháng.+)"
)
_NUMBER = re.compile(r"\s+(?=Số ?: ?\d+\s?[/-])")
_AFTER_CREST = re.compile(
    r"(?:(?<=VIỆT NAM)|(?<=Hạnh phúc))[\s-]+(?=[^\s\d][^\d:]{1,40}?,? ?ngày )"
)
_RECIPIENTS = re.compile(r"(?:Nơi|NƠI) (?:nhận|NHẬN) ?:.* [-–] ")
_DASHED = re.compile(r"(?<=[:;,.])\s*(?=[-–] )")
_SIGNED = re.compile(r"(?:TM|KT|TL|TUQ)\s?\. ?[^a-z]{4}|T/M ")
_SIGNER = re.compile(
    r"(?:PHÓ |Q\. ?)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|BÍ THƯ|BỘ TRƯỞNG)"
)
_NAMED = re.compile(
    rf"(?P<head>[^{LOW}]+?)\s(?P<name>(?:[{CAPITAL}][{LOW}]+ ?){{2,6}})"
)
_OFFICE = re.compile(
    r"\s+(?=KT\.|PHÓ |TRƯỞNG BAN|(?<=DÂN )CHỦ TỊCH|(?<=VỤ )BÍ THƯ|(?<=ĐẠO )TRƯỞNG)"
)
_META_LIST = re.compile(
    r"\s+(?=(?:Loại văn bản|Người ký|Ngày ban hành|Ngày hiệu lực|Số công báo"
    r"|Ngày công báo|Tình trạng|Ngày đăng|Cơ quan ban hành|Số hiệu) ?:)"
)
_DEPTH = 150
_GAP = re.compile(r"(?P<left>\S.*?)?[ \u00a0]{6,}(?P<right>\S.*)")
_CLOSING = re.compile(r"\s*(?:Nơi|NƠI) (?:nhận|NHẬN)\b")
_CLOSING_DEPTH = 25


def part_gaps(lines: list[str]) -> list[str]:
    """Put a signature that stands beside the recipients, past a gap, below them."""
    at = next((i for i, line in enumerate(lines) if _CLOSING.match(line)), None)
    if at is None:
        return lines
    left, right = [], list[str]()
    for line in lines[at : at + _CLOSING_DEPTH]:
        found = _GAP.fullmatch(line.rstrip())
        left.append(found["left"] or "" if found else line)
        right += [found["right"]] if found else []
    if not any(_SIGNED.match(one) or _SIGNER.match(one) for one in right):
        return lines
    return [*lines[:at], *left, *right, *lines[at + _CLOSING_DEPTH :]]


def part_columns(lines: list[str]) -> list[str]:
    """Return the lines with two-column heads and packed portal data taken apart."""
    parted = [part for line in lines[:_DEPTH] for part in _parted(line)]
    lines = [*parted, *lines[_DEPTH:]]
    return [part for line in lines for part in part_signature(line)]


def part_signature(line: str) -> list[str]:
    """Part a recipients' list or a signature that was pasted on one line."""
    if _RECIPIENTS.match(line):
        return [part for part in _DASHED.split(line) if part]
    if not _SIGNED.match(line):
        return [line]
    name = _NAMED.fullmatch(line)
    lines = _OFFICE.split(name["head"] if name else line)
    return [*lines, name["name"]] if name else lines


def _parted(line: str) -> list[str]:
    number = _NUMBER.search(line)
    if number and 3 < number.start() < 60 and is_upper(line[: number.start()]):
        return [line[: number.start()], *_parted(line[number.end() :])]
    place = _AFTER_CREST.search(line)
    if place and len(line) < 200:
        return [*_parted(line[: place.start()]), line[place.end() :]]
    both = _NUMBER_DATE.fullmatch(line)
    if both:
        return [both["left"], both["right"]]
    right = _RIGHT.search(line)
    if right and 2 < right.start() < 60 and len(line) < 140:
        return [line[: right.start()], line[right.end() :]]
    if re.match(r"(?:Số hiệu|Nơi ban hành|Cơ quan ban hành|Ngày ban hành) ?:", line):
        return _META_LIST.split(line)
    return [line]
