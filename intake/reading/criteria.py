"""Numbered criteria and what each requires (arithmetic.md, section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.reading import numbers, sections
from intake.reading.comparing import comparator_of
from intake.reading.draft import CriterionDraft, RequirementDraft, Span
from intake.reading.glyphs import fold
from intake.reading.outline import Node

_PIECE = re.compile(r";\s|\.\s(?=\S)|\s(?:và|,)\s(?=\d+\s?%)|(?<=,)\s(?=\d+\s?%)")
_ABSENT = re.compile(
    r"(?:địa bàn |trên địa bàn |trong năm,? )?không (?:có|còn|để|phát sinh|xảy ra"
    r"|tồn tại|phát hiện)"
    r"(?: (?:xảy ra|phát sinh|tồn tại|hình thành))?\s"
)
_GRADE = re.compile(
    r"(?:xếp loại|đạt loại|loại|danh hiệu|mức)\s[“\"]?(?P<grade>[Xx]uất sắc|[Tt]ốt"
    r"|[Kk]há|[Tt]rung bình"
    r"|[Yy]ếu)"
)
_K_OF_N = re.compile(
    r"(?:ít nhất|tối thiểu)?\s?(?P<k>\d{1,2})\s?(?:trong"
    r"|/)\s?(?:số\s)?(?P<n>\d{1,2})\s(?:\w+\s)?tiêu chí"
)
_RANGE = re.compile(
    rf"từ (?P<low>{numbers.NUMBER})\s?%?\s?(?:đến"
    rf"|tới)\s?(?:dưới\s)?(?P<high>{numbers.NUMBER})\s?(?P<pct>%)?"
)
_NAMED = re.compile(r"Tiêu chí (?:số )?(\d{1,2})\s?[:.]\s?")
_THING = re.compile(
    r"(?:đối tượng|người|điểm|tụ|vụ|đường|nhóm|tội|cán|đảng|học|sinh|hộ|cây|diện|địa"
    r"|cơ|trường|tệ|thanh|việc|không|ít|tối|dưới|trên|có|\d+)\b"
)
_ITEM_STYLES = ("number", "deep1", "letter", "dash", "bracket")


def read_criteria(outline: list[Node]) -> list[CriterionDraft]:
    """Return the criteria of every criteria section, in reading order."""
    criteria = []
    for root in outline:
        for item in _items(root):
            requirements = tuple(
                r for node in item.walk() for r in _requirements(node, item)
            )
            if requirements:
                named = _NAMED.match(item.text)
                number = named.group(1) if named else item.label
                start = item.end - len(item.text)
                words = " ".join(node.text for node in item.walk())
                span = Span(start, item.last)
                criteria.append(CriterionDraft(number, words, requirements, span))
    return criteria


def _items(node: Node) -> Iterator[Node]:
    if _NAMED.match(node.text):
        yield node
        return
    kind = sections.heading_kind(node)
    children = [child for child in node.children if child.style in _ITEM_STYLES]
    if kind == sections.CRITERIA and children:
        deeper = [c for c in children if _is_set(c)]
        for child in deeper or [c for c in children if c.style == children[0].style]:
            yield from _items(child) if deeper else (child,)
        return
    for child in node.children:
        yield from _items(child)


def _is_set(node: Node) -> bool:
    """A heading over criteria of its own, not "Tiêu chí về …" which is one of them."""
    kind = sections.heading_kind(node)
    one = re.match(r"[Tt]iêu chí (?:về|số|\d)", node.text)
    return kind == sections.CRITERIA and bool(node.children) and not one


def _requirements(node: Node, item: Node) -> Iterator[RequirementDraft]:
    """Part one paragraph into requirements; a mere heading gives none."""
    if (
        node is item
        and any(c.style != "text" for c in node.children)
        and len(node.text) < 160
    ):
        return
    offset = node.end - len(node.text)
    named = _NAMED.match(node.text)
    begin = named.end() if named else 0
    for start, end, kind in _pieces(node.text, begin):
        text = node.text[start:end]
        yield _requirement(text, Span(offset + start, offset + end), kind)


def _pieces(text: str, begin: int) -> Iterator[tuple[int, int, str | None]]:
    stops = [(m.start(), m.end()) for m in _PIECE.finditer(text, begin)]
    for stop, after in [*stops, (len(text), len(text))]:
        piece = text[begin:stop].rstrip(" .;,")
        if piece.strip():
            yield from _parts(text, begin, begin + len(piece))
        begin = after


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Part "không có A, B" and "100% thôn có A, có B"; later parts keep the kind."""
    piece = fold(text[start:end])
    cuts, kind = [start], None
    if _ABSENT.match(piece):
        kind = "ABSENT"
        cuts += _list_cuts(piece, start)
    elif re.match(r"100\s?%", piece):
        kind = "ALL"
        for found in re.finditer(r",\s(?=có\s)", piece):
            if " có " in piece[: found.start()]:
                cuts.append(start + found.end())
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        lead = re.match(r"[\s,]*", text[left:right])
        assert lead is not None
        yield left + lead.end(), left + len(text[left:right].rstrip(" ,")), kind


