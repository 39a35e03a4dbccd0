"""Criteria of a paper as a set communes can be measured by. Pure.

What the desk proposes for each requirement, and the JSON of a set
(communes.criteria_reading) made of what a person took. Arithmetic.md, section 8.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from units.names import search_key

ALL, SEVERAL, GRADE, RATIO, BELOW = "ALL", "K_OF_N", "GRADE", "RATIO", "RATIO_BELOW"
PAIRED = (ALL, RATIO, BELOW)
MEASURED = ("AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN", RATIO, BELOW)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_NOTHING = re.compile(
    r"^(?:địa bàn |trên địa bàn |trong năm,? )?không (?:có|còn|để|phát sinh|xảy ra"
    r"|tồn tại|phát hiện)(?: (?:xảy ra|phát sinh|tồn tại|hình thành))?\s",
    re.I,
)
_VERB = re.compile(
    r"\s(?=được\s|đạt\s|ký\s|tham gia\s|cam kết\s|đăng ký\s|có (?!mặt|nguy))", re.I
)
_SHARE = re.compile(r"^.{0,40}?\d[\d.,]*\s?%\s*(?:tổng số|số|các)?\s*", re.I)
_HOW_MANY = re.compile(
    r"^.*?(?:ít nhất|tối thiểu|không quá|tối đa|trên|dưới|hơn|từ)\s\d[\d.,]*\s", re.I
)
_UNDER = re.compile(r"\b(?:dưới|thấp hơn|ít hơn|nhỏ hơn)\b", re.I)
_NOT_OVER = re.compile(r"\b(?:không quá|không vượt quá|tối đa)\b", re.I)


@dataclass(frozen=True)
class Taken:
    """One requirement as a person left it; `number` is its criterion's."""

    number: str
    criterion: str
    text: str
    kind: str
    value: Decimal | None = None
    unit: str = ""
    label: str = ""
    whole: str = ""
    grade: str = ""
    grades: tuple[str, ...] = ()


def kind_of(read: dict[str, Any]) -> str:
    """The kind to propose; "" where a share's direction cannot be kept exactly.

    A share is held in a half-open range, so "không quá 5%" is a person's to word.
    """
    if read["kind"] != RATIO:
        return str(read["kind"])
    if _NOT_OVER.search(read["text"]) or "-" in (read["value"] or ""):
        return ""
    return BELOW if _UNDER.search(read["text"]) else RATIO


def labels_of(read: dict[str, Any], whole_before: str = "") -> tuple[str, str]:
    """What has to be counted, and out of what ("" where nothing or not told)."""
    text = " ".join(read["text"].split()).rstrip(" .;,")
    if read["kind"] in (ALL, RATIO):
        bare = _SHARE.sub("", text)
        if bare == text:
            return _headed(f"{whole_before} {text}".strip()), whole_before
        whole = _VERB.split(bare, maxsplit=1)[0]
        return _headed(bare), _headed(whole) if whole != bare else whole_before
    if read["kind"] == "ABSENT":
        return _headed(_NOTHING.sub("", text)), ""
    return _headed(_HOW_MANY.sub("", text)), ""


def _headed(text: str) -> str:
    return (text[:1].upper() + text[1:])[:200]


@dataclass
class _Facts:
    """Figures to be asked for, one for each wording."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def name(self, label: str, kind: str, unit: str = "", **more: Any) -> str:
        """The name of the figure worded so; declared with the first use."""
        asked = (search_key(label), kind)
        if asked not in self.names:
            base = asked[0].replace(" ", "_").replace("-", "_")[:50].strip("_")
            name, number = base or "so_lieu", 1
            while name in self.rows:
                number += 1
                name = f"{base}_{number}"
            row = {"name": name, "label": label, "unit": unit, "kind": kind}
            self.rows[name] = row | more
            self.names[asked] = name
        return self.names[asked]


def content_of(
    items: Sequence[Taken],
    *,
    symbol: str,
    title: str,
    begins: dt.date,
    ends: dt.date | None,
    level: str,
    scope: str,
    least: int | None = None,
) -> dict[str, Any]:
    """The JSON of a set; passed where `least` criteria hold, None: all of them."""
    facts = _Facts()
    criteria = _criteria(items, facts)
    codes = [[r["code"] for r in one["requirements"]] for one in criteria]
    return {
        "symbol": symbol,
        "title": title,
        "in_force_from": begins.isoformat(),
        "in_force_to": ends.isoformat() if ends else None,
        "unit_level": level,
        "scope": scope,
        "wording": "Trích nguyên văn, tách thành từng yêu cầu khi đọc văn bản.",
        "facts": list(facts.rows.values()),
        "criteria": criteria,
        "outcomes": [{"proposal": "PASSED", "when": _passed(codes, least)}],
        "otherwise": "FAILED",
    }


def _criteria(items: Sequence[Taken], facts: _Facts) -> list[dict[str, Any]]:
    grouped: dict[str, list[Taken]] = {}
    for item in items:
        grouped.setdefault(item.number, []).append(item)
    found = []
    for number, some in grouped.items():
        requirements = []
        for place, item in enumerate(some):
            letter = _LETTERS[place] if place < len(_LETTERS) else str(place + 1)
            code = number if len(some) == 1 else f"{number}.{letter}"
            row = {"code": code, "text": item.text, "rule": _rule(item, facts)}
            requirements.append(row)
        text = some[0].criterion or some[0].text
        found.append({"number": number, "text": text, "requirements": requirements})
    return found


def _passed(codes: list[list[str]], least: int | None) -> dict[str, Any]:
    every = [_all_of(some) for some in codes]
    return {"kind": SEVERAL, "least": len(every) if least is None else least} | {
        "of": every
    }


def _all_of(codes: list[str]) -> dict[str, Any]:
    each = [{"kind": "REFERENCE", "to": [code]} for code in codes]
    if len(each) == 1:
        return each[0]
    return {"kind": SEVERAL, "least": len(each), "of": each}


def _rule(item: Taken, facts: _Facts) -> dict[str, Any]:
    if item.kind in PAIRED:
        return _pair(item, facts)
    if item.kind == GRADE:
        ranks = [search_key(one) for one in item.grades]
        rank = ranks.index(search_key(item.grade)) + 1
        name = facts.name(item.label, GRADE, grades=list(item.grades))
        return {"kind": GRADE, "fact": name, "least": rank}
    if item.kind == "FLAG":
        return {"kind": "FLAG", "fact": facts.name(item.label, "FLAG")}
    name = facts.name(item.label, "COUNT", item.unit)
    if item.kind == "ABSENT":
        return {"kind": "ABSENT", "fact": name}
    value = int(item.value or 0)
    if item.kind in ("AT_LEAST", "MORE_THAN"):
        least = value + (item.kind == "MORE_THAN")
        return {"kind": "AT_LEAST", "fact": name, "least": str(least)}
    below = value + (item.kind == "AT_MOST")
    return {"kind": "RANGE", "fact": name, "from": "0", "below": str(below)}


def _pair(item: Taken, facts: _Facts) -> dict[str, Any]:
    part = facts.name(item.label, "COUNT", item.unit.strip("% "))
    whole = facts.name(item.whole, "COUNT", item.unit.strip("% "))
    if item.kind == ALL:
        return {"kind": ALL, "part": part, "whole": whole}
    said = f"{(item.value or Decimal(0)).normalize():f}"
    ends = (said, None) if item.kind == RATIO else ("0", said)
    return {"kind": RATIO, "part": part, "whole": whole} | {
        "from_percent": ends[0],
        "below_percent": ends[1],
    }
