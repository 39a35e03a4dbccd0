"""Which of many names are like a text: to be shown to a person, never to choose.

Pure. A name has two keys, without accents and with them (units.names: `search_key`
and `key`); likeness without accents comes first.
"""

import difflib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

Spelling = tuple[str, str]  # without accents, with them

_LEAST: Final = 0.7
_MANY: Final = 500  # names; of more, only those that share a word are looked at


class Nearness:
    """Items that each have some spellings, prepared once for many texts."""

    def __init__(self, items: Sequence[Sequence[Spelling]]) -> None:
        self._items = items

    def nearest(self, text: Spelling, *, most: int = 3) -> list[int]:
        """Numbers of the items that are like `text`, the best first."""
        plain, exact = map(_Likeness, text)
        rated = (
            (max((plain.of(s), exact.of(t)) for s, t in self._items[number]), -number)
            for number in self._worth_a_look(text[0])
        )
        best = heapq.nlargest(most, (r for r in rated if r[0][0] >= _LEAST))
        return [-number for _, number in best]

    def _worth_a_look(self, plain: str) -> Iterable[int]:
        if len(self._items) <= _MANY:
            return range(len(self._items))
        return {n for word in plain.split() for n in self._by_word.get(word, ())}

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, spellings in enumerate(self._items):
            for word in {word for plain, _ in spellings for word in plain.split()}:
                found[word].append(number)
        return found


class _Likeness:
    """How like one text others are: 1 where it holds them as words, 0 when unlike."""

    def __init__(self, text: str) -> None:
        self._words, self._length = f" {text} ", len(text)
        self._matcher = difflib.SequenceMatcher(None, "", text, autojunk=False)

    def of(self, name: str) -> float:
        if f" {name} " in self._words:
            return 1.0
        if 2 * min(self._length, len(name)) < _LEAST * (self._length + len(name)):
            return 0.0
        self._matcher.set_seq1(name)
        return self._matcher.ratio() if self._matcher.quick_ratio() >= _LEAST else 0.0
