"""Who issued a paper, in full words, completed only from the paper itself."""

from __future__ import annotations

import re
from collections import Counter

from intake.reading import names
from intake.reading.glyphs import CAPITAL, LOW
from intake.reading.lines import is_upper
from intake.reading.vocabulary import KINDS

Lines = list[tuple[int, str]]

_CREST = re.compile(r"(?:CỘNG HÒA|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN|\*|Số\b)")
_KIND_LINE = re.compile(rf"(?:{'|'.join(KINDS)}|QUYẾT NGHỊ) ?:?")
_META = re.compile(
    r"(?:Cơ quan|Nơi) ban hành ?:? ?(?:UBND |Ủy ban nhân dân )?(.{3,60}?)(?= Người "
    r"ký|$)"
)
_AREA = r"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
_PROPER = rf"((?:[{CAPITAL}][{LOW}]+(?: - | ?))+)"
_OWN = re.compile(
    r"(?<!\bBỘ )\b(?:SỞ|CÔNG AN|BAN CHỈ ĐẠO|CHI CỤC|VĂN PHÒNG|BAN THƯỜNG VỤ) "
)
_PARTY = re.compile(
    r"(?P<superior>ĐẢNG BỘ .+?) "
    r"(?P<own>(?:HUYỆN|THÀNH|QUẬN|THỊ|ĐẢNG) (?:ỦY|UỶ)\b.*|BAN .+)"
)
_SUPERIOR = re.compile(rf"(?i:{_AREA}) (?P<name>.+)")
_FULL = re.compile(
    rf"(?:UBND|[UỦ][ỷỶyYỦủ] [Bb]an [Nn]hân [Dd]ân) (?i:{_AREA}) {_PROPER}"
)


def read_issuer(
    text: str, lines: Lines, numbered: int | None, place: str | None
) -> str | None:
    """Return the issuing body, "Ủy ban nhân dân thành phố Hà Nội".

    A letterhead that lost its area is completed from the portal's data, the area
    the text names most with the committee, or the title; else left as it stands.
    """
    head = lines[: numbered if numbered is not None else 6]
    written = [line for _, line in head if _is_body_line(line)]
    if not written:
        return _from_signature(text, lines, place)
    superior, own = _parted(" ".join(written))
    name = names.body_name(own)
    if name == "Văn phòng" and superior:
        return f"{name} {names.body_name(superior)}"
    if names.has_area(name):
        return name
    area = _SUPERIOR.search(names.body_name(superior)) if superior else None
    if area:
        if name.startswith("Sở"):
            return name
        return f"{name.removesuffix(' ' + area[1].lower())} {area.group()}"
    return _with_area(name, text, lines, place)


def _is_body_line(line: str) -> bool:
    if not is_upper(line) or _CREST.match(line) or _KIND_LINE.fullmatch(line):
        return False
    return "VIỆT NAM" not in line or "MẶT TRẬN" in line


def _parted(written: str) -> tuple[str, str]:
    """Under a superior body the issuer stands on the next line."""
    party = _PARTY.fullmatch(written.strip())
    if party:
        return party["superior"], party["own"]
    own = next((m for m in _OWN.finditer(written + " ") if m.start() > 5), None)
    return (written[: own.start()], written[own.start() :]) if own else ("", written)


def _from_signature(text: str, lines: Lines, place: str | None) -> str | None:
    for _, line in lines:
        found = re.match(r"T\.?/?M\.? ?(.+)", line)
        if found and is_upper(line):
            name = names.body_name(found.group(1))
            return (
                name if names.has_area(name) else _with_area(name, text, lines, place)
            )
    return None


def _with_area(name: str, text: str, lines: Lines, place: str | None) -> str:
    for _, line in lines[:8]:
        meta = _META.search(line)
        if meta and re.match(r"(?:tỉnh|thành phố) ", meta.group(1), re.IGNORECASE):
            area = meta.group(1)
            return f"{name} {area[0].lower()}{area[1:]}"
    named = Counter(f"{m[1].lower()} {m[2].strip(' -')}" for m in _FULL.finditer(text))
    if named:
        return f"{name} {named.most_common(1)[0][0]}"
    titled = re.search(rf"{_AREA} ({re.escape(place)})", text, re.I) if place else None
    return f"{name} {titled[1].lower()} {place}" if titled else name
