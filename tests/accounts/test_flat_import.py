"""The admin's flat lists as a person meets them: sentences, scope, nothing twice."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.flat_files import FOLDER
from accounts.flat_import import MOST_ROWS
from accounts.journal import changeset
from accounts.models import Membership, User
from accounts.roles import Role
from intake.uploads import purge
from targets.models import Quota, Target
from tests.accounts.test_admin import confirm, workbook
from units.models import Unit

pytestmark = pytest.mark.django_db
HOSTILE = Path(__file__).parent.parent / "sheets" / "hostile"
TECHNICAL = ("Traceback", "Error", "Exception", "NoneType", "could not be", "/work")
PEOPLE = ("tên đăng nhập", "họ tên, chức vụ", "email")
LISTS = ("units_unit", "accounts_user", "targets_indicator", "targets_quota")


@pytest.fixture(autouse=True)
def private_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def admin(as_user):
    return as_user("quantri")


def stored(settings) -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / FOLDER).glob("*"))


def send(admin, listing: str, file, form: str = "0"):
    facts = {"format": form, "import_file": file, "resource": "0"}
    return admin.post(reverse(f"admin:{listing}_import"), facts)


def rows(admin, listing: str, *lines: tuple[object, ...]):
    return send(admin, listing, workbook(*lines))


def told(answer) -> str:
    """The page's sentences, which are never technical."""
    assert answer.status_code == 422
    assert "confirm_form" not in answer.context
    assert not [word for word in TECHNICAL if word in answer.text]
    return answer.text


@pytest.mark.parametrize("listing", LISTS)
def test_a_list_without_its_column_of_codes_is_refused_naming_it(admin, listing):
    answer = rows(admin, listing, ("STT", "Tên"), (1, "Hoàn Kiếm"))

    assert "Tệp thiếu cột" in told(answer)


@pytest.mark.parametrize("name", sorted(p.name for p in HOSTILE.glob("[ABGS]*.xls*")))
def test_no_hostile_file_is_a_fault_of_the_admin(admin, name, settings):
    file = io.BytesIO((HOSTILE / name).read_bytes())
    file.name = name

    answer = send(admin, "units_unit", file)

    assert "errorlist" in told(answer)
    assert stored(settings) == []


def test_a_bad_day_and_a_bad_kind_are_told_with_the_row_of_the_sheet(admin):
    head = ("key", "kind", "valid_from")

    answer = rows(admin, "units_unit", head, (), ("d002", "PLANET", "32/13/2021"))

    page = told(answer)
    assert "“32/13/2021” không phải là ngày" in page
    assert "<td>3</td>" in page


def test_names_of_nothing_are_told_as_such(admin):
    target = Target.objects.get(indicator__code="cases").pk
    head = ("target", "unit", "value", "valid_from")

    answer = rows(
        admin,
        "targets_quota",
        head,
        (999999, "d002", 1, "2020-12-15"),
        ("x", "d002", 1, "2020-12-15"),
        (target, "d999", 1, "2020-12-15"),
    )

    assert "“999999”" in told(answer)
    assert "“d999”" in told(answer)


def test_a_long_text_is_not_echoed_whole(admin):
    answer = rows(admin, "units_unit", ("key", "name"), ("d002", "x" * 5000))

    assert "x" * 101 not in told(answer)


def test_a_new_person_comes_in_without_password_or_right(admin):
    head = (*PEOPLE, "is_superuser", "is_staff", "groups", "password", "role")
    line = ("quanmoi", "Cán bộ mới", "", "1", "1", "1", "mat-khau-moi", "IMPORT_ADMIN")

    confirm(
        admin,
        rows(admin, "accounts_user", head, line),
        "accounts_user_process_import",
    )

    person = User.objects.get(username="quanmoi")
    assert not person.has_usable_password()
    assert person.must_change_password
    assert [person.is_superuser, person.memberships.count()] == [False, 0]


def elsewhere() -> User:
    person = User.objects.create(username="noikhac", full_name="Cán bộ tỉnh khác")
    unit = Unit.objects.get(key="p10")
    with changeset(by=None, what="Thêm vai trò") as change:
        change.save(Membership(user=person, unit=unit, role=Role.SECRETARIAT))
    return person


