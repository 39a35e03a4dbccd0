"""The submission board: unit × period with states, and one round in detail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.roles import Role
from plans.models import Plan, Round
from targets.labels import STATE
from targets.later_edits import shaken_by, touched_after_approval
from targets.models import Submission
from targets.reminding import told_of
from targets.reporting import duties_of
from targets.texts import lateness, state_of, when
from units import names

LATE = "LATE"
# In the database what `completeness.is_full` says of one row.
_IS_FULL = (
    Q(results__value__isnull=False)
    | Q(results__numerator__isnull=False, results__denominator__isnull=False)
    | Q(results__text__gt="")
    | Q(results__grade__gt="")
)


@dataclass(frozen=True, kw_only=True)
class Badge:
    """Where one report stands, in finished words."""

    round: Round
    unit_key: str
    code: str
    label: str
    timing: str
    edited: str = ""
    shaken: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One unit with a badge for each round shown; None: it owed no report."""

    unit: str
    key: str
    people: str
    badges: tuple[Badge | None, ...]
    submission: Submission
    filled: str = ""
    submitted: str = ""
    is_reopened: str = ""
    reminded: str = ""


@dataclass(frozen=True, kw_only=True)
class Board:
    """`round` None: the whole year."""

    plans: tuple[Plan, ...]
    plan: Plan
    rounds: tuple[Round, ...]
    round: Round | None
    rows: tuple[BoardRow, ...]
    all_rows: int
    counts: tuple[tuple[str, str, int], ...]  # code, label, number of reports

    @property
    def late(self) -> int:
        """Reports past their deadline that were not handed in."""
        return sum(count for code, _label, count in self.counts if code == LATE)


def rounds_seen_by(user: User) -> list[Round]:
    """Rounds of the plans this person may see, the latest year first."""
    plans = Plan.objects.visible_to(user).values("pk")
    rounds = Round.objects.filter(plan__in=plans)
    rounds = rounds.select_related("plan__document", "locked_by")
    return sorted(rounds, key=lambda r: (-r.plan.year, r.plan.slug, r.period))


def board(
    user: User,
    *,
    plan: str = "",
    period: str = "",
    state: str = "",
    query: str = "",
) -> Board | None:
    """The board of one plan (the latest, if none is named); None: no such plan.

    Seven queries, whatever the number of units and rounds.
    """
    rounds = rounds_seen_by(user)
    slug = plan or next((r.plan.slug for r in rounds), "")
    own = [r for r in rounds if r.plan.slug == slug]
    chosen = next((r for r in own if r.period_code == period), None)
    if not own or (period and chosen is None):
        return None
    rows = _rows(_reports(user, own), [chosen] if chosen else own)
    return Board(
        plans=tuple({r.plan_id: r.plan for r in rounds}.values()),
        plan=own[0].plan,
        rounds=tuple(own),
        round=chosen,
        rows=tuple(row for row in rows if _matches(row, state, query)),
        all_rows=len(rows),
        counts=_counts(rows),
    )


def _reports(user: User, rounds: list[Round]) -> list[Submission]:
    found = (
        Submission.objects.visible_to(user)
        .filter(round__in=rounds)
        .select_related("unit", "submitted_by")
        .annotate(filled=Count("results", filter=_IS_FULL))
    )
    by_pk = {r.pk: r for r in rounds}
    reports = list(found)
    for report in reports:
        report.round = by_pk[report.round_id]
    return reports


def _rows(reports: list[Submission], rounds: list[Round]) -> list[BoardRow]:
    edited = touched_after_approval(reports)
    shaken, told = shaken_by(reports, edited), told_of(rounds)
    by_place = {(s.unit_id, s.round_id): s for s in reports}
    in_view = [s for s in reports if s.round_id in {r.pk for r in rounds}]
    units = {s.unit_id: s.unit for s in in_view}
    people, duties = _people(units), duties_of(rounds[0].plan)
    order = {unit.pk: number for number, unit in enumerate(duties.reporters)}
    now, rows = timezone.now(), []
    for unit in sorted(units.values(), key=lambda u: order.get(u.pk, len(order))):
        mine = [by_place.get((unit.pk, r.pk)) for r in rounds]
        badges = [
            _badge(s, edited.get(s.pk, set()), shaken.get(s.pk, []), now) if s else None
            for s in mine
        ]
        first = next(s for s in mine if s)
        expected = len(duties.of(first.round).targets_of(unit))
        row = _row(first, badges, people.get(unit.pk, []), expected, now)
        last = told.get((first.round_id, unit.pk)) if len(rounds) == 1 else None
        rows.append(replace(row, reminded=str(last or "")))
    return rows


def _row(
    report: Submission,
    badges: list[Badge | None],
    people: list[str],
    expected: int,
    now: dt.datetime,
) -> BoardRow:
    reopened = report.reopened_until and now < report.reopened_until
    return BoardRow(
        unit=str(report.unit),
        key=report.unit.key,
        people="; ".join(people),
        badges=tuple(badges),
        submission=report,
        filled=f"{min(report.filled, expected)}/{expected}",
        submitted=_submitted(report),
        is_reopened=when(report.reopened_until) if reopened else "",
    )


def _badge(
    report: Submission, edited: set[int], shaken: list[str], now: dt.datetime
) -> Badge:
    code, label = state_of(report, report.round, now)
    count = len(edited)
    return Badge(
        round=report.round,
        unit_key=report.unit.key,
        code=code,
        label=label,
        timing=lateness(report, report.round, now),
        edited=_("đã sửa %(n)d ô sau khi duyệt") % {"n": count} if count else "",
        shaken=_("số liệu kỳ trước đã thay đổi: %(periods)s")
        % {"periods": ", ".join(shaken)}
        if shaken
        else "",
    )


def _submitted(report: Submission) -> str:
    if not report.submitted_at:
        return ""
    return f"{when(report.submitted_at)}, {report.submitted_by or _('Hệ thống')}"


def _people(units: Iterable[int]) -> dict[int, list[str]]:
    """Who answers for each unit's report: its own officials."""
    duties = Membership.objects.filter(
        unit__in=list(units),
        role__in=[Role.OFFICIAL.value, Role.AGENCY.value],
        user__is_active=True,
    ).select_related("user")
    people: dict[int, list[str]] = {}
    for duty in duties:
        people.setdefault(duty.unit_id, []).append(str(duty.user))
    return people


def _matches(row: BoardRow, state: str, query: str) -> bool:
    codes = {badge.code for badge in row.badges if badge}
    wanted = names.search_key(query) if query else ""
    return (not state or state in codes) and (
        wanted in names.search_key(f"{row.unit} {row.key}")
    )


def _counts(rows: list[BoardRow]) -> tuple[tuple[str, str, int], ...]:
    codes = [badge.code for row in rows for badge in row.badges if badge]
    labels = {LATE: _("Quá hạn"), **STATE}
    shown = (LATE, "DRAFT", "SUBMITTED", "RETURNED", "APPROVED")
    return tuple((code, labels[code], codes.count(code)) for code in shown)
