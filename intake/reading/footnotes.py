"""Footnote digits glued to words and years, tied back to their notes."""

from __future__ import annotations

import re

from intake.reading.glyphs import CAPITAL, LOW

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(rf"[\[(]?(\d{{1,2}})[\])]? (?=[{CAPITAL}“\"])")
_RAISED_NOTE = re.compile(rf"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?=\s?[{CAPITAL}“\"])")
_LONG_YEAR = re.compile(r"(?<=năm )((?:19|20)\d\d)(\d{1,2})(?![\d/.%])")
_REFERENCE = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def tie(paragraphs: list[str]) -> tuple[list[str], dict[str, int]]:
    """Raise glued reference digits; return paragraphs and {note number: its place}.

    "cuối năm 20201" with a note "1 Tính đến …" becomes "cuối năm 2020¹".
    """
    paragraphs = list(paragraphs)
    notes: dict[str, int] = {}
    at = (0, 0)
    for place, line in enumerate(paragraphs):
        raised = _RAISED_NOTE.match(line)
        if raised and raised.group() in "\n".join(paragraphs[:place]):
            notes[raised.group().translate(_LOWERED)] = place
        found = _NOTE.match(line)
        if not found or " | " in line or found.group(1) in notes:
            continue
        number = str(int(found.group(1)))
        if number != str(len(notes) + 1):
            continue
        tied = _raise_reference(paragraphs, number, at, place)
        if tied is not None:
            notes[number], at = place, tied
    return [_LONG_YEAR.sub(_raised_year, line) for line in paragraphs], notes


def _raise_reference(
    paragraphs: list[str], number: str, at: tuple[int, int], note: int
) -> tuple[int, int] | None:
    glued = re.compile(
        rf"(?:(?<=(?<!\d)(?:19|20)\d\d)|(?<=[{LOW}”\"’)%])(?<!\bm)(?<!km)){number}"
        rf"(?=[\s;,.:)”]|$)|\[{number}\]|(?<=\w) ?\({number}\)(?=[\s;,.])"
    )
    for place in range(at[0], len(paragraphs)):
        if place == note:
            continue
        found = glued.search(paragraphs[place], at[1] if place == at[0] else 0)
        if found:
            line = paragraphs[place]
            raised = number.translate(_RAISED)
            paragraphs[place] = line[: found.start()] + raised + line[found.end() :]
            return place, found.start() + len(raised)
    return None


def _raised_year(found: re.Match[str]) -> str:
    return found.group(1) + found.group(2).translate(_RAISED)


def references(text: str) -> list[str]:
    """Return the note numbers a passage refers to, in order."""
    return [one.group().translate(_LOWERED) for one in _REFERENCE.finditer(text)]
