"""Papers typed before Unicode: TCVN3 (.VnTime) and VNI-Windows letters made modern.

Both fonts draw Vietnamese over Western letters. For "phòng, chống" TCVN3 stores
"phßng, chèng"; VNI writes a mark after its vowel, "phoøng, choáng". Which one it is
shows in the words: the reading that makes more Vietnamese syllables is the right
one. Maps: TCVN 5712:1993 (the half shared by TCVN3) and the VNI-Windows chart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from intake.reading import glyphs
from intake.reading.vocabulary import KINDS

_TCVN3_CODES = (*range(0xA1, 0xB0), *range(0xB5, 0xFF))
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẶ"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
_TCVN3 = dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True))

_VNI_BASES = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = dict(
    zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
)
_VNI_BREVES = dict(
    zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
)
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKED = re.compile(
    f"[aeouyôö][{''.join({**_VNI_TONES, **_VNI_HATS, **_VNI_BREVES})}]|"
    f"[{''.join(_VNI_ALONE)}]",
    re.IGNORECASE,
)
_TELLING = re.compile("[¡-¬®µ¶·¸¹»¼½¾ÆÇÐÑÖ×ØÞßßäåæçëîïñöøûüþ\u00adùáàãéèêâôóòúõ]")
_WORD = re.compile(r"[^\W\d_]*[\u00a1-\u00ff][^\s\d]*")
_SAMPLE = 6_000
_FEWEST = 5
_HEAD = 14
_LOUD = re.compile(
    r"(?:cộng h[òo][àa]|ủy ban nhân dân|hội đồng nhân dân|ubnd|tỉnh ủy|tm\.|kt\.|tl\.)"
    rf"|(?:phó )?(?:chủ tịch|giám đốc)$|(?:{'|'.join(KINDS).lower()})$"
)


def modern(raw: str) -> tuple[str, str | None]:
    """Return (the text in Unicode, "TCVN3", "VNI" or ``None`` if it was already)."""
    if not _TELLING.search(raw[:_SAMPLE]):
        return raw, None
    readings: tuple[tuple[str | None, Callable[[str], str]], ...] = (
        (None, str),
        ("TCVN3", lambda text: text.translate(_TCVN3)),
        ("VNI", _from_vni),
    )
    if sum(1 for _ in islice(_WORD.finditer(raw), _FEWEST)) < _FEWEST:
        return raw, None
    sample = raw[:_SAMPLE]
    name, read = max(readings, key=lambda one: sense(one[1](sample)))
    if name is None:
        return raw, None
    lines = read(raw).split("\n")
    return "\n".join(_capitals(at, line) for at, line in enumerate(lines)), name


def sense(text: str) -> int:
    """Count the words with marks that are Vietnamese syllables."""
    words = (word.strip(".,;:()“”\"'!?/-") for word in text.split())
    return sum(map(glyphs.is_word, words))


def _from_vni(text: str) -> str:
    return _VNI_MARKED.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    written = found.group()
    low = written.lower()
    if len(low) == 1:
        letter = _VNI_ALONE[low]
    elif low[1] in _VNI_TONES:
        letter = _VNI_BASES[low[0]] + _VNI_TONES[low[1]]
    else:
        hat = low[1] in _VNI_HATS
        marks = _VNI_HATS if hat else _VNI_BREVES
        letter = low[0] + ("\u0302" if hat else "\u0306") + marks[low[1]]
    letter = glyphs.composed(letter)
    return letter.upper() if written[0].isupper() else letter


def _capitals(at: int, line: str) -> str:
    """Capital fonts (.VnTimeH) store small letters: the head's lines are made loud."""
    key = glyphs.fold(line.strip(" :"))
    head = at < _HEAD and bool(_LOUD.match(key))
    alone = _LOUD.fullmatch(key) or re.match(r"(?:tm|kt|tl)\.", key)
    return line.upper() if len(key) < 70 and (head or alone) else line
