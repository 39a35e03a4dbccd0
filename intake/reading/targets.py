"""Numbers to reach: value, unit, comparator, kind, part and baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.reading import footnotes, numbers, sections
from intake.reading.comparing import KEEP, comparator_of, kind_of_target
from intake.reading.draft import Span, TargetDraft
from intake.reading.glyphs import CAPITAL, fold
from intake.reading.outline import Node
from intake.reading.text import Cleaned

_SENTENCE = re.compile(
    rf"[;:]\s|(?<!\b[A-Z])(?<!TP)\.\s(?=[{CAPITAL}“\d])|\.$|;$|\.{{2,}}"
)
_CONTEXT = re.compile(
    r"(?:\b(?:tại|thuộc|ở|của|gồm|trong tổng số|trên tổng số|/|năm|số hiệu|dự án"
    r"|điều|khoản|quý"
    r"|giai đoạn|tháng|hiện có|tính đến|chiếm|cùng kỳ|trong số|cho cả|lần thứ|thứ"
    r"|loại|khoá|khóa"
    r"|nhóm|bản tin|chương|mục|từ nay|so với)|\d\s?tuổi|/|ban chỉ đạo)\s*$"
)
_TIME = re.compile(
    r"\s*(?:năm|tháng|ngày|giờ|tuần|quý|tuổi|phút|đồng|triệu|tỷ|nghìn|lần so)\b"
)
_INTENT = re.compile(
    r"ít nhất|tối thiểu|không dưới|trở lên|phấn đấu|bảo đảm|đảm bảo|chỉ tiêu"
    r"|không quá|tối đa"
    r"|duy trì|triển khai mới|thành lập mới|xây dựng mới|lũy tích|luỹ tích|đạt"
    r"|100\s?%|mỗi"
)
_PART = re.compile(r"trong đó,?\s?:?\s?(?:có\s?)?")
_FREE = re.compile(
    r"(?:tuyệt đối )?(?:không để (?:xảy ra|phát sinh|hình thành|tái|tồn tại)"
    r"|không (?:có|phát sinh)"
    r" (?:vụ|điểm|tụ điểm|địa bàn)|không để )"
)
_NO_NUMBER = re.compile(
    r"(?:giảm|kéo giảm|hạ) (?:tỷ lệ|số|dần|mạnh|tối đa)(?=[^;.]*(?:so với|[¹²³⁴-⁹]))"
)
_BASELINE_NOTE = re.compile(r"\((?P<note>[^()]*\d[^()]*)\)")


@dataclass(frozen=True)
class _Clause:
    """A stretch of one paragraph that holds at most one goal."""

    text: str
    start: int
    sentence: int
    node: Node
    kind: str | None


def read_targets(cleaned: Cleaned, outline: list[Node]) -> list[TargetDraft]:
    """Return the plan's own targets in reading order, repeats left out.

    Background, purpose, criteria and budget sections hold none.
    """
    targets: list[TargetDraft] = []
    for root in outline:
        for node in root.walk():
            kind = sections.kind_of(node)
            if kind in (sections.BACKGROUND, sections.CRITERIA, sections.BUDGET):
                continue
            if node.style == "text" and node.parent is None:
                continue
            for clause in _clauses(node, kind):
                _collect(cleaned, clause, targets)
    return targets


def _collect(cleaned: Cleaned, clause: _Clause, targets: list[TargetDraft]) -> None:
    target = _target(clause)
    if target is None:
        return
    target = _with_part(target, clause, targets)
    target = _with_baseline(cleaned, target)
    if not any(_repeats(one, target, clause) for one in targets):
        targets.append(target)


def _clauses(node: Node, kind: str | None) -> Iterator[_Clause]:
    """Part a paragraph into sentences, and these where a second figure begins."""
    offset = node.end - len(node.text)
    for begin, stop in _sentences(node.text):
        cuts = [begin]
        figures = [m for m in numbers.QUANTITY.finditer(node.text, begin, stop)]
        for earlier, later in zip(figures, figures[1:], strict=False):
            cut = _cut(node.text, earlier.end(), later.start())
            if cut:
                cuts.append(cut)
        free = _FREE.search(node.text, begin, stop)
        if free and figures and free.start() > begin:
            cuts.append(free.start())
        cuts = sorted({*cuts, *_wordless(node.text, begin, stop)})
        for left, right in zip(cuts, [*cuts[1:], stop], strict=True):
            part = node.text[left:right]
            lead = len(part) - len(part.lstrip(" ,;"))
            yield _Clause(
                part.strip(" ,;"), offset + left + lead, begin + offset, node, kind
            )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in _SENTENCE.finditer(text):
        if end.start() > begin:
            yield begin, end.start()
        begin = end.end()
    if begin < len(text):
        yield begin, len(text)


def _wordless(text: str, begin: int, stop: int) -> list[int]:
    return [
        m.start() for m in _NO_NUMBER.finditer(text, begin, stop) if m.start() > begin
    ]


def _cut(text: str, after: int, before: int) -> int | None:
    between = text[after:before]
    part = _PART.search(fold(between))
    if part:
        return after + part.start()
    for mark in (", ", " và ", " hoặc "):
        at = between.rfind(mark)
        if at >= 0:
            return after + at + len(mark)
    return None


def _target(clause: _Clause) -> TargetDraft | None:
    own = clause.kind == sections.TARGETS
    for found in numbers.QUANTITY.finditer(clause.text):
        before = fold(clause.text[: found.start()])
        after = fold(clause.text[found.end() :])
        if _is_context(clause.text, found, before):
            continue
        if not own and not _intended(clause, found, before, after):
            continue
        return _numbered_target(clause, found, before, after)
    return _wordless_target(clause) if own else None


def _is_context(text: str, found: re.Match[str], before: str) -> bool:
    kept = before.endswith("của ") and KEEP.search(before)
    if (_CONTEXT.search(before[-25:]) and not kept) or _TIME.match(
        fold(text[found.end("low") :])
    ):
        return True
    inside = text.rfind("(", 0, found.start()) > text.rfind(")", 0, found.start())
    return inside and not _INTENT.search(before[before.rfind("(") :])


def _intended(clause: _Clause, found: re.Match[str], before: str, after: str) -> bool:
    """Outside a target section a figure needs a word that makes it a goal."""
    if clause.kind == sections.PURPOSE and not found["pct"]:
        return False
    near = before[-60:] + found.group() + after[:14]
    return bool(_INTENT.search(near))


def _numbered_target(
    clause: _Clause, found: re.Match[str], before: str, after: str
) -> TargetDraft:
    share = bool(found["pct"] or found["pct1"])
    unit = "%" if share else _unit(found["unit"])
    value = numbers.figure_of(found)
    comparator = comparator_of(before, after, value, unit)
    kind = kind_of_target(fold(clause.text), before, after, unit, comparator)
    span = Span(clause.start, clause.start + len(clause.text))
    return TargetDraft(clause.node.id, clause.text, value, unit, comparator, kind, span)


def _unit(written: str) -> str:
    unit = " ".join(fold(written).split())
    same = {"vụ án": "vụ", "vụ việc": "vụ", "người nghiện": "người", "người dân": "người",
            "người bệnh": "người", "bộ hồ sơ": "hồ sơ", "clb": "câu lạc bộ"}  # fmt: skip
    return same.get(unit, unit)


def _wordless_target(clause: _Clause) -> TargetDraft | None:
    text = fold(clause.text)
    span = Span(clause.start, clause.start + len(clause.text))
    node = clause.node.id
    free = _FREE.search(text)
    if free:
        unit = next(
            (
                u
                for u in ("vụ", "tụ điểm", "điểm", "địa bàn")
                if re.search(rf"\b{u}\b", text[free.end() - 9 :])
            ),
            None,
        )
        return TargetDraft(node, clause.text, "0", unit, "EXACTLY", "EVENT_FREE", span)
    fewer = _NO_NUMBER.search(text)
    if fewer:
        ratio = "tỷ lệ" in fewer.group()
        unit = "%" if ratio else None
        kind = "RATIO" if ratio else "QUALITATIVE"
        return TargetDraft(node, clause.text, None, unit, "REDUCE_BY", kind, span)
    return None


def _with_part(
    target: TargetDraft, clause: _Clause, targets: list[TargetDraft]
) -> TargetDraft:
    """Tie "trong đó …" to the figure before it in the same paragraph."""
    if not _PART.match(fold(target.text)) and not _follows_part(
        target, clause, targets
    ):
        return target
    for index in range(len(targets) - 1, -1, -1):
        whole = targets[index]
        if whole.source.start < clause.sentence:
            return target
        if whole.part_of is None:
            kind = "SHARE" if target.unit == "%" else target.kind
            return replace(target, part_of=index, kind=kind)
    return target


def _follows_part(
    target: TargetDraft, clause: _Clause, targets: list[TargetDraft]
) -> bool:
    """A second part after the first: "trong đó 50% …, 20% …"."""
    last = targets[-1] if targets else None
    return bool(
        last and last.part_of is not None and last.source.start >= clause.sentence
        and target.source.start >= clause.sentence and target.unit == last.unit
    )  # fmt: skip


def _with_baseline(cleaned: Cleaned, target: TargetDraft) -> TargetDraft:
    for number in footnotes.references(target.text):
        if number in cleaned.notes:
            start, end = cleaned.notes[number]
            note = re.sub(r"^\W?\d{1,2}\W? ", "", cleaned.text[start:end])
            return _from_note(target, note)
    aside = _BASELINE_NOTE.search(target.text)
    if aside and re.search(r"còn|hiện|năm \d{4}|tính đến|so với", aside["note"]):
        return _from_note(target, aside["note"])
    return target


def _from_note(target: TargetDraft, note: str) -> TargetDraft:
    figure = next(
        (f for f in numbers.QUANTITY.finditer(note) if not f["pct"] and not _TIME.match(note[f.end("low"):])),
        None,
    )  # fmt: skip
    value = numbers.figure_of(figure) if figure else None
    if value is None and target.comparator == "MAINTAIN":
        value = target.value
    return replace(target, baseline=value, baseline_as_of=numbers.find_date(note))


def _repeats(earlier: TargetDraft, later: TargetDraft, clause: _Clause) -> bool:
    """The same figure told again further on, as the task sections do."""
    if clause.kind == sections.TARGETS and earlier.paragraph != later.paragraph:
        same_words = fold(earlier.text)[:60] == fold(later.text)[:60]
        return same_words and earlier.value == later.value
    alike = (earlier.value, earlier.unit) == (later.value, later.unit)
    if not alike or earlier.source.start >= clause.start:
        return False
    return _overlap(earlier.text, later.text) >= 0.4


def _overlap(one: str, other: str) -> float:
    first = {w for w in re.findall(r"\w+", fold(one)) if len(w) > 1}
    second = {w for w in re.findall(r"\w+", fold(other)) if len(w) > 1}
    return len(first & second) / max(1, min(len(first), len(second)))
