"""Letters of a pasted paper: one Unicode form, no debris, joined words parted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

_ACCENTED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LOW = f"a-z{_ACCENTED}"
CAPITAL = f"A-Z{_ACCENTED.upper()}"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BLANKS = re.compile("[ \\t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_ONSET = "ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RIME = (
    "(?:iêu|yêu|ươu|ươi|uôi|oai|oay|oeo|uây|uyê|uya|iê|yê|ươ|uô|oa|oe|oo|uâ|uê|uơ|uy"
    "|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?{_RIME}(?:ng|nh|ch|c|m|n|p|t)?")
_OPEN_ONLY = re.compile(
    "(?:iêu|yêu|ươu|ươi|uôi|oai|oay|oeo|uây|uya|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi"
    "|ua|ui|ưa|ưi|ưu)(?:ng|nh|ch|c|m|n|p|t)$"
)
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_WORD = re.compile(f"[{LOW}{CAPITAL}]{{5,}}")
_CASE_TURN = re.compile(f"(?<=[{LOW}])(?=[{CAPITAL}])")
_INITIALS = re.compile(f"([{CAPITAL}]{{3,}})([{LOW}]{{2,}})")
_GLUED_NUMBER = re.compile(
    r"\b(ngày|tháng|năm|số|Số|Điều|khoản|đến|trên|đạt|từ)(?=\d)", re.IGNORECASE
)
_LOST_HYPHEN = re.compile(
    r"(\b\d{1,5}/(?:\d{4}/)?(?:QĐ|KH|CT|NQ|TB|BC|TTr|NĐ|KL|HD|CTr|ĐA|TTLT|TT)) "
    r"(?=(?:TTg|UBND|HĐND|CP|TU|BCĐ|CAT|BCA|BYT|BTC|BTP|BNV|BQP|BGDĐT|BLĐTBXH)\b)"
)
_LOST_PARTY_HYPHEN = re.compile(
    r"(\b\d{1,5}) (?=(?:CT|NQ|KL|KH|QĐ|TB|CTr|HD|BC)/(?:TW|TU|HU|ĐU|QU|ThU)\b)"
)
_GLUED_SO = re.compile(
    r"\b(định|thị|quyết|hoạch|luận|báo|tư|trình|lệnh|văn)số(?=\s*:?\s*\d)",
    re.IGNORECASE,
)


def normalise(raw: str) -> str:
    """Return NFC text with plain line ends, no invisible letters, no bold marks."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = text.replace("\u0110", "Đ").replace("\u00d0", "Đ").replace("**", "")
    return text.replace("\u2044", "/")


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """Count the words of a paper in lower case: its own word list."""
    return Counter(word for line in lines for word in re.findall(r"\w+", line.lower()))


def tidy(line: str, known: Mapping[str, int] | None = None) -> str:
    """Return one line with single blanks and its joined words parted.

    ``known`` counts the paper's words: of two ways to part, the one whose words
    the paper uses elsewhere is taken.
    """
    line = _BLANKS.sub(" ", line).strip()
    line = _LOST_HYPHEN.sub(r"\1-", _LOST_PARTY_HYPHEN.sub(r"\1-", line))
    line = _GLUED_SO.sub(r"\1 số", _GLUED_NUMBER.sub(r"\1 ", line))
    return _WORD.sub(lambda found: _part(found.group(), known or {}), line)


def _part(word: str, known: Mapping[str, int]) -> str:
    """Part a word that cannot be one Vietnamese syllable, if two fit exactly."""
    initials = _INITIALS.fullmatch(word)
    if initials and all(part.lower() in known for part in initials.groups()):
        return " ".join(initials.groups())
    bare, tones = _bare(word)
    if word.isascii() or (tones < 2 and _is_syllable(bare)):
        return word
    if _CASE_TURN.search(word):
        return _CASE_TURN.sub(" ", word)
    cuts = [(word[:at], word[at:]) for at in range(len(word) - 2, 1, -1)]
    fitting = [cut for cut in cuts if all(map(_fits, cut)) and _has_onset(cut[1])]
    if not fitting:
        return word
    return " ".join(max(fitting, key=lambda cut: _used(cut, known)))


def _used(parts: Iterable[str], known: Mapping[str, int]) -> int:
    return min(known.get(part.lower(), 0) for part in parts)


def _bare(word: str) -> tuple[str, int]:
    """Return the word in lower case without tone marks, and how many it had."""
    parts = unicodedata.normalize("NFD", word.lower())
    kept = "".join(char for char in parts if char not in _TONES)
    return unicodedata.normalize("NFC", kept), len(parts) - len(kept)


def is_word(word: str) -> bool:
    """Say whether a word with marks is one Vietnamese syllable."""
    return not word.isascii() and _fits(composed(word))


def composed(text: str) -> str:
    """Return the text with letters and their marks in one (NFC)."""
    return unicodedata.normalize("NFC", text)


def _fits(word: str) -> bool:
    bare, tones = _bare(word)
    return tones < 2 and _is_syllable(bare)


def _is_syllable(bare: str) -> bool:
    return bool(_SYLLABLE.fullmatch(bare)) and not _OPEN_ONLY.search(bare)


def _has_onset(word: str) -> bool:
    bare, _ = _bare(word)
    return bare[0] not in "aăâeêioôơuưy" or word.lower() in ("ủy", "uỷ")


def fold(text: str) -> str:
    """Return a key for comparing: lower case, tone placement and i/y made equal.

    Same length as ``text``, so that offsets in the key are offsets in the text.
    """
    lowered = _PLACED.sub(lambda found: _PLACEMENT[found.group()], text.lower())
    return lowered if len(lowered) == len(text) else text


_OLD = (
    "oà",
    "oá",
    "oả",
    "oã",
    "oạ",
    "oè",
    "oé",
    "oẻ",
    "oẽ",
    "oẹ",
    "uỳ",
    "uý",
    "uỷ",
    "uỹ",
    "uỵ",
)
_NEW = (
    "òa",
    "óa",
    "ỏa",
    "õa",
    "ọa",
    "òe",
    "óe",
    "ỏe",
    "õe",
    "ọe",
    "ùy",
    "úy",
    "ủy",
    "ũy",
    "ụy",
)
_PLACEMENT = dict(zip(_OLD, _NEW, strict=True))
_PLACED = re.compile(rf"(?<!q)(?:{'|'.join(_PLACEMENT)})(?!\w)")
