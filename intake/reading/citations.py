"""Other documents a paper names: kind, symbol and date as written."""

from __future__ import annotations

import re

from intake.reading import numbers
from intake.reading.draft import CitationDraft, QuestionDraft, Span
from intake.reading.glyphs import fold
from intake.reading.vocabulary import CITED_KINDS, SYMBOL_KINDS

_WORDS = "|".join(sorted((k.lower() for k in CITED_KINDS), key=len, reverse=True))
_CODE = r"[A-Za-zÀ-ỹĐđ][\wÀ-ỹ]*"
SYMBOL = re.compile(
    rf"(?<![\w/.])(?P<number>\d{{1,5}})\s?(?:(?P<party>-\s?{_CODE}\s?/\s?{_CODE}(?:-{_CODE})*)"
    rf"|(?P<state>/\s?(?:(?P<year>\d{{4}})\s?/\s?)?{_CODE}(?:(?:\s?-\s?"
    rf"|-)(?=[A-ZĐ]){_CODE})*"
    rf"(?:\([A-ZĐ][A-ZĐ\d]{{1,7}}\))?))"
)
_KIND_WORD = re.compile(rf"(?<!\w)(?:{_WORDS})(?!\w)", re.IGNORECASE)
_GAP = re.compile(r"[^;.“”/\n]{0,30}")
_DATE_AFTER = re.compile(r"\s?,?\s?\(?(?:ban hành )?ngày\s?")
_REACH = 400
_DAY_OPENS = re.compile(r"(?:^|[.;]\s)ngày\s", re.IGNORECASE)
_LAW = re.compile(
    r"(?P<kind>Bộ luật|Luật|Pháp lệnh)\s(?P<name>[^;.:“”]{3,160}?),?\s(?:được "
    r".{0,40}?)?ngày\s"
)


def read_citations(
    text: str, start: int, end: int, own: str | None
) -> list[CitationDraft]:
    """Return each document named between two offsets once, in order of first mention.

    A later mention with a date completes an earlier one without; mentions with
    different dates are kept apart.
    """
    found = _numbered(text, start, end, own) + _laws(text, start, end)
    return once(sorted(found, key=lambda one: one.source.start))


def once(found: list[CitationDraft]) -> list[CitationDraft]:
    """Return the citations without repeats, a dated mention before an undated one."""
    kept: dict[str, list[CitationDraft]] = {}
    for one in found:
        named = kept.setdefault(fold(one.symbol or one.text), [])
        days = [other.issued_on for other in named]
        if one.issued_on in days or (named and one.issued_on is None):
            continue
        if days == [None]:
            named[:] = [one]
        else:
            named.append(one)
    every = [one for named in kept.values() for one in named]
    return sorted(every, key=lambda one: one.source.start)


def _numbered(text: str, start: int, end: int, own: str | None) -> list[CitationDraft]:
    citations = []
    for found in SYMBOL.finditer(text, start, end):
        symbol = re.sub(r"\s", "", found.group())
        line = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line, found.start() - 110) : found.start()]
        word = _kind_word(before)
        kind = _symbol_kind(symbol) or (
            CITED_KINDS[word.group().upper()] if word else None
        )
        if symbol == own or (kind is None and not _looks_official(symbol, before)):
            continue
        begin = found.start() - len(before) + (word.start() if word else len(before))
        day, stop = _date(text, found.end(), end, begin)
        span = Span(begin, stop)
        citations.append(
            CitationDraft(symbol, kind or "CV", day, text[begin:stop], span)
        )
    return citations


def _kind_word(before: str) -> re.Match[str] | None:
    """Return the nearest kind word that still belongs to the symbol after it."""
    words = list(_KIND_WORD.finditer(before))
    if not words:
        return None
    gap = before[words[-1].end() :]
    law = words[-1].group().lower() in ("luật", "bộ luật") and "; " not in gap
    return words[-1] if law or _GAP.fullmatch(gap) else None


def _symbol_kind(symbol: str) -> str | None:
    for part in re.split(r"[/-]", symbol)[1:]:
        if part.lower() in SYMBOL_KINDS:
            return SYMBOL_KINDS[part.lower()]
        if re.fullmatch(r"QH\d{1,2}", part):
            return None
    return None


def _looks_official(symbol: str, before: str) -> bool:
    """Keep "803/VP-UB" after "số"; leave out fractions and "01 mô hình/xã"."""
    tail = re.split(r"[/-]", symbol)[1:]
    return bool(re.search(r"số\s?:?\s?$", before)) and all(
        p[:1].isupper() for p in tail if p
    )


def _date(text: str, after: int, end: int, begin: int) -> tuple[str | None, int]:
    """Return the date beside a symbol and where the citation ends.

    Also reads "Ngày 25/4/2012, Ban Chỉ đạo đã có Kế hoạch số …" from its opening.
    """
    lead = _DATE_AFTER.match(text, after, end)
    if lead:
        found = numbers.DATE.match(text, lead.end(), end)
        return (numbers.iso(found), found.end()) if found else (None, after)
    line = text.rfind("\n", max(0, begin - _REACH), begin) + 1
    sentence = text[max(line, begin - _REACH) : begin]
    openings = list(_DAY_OPENS.finditer(sentence))
    if openings:
        found = numbers.DATE.match(sentence, openings[-1].end())
        if found and not re.search(r"[;/]|\.\s", sentence[found.end() :]):
            return numbers.iso(found), after
    return None, after


def _laws(text: str, start: int, end: int) -> list[CitationDraft]:
    laws = []
    for found in _LAW.finditer(text, start, end):
        day = numbers.DATE.match(text, found.end(), end)
        if day and not SYMBOL.search(found["name"]):
            span = Span(found.start(), day.end())
            kind = CITED_KINDS[found["kind"].upper()]
            words = text[span.start : span.end]
            laws.append(CitationDraft(None, kind, numbers.iso(day), words, span))
    return laws


def contradictions(citations: list[CitationDraft]) -> list[QuestionDraft]:
    """Ask where one number stands with two symbols of one day, or two dates."""
    questions = []
    for i, one in enumerate(citations):
        for other in citations[i + 1 :]:
            if _contradict(one, other):
                questions.append(_question(one, other))
    return questions


def _contradict(one: CitationDraft, other: CitationDraft) -> bool:
    if not (one.symbol and other.symbol and one.issued_on and other.issued_on):
        return False
    if one.symbol == other.symbol:
        return one.issued_on != other.issued_on and one.kind == other.kind
    first, second = (
        re.split(r"[/-]", c.symbol or "", maxsplit=2) for c in (one, other)
    )
    same_day = one.issued_on == other.issued_on
    return same_day and one.kind == other.kind and first[0] == second[0]


def _question(one: CitationDraft, other: CitationDraft) -> QuestionDraft:
    if one.symbol == other.symbol:
        code, why = "CITATION_DATES", "được dẫn với hai ngày ban hành"
        pair = f"{one.symbol} ({one.issued_on} và {other.issued_on})"
    else:
        code, why = (
            "CITATION_CONFLICT",
            "được dẫn cùng số, cùng ngày nhưng khác cơ quan",
        )
        pair = f"{one.symbol} và {other.symbol}"
    message = f"{pair} {why}. Hãy kiểm tra văn bản gốc rồi chọn cách ghi đúng."
    return QuestionDraft(code, other.text, message, other.source)
