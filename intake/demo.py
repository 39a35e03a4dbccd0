"""The demo database: Hanoi's plan of 2021 as the office would have it.

Units, documents and quotas are the real ones; results that no document gives are
illustrative, deterministic, and labelled on every page.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets

from accounts.journal import Change, changeset
from accounts.models import ChangeSet, User
from accounts.people import add_person
from accounts.roles import Role
from communes.loading import load_criteria, load_register
from intake.annex_workbook import hanoi_annex
from intake.demo_results import load_results, lock_first_quarter
from intake.demo_two_laws import load_two_laws
from intake.documents import (
    FIXTURES,
    load_agencies,
    load_document,
    load_indicators,
    load_plan,
)
from intake.models import ImportDraft
from intake.orders import Order
from intake.straight import import_file
from intake.unit_lists import SHIPPED, load_aliases, load_units
from plans.actions import open_rounds
from plans.models import Plan
from targets.reporting import open_submissions
from units.models import Unit

HANOI_DAY = dt.date(2021, 1, 21)  # the plan's date
LISTS = (
    (
        HANOI_DAY,
        (
            "vn_2021-07-10_provinces.csv",
            "hanoi_2021_districts.csv",
            "hanoi_2021_communes.csv",
        ),
    ),
)
Row = tuple[str, str, Role, str]
PEOPLE: tuple[Row, ...] = (
    ("quantri", "Quản trị dữ liệu (trình diễn)", Role.IMPORT_ADMIN, "p01"),
    ("thuky", "Thư ký, Công an Thành phố (trình diễn)", Role.SECRETARIAT, "p01"),
    ("lanhdao", "Lãnh đạo (trình diễn)", Role.LEADER, "p01"),
    ("hoankiem", "Cán bộ quận Hoàn Kiếm (trình diễn)", Role.OFFICIAL, "d002"),
    ("bavi", "Cán bộ huyện Ba Vì (trình diễn)", Role.OFFICIAL, "d271"),
    ("pc04", "Cán bộ Phòng PC04 (trình diễn)", Role.OFFICIAL, "pc04"),
    ("soyte", "Cán bộ Sở Y tế (trình diễn)", Role.AGENCY, "so-y-te"),
)
LAO_CAI: Row = (
    "laocai",
    "Thư ký, tỉnh Lào Cai (trình diễn)",
    Role.SECRETARIAT,
    "p10",
)
PLAN_SLUG = "21-kh-ubnd-2021"
ANNEX_FILE = "bieu-chi-tieu-21-kh-ubnd-2021.xlsx"


def load_demo(*, results: bool = True) -> str | None:
    """Load what is missing; the password that was made up, or None when it was given.

    Run again it keeps what people have entered. Without `results` the quota table
    and the quarters are left out: the state of the office on the plan's first day.
    """
    for day, files in LISTS:
        load_units([SHIPPED / name for name in files], day=day)
    what = "Nạp dữ liệu trình diễn"
    if not Plan.objects.filter(slug=PLAN_SLUG).exists():
        with changeset(by=None, door=ChangeSet.Door.DEMO, what=what) as change:
            _documents(change)
    load_aliases(SHIPPED / "aliases.csv")
    what = "Nạp bộ tiêu chí và danh sách xã không có tệ nạn ma túy"
    with changeset(by=None, door=ChangeSet.Door.DEMO, what=what) as change:
        load_criteria(change)
        load_register(change)
    password, made_up = _password()
    what = "Tạo tài khoản trình diễn"
    with changeset(by=None, door=ChangeSet.Door.DEMO, what=what) as change:
        fresh = _people(change, password)
    if results:
        fill_quarters()
        fill_two_laws(password)
    return password if made_up and fresh else None


def fill_quarters() -> None:
    """The quota table, the year's four rounds, and three illustrative quarters."""
    plan = Plan.objects.get(slug=PLAN_SLUG)
    if plan.rounds.exists():
        return
    _quota_table(plan)
    details = {"by": None, "door": ChangeSet.Door.DEMO, "plan_slug": plan.slug}
    with changeset(what="Mở các đợt báo cáo năm 2021", **details) as change:
        for round_ in open_rounds(change, plan, list(plan.grain_periods)):
            open_submissions(change, round_)
    with changeset(what="Số liệu minh họa ba quý đầu năm 2021", **details) as change:
        load_results(change, plan)
        lock_first_quarter(change, plan, User.objects.get(username="thuky"))


def fill_two_laws(password: str) -> None:
    """One commune of Lào Cai under the law of 2023 and that of 2025, and who sees it.

    Apart from the office: the people of Hà Nội do not see another province.
    """
    what = "Số liệu minh họa: một xã được đánh giá theo hai bộ tiêu chí"
    with changeset(by=None, door=ChangeSet.Door.DEMO, what=what) as change:
        load_two_laws(change)
        _people(change, password, (LAO_CAI,))


def _documents(change: Change) -> None:
    load_agencies(change, FIXTURES / "units" / "agencies_hanoi.json")
    load_indicators(change, FIXTURES / "plans" / "indicators.json")
    for facts in json.loads(_read("documents.json")):
        load_document(change, facts)
    load_plan(change, json.loads(_read("21-kh-ubnd-2021.json")), is_demo=True)


def _quota_table(plan: Plan) -> None:
    """The paper's annex, through the same door as the office's own files."""
    order = Order(ImportDraft.Kind.ANNEX, plan)
    prepared, change = import_file(hanoi_annex(), order, name=ANNEX_FILE)
    if change is None:
        sentences = "; ".join(problem.message for problem in prepared.problems)
        raise RuntimeError(
            f"Biểu chỉ tiêu của bản trình diễn không nạp được: {sentences}"
        )


def _people(change: Change, password: str, people: tuple[Row, ...] = PEOPLE) -> int:
    known = set(User.objects.values_list("username", flat=True))
    for username, full_name, role, key in people:
        if username not in known:
            add_person(
                change,
                username=username,
                full_name=full_name,
                password=password,
                role=role,
                unit=Unit.objects.get(key=key),
                is_demo=True,
            )
    return len({row[0] for row in people} - known)


def _password() -> tuple[str, bool]:
    given = os.environ.get("DEMO_PASSWORD", "")
    return (given, False) if given else (secrets.token_urlsafe(9), True)


def _read(name: str) -> str:
    return (FIXTURES / "plans" / name).read_text(encoding="utf-8")
