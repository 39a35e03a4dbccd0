"""Every number of the city's page and of a unit's page: its explanation adds up to it.

The parts are added here once more, by hand, not by the code that made the number.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.http import QueryDict

from intake.demo import fill_quarters
from plans.periods import Period
from reports.choosing import choose
from reports.dashboards import unit_dashboard
from reports.explaining import IN_PERIOD, TO_DATE, explain
from reports.overview import overview
from sheets.numbers import format_number, format_percent
from targets.models import Submission
from tests import office

pytestmark = pytest.mark.django_db
PERIODS = ("2021-Q2", "2021-N9")
UNITS = ("d002", "d271", "d005", "pc04")


@pytest.fixture
def demo(db):
    """Three quarters: approved, waiting, returned, late and missing."""
    fill_quarters()


def leader():
    return office.person("lanhdao")


def choice_of(period):
    return choose(leader(), QueryDict(f"period={period}"))


def explained(target, period, span, unit=None):
    return explain(
        office.plan(),
        Period.parse(period),
        target,
        unit=unit,
        span=span,
        user=leader(),
    )


def added(parts, kind):
    """The parts as one figure on screen; "" for none."""
    parts = list(parts)
    if not parts:
        return ""
    if kind == "QUALITATIVE":
        return parts[-1].shown
    value = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    if all(part.whole is None for part in parts):
        return format_number(value)
    whole = sum((part.whole or Decimal(0) for part in parts), Decimal(0))
    return f"{format_number(value)}/{format_number(whole)}"


def check(shown, explanation):
    """What the page prints, what the explanation says, and what its parts make."""
    kind = explanation.target.indicator.kind
    assert shown == explanation.shown, explanation.target
    assert added(explanation.counted, kind) == shown, explanation.target
    assert explanation.closes


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_of_the_city(demo, period):
    lines = overview(choice_of(period), leader()).lines

    for line in lines:
        to_date = explained(line.target, period, TO_DATE)
        check(line.words.to_date, to_date)
        check(line.words.in_period, explained(line.target, period, IN_PERIOD))
        waiting = to_date.provisional or to_date.shown
        assert line.words.provisional in ("", waiting)
        assert line.words.provisional or not to_date.provisional
        assert line.words.coverage.startswith(f"{_complete(to_date, period)}/")
    assert any(line.words.to_date for line in lines)


def _complete(explanation, period):
    """Units with an approved figure in every quarter so far."""
    quarters = len(Period.parse(period).up_to(office.plan().grain_kind))
    by_unit = {}
    for part in explanation.parts:
        if not part.why_not.startswith("chưa duyệt"):
            by_unit.setdefault(part.unit, set()).add(part.period)
    return sum(len(periods) == quarters for periods in by_unit.values())


@pytest.mark.parametrize("period", PERIODS)
def test_every_cell_of_the_table_of_units_and_its_foot(demo, period):
    page = overview(choice_of(period), leader())
    printed = page.unit_rows.split("</tr>")

    for at, target in enumerate(page.heads):
        whole = explained(target, period, TO_DATE)
        quotas = {quota.unit: quota.value for quota in whole.quotas}
        for line, row in zip(page.unit_lines, printed, strict=False):
            own = [p for p in whole.counted if p.unit == line.unit]
            quota, to_date, percent, _mark = told(row)[at]
            assert to_date == added(own, target.indicator.kind)
            assert quota == format_number(quotas.get(line.unit))
            assert percent == _percent(own, quotas.get(line.unit))
        foot = told(page.total_cells)[at]
        assert foot[0] == format_number(sum(quotas.values()))
        assert foot[1] == added(whole.counted, target.indicator.kind)


def told(markup):
    """The words of a printed row, four cells for each target."""
    words = re.findall(r"<td[^>]*>(.*?)</td>", markup, flags=re.DOTALL)
    return [words[at : at + 4] for at in range(0, len(words), 4)]


def _percent(parts, quota):
    if not parts or not quota:
        return ""
    return format_percent(sum(part.value for part in parts), quota)


@pytest.mark.parametrize("period", PERIODS)
def test_the_key_figures_are_those_of_the_table_and_of_the_reports(demo, period):
    page = overview(choice_of(period), leader())
    *headline, reports = page.key_figures

    by_name = {x.target.indicator.short_name: x.words.to_date for x in page.lines}
    assert [f.value for f in headline] == [by_name[f.label] for f in headline]
    last = Period.parse(period).up_to(office.plan().grain_kind)[-1]
    found = Submission.objects.filter(round__period_code=last.code)
    approved = found.filter(state="APPROVED").count()
    assert reports.value == f"{approved}/{found.count()}"


@pytest.mark.parametrize("key", UNITS)
@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_of_a_unit(demo, key, period):
    """A unit's own page counts its drafts too, and says so: the number is the
    explanation's "kể cả số chưa duyệt" where that differs."""
    unit = office.unit(key)

    for line in unit_dashboard(choice_of(period), unit).lines:
        for span, shown in (
            (TO_DATE, line.words.to_date),
            (IN_PERIOD, line.words.in_period),
        ):
            found = explained(line.target, period, span, unit)
            check(found.shown, found)
            assert shown == (found.provisional or found.shown), (line.target, span)
        quotas = explained(line.target, period, TO_DATE, unit).quotas
        if quotas:
            assert line.words.quota == format_number(sum(q.value for q in quotas))


@pytest.mark.parametrize("key", UNITS)
def test_every_quarter_of_a_unit_is_one_entry(demo, key):
    unit = office.unit(key)

    for line in unit_dashboard(choice_of("2021-N9"), unit).lines:
        for number, quarter in enumerate(line.quarters, 1):
            found = explained(line.target, f"2021-Q{number}", IN_PERIOD, unit)
            shown = [part.shown for part in found.parts]
            assert [quarter.value] == (shown or [""]), (line.target, quarter.label)


def test_every_linked_number_opens_its_explanation(demo, as_user):
    """The address behind each number of both pages leads to that very number."""
    client = as_user("lanhdao")
    city = overview(choice_of("2021-N9"), leader()).lines
    unit = unit_dashboard(choice_of("2021-N9"), office.unit("d002")).lines

    for line in [*city, *unit]:
        answer = client.get(line.explain_url)
        explanation = answer.context["explanation"]
        shown = explanation.provisional or explanation.shown
        assert line.words.to_date in (explanation.shown, shown)
        assert "không cộng lại thành con số" not in answer.content.decode()
