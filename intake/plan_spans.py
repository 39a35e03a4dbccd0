"""The source text of a reading in pieces, those a field came from marked. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[int, int]
_GAP = r"[\s|]+"


@dataclass(frozen=True)
class Piece:
    """A run of the text; `anchor` names it where a field begins there."""

    text: str
    anchor: str = ""
    lit: bool = False


def anchor(place: Place) -> str:
    """The address inside the page of what begins at `place`."""
    return f"s{place[0]}"


def pieces(text: str, places: Iterable[Place]) -> list[Piece]:
    """Cut `text` at every end of `places`, nothing lost; overlaps stay one light."""
    spans = [(start, end) for start, end in places if 0 <= start < end <= len(text)]
    cuts = sorted({0, len(text), *(cut for span in spans for cut in span)})
    starts = {start for start, _ in spans}
    found = []
    for begin, end in itertools.pairwise(cuts):
        lit = any(start <= begin and end <= stop for start, stop in spans)
        name = anchor((begin, end)) if begin in starts else ""
        found.append(Piece(text[begin:end], name, lit))
    return found


def place_of(text: str, words: str, *, after: int = 0) -> Place | None:
    """Where `words` stand in `text` from `after` on, blanks and case aside."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    found = re.compile(_GAP.join(parts), re.I).search(text, after)
    return found.span() if found else None


def place_of_day(text: str, iso: str) -> Place | None:
    """Where a day stands in words ("ngày 21 tháng 01 năm 2021") or figures."""
    year, month, day = (int(part) for part in iso.split("-"))
    worded = rf"ngày\s+0?{day}\s+tháng\s+0?{month}\s+năm\s+{year}"
    found = re.search(rf"{worded}|0?{day}/0?{month}/{year}", text, re.I)
    return found.span() if found else None
