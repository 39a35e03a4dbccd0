"""Numbers to reach: value, unit, comparator, kind, part and baseline."""

from __future__ import annotations

import re
from dataclasses import replace

from intake.reading import footnotes, numbers, sections
from intake.reading.clauses import FEWER, FREE, PART, Clause, clauses
from intake.reading.comparing import (
    KEEP,
    comparator_of,
    is_strict,
    kind_of_target,
)
from intake.reading.draft import Span, TargetDraft
from intake.reading.glyphs import fold
from intake.reading.outline import Node
from intake.reading.text import Cleaned

_CONTEXT = re.compile(
    r"(?:\b(?:tại|thuộc|ở|của|gồm|trong tổng số|trên tổng số|/|năm|số hiệu|dự án|điều"
    r"|khoản|quý|giai đoạn|tháng|hiện có|tính đến|chiếm|cùng kỳ|trong số|lần thứ|thứ"
    r"|loại|khoá|khóa|nhóm|bản tin|chương|mục|từ nay|so với|ban chỉ đạo|cấp độ"
    r"|quy mô|công suất|sức chứa)"
    r"|/)\s*$"
)
_TIME = re.compile(
    r"\s*(?:năm|tháng|ngày|giờ|tuần|quý|tuổi|phút|đồng|triệu|tỷ|nghìn|lần so)\b"
)
_INTENT = re.compile(
    r"ít nhất|tối thiểu|không dưới|trở lên|phấn đấu|bảo đảm|đảm bảo|chỉ tiêu|không quá"
    r"|tối đa|duy trì|triển khai mới|thành lập mới|xây dựng mới|lũy tích|luỹ tích"
    r"|100\s?%|mỗi|nâng .{0,50}\blên"
)
_ACTION = re.compile(
    r"(?:^|\b)(?:tổ chức|xây dựng|thành lập|mở|tập huấn|khám phá|bắt giữ|lập|cấp phát"
    r"|phát(?: hành)?|in ấn|thu hút|đào tạo|dạy nghề|xét nghiệm|cai nghiện|điều trị"
    r"|chuyển hóa|triệt (?:xóa|phá)|tiếp nhận|vận động|duy trì|bồi dưỡng"
    r"|phát sóng|đăng tải)"
    r"\s[^,;.:()\d]{0,30}$"
)
_OF_PLAN = re.compile(r"\s?%\s(?:so với )?(?:kế hoạch|chỉ tiêu|cùng kỳ)")
_FROM = re.compile(r"[^,;.\d]{0,40}?(?<!trở )\b(?:xuống|lên)\b[^,;.\d]{0,25}\d")
_LISTED = re.compile(r"(?:trong đó|bao gồm|gồm|chia ra|cụ thể)[^.;:]{0,12}:$")
_GENERIC = re.compile(r"\s*(?:các |số |những )?(?:chỉ tiêu|mục tiêu|nhiệm vụ)\b")
_ASIDE = re.compile(r"\((?P<note>[^()]*\d[^()]*)\)")
_DATED_ASIDE = re.compile(r"còn|hiện|năm \d{4}|tính đến|so với")
_SILENT = (
    sections.BACKGROUND,
    sections.CRITERIA,
    sections.BUDGET,
    sections.PURPOSE,
)
_PLAIN_UNITS = {
    "vụ án": "vụ",
    "vụ việc": "vụ",
    "người nghiện": "người",
    "người dân": "người",
    "người bệnh": "người",
    "bộ hồ sơ": "hồ sơ",
    "clb": "câu lạc bộ",
}


def read_targets(cleaned: Cleaned, outline: list[Node]) -> list[TargetDraft]:
    """Return the plan's own targets in reading order, repeats left out.

    Background, purpose, criteria and budget sections hold none.
    """
    targets: list[TargetDraft] = []
    notes = {start for start, _ in cleaned.notes.values()}
    for root in outline:
        for node in root.walk():
            kind = sections.kind_of(node)
            stray = node.style == "text" and node.parent is None
            if kind in _SILENT or stray or node.start in notes:
                continue
            for clause in clauses(node, kind):
                _collect(cleaned, clause, targets)
    return targets


