"""Letterhead and signature: who issued what, where, when, and who signed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from intake.reading import names, numbers
from intake.reading.draft import DocumentDraft, Span
from intake.reading.glyphs import CAPITAL, LOW, fold
from intake.reading.lines import is_upper, starts_item
from intake.reading.vocabulary import KINDS, SYMBOL_KINDS

_SYMBOL = re.compile(
    r"Số ?:? ?(?P<number>\d{1,5})?\s?(?P<rest>(?:/\s?\d{4}\s?)?[/-]\s?[^\s,;()]*\w(?:\s?[-/]\s?\w[\w()-]*)*)"
)
_META_SYMBOL = re.compile(r"Số (?:ký )?hiệu ?:? ?(\d{1,5}(?:[/-][\w/-]+))")
_META_DATE = re.compile(r"Ngày ban hành ?:? ?")
_META_SIGNER = re.compile(rf"Người ký ?:? ?((?:[{CAPITAL}][{LOW}]* ?){{2,6}})")
_META_ISSUER = re.compile(r"(?:Cơ quan|Nơi) ban hành ?:? ?(.{3,60}?)(?= Người ký|$)")
_PLACE = re.compile(
    r"(?P<place>[^\d:;|]{2,40}?),? ?ngày\s?(?P<rest>.{0,3}\s?tháng.{0,20}năm.{0,6}"
    r"|\d{1,2}/\d{1,2}/\d{4})"
)
_KIND_LINE = re.compile(rf"({'|'.join(KINDS)}|QUYẾT NGHỊ) ?:?")
_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Nhằm|Để |Thi hành|Ngày |Trong |Triển khai|Xét |Theo "
    r"|Thời gian|Qua "
    r"|Kính gửi|Quán triệt|Ban Thường vụ|Tiếp tục|Hiện nay|Năm |Ủy ban|Uỷ ban|UBND"
    r"|Chấp hành)"
)
_ISSUER_LINE = re.compile(
    r"(?:chủ tịch |phó chủ tịch )?(?:ủy ban nhân dân|hội đồng nhân dân|bộ trưởng)"
)
_ABOUT = re.compile(r"(?:V/v|Về việc)\s?:?\s?", re.IGNORECASE)
_CREST = re.compile(r"(?:CỘNG HÒA|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN|\*)")
_SIGNED = re.compile(r"(?:T\s?[./]?\s?M|K\s?[./]?\s?T|T\.?L|TUQ|Q)\s?[./]\s?\S|T/M|K/T")
_CAPACITY = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG"
    r"|BỘ TRƯỞNG"
    r"|CỤC TRƯỞNG|TRƯỞNG CÔNG AN|THỦ TƯỚNG|THỨ TRƯỞNG|CHỦ NHIỆM)"
)
_RANK = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|TS|ThS|PGS|BS|Ông|Bà)\.? +"
)
_NAME = re.compile(rf"(?:[{CAPITAL}][{LOW}]*\.?[ -]*){{2,6}}")
_AREA = r"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
_PROPER = rf"((?:[{CAPITAL}][{LOW}]+(?: - | ?))+)"


@dataclass(frozen=True)
class Paper:
    """The cleaned text with the offsets that part it."""

    text: str
    body: int
    signature: int | None
    document: DocumentDraft


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, paragraph) over a cleaned text."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def read_heading(text: str) -> Paper | None:
    """Return the paper with its document fields, or ``None`` if it has no letterhead."""
    lines = list(paragraphs(text))
    numbered = next(
        (i for i, (_, ln) in enumerate(lines[:40]) if _number_line(ln)), None
    )
    kind_at = next(
        (i for i, (_, ln) in enumerate(lines[:40]) if _KIND_LINE.fullmatch(ln)), None
    )
    dated = next((i for i, (_, ln) in enumerate(lines[:40]) if _place_date(ln)), None)
    if numbered is None and (kind_at is None or dated is None):
        return None
    symbol, number = _symbol(lines, numbered)
    title_from = max(i for i in (numbered, kind_at, dated) if i is not None)
    title, body = _title(lines, kind_at, title_from)
    signature = _signature_at(lines, body)
    signer, capacity = _signed(lines, signature)
    place, issued_on = _dated(lines, dated)
    kind = _kind(lines, kind_at, symbol)
    end = lines[min(body, len(lines) - 1)][0]
    document = DocumentDraft(
        symbol=symbol, number=number, kind=kind, title=title, place=place,
        issued_on=issued_on, issuer=_issuer(text, lines, numbered, place),
        signer=signer or _meta(lines, _META_SIGNER), signing_capacity=capacity,
        recipients=_recipients(lines, body), source=Span(0, max(end - 1, 0)),
    )  # fmt: skip
    at = lines[signature][0] if signature is not None else None
    return Paper(text, end, at, document)


def _number_line(line: str) -> re.Match[str] | None:
    return _SYMBOL.match(line) if "hiệu" not in line[:9] else None


def _place_date(line: str) -> bool:
    return (
        len(line) < 90
        and bool(_PLACE.match(line))
        and not line.startswith(("Căn", "(Kèm"))
    )


def _symbol(
    lines: list[tuple[int, str]], at: int | None
) -> tuple[str | None, str | None]:
    found = _number_line(lines[at][1]) if at is not None else None
    if found and found["number"]:
        rest = re.sub(r"\s", "", found["rest"]).rstrip("-/.")
        return found["number"] + rest, found["number"]
    meta = _meta(lines, _META_SYMBOL)
    return (meta, re.split("[/-]", meta)[0]) if meta else (None, None)


def _meta(lines: list[tuple[int, str]], pattern: re.Pattern[str]) -> str | None:
    for _, line in lines[:8]:
        found = pattern.search(line)
        if found:
            return found.group(1).strip()
    return None


def _kind(
    lines: list[tuple[int, str]], at: int | None, symbol: str | None
) -> str | None:
    code = next(
        (SYMBOL_KINDS[p.lower()] for p in re.split("[/-]", symbol or "") if p.lower() in SYMBOL_KINDS),
        None,
    )  # fmt: skip
    if at is not None:
        word = lines[at][1].rstrip(" :")
        return code if code in ("CTr",) else KINDS.get(word, "NQ")
    return code or ("CV" if symbol else None)


def _dated(
    lines: list[tuple[int, str]], at: int | None
) -> tuple[str | None, str | None]:
    if at is not None:
        line = lines[at][1]
        found = _PLACE.match(line)
        assert found is not None
        day = numbers.find_date(found["rest"])
        return found["place"].strip(" ,-"), day or _meta_date(lines)
    return None, _meta_date(lines)


def _meta_date(lines: list[tuple[int, str]]) -> str | None:
    for _, line in lines[:8]:
        found = _META_DATE.search(line)
        if found:
            return numbers.find_date(line[found.end() :])
    return None


def _title(
    lines: list[tuple[int, str]], kind_at: int | None, start: int
) -> tuple[str | None, int]:
    """Return the title and the place of the first body paragraph."""
    parts: list[str] = []
    place = kind_at + 1 if kind_at is not None and kind_at >= start else start + 1
    while place < len(lines):
        line = lines[place][1]
        about = _ABOUT.match(line)
        if line.startswith("(") or _CREST.match(line) or not line.strip(". "):
            place += 1
        elif _ISSUER_LINE.match(fold(line)) and is_upper(line):
            place += 1
            break
        elif is_upper(line) and not starts_item(line):
            parts.append(line)
            place += 1
        elif about and not parts:
            parts.append(line[about.end() :])
            place += 1
        elif (
            not parts
            and kind_at is not None
            and not _BODY.match(line)
            and len(line) < 250
            and not starts_item(line)
        ):
            parts.append(line)
            place += 1
        else:
            break
    if place < len(lines) and fold(lines[place][1]).startswith("kính gửi"):
        place += 1
        while place < len(lines) and re.match(r"[-–+•]", lines[place][1]):
            place += 1
    title = " ".join(parts).strip(" .-") or _about_before(lines, start)
    return title, place


def _about_before(lines: list[tuple[int, str]], start: int) -> str | None:
    """A công văn may carry its "V/v" between the number and the date."""
    for _, line in lines[: start + 1]:
        found = _ABOUT.search(line)
        if found and not line.startswith("Căn"):
            return line[found.end() :].strip()
    return None


def _issuer(
    text: str, lines: list[tuple[int, str]], numbered: int | None, place: str | None
) -> str | None:
    head = [
        ln
        for _, ln in lines[: (numbered if numbered is not None else 6)]
        if is_upper(ln)
    ]
    written = [
        ln for ln in head if not _CREST.match(ln) and not _KIND_LINE.fullmatch(ln)
    ]
    written = [ln for ln in written if "VIỆT NAM" not in ln or "MẶT TRẬN" in ln]
    if not written:
        return _issuer_from_signature(text, lines, place)
    name = names.body_name(_innermost(written))
    return name if names.has_area(name) else _with_area(name, text, lines, place)


def _innermost(written: list[str]) -> str:
    """Under a superior body the issuer stands on the next line."""
    joined = " ".join(written)
    for own in re.finditer(
        r"(?<!\bBỘ )\b(?:SỞ|CÔNG AN|BAN CHỈ ĐẠO|CHI CỤC|VĂN PHÒNG) ", joined
    ):
        if own.start() > 5:
            return joined[own.start() :]
    return joined


def _issuer_from_signature(
    text: str, lines: list[tuple[int, str]], place: str | None
) -> str | None:
    for _, line in lines:
        found = re.match(r"T\.?/?M\.? ?(.+)", line)
        if found and is_upper(line):
            name = names.body_name(found.group(1))
            return (
                name if names.has_area(name) else _with_area(name, text, lines, place)
            )
    return None


def _with_area(
    name: str, text: str, lines: list[tuple[int, str]], place: str | None
) -> str | None:
    """Complete "Ủy ban nhân dân" with the area the text itself names most."""
    area = _meta(lines, _META_ISSUER)
    if area and re.match(r"(?i)(?:tỉnh|thành phố) ", area):
        return f"{name} {area[0].lower()}{area[1:]}"
    pattern = re.compile(
        rf"(?:UBND|[UỦ][ỷỶyYỦủ] [Bb]an [Nn]hân [Dd]ân) (?i:{_AREA}) {_PROPER}"
    )
    found = Counter(
        f"{m[1].lower()} {m[2].strip(' -')}" for m in pattern.finditer(text)
    )
    titled = re.search(
        rf"(?i:{_AREA}) ({'|'.join([re.escape(place or '-')])})", text, re.I
    )
    if found:
        best = found.most_common(1)[0][0]
        return f"{name} {best}"
    if place and titled:
        return f"{name} {titled[1].lower()} {place}"
    return name


def _signature_at(lines: list[tuple[int, str]], body: int) -> int | None:
    for i in range(body, len(lines)):
        line = lines[i][1]
        if _SIGNED.match(line) and is_upper(line):
            return i
    for i in range(body, len(lines)):
        if _CAPACITY.fullmatch(lines[i][1]):
            return i
    return None


def _signed(
    lines: list[tuple[int, str]], at: int | None
) -> tuple[str | None, str | None]:
    if at is None:
        return None, None
    capacity = [lines[at][1]]
    for _, line in lines[at + 1 : at + 8]:
        if line.startswith("(") or line.lower().strip("() ") == "đã ký":
            continue
        if (
            is_upper(line)
            and not _RANK.match(line)
            and (len(capacity) < 2 or _office(line))
        ):
            capacity.append(line)
            continue
        name = _RANK.sub("", line).strip(" .")
        return (name if _NAME.fullmatch(name) else None), " / ".join(capacity)
    return None, " / ".join(capacity)


def _office(line: str) -> bool:
    return bool(
        _SIGNED.match(line) or _CAPACITY.match(line) or re.match("PHÓ|TRƯỞNG", line)
    )


def _recipients(lines: list[tuple[int, str]], body: int) -> tuple[str, ...] | None:
    start = next(
        (i for i in range(len(lines)) if fold(lines[i][1]).startswith("nơi nhận")), None
    )
    if start is None:
        return None
    found = []
    for _, line in lines[start + 1 :]:
        if not re.match(r"[-–+•]", line):
            break
        found.append(line.lstrip("-–+• ").rstrip(" ;.,"))
    return tuple(found)
