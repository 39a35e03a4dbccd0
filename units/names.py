"""Names of units: how they are compared, put in order, searched and matched.

Pure text work without a database. Vietnamese names may be typed in many ways for
one and the same unit ("Hoà"/"Hòa", composed or decomposed accents, "Q. Hoàn Kiếm"),
and two different units may differ by one accent only ("Phú Hữu"/"Phú Hựu"), so a
name is never matched with its accents stripped.
"""

import enum
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from units.nearness import Nearness

UnitId = int | str

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: ICU's order
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPELLING = str.maketrans(
    dict.fromkeys(_INVISIBLE)
    | dict.fromkeys("\u00d0\u0189", "Đ")
    | dict.fromkeys("\u00f0\u0256", "đ")
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘ʼ`´", "'")
    # The two accents that Windows-1258 keyboards still send.
    | {"\u0340": "\u0300", "\u0341": "\u0301"}
)


def clean(text: str) -> str:
    """Give `text` in NFC, blanks collapsed, nothing invisible, one Đ, one dash."""
    spelled = unicodedata.normalize("NFC", text).translate(_SPELLING)
    return " ".join(unicodedata.normalize("NFC", spelled).split())


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """Give the text under which equal names are equal, however they were typed.

    NFC; case, tone placement, blanks, zero-width characters, dashes and leading
    zeros of numbers ("Phường 01") do not count; accents do. `key(key(x)) == key(x)`.
    """
    text = re.sub(r"\s*-\s*", "-", clean(name).casefold())
    text = re.sub(r"'\s+", "'", text)
    text = re.sub(r"(?<!\S)0+(?=\d+(?!\S))", "", text)
    decomposed = unicodedata.normalize("NFD", text)
    moved = re.sub(r"[^\s\-'().,/]+", _tones_last, decomposed)
    return unicodedata.normalize("NFC", moved)


def _tones_last(syllable: re.Match[str]) -> str:
    letters = "".join(c for c in syllable[0] if c not in _TONES)
    return letters + "".join(c for c in syllable[0] if c in _TONES)


def search_key(text: str) -> str:
    """Give `text` without accents, for searching only: "hoa" finds Hòa and Hoà."""
    plain = clean(text).casefold().replace("đ", "d").replace("'", "")
    bare = "".join(
        c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c)
    )
    return " ".join(re.findall(r"\w+", bare))


# Order ------------------------------------------------------------------------

_ORDER = (
    " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_PRIMARY = {letter: f"{number:02x}" for number, letter in enumerate(_ORDER, 2)}
_PLAIN, _UPPER, _END = "1", "2", "0"


def sort_key(name: str) -> str:
    """Give a lower-case hex text whose plain order is the Vietnamese order of names.

    Three levels as ICU's `vi` has them: letters, then tones, then small before
    capital. At most four characters a letter of ordinary text, plus two; being
    hex it sorts alike under every collation, on PostgreSQL and on SQLite.
    """
    letters, tones, cases = [], [], []
    for letter, tone in _letters(clean(name)):
        small = letter.lower()
        letters.append(_PRIMARY.get(small) or f"ff{ord(small[0]):06x}")
        tones.append(f"{_TONES.find(tone) + 2:x}" if tone else _PLAIN)
        cases.append(_PLAIN if small == letter else _UPPER)
    # A trailing "plain" is the least weight there is: it need not be written.
    levels = ("".join(letters), *("".join(x).rstrip(_PLAIN) for x in (tones, cases)))
    return f"{levels[0]}00{levels[1]}{_END}{levels[2]}"


def _letters(text: str) -> Iterable[tuple[str, str]]:
    """Split into (letter with its own mark as ă or ê, tone or "")."""
    for composed in text:
        marks = unicodedata.normalize("NFD", composed)
        tone = "".join(c for c in marks if c in _TONES)
        rest = "".join(c for c in marks if c not in _TONES)
        yield unicodedata.normalize("NFC", rest) or composed, tone[:1]


# Types ------------------------------------------------------------------------

_TYPES = {
    "Thành phố": r"thành phố\s|t\.?p(?:\.|\s)",
    "Thị xã": r"thị xã\s|t\.?x(?:\.|\s)",
    "Thị trấn": r"thị trấn\s|t\.?t(?:\.|\s)",
    "Đặc khu": r"đặc khu\s|đ\.?k(?:\.|\s)",
    "Quận": r"quận\s|q(?:\.|\s|(?=\d))",
    "Huyện": r"huyện\s|h(?:\.|\s)",
    "Phường": r"phường\s|p(?:\.|\s|(?=\d))",
    "Xã": r"xã\s|x(?:\.|\s)",
    "Tỉnh": r"tỉnh\s|t(?:\.|\s)",
}
_PREFIXES = [
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TYPES.items()
]
# Names that begin like a type but are whole: Phường Đúc (Huế), H Bông (Gia Lai),
# P Rao (Quảng Nam), Xã Đàn (Hà Nội). "Thị Cầu" needs no line: "Thị" is no type.
_WHOLE_NAMES = frozenset(map(key, ("Phường Đúc", "H Bông", "P Rao", "Xã Đàn")))


def split_type(name: str) -> tuple[str | None, str]:
    """Split "Q. Hoàn Kiếm" into ("Quận", "Hoàn Kiếm"); no type: (None, name).

    Types and abbreviations of every level are known; the bare name is cleaned but
    spelled as written. A number stays a name: ("Phường", "1").
    """
    text = clean(name)
    if key(text) in _WHOLE_NAMES:
        return None, text
    for kind, prefix in _PREFIXES:
        found = prefix.match(text)
        bare = text[found.end() :].strip() if found else ""
        if bare:
            return kind, bare
    return None, text


# Old encodings ----------------------------------------------------------------

_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_MICRO_UNITS = re.compile(r"µ[gml]\b")
# Code points that TCVN3 (.VnTime) fonts draw as Vietnamese letters and that no
# Vietnamese text in Unicode has inside a word.
_TELLTALE = "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾ÆÇËÎÏÑÖ×ØÜÞßäåæçëîïñö÷øûüþ"
_TCVN3_WORD = re.compile(
    rf"[A-Za-z][{_TELLTALE}]+[A-Za-zÀ-ÿ]|[A-Za-zÀ-ÿ][{_TELLTALE}]+(?!\S)"
    rf"|(?<!\S)[¡¢£¤¥¦§{_TELLTALE}]+[A-Za-zÀ-ÿ]*[a-z]"
)
_QUOTED = re.compile(r"«[^«»]*»")


def looks_like_tcvn3(text: str) -> bool:
    """Tell text typed in a TCVN3 (.VnTime) font: "§èng §a" instead of "Đống Đa"."""
    composed = unicodedata.normalize("NFC", text)
    if _UNICODE_ONLY.search(composed):
        return False
    ordinary = _MICRO_UNITS.sub("", _QUOTED.sub("", composed))
    return bool(_TCVN3_WORD.search(ordinary))


# Matching ---------------------------------------------------------------------


class MatchKind(enum.Enum):
    """How a text answers to the units at hand; only EXACT and ALIAS name one."""

    EXACT = "exact"
    ALIAS = "alias"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A unit that a text may mean: bare `name`, its `type`, remembered spellings."""

    id: UnitId
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}".strip()


@dataclass(frozen=True)
class Match:
    """The answer: one id (EXACT, ALIAS), several (AMBIGUOUS) or none (UNKNOWN).

    `near` lists the nearest candidates to show, best first; it is never a choice.
    """

    kind: MatchKind
    ids: tuple[UnitId, ...] = ()
    near: tuple[Candidate, ...] = ()

    @property
    def id(self) -> UnitId | None:
        """The one unit meant, or None when a person has to say."""
        return self.ids[0] if self.kind in _DECIDED else None


_DECIDED = (MatchKind.EXACT, MatchKind.ALIAS)


class NameIndex:
    """Candidates prepared once, for matching the rows of a whole table."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = tuple(candidates)
        self._names: dict[str, list[Candidate]] = defaultdict(list)
        self._aliases: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self._candidates:
            for name in {key(candidate.name), key(candidate.full_name)}:
                self._names[name].append(candidate)
            for alias in {key(alias) for alias in candidate.aliases}:
                self._aliases[alias].append(candidate)

    def match(self, text: str, *, with_near: bool = True) -> Match:
        """Say which unit `text` names, without ever choosing between two.

        A name settles it; among namesakes a remembered alias does; an alias against
        another unit's own name is AMBIGUOUS. `with_near`: look for the nearest too.
        """
        if not key(text):
            return Match(MatchKind.UNKNOWN)
        named = self._holders(self._names, text)
        aliased = self._holders(self._aliases, text)
        if len(named) == 1 and aliased in ([], named):
            return Match(MatchKind.EXACT, _ids(named))
        namesakes = named or aliased
        if len(aliased) == 1 and len(named) != 1 and aliased[0] in namesakes:
            return Match(MatchKind.ALIAS, _ids(aliased))
        found = list(dict.fromkeys(named + aliased))
        if found:
            return Match(MatchKind.AMBIGUOUS, _ids(found), tuple(found))
        return Match(MatchKind.UNKNOWN, near=self._nearest(text) if with_near else ())

    def _holders(self, names: dict[str, list[Candidate]], text: str) -> list[Candidate]:
        """Find who is called `text`, as a whole or after its type is taken off."""
        kind, bare = split_type(text)
        found = [] if key(text).isdigit() else list(names.get(key(text), ()))
        if kind:
            found += [c for c in names.get(key(bare), ()) if _is_type(c.type, kind)]
        return list(dict.fromkeys(found))

    @cached_property
    def _nearness(self) -> Nearness:
        names = ((c.name, *c.aliases) for c in self._candidates)
        return Nearness([[(search_key(n), key(n)) for n in some] for some in names])

    def _nearest(self, text: str) -> tuple[Candidate, ...]:
        bare = split_type(text)[1]
        numbers = self._nearness.nearest((search_key(bare), key(bare)))
        return tuple(self._candidates[number] for number in numbers)


def best_match(text: str, candidates: Sequence[Candidate]) -> Match:
    """Match one text; for the rows of a table build one `NameIndex` instead."""
    return NameIndex(candidates).match(text)


def _ids(candidates: Sequence[Candidate]) -> tuple[UnitId, ...]:
    return tuple(candidate.id for candidate in candidates)


def _is_type(actual: str, said: str) -> bool:
    """Accept "Thành phố" for the type "Thành phố trung ương"."""
    return f"{key(actual)} ".startswith(f"{key(said)} ")