def _collect(cleaned: Cleaned, clause: Clause, targets: list[TargetDraft]) -> None:
    target = _target(clause, follows=_follows(clause, targets))
    if target is None:
        return
    target = _carried(_with_part(target, clause, targets), clause, targets)
    target = _with_baseline(cleaned, target)
    if not any(_repeats(one, target, clause) for one in targets):
        targets.append(target)


def _follows(clause: Clause, targets: list[TargetDraft]) -> bool:
    """A bare figure after a goal in its sentence: "12 lớp cho 600 lượt người"."""
    goal = bool(targets) and clause.sentence <= targets[-1].source.start < clause.start
    return goal and clause.text[:1].isdigit()


def _target(clause: Clause, *, follows: bool) -> TargetDraft | None:
    own = clause.kind == sections.TARGETS
    base = None
    for found in numbers.QUANTITY.finditer(clause.text):
        before = fold(clause.text[: found.start()])
        after = fold(clause.text[found.end() :])
        if _is_context(clause.text, found, before) or _GENERIC.match(after):
            continue
        if before.endswith("từ ") and _FROM.match(after):
            base = numbers.figure_of(found)
            continue
        near = before[-60:] + found.group() + after[:14]
        if own or _INTENT.search(near) or _ACTION.search(before) or follows:
            target = _numbered_target(clause, found, before, after)
            return replace(target, baseline=base) if base else target
    return _wordless_target(clause) if own else None


def _is_context(text: str, found: re.Match[str], before: str) -> bool:
    """A figure that only says where or when, not how much to reach."""
    kept = before.endswith(("của ", "tại ")) and KEEP.search(before)
    after = fold(text[found.end("low") :])
    if _TIME.match(after) or _OF_PLAN.match(after):
        return True
    if _CONTEXT.search(before[-25:]) and not kept:
        return True
    inside = text.rfind("(", 0, found.start()) > text.rfind(")", 0, found.start())
    return inside and not _INTENT.search(before[before.rfind("(") :])


def _numbered_target(
    clause: Clause, found: re.Match[str], before: str, after: str
) -> TargetDraft:
    share = bool(found["pct"] or found["pct1"])
    written = "%" if share else " ".join(fold(found["unit"]).split())
    unit = _PLAIN_UNITS.get(written, written)
    value = numbers.figure_of(found)
    comparator = comparator_of(before, after, value, unit)
    kind = kind_of_target(fold(clause.text), before, after, unit, comparator)
    span = Span(clause.start, clause.start + len(clause.text))
    node, strict = clause.node.id, is_strict(before, comparator)
    return TargetDraft(
        node, clause.text, value, unit, comparator, kind, span, strict=strict
    )


def _wordless_target(clause: Clause) -> TargetDraft | None:
    """ "Không để xảy ra …" is a count of 0; "giảm tỷ lệ … so với" has no figure."""
    text = fold(clause.text)
    span = Span(clause.start, clause.start + len(clause.text))
    node = clause.node.id
    free = FREE.search(text)
    if free:
        unit = _counted(text[free.start() : free.end() + 14])
        return TargetDraft(node, clause.text, "0", unit, "EXACTLY", "EVENT_FREE", span)
    fewer = FEWER.search(text)
    if fewer and "tỷ lệ" in fewer.group():
        return TargetDraft(node, clause.text, None, "%", "REDUCE_BY", "RATIO", span)
    if fewer:
        return TargetDraft(
            node, clause.text, None, None, "REDUCE_BY", "QUALITATIVE", span
        )
    return None


def _counted(words: str) -> str | None:
    units = ("vụ", "tụ điểm", "điểm", "địa bàn")
    return next((u for u in units if re.search(rf"(?<!trọng )\b{u}\b", words)), None)


