"""Header texts made comparable: the same words whatever the spelling. Pure."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORDS: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Words in lower case, one blank between, the tone at the end of its word.

    NFC or NFD, "Hòa" or "Hoà", capitals, line breaks, punctuation and zero-width
    characters make no difference; every letter and tone still does.
    """
    plain = unicodedata.normalize("NFKC", text).replace("Ð", "Đ").casefold()
    visible = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(_fold_word(word) for word in _WORDS.findall(visible))


def contains_words(folded: str, phrase: str) -> bool:
    """True when the folded phrase stands in the folded text as whole words."""
    return bool(phrase) and f" {phrase} " in f" {folded} "


def _fold_word(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    base = "".join(letter for letter in letters if letter not in _TONES)
    tones = "".join(sorted(letter for letter in letters if letter in _TONES))
    return unicodedata.normalize("NFC", base) + tones
