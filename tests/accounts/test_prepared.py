"""A query whose SQL is kept answers as the plain one, from the database of now."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from accounts.prepared import Prepared
from accounts.sessions import SessionStore
from tests import office
from units.models import Unit

pytestmark = pytest.mark.django_db


def _of(keys, day, kind):
    units = Unit.objects.filter(key__in=keys, valid_from__lte=day, kind=kind)
    return units.select_related("parent").order_by("key")


DAY = dt.date(2021, 6, 1)


def test_other_values_bring_other_rows():
    asked = Prepared(Unit, _of)

    first = asked(["d002", "d271"], DAY, "DISTRICT")
    second = asked(["d001", "d271"], DAY, "DISTRICT")
    none = asked(["d001", "d271"], dt.date(1900, 1, 1), "DISTRICT")

    assert [unit.key for unit in first] == ["d002", "d271"]
    assert [unit.key for unit in second] == ["d001", "d271"]
    assert none == []


def test_what_belongs_to_a_row_is_read_with_it():
    asked = Prepared(Unit, _of)
    asked(["d271"], DAY, "DISTRICT")

    with CaptureQueriesContext(connection) as queries:
        [unit] = asked(["d002"], DAY, "DISTRICT")
        above = unit.parent.key

    assert above == "p01"
    assert len(queries) == 1


@pytest.mark.parametrize("number", [1, 2, 7, 501])
def test_a_list_may_have_any_length(number):
    asked = Prepared(Unit, _of)
    keys = ["d002", *(f"x{n}" for n in range(number - 1))]

    assert [unit.key for unit in asked(keys, DAY, "DISTRICT")] == ["d002"]


def test_among_none_there_is_nothing():
    assert Prepared(Unit, _of)([], DAY, "DISTRICT") == []


def test_no_row_is_kept():
    asked = Prepared(Unit, _of)
    asked(["d002"], DAY, "DISTRICT")
    with changeset(by=None, what="Đổi tên") as change:
        unit = Unit.objects.get(key="d002")
        unit.name = "Hoàn Kiếm mới"
        change.save(unit)

    assert asked(["d002"], DAY, "DISTRICT")[0].name == "Hoàn Kiếm mới"


def test_plain_rows_keep_their_exact_numbers(quotas):
    def build(plan):
        targets = office.plan().targets.model.objects.filter(plan=plan)
        return targets.order_by("pk").values_list("value", flat=True)

    asked = Prepared(Unit, build)

    for _ in range(2):
        assert asked(office.plan().pk) == list(build(office.plan().pk))


def test_a_text_with_quotes_stays_a_value():
    asked = Prepared(Unit, lambda name: Unit.objects.filter(name=name))

    assert asked("Hoàn Kiếm") != []
    assert asked("' OR 1=1 --") == []
    assert asked("%s") == []


def test_a_value_that_changes_on_its_way_is_refused():
    asked = Prepared(Unit, lambda number: Unit.objects.filter(pk=number + 1))

    with pytest.raises(TypeError, match="each of its values"):
        asked(1)


def test_shapes_have_their_own_sql():
    def build(key, *names):
        units = Unit.objects.filter(key=key)
        return units.select_related(*names) if names else units

    asked = Prepared(Unit, build)

    [plain], [joined] = asked("d002"), asked("d002", shape=("parent",))

    assert "parent" not in plain._state.fields_cache
    assert "parent" in joined._state.fields_cache


def test_who_left_or_never_came_has_no_session(as_user):
    client = as_user("thuky")
    kept = client.cookies["sessionid"].value

    assert client.get("/plans/").status_code == 200
    assert SessionStore("khongco" * 4).load() == {}
    Session.objects.filter(session_key=kept).update(expire_date=timezone.now())
    assert client.get("/plans/").status_code == 302


def test_who_is_dismissed_is_out_at_the_next_page(as_user):
    client = as_user("thuky")
    client.get("/plans/")

    with changeset(by=None, what="Khóa tài khoản") as change:
        user = User.objects.get(username="thuky")
        user.is_active = False
        change.save(user)

    assert client.get("/plans/").status_code == 302
