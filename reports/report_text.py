"""The sentences of an official report, section by section; a person may edit them.

Text only: how it is set on paper is `letters`. What no figure tells is left to
write, marked `TO_WRITE`; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.models import Plan
from plans.periods import Period
from reports import sentences
from reports.figures_read import PlanFigures
from reports.letterhead import Letterhead, lines_of, short_day
from reports.paper import OTHER_GROUP, Paper
from reports.rows import Row
from reports.shown import goal_sentence, shown
from reports.standing import Standing
from reports.task_text import task_lines
from targets.kinds import IndicatorKind, Verdict
from targets.models import Target

TO_WRITE = "[Phần này do người lập báo cáo bổ sung]"
RESULT_TO_WRITE = "[Kết quả do người lập báo cáo bổ sung]"
_LEFT = "do người lập báo cáo bổ sung]"
_TASKS = "KẾT QUẢ THỰC HIỆN NHIỆM VỤ CỦA CÁC SỞ, NGÀNH"
_NEXT = "NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report with a stable key; `text` has a paragraph a line.

    `level` 0 has no heading, 1 is "I. TÌNH HÌNH …", 2 is "1. Công tác đấu tranh".
    """

    key: str
    heading: str
    level: int
    text: str

    @property
    def is_left_to_write(self) -> bool:
        return _LEFT in self.text


def sections_of(
    figures: PlanFigures, paper: Paper, standing: Standing, letterhead: Letterhead
) -> tuple[Section, ...]:
    """The whole body, in order, as the figures tell it."""
    reporting = [*standing.lines(), *_comparing(paper)]
    tasks = task_lines(figures.plan, figures.period, RESULT_TO_WRITE)
    opening = _opening(figures.plan, figures.period, letterhead)
    return (
        _section("opening", "", 0, [opening]),
        _section("reporting", "I. TÌNH HÌNH BÁO CÁO", 1, reporting),
        _section("results", "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", 1, []),
        *_groups(figures, paper),
        _section("tasks", f"III. {_TASKS}", 1, tasks),
        _section("difficulties", "IV. TỒN TẠI, KHÓ KHĂN, VƯỚNG MẮC", 1, [TO_WRITE]),
        _section("next", f"V. {_NEXT}", 1, [*_left_to_do(figures), TO_WRITE]),
        _section("proposals", "VI. ĐỀ XUẤT, KIẾN NGHỊ", 1, [TO_WRITE]),
        _section("closing", "", 0, [_closing(letterhead)]),
    )


def edited(
    sections: Sequence[Section], texts: Mapping[str, Mapping[str, str]]
) -> tuple[Section, ...]:
    """The sections with what a person wrote in place of the sentences."""
    return tuple(
        Section(
            key=section.key,
            heading=section.heading,
            level=section.level,
            text=texts.get(section.key, {}).get("text", section.text),
        )
        for section in sections
    )


def window_words(plan: Plan, period: Period) -> str:
    """ "từ ngày 15/12/2020 đến ngày 14/6/2021"."""
    first, last = period.window(plan.calendar)
    return f"từ ngày {short_day(first)} đến ngày {short_day(last)}"


def row_sentence(row: Row, *, is_from_start: bool, with_goal: bool = False) -> str:
    """One target of all units: count, share of the goal, change, coverage.

    `is_from_start`: the period is the year to date (6 months, not the 2nd quarter).
    `with_goal` tells apart two targets of one indicator.
    """
    name = row.target.indicator.name
    subject = f"{name} ({goal_sentence(row.target)})" if with_goal else name
    return f"{subject}: {_predicate(row, is_from_start=is_from_start)}."


def _section(key: str, heading: str, level: int, lines: Iterable[str]) -> Section:
    return Section(key=key, heading=heading, level=level, text="\n".join(lines))


def _opening(plan: Plan, period: Period, letterhead: Letterhead) -> str:
    document = plan.document
    day = f" ngày {short_day(document.issued_on)}" if document.issued_on else ""
    issuer = " ".join(lines_of(letterhead.issuer))
    other = document.issuer and document.issuer != issuer
    by = f" của {document.issuer}" if other else ""
    return (
        f"Thực hiện Kế hoạch số {document.symbol}{day}{by}, {issuer} báo cáo "
        f"{_small(letterhead.subject)} (số liệu tính {window_words(plan, period)}) "
        "như sau:"
    )


def _comparing(paper: Paper) -> list[str]:
    """Said once where no table has a figure of last year."""
    lines = (line for table in paper.tables for line in (*table.lines, table.total))
    if any(line.before is not None for line in lines):
        return []
    return ["Không có số liệu cùng kỳ năm trước để so sánh."]


def _closing(letterhead: Letterhead) -> str:
    issuer = " ".join(lines_of(letterhead.issuer))
    return f"Trên đây là {_small(letterhead.subject)}, {issuer} báo cáo./."


def _groups(figures: PlanFigures, paper: Paper) -> list[Section]:
    by_order = {target.order: target for target in figures.targets}
    found = []
    for number, (name, tables) in enumerate(paper.groups, 1):
        targets = [by_order[table.target] for table in tables]
        heading = f"{number}. {name or OTHER_GROUP}"
        found.append(_section(f"group-{number}", heading, 2, _told(figures, targets)))
    return found


