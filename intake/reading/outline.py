"""The tree of a paper's items: I. / 1. / 1.1. / a) / - / + and what lies under each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from intake.reading.glyphs import CAPITAL
from intake.reading.lines import is_upper

_STYLES = (
    ("part", 0, r"(?:PHẦN|Phần) (?:THỨ |thứ )?(\w+)[.:]?"),
    ("chapter", 1, r"(?:CHƯƠNG|Chương) (\w+)[.:]?"),
    ("article", 2, r"Điều (\d{1,2})[.:]?"),
    ("capital", 3, r"([A-H])\s?[.)/](?=\s)"),
    (
        "roman",
        4,
        r"(X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?:\s?[.)]|\s?/(?=\s)|-(?=\s)|(?=: ))",
    ),
    ("deep3", 8, r"(\d{1,2}\.\d{1,2}\.\d{1,2}\.\d{1,2})[.)]?(?=\s)"),
    ("deep2", 7, r"(\d{1,2}\.\d{1,2}\.\d{1,2})[.)]?(?=\s)"),
    ("deep1", 6, r"(\d{1,2}\.\d{1,2})[.)]?(?=\s)"),
    ("number", 5, rf"(\d{{1,2}})\s?(?:[.)/](?=\s|[{CAPITAL}“\"])|-(?=\s[{CAPITAL}]))"),
    ("letter", 9, r"([a-zđ])\s?[.)](?=\s)"),
    ("bracket", 10, r"\((\d{1,2})\)(?=\s)"),
    ("dash", 11, r"([-–—•*·●▪])\s?"),
    ("plus", 12, r"(\+)\s?"),
)
_PATTERNS = tuple((name, rank, re.compile(rx)) for name, rank, rx in _STYLES)
_CLOSING = re.compile(
    r"(?:Trên đây là|(?:Trong )?[Qq]uá trình (?:triển khai|thực hiện)"
    r"|Yêu cầu (?:các|Thủ)|Giao (?:Công an|Sở|Văn phòng|Ban)|Kế hoạch này"
    r"|Căn cứ (?:nội dung )?[Kk]ế hoạch này|(?:Chỉ thị|Quyết định) (?:này )?có hiệu lực"
    r"|(?:UBND|Ủy ban nhân dân) (?:tỉnh|[Tt]hành phố|huyện|xã|phường)"
    r" (?:yêu cầu|đề nghị)"
    r"|Báo cáo (?:kết quả )?(?:thực hiện )?(?:về|gửi)"
    r"|Kết quả (?:thực hiện )?(?:báo cáo|gửi)"
    r"|Đề nghị (?:các|Thủ trưởng)|Nhận được (?:Công văn|văn bản))"
)
_TEXT_RANK = 99
_UNNAMED = ("dash", "plus", "text", "bracket", "part", "chapter")


@dataclass
class Node:
    """One paragraph; ``start`` to ``end`` is itself, ``last`` ends what is under it."""

    style: str
    rank: int
    label: str
    text: str
    start: int
    end: int
    last: int
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        """Return the paragraph id, "II.1.a"; dashes carry their parent's."""
        above = self.parent.id if self.parent else None
        if self.style in _UNNAMED:
            return above
        if self.style.startswith("deep") and self.parent and above:
            head = self.parent.id_before_numbers()
            return f"{head}.{self.label}" if head else self.label
        own = f"Điều {self.label}" if self.style == "article" else self.label
        return f"{above}.{own}" if above else own

    def id_before_numbers(self) -> str | None:
        """Return the id of the nearest node above that is not a decimal number."""
        node: Node | None = self
        while node and (node.style == "number" or node.style.startswith("deep")):
            node = node.parent
        return node.id if node else None

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> Iterator[Node]:
        """Yield this node and its ancestors, nearest first."""
        node: Node | None = self
        while node:
            yield node
            node = node.parent

    @cached_property
    def heading(self) -> str:
        """Return the item's own heading: up to its colon, or the short paragraph."""
        first = re.split(r":(?:\s|$)", self.text, maxsplit=1)[0]
        return first if len(first) <= 200 or is_upper(first[:200]) else ""


def read_outline(text: str, start: int, end: int) -> list[Node]:
    """Return the top nodes of the paragraphs between two offsets."""
    roots: list[Node] = []
    stack: list[Node] = []
    at = start
    for line in text[start:end].split("\n"):
        node = _node(line, at)
        at += len(line) + 1
        if not line or " | " in line:
            continue
        if node.style == "text":
            closes = _CLOSING.match(line) and not (stack and _bare_heading(stack[-1]))
            floor = 5 if closes else 11
            while stack and stack[-1].rank >= floor:
                stack.pop()
        while stack and node.style != "text" and stack[-1].rank >= node.rank:
            stack.pop()
        node.parent = stack[-1] if stack else None
        (node.parent.children if node.parent else roots).append(node)
        for one in node.above():
            one.last = node.end
        if node.style != "text":
            stack.append(node)
    return roots


def _bare_heading(node: Node) -> bool:
    """An item that is only a name so far, its words still to come below it."""
    numbered = node.style == "number" or node.style.startswith("deep")
    return numbered and not node.children and not re.search(r"[.;/]$", node.text)


def _node(line: str, at: int) -> Node:
    end = at + len(line)
    for name, rank, pattern in _PATTERNS:
        found = pattern.match(line)
        if found:
            rest = line[found.end() :]
            text = rest.lstrip()
            return Node(name, rank, found.group(1), text, at, end, end)
    return Node("text", _TEXT_RANK, "", line, at, end, end)
