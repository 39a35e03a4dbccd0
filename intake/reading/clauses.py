"""Sentences of a paragraph parted so that each stretch holds at most one goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from intake.reading import numbers
from intake.reading.glyphs import CAPITAL, fold
from intake.reading.outline import Node

PART = re.compile(r"trong đó,?\s?:?\s?(?:có\s?)?")
FREE = re.compile(
    r"(?:tuyệt đối )?(?:không để (?:xảy ra|phát sinh|hình thành|tái|tồn tại)"
    r"|không (?:có|còn|phát sinh) (?:vụ|điểm|tụ điểm|địa bàn|xã|phường|thôn|bản"
    r"|khu dân cư|học sinh|sinh viên|cán bộ|đảng viên|người|trường hợp|đối tượng"
    r"|cây|diện tích|tình trạng)|không để )"
)
FEWER = re.compile(
    r"(?:giảm|kéo giảm|hạ) (?:tỷ lệ|số|dần|mạnh|tối đa)(?=[^;.]*(?:so với|[¹²³⁴-⁹]))"
)
_SENTENCE = re.compile(
    rf"[;:]\s|(?<!\b[A-Z])(?<!TP)\.\s(?=[{CAPITAL}“\d])|\.$|;$|\.{{2,}}"
)
_APART = re.compile(
    r"(?<![Gg]iữ vững)(?<![Dd]uy trì)(?<![Gg]iữ ổn định)(?:[,;.]|\bvà)\s*$"
)
_LABEL = re.compile(r"(?:[Nn]ăm|[Gg]iai đoạn|[Đđ]ến|[Qq]uý|[Tt]háng)\s[^:]{1,24}$")
_TRAILING = re.compile(r"(?:\s+(?:và|hoặc))?[\s,;]*$")


@dataclass(frozen=True)
class Clause:
    """A stretch of a paragraph; ``sentence`` is where its sentence begins."""

    text: str
    start: int
    sentence: int
    node: Node
    kind: str | None


def clauses(node: Node, kind: str | None) -> Iterator[Clause]:
    """Yield the clauses of one paragraph with their offsets in the cleaned text."""
    offset = node.end - len(node.text)
    for begin, stop in _sentences(node.text):
        cuts = sorted({begin, *_cuts(node.text, begin, stop)})
        for left, right in pairwise([*cuts, stop]):
            part = node.text[left:right]
            lead = len(part) - len(part.lstrip(" ,;"))
            text = _TRAILING.sub("", part[lead:])
            if text:
                yield Clause(text, offset + left + lead, offset + begin, node, kind)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in _SENTENCE.finditer(text):
        lead = text[begin : end.start()]
        colon = end.group()[0] == ":"
        opened = lead.count("(") > lead.count(")")
        if opened or (colon and _names_figure(lead, text[end.end() :])):
            continue
        if end.start() > begin:
            yield begin, end.start()
        begin = end.end()
    if begin < len(text):
        yield begin, len(text)


def _names_figure(lead: str, after: str) -> bool:
    """A colon inside a goal: "Năm 2026: …", "tại cơ sở: 120 người", "trong đó: …"."""
    short = bool(re.match(r"\d", after)) and len(re.split("[,;]", lead)[-1]) < 60
    return short or bool(_LABEL.match(lead)) or bool(re.search("trong đó$", fold(lead)))


def _cuts(text: str, begin: int, stop: int) -> Iterator[int]:
    """Yield where a second figure, or a goal without a figure, begins."""
    figures = list(numbers.QUANTITY.finditer(text, begin, stop))
    for earlier, later in pairwise(figures):
        cut = _between(text, earlier.end(), later.start())
        if cut is not None:
            yield cut
    if figures:
        free = (m.start() for m in FREE.finditer(text, begin + 1, stop))
        yield from (at for at in free if _APART.search(text[begin:at]))
    yield from (m.start() for m in FEWER.finditer(text, begin + 1, stop))


def _between(text: str, after: int, before: int) -> int | None:
    between = text[after:before]
    if between.rfind("(") > between.rfind(")"):
        return None
    part = PART.search(fold(between))
    if part:
        return after + part.start()
    for mark in (", ", " và ", " hoặc "):
        at = between.rfind(mark)
        if at >= 0:
            return after + at + len(mark)
    return before if re.search(r" (?:với|cho) $", between) else None
