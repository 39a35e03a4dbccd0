"""Letterhead: symbol, kind, place and date, title; and where the body begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.reading import issuer, numbers, signing
from intake.reading.caption import captioned_title, read_caption
from intake.reading.draft import DocumentDraft, Span
from intake.reading.glyphs import CAPITAL, LOW, fold
from intake.reading.lines import is_upper, starts_item
from intake.reading.vocabulary import KINDS, SYMBOL_KINDS

Lines = list[tuple[int, str]]

_SYMBOL = re.compile(
    r"Số ?:? ?(?P<number>\d{1,5}\w?)?\s?(?P<rest>(?:/\s?\d{4}\s?)?[/-]\s?[^\s,;()]*\w"
    r"(?:\s?[-/]\s?\w[\w()-]*)*)"
)
_META_SYMBOL = re.compile(r"Số (?:ký )?hiệu ?:? ?(\d{1,5}(?:[/-][\w/-]+))")
_META_DATE = re.compile(r"Ngày ban hành ?:? ?(.{10})")
_META_SIGNER = re.compile(rf"Người ký ?:? ?((?:[{CAPITAL}][{LOW}]* ?){{2,6}})")
_PLACE = re.compile(
    r"(?P<place>[^\d:;|]{2,40}?),? ?ngày\s?(?P<rest>.{0,3}\s?tháng.{0,20}năm.{0,6}"
    r"|\d{1,2}/\d{1,2}/\d{4})"
)
_KIND_LINE = re.compile(rf"({'|'.join(KINDS)}|QUYẾT NGHỊ) ?:?")
_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Nhằm|Để |Thi hành|Ngày |Trong |Triển khai|Xét |Theo "
    r"|Thời gian|Qua |Kính gửi|Quán triệt|Ban Thường vụ|Tiếp tục|Hiện nay|Năm "
    r"|Ủy ban|Uỷ ban|UBND|Chấp hành)"
)
_ISSUER_LINE = re.compile(
    r"(?:chủ tịch |phó chủ tịch )?(?:ủy ban nhân dân|hội đồng nhân dân|bộ trưởng)"
)
_ABOUT = re.compile(r"(?:V/v|Về việc)\s?:?\s?", re.IGNORECASE)
_CREST = re.compile(r"(?:CỘNG HÒA|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN|\*)")
_ANNOUNCED = re.compile(
    r"(?:ban hành|xây dựng) [Kk]ế hoạch (?P<title>[^;]{15,300}?),? "
    r"(?:cụ thể |với (?:các|những) nội dung (?:cụ thể )?|gồm )?(?:như sau|sau đây)"
)
_HEAD = 40


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
    """Return the paper with its document fields; ``None`` without a letterhead."""
    lines = list(paragraphs(text))
    head = [line for _, line in lines[:_HEAD]]
    numbered = _first(head, lambda ln: bool(_number_line(ln)))
    kind_at = _first(head, lambda ln: bool(_KIND_LINE.fullmatch(ln)))
    dated = _first(head, _is_place_date)
    if numbered is None and (kind_at is None or dated is None):
        return _captioned(text, lines)
    start = max(i for i in (numbered, kind_at, dated) if i is not None)
    title, body = _title(lines, kind_at, start)
    at = signing.signature_at(lines, body)
    signer, capacity = signing.signed(lines, at)
    symbol, number = _symbol(lines, numbered)
    place, issued_on = _dated(lines, dated)
    end = lines[body][0] if body < len(lines) else len(text)
    document = DocumentDraft(
        symbol=symbol,
        number=number,
        kind=_kind(lines, kind_at, symbol),
        title=title,
        place=place,
        issued_on=issued_on,
        issuer=issuer.read_issuer(text, lines, numbered, place),
        signer=signer or _meta(lines, _META_SIGNER),
        signing_capacity=capacity,
        recipients=signing.recipients(lines),
        source=Span(0, max(end - 1, 0)),
    )
    return Paper(text, end, lines[at][0] if at is not None else None, document)


def _captioned(text: str, lines: Lines) -> Paper | None:
    found = read_caption(lines)
    if found is None:
        return None
    at, document = found
    body = lines[at + 1][0] if at + 1 < len(lines) else len(text)
    signature = signing.signature_at(lines, at + 1)
    place = lines[signature][0] if signature is not None else None
    return Paper(text, body, place, document)


def _first(head: list[str], test: object) -> int | None:
    assert callable(test)
    return next((i for i, line in enumerate(head) if test(line)), None)


def _number_line(line: str) -> re.Match[str] | None:
    return _SYMBOL.match(line[:120]) if "hiệu" not in line[:9] else None


def _is_place_date(line: str) -> bool:
    fits = len(line) < 90 and bool(_PLACE.match(line))
    return fits and not line.startswith(("Căn", "(", "Ngày", "Thực", "V/v"))


def _symbol(lines: Lines, at: int | None) -> tuple[str | None, str | None]:
    found = _number_line(lines[at][1]) if at is not None else None
    if found and found["number"]:
        rest = re.sub(r"\s", "", found["rest"]).rstrip("-/.")
        return found["number"] + rest, found["number"]
    meta = _meta(lines, _META_SYMBOL)
    return (meta, re.split("[/-]", meta)[0]) if meta else (None, None)


def _meta(lines: Lines, pattern: re.Pattern[str]) -> str | None:
    """Return what the portal's own data lines say, kept at the top of the text."""
    for _, line in lines[:8]:
        found = pattern.search(line)
        if found:
            return found.group(1).strip()
    return None


