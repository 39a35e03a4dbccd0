"""Writes on the reporting calendar; each leaves its line, none rewrites the past.

A rule or a scheme that has been used is not edited: a new one takes its place from a
day on. A round that was opened keeps the deadline it was opened with until somebody
sets it anew, with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError
from django.db.models import Q

from accounts.journal import Change, changeset
from accounts.models import User
from accounts.refusals import Refusal
from plans import deadlines
from plans.actions import as_rule, due_date
from plans.models import DeadlineRule, Holiday, Plan, ReportingScheme, Round
from plans.periods import Kind, Period, Scheme, of_year
from sheets.wording import gettext as _

_YEARS_AHEAD = 2  # how far a new rule is tried out against the others
_MOST_DAYS = 31


def save_scheme(scheme: ReportingScheme, *, by: User) -> None:
    """Add or edit a scheme; what plans count by is not changed under them."""
    if not scheme._state.adding:
        old = ReportingScheme.objects.get(pk=scheme.pk)
        moved = (old.calendar, old.grain) != (scheme.calendar, scheme.grain)
        if moved and old.plans.exists():
            raise Refusal(
                _(
                    "Chế độ này đã có kế hoạch áp dụng nên không đổi cách tính kỳ; "
                    "hãy ghi ngày hết hiệu lực rồi thêm chế độ mới."
                ),
                status=409,
            )
    with changeset(by=by, what=f"Chế độ báo cáo: {scheme.name}") as change:
        change.save(scheme)


def adopt_scheme(plan: Plan, scheme: ReportingScheme, *, by: User) -> None:
    """Let `plan` count as `scheme` says; refused once a period has been opened."""
    if not _is_in_force(scheme, plan.start):
        raise Refusal(
            _(
                "«{scheme}» không có hiệu lực vào ngày {start}, ngày bắt đầu kế "
                "hoạch; hãy chọn chế độ khác.",
                scheme=scheme,
                start=format(plan.start, "%d/%m/%Y"),
            )
        )
    moves = (plan.scheme, plan.grain) != (scheme.calendar, scheme.grain)
    if moves and plan.rounds.filter(as_of=None).exists():
        raise Refusal(
            _(
                "Kế hoạch đã mở đợt báo cáo nên không đổi cách tính kỳ được; chế "
                "độ mới áp dụng từ kế hoạch năm sau."
            ),
            status=409,
        )
    plan.reporting_scheme, plan.scheme = scheme, scheme.calendar
    plan.grain = scheme.grain
    plan.start, plan.end = plan.year_period.window(plan.calendar)
    what = f"Áp dụng chế độ báo cáo: {scheme.name}"
    with changeset(by=by, what=what, plan_slug=plan.slug) as change:
        change.save(plan)


def save_rule(rule: DeadlineRule, *, by: User) -> None:
    """Add a rule, or correct one that no round has been opened under."""
    if not rule._state.adding:
        _refuse_used(rule)
    _refuse_contradiction(rule, _others(rule))
    with changeset(by=by, what=_what(rule), plan_slug=_slug(rule)) as change:
        change.save(rule)


def replace_rule(rule: DeadlineRule, new: DeadlineRule, *, by: User) -> DeadlineRule:
    """End `rule` where `new` begins; the rounds opened under the old one keep it."""
    old = DeadlineRule.objects.get(pk=rule.pk)
    _end(old, new.valid_from)
    new.plan, new.period_kind = old.plan, old.period_kind
    _refuse_contradiction(new, [*_others(old), old])
    with changeset(by=by, what=_what(new), plan_slug=_slug(old)) as change:
        change.save(old)
        change.save(new)
    return new


def end_rule(rule: DeadlineRule, *, on: dt.date, by: User) -> None:
    """The rule no longer holds from `on`; periods before it keep it."""
    _end(rule, on)
    _refuse_contradiction(rule, _others(rule))
    what = f"Hết hiệu lực từ {on:%d/%m/%Y}: {rule}"
    with changeset(by=by, what=what, plan_slug=_slug(rule)) as change:
        change.save(rule)


def add_holidays(
    first: dt.date, last: dt.date, *, name: str, is_working: bool, by: User
) -> int:
    """The days from `first` to `last`; those already in the table take the new words.

    Returns how many days were written.
    """
    if not first <= last <= first + dt.timedelta(days=_MOST_DAYS):
        raise Refusal(
            _(
                "Đợt nghỉ phải từ 1 đến {most_days} ngày, ngày cuối sau đầu.",
                most_days=_MOST_DAYS,
            )
        )
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    known = {row.day: row for row in Holiday.objects.filter(day__in=days)}
    rows = [known.get(day) or Holiday(day=day) for day in days]
    for row in rows:
        row.name, row.is_working = name, is_working
    word = "làm bù" if is_working else "nghỉ"
    what = f"Ngày {word} {name}, từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    with _of_days(by, what) as change:
        return change.save_all(rows)


def save_holiday(holiday: Holiday, *, by: User) -> None:
    with _of_days(by, f"Ngày nghỉ, làm bù: {holiday}") as change:
        change.save(holiday)


def delete_holiday(holiday: Holiday, *, by: User) -> None:
    """The day is an ordinary one again; deadlines already set do not move."""
    with changeset(by=by, what=f"Bỏ ngày nghỉ, làm bù: {holiday}") as change:
        change.delete(holiday)


def reset_due(round_: Round, *, reason: str, by: User) -> Round:
    """Set the deadline of an open round to what the calendar says now."""
    if not reason.strip():
        raise Refusal(_("Hãy ghi lý do đặt lại hạn nộp."))
    if round_.is_locked or not round_.is_regular:
        raise Refusal(_("Chỉ đặt lại hạn của kỳ đang mở, chưa khóa."), status=409)
    due = due_date(round_.plan, Period.parse(round_.period_code))
    round_.due_at = deadlines.due_at(due)
    what = f"Đặt lại hạn nộp {round_.period.label}: {due:%d/%m/%Y}"
    with changeset(
        by=by, what=what, reason=reason.strip(), plan_slug=round_.plan.slug
    ) as change:
        change.save(round_)
    return round_


def rounds_under(rule: DeadlineRule) -> list[Round]:
    """The rounds whose deadline this rule gave, oldest first."""
    return rounds_by_rule([rule])[rule.pk]


def rounds_by_rule(rules: Sequence[DeadlineRule]) -> dict[int, list[Round]]:
    """The rounds each rule gave a deadline to, by its key: two queries."""
    rounds = Round.objects.filter(as_of=None).select_related("plan__document")
    own = DeadlineRule.objects.filter(plan__isnull=False)
    ruled = set(own.values_list("plan_id", flat=True))
    found = sorted(rounds, key=lambda row: row.window)
    return {rule.pk: [r for r in found if _governs(rule, r, ruled)] for rule in rules}


@contextmanager
def _of_days(by: User, what: str) -> Iterator[Change]:
    """One journal line; the second of two people who write the same day is told."""
    try:
        with changeset(by=by, what=what) as change:
            yield change
    except IntegrityError as error:
        raise Refusal(
            _("Ngày này vừa được người khác ghi; hãy xem lại bảng."), status=409
        ) from error


def _governs(row: DeadlineRule, round_: Round, ruled: Collection[int]) -> bool:
    """Whether the rule gave the round its day; `ruled`: plans with own rules."""
    if row.plan_id not in (None, round_.plan_id):
        return False
    if row.plan_id is None and round_.plan_id in ruled:
        return False
    rule = as_rule(row)
    period = Period.parse(round_.period_code)
    applies = rule.applies_to(period, round_.plan.calendar)
    return applies and rule.touches(*round_.window)


def _refuse_used(rule: DeadlineRule) -> None:
    stored = DeadlineRule.objects.get(pk=rule.pk)
    used = rounds_under(stored)
    if used:
        raise Refusal(
            _(
                "Quy định này đã dùng cho {used} đợt báo cáo (gần nhất "
                "{period}); hãy thay bằng quy định mới từ một ngày.",
                used=len(used),
                period=used[-1].period.label,
            ),
            status=409,
        )


def _end(rule: DeadlineRule, on: dt.date) -> None:
    """Close the rule before `on`, which must leave every round it gave a day to."""
    if on <= rule.valid_from:
        raise Refusal(
            _(
                "Ngày thay phải sau ngày {valid_from}, ngày quy định cũ có hiệu lực.",
                valid_from=format(rule.valid_from, "%d/%m/%Y"),
            )
        )
    kept = [row for row in rounds_under(rule) if row.window[1] >= on]
    closed = [row for row in kept if row.is_locked]
    if closed:
        raise Refusal(
            _(
                "{period} đã khóa theo quy định này; hãy chọn ngày sau {window}.",
                period=closed[-1].period.label,
                window=format(closed[-1].window[1], "%d/%m/%Y"),
            ),
            status=409,
        )
    rule.valid_to = on


def _others(rule: DeadlineRule) -> Sequence[DeadlineRule]:
    """Rules of the same plan (or of every plan) and kind, but for `rule` itself."""
    same = DeadlineRule.objects.filter(plan=rule.plan, period_kind=rule.period_kind)
    return list(same.exclude(pk=rule.pk))


def _refuse_contradiction(rule: DeadlineRule, others: Iterable[DeadlineRule]) -> None:
    """Try the rules out on every period they meet: 422 with the sentence if not one."""
    scheme = rule.plan.calendar if rule.plan else Scheme.REPORTING
    try:
        rules = [as_rule(row) for row in (rule, *others)]
        for period in _met(rules, Kind(rule.period_kind)):
            deadlines.rule_for(rules, period, scheme)
    except deadlines.BadDeadline as error:
        raise Refusal(str(error)) from error


def _met(rules: Sequence[deadlines.Rule], kind: Kind) -> list[Period]:
    days = [d for rule in rules for d in (rule.valid_from, rule.valid_to) if d]
    years = range(min(days).year - 1, max(days).year + _YEARS_AHEAD + 1)
    return [period for year in years for period in of_year(year, kind)]


def _is_in_force(scheme: ReportingScheme, day: dt.date) -> bool:
    return ReportingScheme.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), pk=scheme.pk, valid_from__lte=day
    ).exists()


def _what(rule: DeadlineRule) -> str:
    return f"Quy định thời hạn từ {rule.valid_from:%d/%m/%Y}: {rule}"


def _slug(rule: DeadlineRule) -> str:
    return rule.plan.slug if rule.plan else ""
