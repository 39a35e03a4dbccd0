"""In process: a page against the query it cannot do without."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from accounts.models import Membership, User
from plans.models import Plan
from targets.models import Result
from tests.bench.measuring import Ratio, against
from units.models import Unit

DATA = """
SELECT r.indicator_id, r.unit_id,
       sum(r.value) FILTER (WHERE r.period_code BETWEEN '2021-Q1' AND '2021-Q3'),
       sum(r.value) FILTER (WHERE r.period_code BETWEEN '2020-Q1' AND '2020-Q3'),
       count(*)
FROM targets_result r
JOIN targets_submission s ON s.id = r.submission_id AND s.state = 'APPROVED'
WHERE r.period_code BETWEEN '2020-Q1' AND '2021-Q4' {only}
GROUP BY 1, 2
"""


def reader() -> Client:
    """A leader's browser over the synthetic units."""
    user = User.objects.filter(username="do-luong").first()
    if user is None:
        user = User.objects.create(username="do-luong", password=make_password(None))
        top = Unit.objects.get(key="p99")
        Membership.objects.create(user=user, unit=top, role="LEADER")
    browser = Client()
    browser.force_login(user, backend="accounts.backends.RoleBackend")
    return browser


def page_rows(size: str) -> list[Ratio]:
    """City overview and unit dashboard against their data alone and one query."""
    browser = reader()
    plan = Plan.objects.get(year=2021)
    unit = Unit.objects.get(key="d00001")
    query = f"?plan={plan.slug}&period=2021-N9"
    rows = []
    if size == "city":
        rows.append(
            against(
                "Toàn thành phố (31 × 10) / riêng dữ liệu",
                lambda: opened(browser, f"/overview/{query}"),
                lambda: fetched(DATA.format(only="")),
            )
        )
    rows.append(
        against(
            f"Trang một đơn vị ({size}) / trang một truy vấn",
            lambda: opened(browser, f"/units/{unit.key}/{query}"),
            lambda: opened(browser, "/do-mot-truy-van/"),
        )
    )
    return rows


def opened(browser: Client, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def fetched(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def counted() -> int:
    return Result.objects.count()
