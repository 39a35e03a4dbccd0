"""Figures, goals, instants and states as finished words of a page."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from plans.deadlines import days_late
from plans.models import Round
from sheets.numbers import format_number, format_percent
from targets.figures import Figure
from targets.kinds import IndicatorKind
from targets.labels import COMPARATOR, GRADE, STATE
from targets.models import Result, Submission, Target

PERCENT_OF = ("REDUCE_BY", "GROW_BY")


def result_text(row: Result | None) -> str:
    """A stored result in one piece: "1.205", "4/6", "Đạt"; "" for nothing."""
    if row is None:
        return ""
    if row.numerator is not None or row.denominator is not None:
        parts = (row.numerator, row.denominator)
        return "/".join(format_number(part, missing="…") for part in parts)
    return format_number(row.value) or row.text or GRADE.get(row.grade, "")


def figure_text(kind: IndicatorKind, figure: Figure) -> str:
    """A figure to date: "59", "4/6 (66,66%)"; "" where nothing is known."""
    if not kind.is_fraction:
        return format_number(figure.value)
    if figure.numerator is None:
        return ""
    pair = f"{format_number(figure.numerator)}/{format_number(figure.denominator)}"
    percent = format_percent(figure.numerator, figure.denominator)
    return f"{pair} ({percent})" if percent else pair


def goal_text(target: Target, quota: object) -> str:
    """What is asked of this unit: its quota, else the plan's own words in short."""
    if quota is not None:
        return format_number(quota)
    if target.value is None or _is_shared_out(target):
        return ""
    word = COMPARATOR[target.comparator]
    if target.comparator == "ALL":
        return "100%"
    value = format_number(target.value)
    if target.indicator.kind in ("SHARE", "RATIO") or target.comparator in PERCENT_OF:
        return f"{word} {value}%"
    return f"{word} {value}"


def when(moment: dt.datetime | None) -> str:
    """ "09:05 12/03/2021" by the Vietnamese clock; "" for None."""
    if moment is None:
        return ""
    return timezone.localtime(moment).strftime("%H:%M %d/%m/%Y")


def state_of(
    submission: Submission, round_: Round, now: dt.datetime
) -> tuple[str, str]:
    """Code and label of a report's badge; late and not handed in says so."""
    if submission.is_open and now > round_.due_at:
        late = "LATE" if submission.state == "DRAFT" else submission.state
        return late, _("Quá hạn") if late == "LATE" else STATE[submission.state]
    return submission.state, STATE[submission.state]


def lateness(submission: Submission, round_: Round, now: dt.datetime) -> str:
    """ "muộn 3 ngày", "quá hạn 5 ngày", "còn 4 ngày", "đúng hạn"."""
    due = timezone.localtime(round_.due_at).date()
    if submission.submitted_at:
        late = days_late(submission.submitted_at, due)
        return _days(_("muộn %(n)s ngày"), late) if late else _("đúng hạn")
    late = days_late(now, due)
    if late:
        return _days(_("quá hạn %(n)s ngày"), late)
    left = (due - timezone.localtime(now).date()).days
    return _days(_("còn %(n)s ngày"), left) if left else _("hạn hôm nay")


def _days(sentence: str, count: int) -> str:
    return sentence % {"n": format_number(count)}


def _is_shared_out(target: Target) -> bool:
    """A count for the whole plan handed out as quotas: no quota, nothing asked."""
    counts = target.indicator.kind not in ("SHARE", "RATIO", "EVENT_FREE")
    each = target.scope != Target.Scope.OWNER
    return counts and each and target.comparator not in PERCENT_OF
