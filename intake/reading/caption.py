"""A paper that lost its letterhead: its number, day and issuer from the caption.

Portals print "Kế hoạch số 04/KH-UBND ngày 23/7/2025 của UBND tỉnh … về …" over a
bare body, or a list of data ("Số hiệu", "Ngày ban hành", "Cơ quan ban hành").
"""

from __future__ import annotations

import re
from dataclasses import replace

from intake.reading import names, numbers, signing
from intake.reading.citations import SYMBOL
from intake.reading.draft import DocumentDraft, Span
from intake.reading.glyphs import CAPITAL, LOW
from intake.reading.vocabulary import KINDS, SYMBOL_KINDS

Lines = list[tuple[int, str]]

_KIND = re.compile(rf"(?:{'|'.join(KINDS)})\s(?:số\s?:?\s?)?(?=\d)", re.IGNORECASE)
_DAY = re.compile(rf",?\s(?:ngày\s(?={numbers.DATE.pattern})|năm\s(?=\d{{4}}\b))")
_OF = re.compile(r",?\scủa\s")
_BODY = re.compile(
    r"(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Ban Chỉ đạo|BCĐ"
    r"|Công an|Chủ tịch UBND)\s(?:tỉnh|[Tt]hành phố|TP\.?|huyện|quận|thị xã|xã|phường"
    rf"|đặc khu)\s(?P<name>[{CAPITAL}][{LOW}]*(?:[ -]+[{CAPITAL}][{LOW}]*){{0,4}})"
)
_ABOUT = re.compile(r"[,:]?\s*(?:(?:về việc|V/v|về)\s)?", re.IGNORECASE)
_HEADING = re.compile(rf"(?:[IVX]+\s?[.)-]|Điều \d+\.)\s?[{CAPITAL}]")
_META = {
    "symbol": re.compile(r"Số (?:ký )?hiệu\s?:?\s?(\d{1,5}[/-][\w/-]+)"),
    "day": re.compile(r"Ngày ban hành\s?:?\s?(\d{1,2}/\d{1,2}/\d{4})"),
    "issuer": re.compile(r"(?:Cơ quan|Nơi) ban hành\s?:?\s?(.{3,60}?)(?= Người ký|$)"),
    "signer": re.compile(
        rf"Người ký\s?:?\s?((?:[{CAPITAL}][{LOW}]*\s?){{2,6}}?)(?=\s?$|\s[^{CAPITAL}])"
    ),
}
_HEAD = 15


def read_caption(lines: Lines) -> tuple[int, DocumentDraft] | None:
    """Return (the last line of the head, the document); ``None`` for other texts.

    A news item that names a plan is none: the body must have a plan's headings.
    """
    if sum(bool(_HEADING.match(line)) for _, line in lines) < 2:
        return None
    meta = _portal_data(lines)
    for at, (start, line) in enumerate(lines[:_HEAD]):
        kind = _KIND.match(line)
        symbol = SYMBOL.match(line, kind.end()) if kind else None
        if kind and symbol:
            document = _document(line, kind, symbol, meta)
            at = max(at, _last_data_line(lines))
            span = Span(start, start + len(line))
            return at, _signed(lines, at, document, span, meta)
    return None


def captioned_title(line: str) -> str | None:
    """Return what a portal's caption says the paper is about."""
    kind = _KIND.match(line)
    symbol = SYMBOL.match(line, kind.end()) if kind else None
    return _document(line, kind, symbol, {}).title if kind and symbol else None


def _document(
    line: str, kind: re.Match[str], symbol: re.Match[str], meta: dict[str, str]
) -> DocumentDraft:
    written = re.sub(r"\s", "", symbol.group())
    parts = [p.lower() for p in re.split("[/-]", written)]
    code = next((SYMBOL_KINDS[p] for p in parts if p in SYMBOL_KINDS), None)
    at, day = symbol.end(), None
    dated = _DAY.match(line, at)
    if dated:
        found = numbers.DATE.match(line, dated.end())
        day = numbers.iso(found) if found else None
        at = found.end() if found else dated.end() + 4
    at, issuer = _issuer(line, at)
    title = line[at:].strip(" .,:;")
    word = re.sub(r"\s+số.*|\s+$", "", kind.group(), flags=re.IGNORECASE).upper()
    return DocumentDraft(
        symbol=written,
        number=symbol["number"],
        kind=code or KINDS.get(word),
        issuer=issuer or _portal_issuer(meta, written),
        issued_on=day or numbers.find_date(meta.get("day", "")),
        title=title[:1].upper() + title[1:] if title else None,
    )


def _issuer(line: str, at: int) -> tuple[int, str | None]:
    """Return (where the title begins, the issuer in full words)."""
    of = _OF.match(line, at)
    body = _BODY.match(line, of.end()) if of else None
    if body is None:
        about = _ABOUT.match(line, at)
        return about.end() if about else at, None
    end = body.end()
    rest = line[end:]
    if re.match(rf" [{LOW}]", rest) and not _ABOUT_WORD.match(rest):
        end = body.start("name") + body["name"].rfind(" ")
    name = names.body_name(line[body.start() : end].removeprefix("Chủ tịch "))
    about = _ABOUT.match(line, end)
    return about.end() if about else end, name


_ABOUT_WORD = re.compile(
    r" (?:về|ban hành|thực hiện|triển khai|phòng|xây dựng|năm|giai đoạn|trên|tăng cường"
    r"|tổ chức|phê duyệt)\b"
)


def _portal_data(lines: Lines) -> dict[str, str]:
    found = {}
    for key, pattern in _META.items():
        for _, line in lines[:_HEAD]:
            match = pattern.search(line)
            if match and key not in found:
                found[key] = match.group(1).strip()
    return found


def _portal_issuer(meta: dict[str, str], symbol: str) -> str | None:
    """ "Cơ quan ban hành: Tỉnh X" with a committee's symbol is its committee."""
    area = meta.get("issuer")
    if area and re.match(r"(?:tỉnh|thành phố) ", area, re.IGNORECASE):
        body = "Hội đồng nhân dân" if "HĐND" in symbol else "Ủy ban nhân dân"
        return f"{body} {area[0].lower()}{area[1:]}"
    return area


def _last_data_line(lines: Lines) -> int:
    found = [
        at
        for at, (_, line) in enumerate(lines[:_HEAD])
        if any(pattern.search(line) for pattern in _META.values())
        or re.match(r"(?:Loại văn bản|Lĩnh vực|Ngày (?:có )?hiệu lực)\b", line)
    ]
    return max(found, default=0)


def _signed(
    lines: Lines, at: int, document: DocumentDraft, span: Span, meta: dict[str, str]
) -> DocumentDraft:
    signature = signing.signature_at(lines, at)
    signer, capacity = signing.signed(lines, signature)
    return replace(
        document,
        signer=signer or meta.get("signer"),
        signing_capacity=capacity,
        recipients=signing.recipients(lines),
        source=span,
    )
