"""The numbers Word draws before list paragraphs but does not keep in their text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LEVELS = 9


class Numbering:
    """Counts list paragraphs in reading order; one instance for one document."""

    def __init__(self, document: Document) -> None:
        self._kinds = _definitions(document)
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)

    def label(self, paragraph: Paragraph) -> str:
        """Return "II.", "1.2.", "a)", "-", or "" for a paragraph of no list."""
        number, level = _place(paragraph)
        kind, texts = self._kinds.get(number or "", ("", {}))
        if level >= _LEVELS or level not in texts:
            return ""
        form, text, start = texts[level]
        if form == "bullet":
            return "-"
        counts = self._counts[kind]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)

        def shown(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            form_at = texts.get(at, (form, "", 1))[0]
            return _written(max(counts[at], 1), form_at)

        return re.sub(r"%(\d)", shown, text)


def _place(paragraph: Paragraph) -> tuple[str | None, int]:
    """Return (number id, level) from the paragraph or its style."""
    sources: list[Any] = [paragraph._p.pPr]
    style: Any = paragraph.style
    while style is not None:
        sources.append(style.element.pPr)
        style = style.base_style
    for source in sources:
        found = source.find(qn("w:numPr")) if source is not None else None
        if found is not None:
            number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
            at = int(level.get(qn("w:val"))) if level is not None else 0
            return (number.get(qn("w:val")) if number is not None else None), at
    return None, 0


def _definitions(
    document: Document,
) -> dict[str, tuple[str, dict[int, tuple[str, str, int]]]]:
    """Return {number id: (list id, {level: (form, text, start)})}."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    lists = {
        one.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _level(level)
            for level in one.findall(qn("w:lvl"))
        }
        for one in root.findall(qn("w:abstractNum"))
    }
    found = {}
    for one in root.findall(qn("w:num")):
        of = one.find(qn("w:abstractNumId"))
        name = of.get(qn("w:val")) if of is not None else ""
        again = one.find(qn("w:lvlOverride")) is not None
        number = one.get(qn("w:numId"))
        found[number] = (f"{name}/{number}" if again else name, lists.get(name, {}))
    return found


def _level(level: Any) -> tuple[str, str, int]:
    def value(tag: str, default: str) -> str:
        found = level.find(qn(tag))
        return found.get(qn("w:val")) or default if found is not None else default

    start = value("w:start", "1")
    first = int(start) if start.isdecimal() else 1
    return value("w:numFmt", "decimal"), value("w:lvlText", ""), first


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman, left = "", count
        for value, letters in _ROMAN:
            roman += letters * (left // value)
            left %= value
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and count <= len(_LETTERS):
        letter = _LETTERS[count - 1]
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)