def test_a_person_of_another_province_can_be_neither_seen_nor_changed(admin):
    person = elsewhere()

    answer = rows(
        admin, "accounts_user", PEOPLE, ("noikhac", "", "ke.gian@example.org")
    )
    listed = admin.get(reverse("admin:accounts_user_changelist"))
    opened = admin.get(reverse("admin:accounts_user_change", args=[person.pk]))

    assert "không thuộc phạm vi" in told(answer)
    assert "Cán bộ tỉnh khác" not in answer.text + listed.text
    assert opened.status_code == 302


def test_a_unit_elsewhere_is_not_shown_even_where_nothing_would_change(admin):
    answer = rows(admin, "units_unit", ("key",), ("p10",))

    assert "không thuộc phạm vi" in told(answer)
    assert "Lào Cai" not in answer.text


def test_a_unit_that_has_not_ended_shows_no_day_of_its_end(admin):
    answer = rows(admin, "units_unit", ("key", "name"), ("d002", "Hồ Gươm"))

    assert "confirm_form" in answer.context
    assert "None" not in answer.text


def test_two_rows_for_one_unit_are_refused(admin):
    answer = rows(admin, "units_unit", ("key", "name"), ("d002", "A"), ("d002", "B"))

    assert "trùng với một dòng ở trên" in told(answer)


def test_a_list_too_long_for_a_flat_edit_is_refused_at_once(admin):
    lines = [(f"d{n}", "x") for n in range(MOST_ROWS + 1)]

    answer = rows(admin, "units_unit", ("key", "name"), *lines)

    assert "chia nhỏ" in told(answer)


def test_a_file_over_the_limit_is_not_even_stored(admin, settings):
    settings.UPLOAD_MEGABYTES = 0

    answer = rows(admin, "units_unit", ("key", "name"), ("d002", "A"))

    assert "lớn hơn" in told(answer)
    assert stored(settings) == []


def preview_of_a_quota(admin, value: object = 119):
    target = Target.objects.get(indicator__code="cases").pk
    head = ("target", "unit", "value", "valid_from")
    return rows(admin, "targets_quota", head, (target, "d002", value, "2020-12-15"))


def the_quota():
    return Quota.objects.get(unit__key="d002", target__indicator__code="cases")


def test_a_value_newer_than_the_preview_is_never_written_over(admin, quotas):
    preview = preview_of_a_quota(admin)
    quota = the_quota()
    with changeset(by=None, what="Sửa tay") as change:
        quota.value, quota.version = 200, quota.version + 1
        change.save(quota)

    answer = confirm(admin, preview)

    quota.refresh_from_db()
    assert (answer.status_code, quota.value) == (409, 200)


def test_a_confirmed_change_counts_the_version_on(admin, quotas):
    confirm(admin, preview_of_a_quota(admin))

    quota = the_quota()
    assert (quota.value, quota.version) == (119, 2)


@pytest.mark.parametrize(
    ("field", "status", "value"),
    [
        ("import_file_name", 409, 118),
        ("format", 409, 118),
        ("resource", 409, 118),
        ("original_file_name", 302, 119),  # only what the file was called
    ],
)
def test_a_confirm_that_says_something_else_than_the_preview_is_no_fault(
    admin, quotas, field, status, value
):
    form = preview_of_a_quota(admin).context["confirm_form"]
    facts = {name: form[name].value() or "" for name in form.fields}

    answer = admin.post(
        reverse("admin:targets_quota_process_import"), facts | {field: "99"}
    )

    assert answer.status_code == status
    assert the_quota().value == value


def test_a_preview_whose_file_is_gone_says_so(admin, quotas, settings):
    preview = preview_of_a_quota(admin)
    for path in stored(settings):
        path.unlink()

    answer = confirm(admin, preview)

    assert answer.status_code == 409
    assert "đã hết hạn" in answer.text


def test_a_confirmed_list_and_an_abandoned_one_leave_no_file(admin, quotas, settings):
    confirm(admin, preview_of_a_quota(admin))
    assert stored(settings) == []
    preview_of_a_quota(admin, 120)

    purge(timezone.now() + dt.timedelta(hours=25))

    assert stored(settings) == []
