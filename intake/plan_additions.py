"""Items the reader missed, added by a person from the words of the paper.

The sentence must stand in the paper: it is found there, lit like any other, and read
by the same reader under a heading of its kind. What the reader makes nothing of stays
empty for a person to fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accounts.refusals import Refusal
from intake.plan_spans import Place, place_of
from intake.reading import as_json, read_plan_text
from intake.reading.outline import Node, read_outline
from sheets.numbers import BadNumber, parse_decimal

MOST = 5_000
Item = dict[str, Any]
_HEAD = (
    "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ\nSố: 1/KH-UBND\nngày 01 tháng 01 năm 2021\n"
    "KẾ HOẠCH\nCông tác năm 2021\n"
)
_HEADINGS = {
    "citations": "Căn cứ ",
    "targets": "II. CHỈ TIÊU\n1. ",
    "tasks": "IV. PHÂN CÔNG NHIỆM VỤ\n1. ",
    "criteria": "II. TIÊU CHÍ\n1. ",
}
_LABEL = re.compile(r"^\s*(?:[-+•*]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]+\.|Căn cứ)\s*")
_CELLS = re.compile(r"\s*(?:\||\t|\s{2,})\s*")
_LINE = re.compile(
    r"(?:(?P<no>\d{1,3})[.\s]+)?(?P<unit>\D.*?)(?P<values>(?:\s+[\d.,]+|\s+[-–])+)"
)


@dataclass(frozen=True)
class Addition:
    """Items for the end of one section of a draft."""

    section: str
    items: list[Item]


def addition(
    section: str, text: str, place: Place, *, known: int, wide: int = 0
) -> Addition:
    """What a sentence gives a section; `wide` the columns where it is a table."""
    if section.startswith("annex"):
        return Addition(section, [line_of(text, place, wide=wide)])
    return Addition(section, items_of(section, text, place, known=known))


def find(text: str, *, words: str, paragraph: str = "", start: int = 0) -> Place:
    """Where the sentence stands: by its words from `start` on, else by its number.

    Refusal 422 where the paper does not have it.
    """
    if words.strip():
        after = max(min(start, len(text)) - 2, 0)
        found = place_of(text, words, after=after) or place_of(text, words)
        if found is None:
            raise Refusal("Không thấy câu này trong văn bản; hãy chép đúng nguyên văn.")
        return found
    wanted = re.sub(r"^mục\s+", "", paragraph.strip(), flags=re.I).strip(" .").upper()
    if not wanted:
        raise Refusal("Hãy bôi chọn một câu trong văn bản hoặc ghi số mục.")
    nodes = [node for node in _nodes(text) if (node.id or "").upper() == wanted]
    own = [node for node in nodes if node.style not in ("text", "dash", "plus")]
    if len(own) != 1:
        how = "có nhiều hơn một" if own else "không có"
        raise Refusal(f"Văn bản {how} mục {paragraph[:30]}; hãy bôi chọn câu.")
    return own[0].start, own[0].end


def items_of(section: str, text: str, place: Place, *, known: int) -> list[Item]:
    """The draft items a sentence gives, at least one; `known` the section's length."""
    words = " ".join(text[slice(*place)].split())
    bare = _LABEL.sub("", words)
    read: Any = as_json(read_plan_text(_HEAD + _HEADINGS[section] + bare))
    found = read[section] or [_nothing_read(section, bare)]
    for item in found:
        item["source"] = _source(text, item["text"], place)
        if "paragraph" in item:
            item["paragraph"] = _paragraph(text, place[0])
        if item.get("part_of") is not None:
            item["part_of"] += known
        if section == "criteria":
            _place_requirements(item, text, place)
    return list(found)


def line_of(text: str, place: Place, *, wide: int) -> Item:
    """A line of the annex as it stands: its number, unit and `wide` values.

    Refusal 422 where it is no line of a table.
    """
    words = text[slice(*place)].strip(" |\n")
    cells = _CELLS.split(words)
    if len(cells) == 1:
        cells = _loose_cells(words)
    no = cells.pop(0) if cells[0].isdigit() and len(cells) > 1 else None
    unit, values = cells[0], [_figure(cell) for cell in cells[1:]]
    if not unit or not values:
        raise Refusal("Câu này không phải một dòng của biểu: tên đơn vị rồi các số.")
    if len(values) > wide:
        raise Refusal(f"Dòng này có {len(values)} số, biểu có {wide} cột.")
    padded = [*values, *[None] * (wide - len(values))]
    source = {"start": place[0], "end": place[1]}
    return {"no": no, "unit": unit, "values": padded, "source": source}


def _nothing_read(section: str, words: str) -> Item:
    item: Item = {"text": words}
    if section == "citations":
        return item | {"symbol": None, "kind": None, "issued_on": None}
    if section == "tasks":
        item |= {"agency": "", "part": "LEAD", "deadline": None}
        return item | {"deadline_text": None, "paragraph": None}
    if section == "criteria":
        one = {"kind": "", "value": None, "unit": None, "text": words}
        return item | {"number": "", "requirements": [one]}
    names = ("value", "unit", "part_of", "baseline", "baseline_as_of", "paragraph")
    return item | {"comparator": "", "kind": ""} | dict.fromkeys(names)


def _place_requirements(item: Item, text: str, place: Place) -> None:
    last = (_paragraph(text, place[0]) or "").rpartition(".")[2]
    item["number"] = last if last.isdigit() else ""
    for one in item["requirements"]:
        one["source"] = _source(text, one["text"], place)


def _source(text: str, words: str, place: Place) -> dict[str, int]:
    """The words inside the sentence, else the whole sentence."""
    found = place_of(text[: place[1]], words, after=place[0]) or place
    return {"start": found[0], "end": found[1]}


def _paragraph(text: str, at: int) -> str | None:
    holding = [node for node in _nodes(text) if node.start <= at <= node.end]
    return holding[-1].id if holding else None


def _nodes(text: str) -> Iterator[Node]:
    for root in read_outline(text, 0, len(text)):
        yield from root.walk()


def _loose_cells(words: str) -> list[str]:
    found = _LINE.fullmatch(" ".join(words.split()))
    if not found:
        return [words]
    no = [found["no"]] if found["no"] else []
    return [*no, found["unit"], *found["values"].split()]


def _figure(cell: str) -> str | None:
    """A cell as the reader gives it: digits with a point; a dash or a blank is none."""
    try:
        number = parse_decimal(cell) if cell.strip("-– ") else None
    except BadNumber as error:
        raise Refusal(f"“{cell[:100]}” không phải là số của biểu.") from error
    return None if number is None else f"{number:f}"
