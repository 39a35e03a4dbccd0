"""Vietnamese sentences of fulfilment, increase, decrease and coverage.

Pure. The parts begin with a small letter so that a report can go on with them:
"Phát hiện 1.205 vụ, đạt 52,39% chỉ tiêu năm, tăng 12,85% (137 vụ) so với cùng kỳ".
No percent is infinite, capped, or 100% before all is done.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sheets.numbers import format_decimal, format_number, format_percent
from targets.kinds import Comparator, IndicatorKind, Verdict
from targets.progress import Comparison, Figure, Goal, Progress

SAME_PERIOD = "so với cùng kỳ"
_PLAIN = {
    Verdict.NOT_REPORTED: "chưa báo cáo",
    Verdict.NOT_ASSIGNED: "không giao chỉ tiêu",
    Verdict.NOT_ARISEN: "chưa phát sinh",
    Verdict.NOTHING_TO_DO: "không phát sinh",
}


def fulfilment(
    kind: IndicatorKind, goal: Goal | None, progress: Progress, measure_unit: str
) -> str:
    """How far the goal is reached: "đạt 52,4% chỉ tiêu năm".

    `measure_unit` is the indicator's own ("vụ"). Verdicts without a number are words:
    "chưa báo cáo", "chưa phát sinh", "mẫu số quá nhỏ".
    """
    if progress.verdict in _PLAIN:
        return _PLAIN[progress.verdict]
    if kind is IndicatorKind.QUALITATIVE:
        return "đã báo cáo bằng lời"
    if kind is IndicatorKind.EVENT_FREE:
        return _events(progress.to_date, measure_unit)
    if kind.is_fraction:
        return (
            f"đạt {share_of(progress.to_date.numerator, progress.to_date.denominator)}"
        )
    if goal and goal.comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY):
        return _from_baseline(goal, progress)
    return _of_quota(goal, progress, measure_unit)


def change(comparison: Comparison, measure_unit: str) -> str:
    """The bare change: "tăng 12,85% (137 vụ)", "giảm 12 vụ", "không thay đổi".

    Where last year was 0 there is no percent: "tăng 5 vụ". Says why where the two
    cannot be compared.
    """
    if comparison.reason:
        return f"không so sánh được ({comparison.reason})"
    if comparison.now is None:
        return "chưa báo cáo"
    if comparison.difference is None:
        return "không có số liệu cùng kỳ"
    if not comparison.difference:
        return "không thay đổi"
    verb = "tăng" if comparison.difference > 0 else "giảm"
    amount = _count(abs(comparison.difference), measure_unit)
    percent = comparison.percent
    shown = "" if percent is None else _percent(abs(percent))
    # A change too small for two decimals is not “0%”.
    return f"{verb} {amount}" if shown in ("", "0%") else f"{verb} {shown} ({amount})"


def against_last_year(comparison: Comparison, measure_unit: str) -> str:
    """The change as a part of a sentence: "tăng 12,85% (137 vụ) so với cùng kỳ"."""
    told = change(comparison, measure_unit)
    return f"{told} {SAME_PERIOD}" if comparison.difference is not None else told


def coverage(figure: Figure) -> str:
    """Who is in a figure of several units: "29/31 đơn vị đã báo cáo"."""
    return (
        f"{format_number(figure.reported)}/{format_number(figure.expected)} "
        "đơn vị đã báo cáo"
    )


def share_of(part: Decimal | None, whole: Decimal | None) -> str:
    """A part of its own whole: "48,89% (22/45)"; no division where there is none."""
    if part is None or whole is None:
        return "chưa báo cáo"
    if not whole:
        return "chưa phát sinh"
    counted = f"{format_decimal(part)}/{format_decimal(whole)}"
    return f"{format_percent(part, whole)} ({counted})"


def needed(progress: Progress, measure_unit: str) -> str:
    """What is left to do: "mỗi kỳ còn lại cần 30 vụ"; empty where nothing is."""
    if not progress.needed:
        return ""
    return f"mỗi kỳ còn lại cần {_count(progress.needed, measure_unit)}"


def forecast(progress: Progress, measure_unit: str) -> str:
    """ "dự báo theo nhịp hiện tại: 118 vụ"; empty before the second period is over."""
    if progress.forecast is None:
        return ""
    whole = f"{format_decimal(progress.forecast, 0)} {measure_unit}".rstrip()
    return f"dự báo theo nhịp hiện tại: {whole}"


def pace(progress: Progress, measure_unit: str) -> str:
    """ "tiến độ tham khảo: 59/59 vụ"; an aid, never an official grade."""
    done = progress.to_date.value
    if progress.expected is None or done is None:
        return ""
    counted = f"{format_number(done)}/{format_decimal(progress.expected)}"
    return f"tiến độ tham khảo: {counted} {measure_unit}".rstrip()


def _events(figure: Figure, measure_unit: str) -> str:
    if not figure.value:
        return "không để xảy ra"
    return f"để xảy ra {_count(figure.value, measure_unit)}"


def _of_quota(goal: Goal | None, progress: Progress, measure_unit: str) -> str:
    percent, done = progress.percent, progress.to_date.value
    if goal is None or percent is None:
        return f"chỉ tiêu 0, thực hiện {_count(done or Decimal(0), measure_unit)}"
    shown = _percent(percent)
    if goal.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return f"bằng {shown} mức không được vượt"
    if goal.comparator is Comparator.MAINTAIN:
        return f"bằng {shown} mức phải duy trì"
    over = f", vượt {_percent(percent - 1)}" if percent > 1 else ""
    return f"đạt {shown} chỉ tiêu năm{over}"


def _from_baseline(goal: Goal, progress: Progress) -> str:
    """ "giảm 10% so với số nền (chỉ tiêu giảm 5%)"; a tiny base is not graded."""
    falls = goal.comparator is Comparator.REDUCE_BY
    asked = f"chỉ tiêu {'giảm' if falls else 'tăng'} {format_decimal(goal.value)}%"
    if progress.percent is None:
        return f"số nền bằng 0 ({asked})"
    moved = -progress.percent if falls else progress.percent
    told = "bằng số nền"
    if moved:
        verb = "tăng" if moved > 0 else "giảm"
        told = f"{verb} {_percent(abs(moved))} so với số nền"
    small = progress.verdict is Verdict.NOT_GRADED
    return f"{told} ({asked}{'; mẫu số quá nhỏ, không xếp' if small else ''})"


def _percent(share: Fraction) -> str:
    return format_percent(share.numerator, share.denominator)


def _count(value: Decimal, measure_unit: str) -> str:
    return f"{format_number(value)} {measure_unit}".rstrip()