def _kind(lines: Lines, at: int | None, symbol: str | None) -> str | None:
    parts = [part.lower() for part in re.split("[/-]", symbol or "")]
    code = next((SYMBOL_KINDS[p] for p in parts if p in SYMBOL_KINDS), None)
    if at is not None and code != "CTr":
        return KINDS.get(lines[at][1].rstrip(" :"), "NQ")
    return code or ("CV" if symbol else None)


def _dated(lines: Lines, at: int | None) -> tuple[str | None, str | None]:
    meta = _meta(lines, _META_DATE)
    from_meta = numbers.find_date(meta) if meta else None
    found = _PLACE.match(lines[at][1]) if at is not None else None
    if found is None:
        return None, from_meta
    day = numbers.find_date(found["rest"])
    return found["place"].strip(" ,-*"), day or from_meta


def _title(lines: Lines, kind_at: int | None, start: int) -> tuple[str | None, int]:
    """Return the title and the place of the first body paragraph."""
    parts: list[str] = []
    at = kind_at + 1 if kind_at is not None and kind_at >= start else start + 1
    while at < len(lines):
        line = lines[at][1]
        if _ISSUER_LINE.match(fold(line)) and is_upper(line):
            at += 1
            break
        if not (_skipped(line) or _is_title(line, parts, kind_at)):
            break
        if not _skipped(line):
            about = None if is_upper(line) else _ABOUT.match(line)
            parts.append(line[about.end() :] if about and kind_at is None else line)
        at += 1
    title = " ".join(parts).strip(" .-") or _about_before(lines, start)
    if title is None:
        title = _announced(lines, at) or captioned_title(lines[0][1])
    return title, _past_addressees(lines, at)


def _skipped(line: str) -> bool:
    crest = bool(_CREST.match(line)) or not line.strip(". *")
    return crest or line.startswith(("(", "CỦA "))


def _is_title(line: str, parts: list[str], kind_at: int | None) -> bool:
    if starts_item(line):
        return False
    if is_upper(line):
        return True
    if parts:
        return False
    opens_body = _BODY.match(line) and (line[-1] in ".,;:" or len(line) > 160)
    about = bool(_ABOUT.match(line))
    return about or (kind_at is not None and not opens_body and len(line) < 250)


def _about_before(lines: Lines, start: int) -> str | None:
    """A công văn may carry its "V/v" between the number and the date."""
    for _, line in lines[: start + 1]:
        found = _ABOUT.search(line)
        if found and not line.startswith("Căn"):
            return line[found.end() :].strip()
    return None


def _announced(lines: Lines, at: int) -> str | None:
    """A paper that lost its title still says "ban hành Kế hoạch … như sau"."""
    for _, line in lines[at : at + 8]:
        found = _ANNOUNCED.search(line)
        if found:
            return found["title"].strip(" ,")
    return None


def _past_addressees(lines: Lines, at: int) -> int:
    if at < len(lines) and fold(lines[at][1]).startswith("kính gửi"):
        at += 1
        while at < len(lines) and re.match(r"[-–+•]", lines[at][1]):
            at += 1
    return at