def _told(figures: PlanFigures, targets: Sequence[Target]) -> list[str]:
    """A sentence for each target, its parts under it, then the units to name."""
    here = {target.indicator_id for target in targets}
    found = []
    for target in targets:
        if target.indicator.part_of_id in here:
            continue
        parts = [t for t in targets if t.indicator.part_of_id == target.indicator_id]
        found.append(f"- {_of_all(figures, target)}")
        found.extend(f"+ {_of_all(figures, part)}" for part in parts)
        if target in figures.quota_targets:
            found.extend(_unit_lines(figures, target))
    return found


def _of_all(figures: PlanFigures, target: Target) -> str:
    others = [t for t in figures.targets if t.indicator_id == target.indicator_id]
    return row_sentence(
        figures.total(target),
        is_from_start=figures.in_period.first == 0,
        with_goal=len(others) > 1,
    )


def _unit_lines(figures: PlanFigures, target: Target) -> list[str]:
    """Which units have reached the year's quota, which are behind the pace."""
    rows = [figures.row(target, unit) for unit in figures.units_of(target)]
    done = _named(rows, (Verdict.DONE, Verdict.OVER))
    slow = _named(rows, (Verdict.SLOW, Verdict.BEHIND))
    found = []
    if done:
        found.append(f"+ Đã hoàn thành chỉ tiêu năm: {_listed(done)}.")
    if slow:
        found.append(f"+ Chậm so với tiến độ tham khảo: {_listed(slow)}.")
    return found


def _named(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> list[str]:
    """Names with their percent; a unit whose reports are not all in is not judged."""
    return [
        f"{row.unit.full_name} ({shown(row).percent})"
        for row in rows
        if row.unit
        and row.official.verdict in verdicts
        and (row.official.to_date.is_complete or row.official.verdict is Verdict.DONE)
    ]


def _listed(names: Sequence[str]) -> str:
    return f"{len(names):02} đơn vị, gồm: {'; '.join(names)}"


def _predicate(row: Row, *, is_from_start: bool) -> str:
    official, unit = row.official, row.target.indicator.measure_unit
    if not official.to_date.is_reported:
        told = "chưa có số liệu được duyệt"
    elif row.kind is IndicatorKind.FLOW and not is_from_start:
        told = _period_and_year(row)
    else:
        told = ", ".join(filter(None, [_count(row, unit), _goal(row), _ago(row)]))
    return f"{told}{_coverage(row)}{_provisional(row, unit)}"


def _period_and_year(row: Row) -> str:
    """A period within the year: its own count first, then the running total."""
    unit = row.target.indicator.measure_unit
    words = shown(row)
    own = f"trong kỳ {words.in_period or 'chưa có số liệu được duyệt'}"
    own = f"{own} {unit}" if words.in_period else own
    year = ", ".join(filter(None, [f"{words.to_date} {unit}", _goal(row)]))
    return f"{', '.join(filter(None, [own, _ago(row)]))}; lũy kế từ đầu năm {year}"


def _count(row: Row, unit: str) -> str:
    if row.kind.is_fraction or row.kind in (
        IndicatorKind.EVENT_FREE,
        IndicatorKind.QUALITATIVE,
    ):
        return ""
    return f"{shown(row).to_date} {unit}".rstrip()


def _goal(row: Row) -> str:
    """ "đạt 52,43% chỉ tiêu năm"; a fraction with what is asked of it."""
    unit = row.target.indicator.measure_unit
    if row.official.verdict is Verdict.NOT_ASSIGNED:
        label = shown(row).label.lower()
        return label if row.goal else ""
    if row.kind is IndicatorKind.EVENT_FREE and _is_clean_so_far(row):
        return f"chưa ghi nhận {unit} nào ở các đơn vị đã báo cáo"
    told = sentences.fulfilment(row.kind, row.goal, row.official, unit)
    if row.kind.is_fraction:
        return f"{told}, chỉ tiêu {goal_sentence(row.target)}"
    return told


def _is_clean_so_far(row: Row) -> bool:
    figure = row.official.to_date
    return figure.value == 0 and not figure.is_complete


def _ago(row: Row) -> str:
    """The change against last year; silence where there is no last year at all."""
    comparison, unit = row.year_ago, row.target.indicator.measure_unit
    if comparison.reason:
        return f"không so sánh được với cùng kỳ ({comparison.reason})"
    if comparison.difference is None or row.kind is IndicatorKind.QUALITATIVE:
        return ""
    return sentences.against_last_year(comparison, unit)


def _coverage(row: Row) -> str:
    figure = row.official.to_date
    if figure.is_complete or figure.expected < 2:
        return ""
    return f" ({sentences.coverage(figure)})"


def _provisional(row: Row, unit: str) -> str:
    told = shown(row)
    if told.provisional in ("", told.to_date):
        return ""
    whole = f"{told.provisional} {unit}".rstrip()
    return f"; tạm tính cả số liệu chưa duyệt: {whole}"


def _left_to_do(figures: PlanFigures) -> list[str]:
    """What each period that is left must bring for the year's quota."""
    found = []
    for target in figures.quota_targets:
        row = figures.total(target)
        told = sentences.needed(row.official, target.indicator.measure_unit)
        if told:
            found.append(f"- {target.indicator.name}: {told} để đạt chỉ tiêu năm.")
    return found


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
