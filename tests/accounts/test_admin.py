"""The admin: import admins only, scoped, journaled, and numbers read as written."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import ChangeSet, Membership, User
from accounts.verification import breaks
from targets.models import Quota, Target
from tests import office
from units.models import Unit

pytestmark = pytest.mark.django_db
PAGES = [f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry]


def workbook(*rows: tuple[object, ...]) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "danh-sach.xlsx"
    return file


@pytest.mark.parametrize("listing", PAGES)
def test_every_list_of_the_admin_opens(as_user, quarters, listing):
    answer = as_user("quantri").get(reverse(f"admin:{listing}_changelist"))

    assert answer.status_code == 200


@pytest.mark.parametrize("listing", PAGES)
def test_every_list_can_be_searched_without_an_error(as_user, quarters, listing):
    address = reverse(f"admin:{listing}_changelist")

    answer = as_user("quantri").get(address, {"q": "hoa"})

    assert answer.status_code == 200


@pytest.mark.parametrize("who", ["thuky", "lanhdao", "hoankiem", "pc04", "soyte"])
def test_nobody_but_import_admins_reaches_the_admin(as_user, who):
    browser = as_user(who)

    assert browser.get("/admin/").status_code == 403
    assert browser.get("/admin/targets/quota/").status_code == 403


def test_a_stranger_is_sent_to_the_one_login_page(client):
    answer = client.get("/admin/")

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_hoa_finds_ung_hoa_whatever_the_tone_mark(as_user):
    page = as_user("quantri").get("/admin/units/unit/", {"q": "ung hoa"})

    assert "Huyện Ứng Hòa" in page.content.decode()


def test_a_saved_quota_leaves_its_line_in_the_journal(as_user, quotas):
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    address = reverse("admin:targets_quota_change", args=[quota.pk])
    facts = {
        "target": quota.target_id,
        "unit": quota.unit_id,
        "value": "119",
        "valid_from": "15/12/2020",
    }

    as_user("quantri").post(address, facts)

    quota.refresh_from_db()
    assert (quota.value, quota.version) == (Decimal(119), 2)
    assert ChangeSet.objects.first().door == "ADMIN"
    assert list(breaks()) == []


def test_a_date_is_read_day_first(as_user, quotas):
    address = reverse("admin:plans_holiday_add")

    as_user("quantri").post(address, {"day": "03/04/2026", "name": "Ngày nghỉ"})

    page = as_user("quantri").get(reverse("admin:plans_holiday_changelist"))
    assert "03/04/2026" in page.content.decode()


def import_quotas(browser, *rows):
    file = workbook(("target", "unit", "value", "valid_from"), *rows)
    address = reverse("admin:targets_quota_import")
    return browser.post(address, {"format": "0", "import_file": file, "resource": "0"})


def confirm(browser, preview, name="targets_quota_process_import"):
    form = preview.context["confirm_form"]
    facts = {field: form[field].value() or "" for field in form.fields}
    return browser.post(reverse(f"admin:{name}"), facts)


def test_2300_with_a_dot_is_two_thousand_three_hundred(as_user):
    target = Target.objects.get(indicator__code="cases")
    browser = as_user("quantri")

    preview = import_quotas(browser, (target.pk, "d002", "2.300", "2020-12-15"))
    confirm(browser, preview)

    assert Quota.objects.get().value == Decimal(2300)
    assert ChangeSet.objects.first().what.startswith("Nạp danh sách")
    assert list(breaks()) == []


def test_an_ambiguous_number_is_refused_with_its_sentence(as_user):
    target = Target.objects.get(indicator__code="cases")

    preview = import_quotas(
        as_user("quantri"), (target.pk, "d002", "1e3", "2020-12-15")
    )

    assert "confirm_form" not in preview.context
    assert not Quota.objects.exists()


def test_a_second_confirm_writes_nothing_more(as_user):
    target = Target.objects.get(indicator__code="cases")
    browser = as_user("quantri")
    preview = import_quotas(browser, (target.pk, "d002", "118", "2020-12-15"))
    confirm(browser, preview)

    again = confirm(browser, preview)

    assert again.status_code == 409
    assert Quota.objects.count() == 1


def test_an_import_of_people_never_raises_a_privilege(as_user):
    file = workbook(
        ("tên đăng nhập", "họ tên, chức vụ", "email", "is_superuser", "role"),
        ("hoankiem", "Cán bộ quận", "", "1", "IMPORT_ADMIN"),
    )
    browser = as_user("quantri")

    preview = browser.post(
        reverse("admin:accounts_user_import"),
        {"format": "0", "import_file": file, "resource": "0"},
    )
    confirm(browser, preview, "accounts_user_process_import")

    user = User.objects.get(username="hoankiem")
    assert (user.full_name, user.is_superuser) == ("Cán bộ quận", False)
    assert [m.role for m in Membership.objects.filter(user=user)] == ["OFFICIAL"]


def test_an_export_gives_numbers_as_numbers(as_user, quotas):
    address = reverse("admin:targets_quota_export")
    facts = {"format": "0", "resource": "0"}
    for name in ("target", "unit", "value", "valid_from"):
        facts[f"quotaresource_{name}"] = "on"

    answer = as_user("quantri").post(address, facts)

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert {type(row[2]) for row in sheet.iter_rows(2, values_only=True)} <= {
        int,
        float,
    }


def test_a_unit_cannot_be_moved_under_one_out_of_scope(as_user):
    other = Unit.objects.get(key="p02")
    district = office.unit("d002")
    address = reverse("admin:units_unit_change", args=[district.pk])

    as_user("quantri").post(
        address,
        {
            "kind": "DISTRICT",
            "code": "002",
            "type": "Quận",
            "name": "Hoàn Kiếm",
            "parent": other.pk,
            "valid_from": "21/01/2021",
            "aliases-TOTAL_FORMS": "0",
            "aliases-INITIAL_FORMS": "0",
        },
    )

    district.refresh_from_db()
    assert district.parent.key == "p01"


def test_a_file_that_is_no_workbook_gets_one_sentence(as_user):
    file = io.BytesIO(b"%PDF-1.4 gi\xe1\xba\xa3")
    file.name = "bang.xlsx"

    page = as_user("quantri").post(
        reverse("admin:targets_quota_import"),
        {"format": "0", "import_file": file, "resource": "0"},
    )

    [sentence] = page.context["form"].errors["import_file"]
    assert ".xlsx" in sentence
    assert "Error" not in sentence