def _with_part(
    target: TargetDraft, clause: Clause, targets: list[TargetDraft]
) -> TargetDraft:
    """Tie "trong đó …" to the figure before it in the same sentence."""
    opens = PART.match(fold(target.text))
    if not (opens or _next_part(target, clause, targets)):
        return _under_whole(target, clause, targets)
    floor = clause.node.start if opens else clause.sentence
    for index in range(len(targets) - 1, -1, -1):
        whole = targets[index]
        if whole.source.start < floor:
            return target
        if whole.part_of is None:
            kind = "SHARE" if target.unit == "%" else target.kind
            return replace(target, part_of=index, kind=kind)
    return target


def _under_whole(
    target: TargetDraft, clause: Clause, targets: list[TargetDraft]
) -> TargetDraft:
    """Items listed under "1.800 lượt người, trong đó:" are its parts."""
    above = clause.node.parent
    if above is None or not _LISTED.search(fold(above.text)):
        return target
    for index, whole in enumerate(targets):
        if above.start <= whole.source.start < above.end and whole.part_of is None:
            kind = "SHARE" if target.unit == "%" else target.kind
            return replace(target, part_of=index, kind=kind)
    return target


def _next_part(target: TargetDraft, clause: Clause, targets: list[TargetDraft]) -> bool:
    """A second part after the first: "trong đó 50% …, 20% …"."""
    last = targets[-1] if targets else None
    if last is None or last.part_of is None or last.unit != target.unit:
        return False
    return last.source.start >= clause.sentence


def _carried(
    target: TargetDraft, clause: Clause, targets: list[TargetDraft]
) -> TargetDraft:
    """ "Duy trì 09 cơ sở và 14 điểm": the second figure takes the first one's verb."""
    last = targets[-1] if targets else None
    if last is None or "%" in (last.unit, target.unit) or target.part_of is not None:
        return target
    if _follows(clause, targets):
        return replace(target, comparator=last.comparator, kind=last.kind)
    return target


def _with_baseline(cleaned: Cleaned, target: TargetDraft) -> TargetDraft:
    for number in footnotes.references(target.text):
        if number in cleaned.notes:
            start, end = cleaned.notes[number]
            note = re.sub(
                r"^\W?\d{1,2}\W? |^[⁰¹²³⁴⁵⁶⁷⁸⁹]+ ?", "", cleaned.text[start:end]
            )
            return _from_note(target, note)
    aside = _ASIDE.search(target.text)
    if aside and (
        _DATED_ASIDE.search(aside["note"])
        or re.search(r"so với[^().;]*$", target.text[: aside.start()])
    ):
        return _from_note(target, aside["note"])
    return target


def _from_note(target: TargetDraft, note: str) -> TargetDraft:
    """Read "Tính đến ngày 14/12/2020 … còn 06 điểm"; what is kept is its own base."""
    value = next((numbers.figure_of(f) for f in _counts(note)), None)
    if value is None and target.comparator == "MAINTAIN":
        value = target.value
    return replace(target, baseline=value, baseline_as_of=numbers.find_date(note))


def _counts(note: str) -> list[re.Match[str]]:
    found = numbers.QUANTITY.finditer(note)
    return [f for f in found if not f["pct"] and not _TIME.match(note[f.end("low") :])]


def _repeats(earlier: TargetDraft, later: TargetDraft, clause: Clause) -> bool:
    """The same figure told again further on, as the task sections do."""
    if (earlier.value, earlier.unit) != (later.value, later.unit):
        return False
    if clause.kind == sections.TARGETS:
        return fold(earlier.text)[:60] == fold(later.text)[:60]
    return _overlap(earlier.text, later.text) >= 0.4


def _overlap(one: str, other: str) -> float:
    first = {w for w in re.findall(r"\w+", fold(one)) if len(w) > 1}
    second = {w for w in re.findall(r"\w+", fold(other)) if len(w) > 1}
    return len(first & second) / max(1, min(len(first), len(second)))
