"""A letterhead pasted from two columns: left and right put on lines of their own."""

from __future__ import annotations

import re

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
_META_LIST = re.compile(
    r"\s+(?=(?:Loại văn bản|Người ký|Ngày ban hành|Ngày hiệu lực|Số công báo"
    r"|Ngày công báo|Tình trạng|Ngày đăng|Cơ quan ban hành|Số hiệu) ?:)"
)
_DEPTH = 150


def part_columns(lines: list[str]) -> list[str]:
    """Return the lines with two-column heads and packed portal data taken apart."""
    parted = [part for line in lines[:_DEPTH] for part in _parted(line)]
    return [*parted, *lines[_DEPTH:]]


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
