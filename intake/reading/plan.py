"""One paper from end to end: clean, letterhead, outline, and each reader in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.reading import annex, citations, criteria, tasks, workplans
from intake.reading.draft import (
    CitationDraft,
    DocumentDraft,
    PlanDraft,
    QuestionDraft,
    Span,
)
from intake.reading.glyphs import fold
from intake.reading.heading import Paper, paragraphs, read_heading
from intake.reading.outline import Node, read_outline
from intake.reading.targets import read_targets
from intake.reading.text import Cleaned, clean

_ATTACHED = re.compile(
    r"(?:KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH|QUY CHẾ|TIÊU CHÍ|QUY ĐỊNH)\b(?!.*\|)"
)
_CLOSING = re.compile(r"nơi nhận")
_LETTERS = ("CV", "CT", "QĐ", "NQ", "CĐ", "TB")


def read_plan_text(text: str) -> PlanDraft:
    """Return the draft read from a plan's text (a portal page, a paste, a file).

    A text with no letterhead gives an empty draft with the question NOT_A_PLAN.
    """
    cleaned = clean(text)
    paper = read_heading(cleaned.text)
    if paper is None:
        doubt = _not_a_plan(cleaned)
        return PlanDraft(cleaned.text, DocumentDraft(), questions=(doubt,))
    return _read_paper(cleaned, paper)


def _read_paper(cleaned: Cleaned, paper: Paper) -> PlanDraft:
    text, own = cleaned.text, paper.document.symbol
    outline: list[Node] = []
    cited: list[CitationDraft] = []
    for start, end in _parts(paper):
        outline += read_outline(text, start, end)
        cited += citations.read_citations(text, start, end, own)
    cited = citations.once([*cited, *_titled(text, paper)])
    tables, doubts = annex.read_annexes(text)
    letter = _is_letter(paper, outline)
    return PlanDraft(
        text=text,
        document=paper.document,
        citations=tuple(cited),
        targets=tuple(read_targets(cleaned, outline)),
        tasks=(
            *tasks.read_tasks(text, outline, letter=letter),
            *workplans.read_workplans(text),
        ),
        criteria=tuple(criteria.read_criteria(outline)),
        annex=tables[0] if tables else None,
        annexes=tuple(tables[1:]),
        questions=(
            *_doubts(cleaned, paper),
            *citations.contradictions(cited),
            *doubts,
        ),
    )


def read_plan_tables(text: str, tables: Sequence[Sequence[Sequence[str]]]) -> PlanDraft:
    """Read a text whose tables (rows of cells) were kept apart from it."""
    rows = [
        "| " + " | ".join(cell.replace("\n", " ") for cell in row) + " |"
        for table in tables
        for row in (*table, ())
    ]
    return read_plan_text("\n".join([text, "", *rows]))


def _titled(text: str, paper: Paper) -> list[CitationDraft]:
    """Documents named in the title itself, which the body may name again."""
    own = paper.document.symbol
    head = citations.read_citations(text, _title_at(paper), paper.body, own)
    return [
        replace(one, symbol=one.symbol and one.symbol.replace("TTG", "TTg"))
        for one in head
    ]


def _title_at(paper: Paper) -> int:
    words = (paper.document.title or "").split()[:2]
    at = paper.text.rfind(" ".join(words), 0, paper.body) if words else -1
    return at if at >= 0 else paper.body


def _is_letter(paper: Paper, outline: list[Node]) -> bool:
    return paper.document.kind in _LETTERS and not any(
        n.style == "roman" for n in outline
    )


def _parts(paper: Paper) -> list[tuple[int, int]]:
    """Return the spans of running text: the body, and a plan attached after it."""
    end = len(paper.text) if paper.signature is None else paper.signature
    attached = None
    for at, line in paragraphs(paper.text):
        if paper.body < at < end and _CLOSING.match(fold(line)):
            end = at
        after = paper.signature is not None and at > paper.signature
        if after and attached is None and _ATTACHED.match(line):
            attached = at + len(line) + 1
        if (
            attached is None
            and paper.signature is None
            and " | " in line
            and at > paper.body
        ):
            end = min(end, at)
    parts = [(paper.body, end)]
    if attached is not None and attached < len(paper.text):
        parts.append((attached, len(paper.text)))
    return parts


def _not_a_plan(cleaned: Cleaned) -> QuestionDraft:
    first = cleaned.text.split("\n", 1)[0]
    message = (
        "Không tìm thấy số, ký hiệu và phần đầu của văn bản hành chính, nên đây có "
        "lẽ không phải "
        "kế hoạch. Hãy chọn tệp có toàn văn văn bản."
    )
    return QuestionDraft("NOT_A_PLAN", first[:200], message, Span(0, len(first)))


def _doubts(cleaned: Cleaned, paper: Paper) -> list[QuestionDraft]:
    doubts = []
    capacity = paper.document.signing_capacity or ""
    if re.search(r"KT\. ?CHỦ TỊCH / CHỦ TỊCH$", capacity):
        at = paper.signature or 0
        message = (
            "Người ký ghi “KT. CHỦ TỊCH” nhưng chức vụ là “CHỦ TỊCH”, có thể thiếu "
            "chữ “PHÓ”. "
            "Hãy đối chiếu bản gốc."
        )
        span = Span(at, at + len(capacity.replace(" / ", "\n")))
        doubts.append(QuestionDraft("SIGNING_CAPACITY", capacity, message, span))
    if cleaned.font:
        message = (
            f"Văn bản gõ bằng bảng mã cũ {cleaned.font}, đã được chuyển sang Unicode. "
            "Hãy kiểm tra lại chữ hoa và tên riêng."
        )
        doubts.append(QuestionDraft("OLD_FONT", cleaned.font, message, Span(0, 0)))
    if cleaned.truncated:
        message = (
            "Văn bản bị cắt ở cuối (“[...]”). Hãy tìm toàn văn để đọc phần còn lại."
        )
        end = len(cleaned.text)
        doubts.append(
            QuestionDraft("TRUNCATED", "[...]", message, Span(max(end - 5, 0), end))
        )
    return doubts
