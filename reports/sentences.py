"""Sentences of fulfilment, increase, decrease and coverage.

Pure; Vietnamese unless a page is read in English (`sheets.wording`). The parts begin
with a small letter so that a report can go on with them:
"Phát hiện 1.205 vụ, đạt 52,39% chỉ tiêu năm, tăng 12,85% (137 vụ) so với cùng kỳ".
No percent is infinite, capped, or 100% before all is done.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sheets.numbers import format_decimal, format_number, format_percent
from sheets.wording import Words, pgettext
from sheets.wording import gettext as _
from targets.kinds import Comparator, IndicatorKind, Verdict
from targets.progress import Comparison, Figure, Goal, Progress

_PLAIN = Words(
    "sentence",
    {
        Verdict.NOT_REPORTED: "chưa báo cáo",
        Verdict.NOT_ASSIGNED: "không giao chỉ tiêu",
        Verdict.NOT_ARISEN: "chưa phát sinh",
        Verdict.NOTHING_TO_DO: "không phát sinh",
    },
)


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
        return _("đã báo cáo bằng lời")
    if kind is IndicatorKind.EVENT_FREE:
        return _events(progress.to_date, measure_unit)
    if kind.is_fraction:
        found = progress.to_date
        share = share_of(found.numerator, found.denominator)
        return _("đạt {share}", share=share)
    if goal and goal.comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY):
        return _from_baseline(goal, progress)
    return _of_quota(goal, progress, measure_unit)


def change(comparison: Comparison, measure_unit: str) -> str:
    """The bare change: "tăng 12,85% (137 vụ)", "giảm 12 vụ", "không thay đổi".

    Where last year was 0 there is no percent: "tăng 5 vụ". Says why where the two
    cannot be compared.
    """
    if comparison.reason:
        return _("không so sánh được ({reason})", reason=comparison.reason)
    if comparison.now is None:
        return _PLAIN[Verdict.NOT_REPORTED]
    if comparison.difference is None:
        return _("không có số liệu cùng kỳ")
    if not comparison.difference:
        return _("không thay đổi")
    verb = _verb(rises=comparison.difference > 0)
    amount = _count(abs(comparison.difference), measure_unit)
    percent = comparison.percent
    shown = "" if percent is None else _percent(abs(percent))
    # A change too small for two decimals is not “0%”.
    return f"{verb} {amount}" if shown in ("", "0%") else f"{verb} {shown} ({amount})"


def against_last_year(comparison: Comparison, measure_unit: str) -> str:
    """The change as a part of a sentence: "tăng 12,85% (137 vụ) so với cùng kỳ"."""
    told = change(comparison, measure_unit)
    if comparison.difference is None:
        return told
    return _("{change} so với cùng kỳ", change=told)


def coverage(figure: Figure) -> str:
    """Who is in a figure of several units: "29/31 đơn vị đã báo cáo"."""
    counted = f"{format_number(figure.reported)}/{format_number(figure.expected)}"
    return _("{counted} đơn vị đã báo cáo", counted=counted)


def share_of(part: Decimal | None, whole: Decimal | None) -> str:
    """A part of its own whole: "48,89% (22/45)"; no division where there is none."""
    if part is None or whole is None:
        return _PLAIN[Verdict.NOT_REPORTED]
    if not whole:
        return _PLAIN[Verdict.NOT_ARISEN]
    counted = f"{format_decimal(part)}/{format_decimal(whole)}"
    return f"{format_percent(part, whole)} ({counted})"


def needed(progress: Progress, measure_unit: str) -> str:
    """What is left to do: "mỗi kỳ còn lại cần 30 vụ"; empty where nothing is."""
    if not progress.needed:
        return ""
    amount = _count(progress.needed, measure_unit)
    return _("mỗi kỳ còn lại cần {amount}", amount=amount)


def forecast(progress: Progress, measure_unit: str) -> str:
    """ "dự báo theo nhịp hiện tại: 118 vụ"; empty before the second period is over."""
    if progress.forecast is None:
        return ""
    whole = f"{format_decimal(progress.forecast, 0)} {measure_unit}".rstrip()
    return _("dự báo theo nhịp hiện tại: {amount}", amount=whole)


def pace(progress: Progress, measure_unit: str) -> str:
    """ "tiến độ tham khảo: 59/59 vụ"; an aid, never an official grade."""
    done = progress.to_date.value
    if progress.expected is None or done is None:
        return ""
    counted = f"{format_number(done)}/{format_decimal(progress.expected)}"
    whole = f"{counted} {measure_unit}".rstrip()
    return _("tiến độ tham khảo: {amount}", amount=whole)


def _events(figure: Figure, measure_unit: str) -> str:
    if not figure.value:
        return _("không để xảy ra")
    return _("để xảy ra {amount}", amount=_count(figure.value, measure_unit))


def _of_quota(goal: Goal | None, progress: Progress, measure_unit: str) -> str:
    percent, done = progress.percent, progress.to_date.value
    if goal is None or percent is None:
        amount = _count(done or Decimal(0), measure_unit)
        return _("chỉ tiêu 0, thực hiện {amount}", amount=amount)
    shown = _percent(percent)
    if goal.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return _("bằng {share} mức không được vượt", share=shown)
    if goal.comparator is Comparator.MAINTAIN:
        return _("bằng {share} mức phải duy trì", share=shown)
    told = _("đạt {share} chỉ tiêu năm", share=shown)
    if percent <= 1:
        return told
    return f"{told}, {_('vượt {share}', share=_percent(percent - 1))}"


def _from_baseline(goal: Goal, progress: Progress) -> str:
    """ "giảm 10% so với số nền (chỉ tiêu giảm 5%)"; a tiny base is not graded."""
    asked = _asked(goal)
    if progress.percent is None:
        return _("số nền bằng 0 ({asked})", asked=asked)
    falls = goal.comparator is Comparator.REDUCE_BY
    told = _moved(-progress.percent if falls else progress.percent)
    if progress.verdict is Verdict.NOT_GRADED:
        asked = _("{asked}; mẫu số quá nhỏ, không xếp", asked=asked)
    return f"{told} ({asked})"


def _asked(goal: Goal) -> str:
    percent = f"{format_decimal(goal.value)}%"
    if goal.comparator is Comparator.REDUCE_BY:
        return _("chỉ tiêu giảm {percent}", percent=percent)
    return _("chỉ tiêu tăng {percent}", percent=percent)


def _moved(by: Fraction) -> str:
    if not by:
        return _("bằng số nền")
    verb = _verb(rises=by > 0)
    return _("{change} so với số nền", change=f"{verb} {_percent(abs(by))}")


def _verb(*, rises: bool) -> str:
    return pgettext("sentence", "tăng") if rises else pgettext("sentence", "giảm")


def _percent(share: Fraction) -> str:
    return format_percent(share.numerator, share.denominator)


def _count(value: Decimal, measure_unit: str) -> str:
    return f"{format_number(value)} {measure_unit}".rstrip()
