"""Cleaning: the pasted text of a portal becomes the paper's own paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intake.reading import (
    flattened,
    footnotes,
    glyphs,
    letterhead,
    lines,
    old_fonts,
    site,
    tables,
)

_RULE = re.compile(r"[-_=*~.…—–\s]{3,}|[-_.*]")
_PAGE_NUMBER = re.compile(r"[-–]? ?\d{1,3} ?[-–]?|(?:Trang|trang) \d+(?:/\d+)?")
_CUT = re.compile(r"\[(?:\.\.\.|…)\]")


@dataclass(frozen=True)
class Cleaned:
    """The cleaned text, one paragraph a line; ``notes`` maps a number to its span.

    ``font`` names the old encoding it was typed in ("TCVN3", "VNI").
    """

    text: str
    notes: dict[str, tuple[int, int]] = field(default_factory=dict)
    truncated: bool = False
    font: str | None = None


def clean(raw: str) -> Cleaned:
    """Return the paper without wraps, debris, menus and glued note digits."""
    raw, font = old_fonts.modern(raw)
    rows = letterhead.part_gaps(glyphs.normalise(raw).split("\n"))
    rows = flattened.part_long_lines(rows)
    rows = [tables.tabbed(line) for line in rows]
    known = glyphs.vocabulary(rows)
    rows = lines.undoubled(_blank_rules([glyphs.tidy(row, known) for row in rows]))
    if "|" in rows:
        rows = _without_page_breaks(rows)
    rows = tables.resolve(rows)
    meta, rows = site.without_head(letterhead.part_columns(rows))
    rows = _without_page_numbers(rows)
    paragraphs = [p for p in lines.unwrap(rows) if p != "|"]
    paragraphs = site.without_tail(paragraphs)
    paragraphs, notes = footnotes.tie([*meta, *paragraphs])
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph) + 1
    spans = {k: (starts[i], starts[i] + len(paragraphs[i])) for k, i in notes.items()}
    cut = bool(_CUT.search(raw[-400:]))
    return Cleaned("\n".join(paragraphs), spans, cut, font)


def _blank_rules(rows: list[str]) -> list[str]:
    return ["" if row != "|" and _RULE.fullmatch(row) else row for row in rows]


def _without_page_breaks(rows: list[str]) -> list[str]:
    """Between the cells of a piped table a number among blank lines is a page's."""
    kept = []
    for before, row, after in zip(["", *rows], rows, [*rows[1:], ""], strict=False):
        if not (_PAGE_NUMBER.fullmatch(row) and not before and not after):
            kept.append(row)
    return kept


def _without_page_numbers(rows: list[str]) -> list[str]:
    return [row for row in rows if not _PAGE_NUMBER.fullmatch(row)]
