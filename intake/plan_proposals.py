"""What the desk proposes for fields the paper words differently. Pure.

A proposal is what a clerk would pencil in; it counts only once it was confirmed.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_YEAR = re.compile(r"\bnăm (\d{4})\b", re.I)
_HEADING = re.compile(r"^\s*(?:[-+•]|\d+[.)]|[a-zđ][.)]|[IVX]+\.)\s*")
_EACH = re.compile(r"\b(?:mỗi|từng) (?:quận|huyện|thị xã|xã|phường|địa phương)", re.I)
_CYCLES = (
    ("MONTH", r"h[àằ]ng tháng|mỗi tháng|01 tháng"),
    ("QUARTER", r"h[àằ]ng quý|mỗi quý|03 tháng"),
    ("HALF", r"06 tháng|6 tháng|sáu tháng"),
    ("YEAR", r"h[àằ]ng năm|mỗi năm|01 năm"),
)
_LONGEST = 160


def year_of(title: str) -> int | None:
    """The one year the title names; None where there is none or several."""
    found = {int(year) for year in _YEAR.findall(title)}
    return found.pop() if len(found) == 1 else None


def cycle_of(words: str | None, deadline: str | None) -> str:
    """The cycle the words of a deadline tell; a fixed day is met once."""
    for cycle, pattern in _CYCLES:
        if words and re.search(pattern, words, re.I):
            return cycle
    return "ONCE" if deadline else "ALWAYS"


def day_of(deadline: str | None) -> str:
    """An ISO day; a period's code is not a day, its words say it."""
    try:
        return dt.date.fromisoformat(deadline or "").isoformat()
    except ValueError:
        return ""


def scope_of(number: int, read: dict[str, Any], handed_out: set[int]) -> str:
    """Who reports: units where a table hands it out, areas for "mỗi quận, huyện"."""
    if number in handed_out or read["part_of"] in handed_out:
        return "EACH_UNIT"
    return "EACH_AREA" if _EACH.search(read["text"]) else "OWNER"


def title_of(text: str, agency: str) -> str:
    """The first sentence of a task below the line that names its agency."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and agency.casefold() in lines[0].casefold():
        lines = lines[1:]
    first = _HEADING.sub("", lines[0]) if lines else ""
    sentence = re.split(r"[;.:](?:\s|$)", first, maxsplit=1)[0].strip()
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[:_LONGEST].rpartition(" ")[0] + "…"


def words_of(read: dict[str, Any]) -> str:
    """The words of an item as they stand in the paper; of a question, what is asked."""
    if "message" in read:
        return f"{read['message']} («{read['text']}»)"
    return str(read.get("text") or read.get("unit") or "")
