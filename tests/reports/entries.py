"""Reports of units as the office would have them: entered, handed in, approved."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from accounts.journal import changeset
from plans.actions import open_rounds
from plans.models import Document, Plan
from plans.periods import Period
from targets.models import Indicator, Result, Submission
from tests import office


def enter(key: str, code: str, period: str, value: object, *, state="APPROVED"):
    """One cell of one unit; `value` is a number, "22/45", or None for a blank."""
    submission = submitted(key, period, state=state)
    part, slash, whole = str(value).partition("/")
    result = Result(
        unit=submission.unit,
        indicator=Indicator.objects.get(code=code),
        period_code=period,
        submission=submission,
        origin="FORM",
    )
    if slash:
        result.numerator, result.denominator = int(part), int(whole)
    elif value is not None:
        result.value = Decimal(part)
    with changeset(by=None, what="Nhập") as change:
        change.save(result)
    return result


def submitted(key: str, period: str, *, state: str = "APPROVED") -> Submission:
    """The unit's report of the period, in `state`."""
    year = Period.parse(period).year
    plan = office.plan() if year == 2021 else plan_of(year)
    with changeset(by=None, what="Báo cáo") as change:
        round_ = plan.rounds.filter(period_code=period).first()
        if round_ is None:
            [round_] = open_rounds(change, plan, [Period.parse(period)])
        unit = office.unit(key)
        found = Submission.objects.filter(round=round_, unit=unit).first()
        row = found or Submission(round=round_, unit=unit)
        row.state = state
        row.reason = "Số liệu chưa khớp" if state == "RETURNED" else ""
        row.submitted_at = timezone.now()
        change.save(row)
    return row


def plan_of(year: int) -> Plan:
    """The city's plan of another year, without targets."""
    slug = f"ke-hoach-{year}"
    found = Plan.objects.filter(slug=slug).first()
    if found:
        return found
    document = Document(
        slug=slug,
        kind="KH",
        symbol=f"9/KH-UBND{year}",
        symbol_key=f"9/KH-UBND{year}",
        issuer="Ủy ban nhân dân thành phố Hà Nội",
        issued_on=f"{year}-01-20",
    )
    plan = Plan(
        document=document,
        slug=slug,
        unit=office.unit("p01"),
        title=f"Phòng, chống ma túy năm {year}",
        year=year,
        start=f"{year - 1}-12-15",
        end=f"{year}-12-14",
    )
    with changeset(by=None, what=f"Kế hoạch năm {year}") as change:
        change.save(document)
        change.save(plan)
    return Plan.objects.get(slug=slug)
