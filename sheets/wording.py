"""The words of whoever reads: Vietnamese, unless a page has put others in their place.

Pure. Words are Vietnamese by themselves, so what is stored, exported or handed to
another system always is. Only the answer to a page's reader (`accounts.language`)
lays a catalogue over them, with `read_with`; a paper made inside such a page takes it
off again with `on_paper`. Where something may be written, sentences stay Vietnamese
and remember their parts (`written_for`), so that a refusal can be said `again`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

# (context, Vietnamese text) → the reader's text; the context may be "".
Say = Callable[[str, str], str]
Code = TypeVar("Code")


@dataclass(frozen=True)
class _Reader:
    say: Say
    at_once: bool


_reader: ContextVar[_Reader | None] = ContextVar("reader", default=None)


class Said(str):
    """A Vietnamese sentence that knows what it was made of."""

    __slots__ = ("context", "places", "text")
    context: str
    text: str
    places: Mapping[str, object]


def gettext(text: str, /, **places: object) -> str:
    """The text as the reader knows it, its {places} filled in.

    The name is the one that makemessages looks for; import it as `_`.
    """
    return pgettext("", text, **places)


def pgettext(context: str, text: str, /, **places: object) -> str:
    """The same for a word that needs its context."""
    reader = _reader.get()
    if reader and reader.at_once:
        return _filled(reader.say(context, text), places)
    if not reader:
        return _filled(text, places)
    said = Said(_filled(text, places))
    said.context, said.text, said.places = context, text, places
    return said


def again(sentence: str) -> str:
    """A sentence `written_for` a reader, in the reader's words with all its parts."""
    reader = _reader.get()
    if reader is None or not isinstance(sentence, Said):
        return sentence
    places = {
        name: again(part) if isinstance(part, str) else part
        for name, part in sentence.places.items()
    }
    return _filled(reader.say(sentence.context, sentence.text), places)


class Words(Mapping[Code, str]):
    """A table of words by code, each said in the reader's language when it is read.

    `context` is that of the catalogue; the words themselves are listed for
    translators in templates/*/words.html.
    """

    def __init__(self, context: str, words: Mapping[Code, str]) -> None:
        self.context = context
        self.vietnamese = dict(words)

    def __getitem__(self, code: Code) -> str:
        return pgettext(self.context, self.vietnamese[code])

    def __iter__(self) -> Iterator[Code]:
        return iter(self.vietnamese)

    def __len__(self) -> int:
        return len(self.vietnamese)

    def __contains__(self, code: object) -> bool:
        return code in self.vietnamese

    def say(self, code: Code, /, **places: object) -> str:
        """The words of `code` with their {places} filled in."""
        return pgettext(self.context, self.vietnamese[code], **places)


@contextmanager
def read_with(say: Say) -> Iterator[None]:
    """Within: words as `say` tells them."""
    token = _reader.set(_Reader(say, at_once=True))
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def written_for(say: Say) -> Iterator[None]:
    """Within: Vietnamese words that `again` can tell as `say` does."""
    token = _reader.set(_Reader(say, at_once=False))
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def on_paper() -> Iterator[None]:
    """Within, or in a function decorated with `@on_paper()`: Vietnamese."""
    token = _reader.set(None)
    try:
        yield
    finally:
        _reader.reset(token)


def _filled(text: str, places: Mapping[str, object]) -> str:
    return text.format(**places) if places else text
