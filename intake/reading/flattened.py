"""A paper copied as one long line: its paragraphs parted at their openings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.reading.glyphs import CAPITAL
from intake.reading.vocabulary import KINDS

_LONG = 1200
_FEWEST = 6
_OPENINGS = re.compile(
    r"\s(?="
    r"C[ỘO]NG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?[-–] ?Tự do"
    rf"|Số ?: ?\d+\s?[/-]|(?:{'|'.join(KINDS)})\s(?=[{CAPITAL}])"
    r"|Căn cứ (?:Luật|Nghị|Quyết|Kế|Chỉ|Thông|Công|ý)|Thực hiện (?:Quyết|Chỉ|Nghị|Kế)"
    r"|QUYẾT (?:ĐỊNH|NGHỊ):|Điều \d{1,2}\.|Nơi nhận ?:|(?:TM|KT|TL|TUQ)\. [^a-z]{3}"
    r"|(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X)\. ?[" + CAPITAL + "])"
    r"|(?<=Hạnh phúc)\s(?=\S)"
    rf"|(?<=năm \d{{4}})\s(?={'|'.join(KINDS)})"
    rf"|(?<=[.;:…])\s(?=[-–+•] ?[{CAPITAL}]|[a-zđ]\) ?[{CAPITAL}])"
)
_NUMBERED = re.compile(rf"\s(\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})\. ?(?=[{CAPITAL}])")


def part_long_lines(lines: list[str]) -> list[str]:
    """Return the lines, those longer than any paragraph parted into paragraphs."""
    return [part for line in lines for part in _parted(line)]


def _parted(line: str) -> list[str]:
    if len(line) < _LONG or len(_OPENINGS.findall(line)) < _FEWEST:
        return [line]
    return [
        part.strip()
        for piece in _OPENINGS.split(line)
        for part in _by_number(piece)
        if part.strip()
    ]


def _by_number(piece: str) -> Iterator[str]:
    """Part "… 1. Sở A … 2. Sở B" where the numbers run on."""
    begin, last = 0, "0"
    for found in _NUMBERED.finditer(piece):
        number = found.group(1)
        if _runs_on(last, number):
            yield piece[begin : found.start()]
            begin, last = found.start() + 1, number
    yield piece[begin:]


def _runs_on(last: str, number: str) -> bool:
    head, _, tail = number.rpartition(".")
    old_head, _, old_tail = last.rpartition(".")
    if head == old_head:
        return int(tail) == int(old_tail) + 1
    return tail == "1" or number == str(int(last.split(".")[0]) + 1)
