"""What an office writes around a unit's name: list marks, footnotes, who acts for it.

Pure text work. Nothing is taken off that could be part of a name or of its type, so
what is left either is a unit's name exactly or is asked about as it was typed.
"""

import re
import unicodedata
from typing import Final

from units.names import clean

_LIST_MARK: Final = re.compile(
    r"(?:[-+*•·▪◦●○►✓>]+|\(?\d{1,3}[.)/](?!\d)|\(\d{1,3}\)|[a-eđ]\))\s*", re.IGNORECASE
)
_FOOTNOTE: Final = re.compile(
    r"\s*(?:[(\[]\s*(?:\d{1,2}|\*+)\s*[)\]]|[*†‡¹²³⁰⁴-⁹]+|[.,;:…]+)$"
)
_QUOTES: Final = "\"“”„«»'"
_COLON: Final = re.compile(r"^([^\W\d]+(?: [^\W\d]+)?)\s*:\s*")
# The committee and the police of an area act for it, in its name.
_OFFICE: Final = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Công an|CA(?=\s|[QHP]\b|TX\b|TP\b))\s*"
    r"(?=\S)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"(?P<name>.*\S)\s*(?:,|\s-(?=\s)|\(|\sthuộc\s)\s*(?P<place>[^,()]*[^,()\s.])[\s.)]*"
)
_SEEN: Final = 200  # letters of a name that are looked at
_AND: Final = re.compile(r"\s*[,;/&+]\s*|\s-\s|\s+và\s+")


def unwrapped(text: str) -> str:
    """The name without list mark, quotes, footnote mark and closing punctuation.

    "1. Ba Đình", "- Ba Đình", "Ba Đình (1)", "Ba Đình *", "“Ba Đình”", "Quận: Ba Đình".
    """
    inner = clean(text.replace("\u200b", " "))  # pages break lines at it
    for _ in range(4):  # a few may stand inside each other: "1. “Ba Đình” (*)."
        before = inner
        inner = _LIST_MARK.sub("", inner, count=1) if _marked(inner) else inner
        inner = _COLON.sub(r"\1 ", _FOOTNOTE.sub("", inner).strip(_QUOTES).strip())
        if inner == before or not inner:
            break
    return inner


def _marked(text: str) -> bool:
    found = _LIST_MARK.match(text)
    return found is not None and found.end() < len(text)


def without_office(text: str) -> str:
    """ "UBND quận Ba Đình", "CAQ Ba Đình" → "quận Ba Đình", "Q Ba Đình"."""
    found = _OFFICE.match(text)
    return text[found.end() :] if found else text


def placed(text: str) -> tuple[str, str]:
    """("Quận Ba Đình", "Hà Nội") of "Quận Ba Đình, Hà Nội"; no place: (text, "")."""
    found = _PLACE.fullmatch(text)
    return (found["name"], found["place"]) if found else (text, "")


def strangeness(text: str) -> str:
    """What the eye does not see in a name that looks right: a clause, "" for none."""
    letters = [c for c in text[:_SEEN] if c.isalpha() or unicodedata.combining(c)]
    foreign = [c for c in letters if not _is_ours(c)]
    if foreign:
        return f"có chữ “{foreign[0]}” của bảng chữ cái khác"
    hidden = any(unicodedata.category(c) in ("Cf", "Co", "Cn") for c in text[:_SEEN])
    return "có ký tự ẩn" if hidden else ""


def _is_ours(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN ", "COMBINING "))


def pieces(text: str) -> list[str]:
    """The names that stand in one cell: "Tây Hồ, Cầu Giấy", "Tây Hồ và Cầu Giấy"."""
    return [piece for piece in _AND.split(clean(text)) if piece]
