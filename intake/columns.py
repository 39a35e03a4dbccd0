"""Which column of a header answers which indicator, told from words. Pure.

The titles of real annexes are sentences ("CÔNG TÁC ĐẤU TRANH (Bắt giữ xử lý hình sự
trong đó có 50% vụ …)"): words after "trong đó" speak of a part, not of the column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sheets.folding import contains_words, fold
from sheets.headers import Column, ColumnWish, Header

_PART = fold("trong đó")
_SHARES = (fold("tỷ lệ"), fold("tỉ lệ"))
_EXACT, _PHRASE, _OWN, _SHARED = 100, 50, 2, 1
# Pairs of words that every annex of these plans is full of.
_COMMON = frozenset(
    map(
        fold,
        ("ma túy", "công tác", "chỉ tiêu", "kết quả", "thực hiện", "tổng số"),
    )
)


@dataclass(frozen=True)
class Wanted:
    """A column somebody needs, in the words of the indicator's catalogue."""

    key: str
    name: str
    short_name: str
    measure_unit: str
    group: str = ""
    is_part: bool = False
    required: bool = True

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring words of its names."""
        texts = (fold(t).split() for t in (self.name, self.short_name, self.group))
        found = {f"{a} {b}" for words in texts for a, b in pairwise(words)}
        return frozenset(found) - _COMMON


def wishes_for(
    headers: Sequence[Header],
    wanted: Sequence[Wanted],
    told: Mapping[str, str] | None = None,
) -> list[ColumnWish]:
    """Wishes that name the very columns of these headers that answer `wanted`.

    `told`: indicator → title of the column as a person said it, over every guess.
    Columns that answer equally well all stand in the wish: the reader calls that
    doubled.
    """
    answers = [_answers(header, wanted, told or {}) for header in headers]
    needed = {item.key for item in wanted if item.required}
    whole = [answer for answer in answers if needed <= answer.keys()]
    chosen = whole or sorted(answers, key=len, reverse=True)[:1]
    return [
        ColumnWish(
            item.key,
            tuple(
                dict.fromkeys(t for answer in chosen for t in answer.get(item.key, ()))
            )
            or (item.name,),
            item.short_name,
            required=item.required,
        )
        for item in wanted
    ]


def signature(header: Header) -> str:
    """The same for every header with these titles in this order."""
    return hashlib.sha256(
        "|".join(column.folded for column in header.columns).encode()
    ).hexdigest()


def title_of(column: Column) -> str:
    """All the words above a column, outermost first: what tells it from others.

    As written: folded words do not fold to themselves again.
    """
    return " / ".join(" ".join(text.split()) for text in column.path)


def _answers(
    header: Header, wanted: Sequence[Wanted], told: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Indicator → titles of the columns that answer it best."""
    columns = [c for c in header.columns if c != header.serial]
    own = {item.key: _own_pairs(item, wanted) for item in wanted}
    scores = {
        (column.number, item.key): score
        for column in columns
        for item in wanted
        if (score := _score(column, item, own[item.key]))
    }
    found: dict[str, tuple[str, ...]] = {}
    for item in wanted:
        if item.key in told:
            found[item.key] = (told[item.key],)
            continue
        mine = [c for c in columns if _is_best(c, item.key, scores)]
        best = max((scores[c.number, item.key] for c in mine), default=0)
        titles = [title_of(c) for c in mine if scores[c.number, item.key] == best]
        if titles:
            found[item.key] = tuple(titles)
    return found


def _is_best(column: Column, key: str, scores: Mapping[tuple[int, str], int]) -> bool:
    mine = scores.get((column.number, key), 0)
    rivals = (s for (number, _), s in scores.items() if number == column.number)
    return mine > 0 and mine == max(rivals)


def _own_pairs(item: Wanted, wanted: Iterable[Wanted]) -> frozenset[str]:
    """Its pairs of words without those of others; a whole keeps what parts share."""
    rivals = [
        other.pairs
        for other in wanted
        if other.key != item.key and (item.is_part or not other.is_part)
    ]
    return item.pairs.difference(*rivals)


def _score(column: Column, item: Wanted, pairs: frozenset[str]) -> int:
    titles = [fold(text) for text in column.path]
    names = {fold(item.name), fold(item.short_name)}
    if titles and (titles[-1] in names or column.folded in names):
        return _EXACT
    if column.path and _is_share(column.path[-1]) and not any(map(_is_share, names)):
        return 0
    is_part = any(title.startswith(_PART) for title in titles)
    if is_part != item.is_part and is_part:
        return 0
    own, shared = _before_part(titles[-1]), " ".join(map(_before_part, titles[:-1]))
    if any(contains_words(own, name) for name in names):
        return _PHRASE
    score = _OWN * sum(contains_words(own, pair) for pair in pairs)
    score += _SHARED * sum(contains_words(shared, pair) for pair in pairs)
    return score or int(contains_words(own, fold(item.measure_unit)))


def _is_share(title: str) -> bool:
    """ "Tỷ lệ (%)" beside figures: percents, which no number of things answers."""
    return fold(title).startswith(_SHARES) or title.strip().startswith("%")


def _before_part(title: str) -> str:
    """What a title says of its own column: "đấu tranh … trong đó có 50%" → before."""
    if title.startswith(_PART):
        return title[len(_PART) :].strip()
    return title.partition(f" {_PART} ")[0]
