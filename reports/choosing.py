"""Which plan and period a page is about: `?plan=&period=`, or the latest of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.prepared import prepared
from accounts.roles import Permission
from plans.models import Plan, Round
from plans.periods import BadPeriod, Kind, Period
from sheets.wording import gettext as _
from targets.models import Submission
from units.models import Unit


@dataclass(frozen=True)
class Tab:
    """A link of a row of tabs, or an option of a choice."""

    url: str
    label: str
    current: bool
    count: str = ""


@dataclass(frozen=True)
class Choice:
    """The plan a page is about, its period, and what else could be chosen."""

    plan: Plan
    period: Period
    plans: tuple[Plan, ...]

    @cached_property
    def window(self) -> str:
        """ "15/12/2020 – 14/3/2021": the period's days, under the plan's calendar."""
        first, last = self.period.window(self.plan.calendar)
        return f"{day(first)} – {day(last)}"

    @property
    def is_illustrative(self) -> bool:
        """Whether any plan in sight holds figures made up to show the product."""
        return any(plan.is_demo for plan in self.plans)

    @property
    def heading(self) -> str:
        """ "Kế hoạch 21/KH-UBND · Quý I/2021 (15/12/2020 – 14/3/2021)"."""
        symbol = self.plan.document.symbol
        return _(
            "Kế hoạch {symbol} · {period} ({window})",
            symbol=symbol,
            period=self.period.label,
            window=self.window,
        )

    @cached_property
    def query(self) -> str:
        """The choice as a query string for links to other pages."""
        return urlencode({"plan": self.plan.slug, "period": self.period.code})

    def explain_url(self, target_id: int, unit_key: str = "") -> str:
        """The page that takes the figure to date apart; no unit: the whole city."""
        return f"{self._explain}?{self.query}&{_asking(target_id, unit_key)}"

    @cached_property
    def _explain(self) -> str:
        return reverse("explain")

    @cached_property
    def period_tabs(self) -> list[Tab]:
        return [
            Tab(f"?{self._with(period)}", _short(period), period == self.period)
            for period in self.periods
        ]

    @property
    def periods(self) -> tuple[Period, ...]:
        return periods_of(self.plan)

    @cached_property
    def plan_tabs(self) -> list[Tab]:
        """Other plans to turn to; empty where there is only one."""
        if len(self.plans) < 2:
            return []
        return [
            Tab(f"?{urlencode({'plan': p.slug})}", str(p), p == self.plan)
            for p in self.plans
        ]

    def _with(self, period: Period) -> str:
        return urlencode({"plan": self.plan.slug, "period": period.code})


def periods_of(plan: Plan) -> tuple[Period, ...]:
    """The periods a report is written for: quarters, 6 and 9 months, the year."""
    year = plan.year
    quarters = [Period(Kind.QUARTER, year, number) for number in (1, 2, 3, 4)]
    longer = [Period(Kind.HALF, year), Period(Kind.NINE, year), Period(Kind.YEAR, year)]
    return tuple(sorted(quarters + longer))


def choose(user: User, query: QueryDict | Mapping[str, str]) -> Choice | None:
    """The choice of `query` among what `user` may see; None where no plan is there.

    One query. An unknown plan or period does not exist (404).
    """
    plans = tuple(visible_plans(user))
    if not plans:
        return None
    slug, code = query.get("plan", ""), query.get("period", "")
    plan = plans[0]
    if slug:
        plan = _named(plans, slug)
    return Choice(plan, _period(plan, code) if code else latest_period(plan), plans)


def visible_plans(user: User) -> list[Plan]:
    """Plans a person may see, the latest first, each with its `last_round`."""
    return _plans(user.unit_ids_for(Permission.VIEW), timezone.now())


@prepared(Plan)
def _plans(roots: list[int], now: dt.datetime) -> QuerySet[Plan]:
    plans: QuerySet[Plan] = (
        Plan.objects.concerning(Unit.objects.within(roots))  # type: ignore[assignment,attr-defined,unused-ignore]
        .select_related("document", "unit")
        .annotate(last_round=Subquery(_last_round(now)))
        .order_by("-year", "slug")
    )
    return plans


def latest_period(plan: Plan, *, on: dt.date | None = None) -> Period:
    """The last round that has begun, of those somebody has reported in.

    Nobody yet: the last begun; none opened: the last period that is over. A query
    only for a plan that `visible_plans` has not read.
    """
    code = getattr(plan, "last_round", None)
    if not hasattr(plan, "last_round"):
        rows = Plan.objects.filter(pk=plan.pk)
        found = Subquery(_last_round(timezone.now()))
        code = rows.values_list(found, flat=True)[0]
    if code:
        return reportable(Period.parse(code))
    today = on or timezone.localdate()
    over = [p for p in plan.grain_periods if p.is_finished(today, plan.calendar)]
    return reportable(max(over, default=plan.grain_periods[0]))


def _last_round(now: dt.datetime) -> QuerySet[Any, Any]:
    """The code of a plan's last begun round, those with reports before the others."""
    handed_in = Submission.objects.filter(round=OuterRef("pk")).exclude(state="DRAFT")
    regular = Round.objects.filter(plan=OuterRef("pk"), as_of=None)
    rounds = regular.filter(opened_at__lte=now)
    found = rounds.annotate(has_reports=Exists(handed_in))
    return found.order_by("-has_reports", "-due_at").values("period_code")[:1]


def reportable(period: Period) -> Period:
    """The quarter a month belongs to; other periods are their own."""
    if period.kind is not Kind.MONTH:
        return period
    return Period(Kind.QUARTER, period.year, (period.number + 2) // 3)


def day(date: dt.date) -> str:
    """21/01/2021, the one way every page writes a day."""
    return date.strftime("%d/%m/%Y")


def _period(plan: Plan, code: str) -> Period:
    try:
        period = Period.parse(code)
        period.parts(plan.grain_kind)
    except BadPeriod as error:
        raise Http404("Không có trang này.") from error
    if period.year != plan.year:
        raise Http404("Không có trang này.")
    return period


def _asking(target_id: int, unit_key: str) -> str:
    return urlencode({"target": target_id, "unit": unit_key, "of": "to_date"})


def _named(plans: Sequence[Plan], slug: str) -> Plan:
    found = next((plan for plan in plans if plan.slug == slug), None)
    if found is None:
        raise Http404("Không có trang này.")
    return found


def _short(period: Period) -> str:
    """Within a year the year need not be said: "Quý I", "6 tháng đầu năm"."""
    label = period.label.removesuffix(f"/{period.year}")
    return label.removesuffix(f" {period.year}").removesuffix(" năm") or label