def _list_cuts(piece: str, start: int) -> list[int]:
    """A bare noun ("tụ điểm") goes with the noun phrase after it."""
    cuts = []
    head = _ABSENT.match(piece)
    begin = head.end() if head else 0
    for found in re.finditer(r",\s(?:và\s)?", piece):
        words, after = piece[begin : found.start()].split(), piece[found.end() :]
        if len(words) > 2 and _another(words, after):
            cuts.append(start + found.end())
        begin = found.end()
    return cuts


def _another(words: list[str], after: str) -> bool:
    """A second thing, not more of the same: "người nghiện, người sử dụng" is one.

    A lone verb goes on ("điểm tổ chức, chứa chấp sử dụng").
    """
    same = after.split()[:1] == words[:1]
    return bool(_THING.match(after)) and not same


def _requirement(text: str, span: Span, kind: str | None) -> RequirementDraft:
    key = fold(text)
    if re.match(r"(?:không quá|dưới|ít nhất|tối đa|trên|\d)", key) and kind != "ALL":
        kind = None
    several = _K_OF_N.search(key)
    if several:
        return RequirementDraft("K_OF_N", several["k"], "tiêu chí", text, span)
    between = _RANGE.search(key)
    if between and between["pct"]:
        value = f"{numbers.plain(between['low'])}-{numbers.plain(between['high'])}"
        return RequirementDraft("RATIO", value, "%", text, span)
    for found in numbers.QUANTITY.finditer(text) if kind != "ABSENT" else ():
        if not re.match(r"\s*(?:năm|tháng|ngày)", key[found.end("low") :]):
            return _measured(text, key, found, span)
    grade = _GRADE.search(text)
    if grade:
        return RequirementDraft("GRADE", grade["grade"], None, text, span)
    if kind == "ALL":
        return RequirementDraft("ALL", "100", "%", text, span)
    if kind == "ABSENT" or re.search(
        r"^[^,;]{0,60}\bkhông (?:có|để|còn|phát sinh)\b", key
    ):
        return RequirementDraft("ABSENT", "0", None, text, span)
    return RequirementDraft("FLAG", None, None, text, span)


def _measured(
    text: str, key: str, found: re.Match[str], span: Span
) -> RequirementDraft:
    share = bool(found["pct"] or found["pct1"])
    value = numbers.figure_of(found)
    unit = "%" if share else " ".join(fold(found["unit"]).split())
    how = comparator_of(key[: found.start()], key[found.end() :], value, unit)
    if how == "ALL":
        return RequirementDraft("ALL", value, unit, text, span)
    if share:
        return RequirementDraft("RATIO", value, unit, text, span)
    kind = (
        how if how in ("AT_LEAST", "AT_MOST", "MORE_THAN", "LESS_THAN") else "AT_LEAST"
    )
    return RequirementDraft(kind, value, unit, text, span)
