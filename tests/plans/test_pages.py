"""The plan page, the list of plans and the tasks, as the document has them."""

from __future__ import annotations

import pytest

from accounts.journal import changeset
from targets.models import Quota
from tests import office

pytestmark = pytest.mark.django_db
PLAN = "/plans/21-kh-ubnd-2021/"


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_names_the_plan_of_2021(as_user, quotas):
    assert "21/KH-UBND" in text_of(as_user("hoankiem").get("/plans/"))


def test_the_plan_says_who_signed_it_and_what_it_rests_on(as_user, quotas):
    page = text_of(as_user("lanhdao").get(PLAN))

    assert "Chử Xuân Dũng" in page
    assert "Chỉ thị số 36-CT/TW ngày 16/8/2019 của Bộ Chính trị" in page


def test_every_target_stands_with_its_paragraph_and_words(as_user, quotas):
    page = text_of(as_user("lanhdao").get(PLAN))

    assert "Điều tra, khám phá, xử lý hình sự 2.300 vụ án" in page
    assert "ít nhất 2.300 vụ" in page


def test_the_quota_table_closes_on_the_plans_own_numbers(as_user, quotas):
    page = text_of(as_user("lanhdao").get(PLAN))

    assert page.count("khớp") == 4  # two targets, two columns
    assert "lệch" not in page


def test_one_quota_more_is_told_and_not_corrected(as_user, quotas):
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    quota.value += 1
    with changeset(by=None, what="Sửa một ô") as change:
        change.save(quota)

    page = text_of(as_user("lanhdao").get(PLAN))

    assert "2.301" in page
    assert "lệch +1" in page


def test_a_district_reads_its_own_quota_and_no_total(as_user, quotas):
    page = text_of(as_user("hoankiem").get(PLAN))

    assert "Quận Hoàn Kiếm" in page
    assert "Huyện Ba Vì" not in page
    assert "Tổng cộng" not in page
    assert "lệch" not in page


def test_pc04_has_a_blank_and_no_zero(as_user, quotas):
    sheet = as_user("lanhdao").get(f"{PLAN}?format=csv").content.decode()

    assert "31,Phòng PC04,70,\r\n" in sheet


def test_the_plan_page_has_a_fixed_cost(as_user, quotas, django_assert_max_num_queries):
    client = as_user("lanhdao")
    client.get(PLAN)

    with django_assert_max_num_queries(16):
        client.get(PLAN)


def test_a_plan_that_is_not_there_is_not_found(as_user):
    assert as_user("lanhdao").get("/plans/khong-co/").status_code == 404


def test_the_city_sees_every_agencys_tasks_and_an_agency_its_own(as_user):
    city = text_of(as_user("lanhdao").get("/tasks/"))
    agency = text_of(as_user("soyte").get("/tasks/"))

    assert "Sở Tài chính" in city
    assert "Sở Y tế" in agency
    assert "Sở Tài chính" not in agency


def test_tasks_are_narrowed_by_a_word(as_user):
    page = text_of(as_user("lanhdao").get("/tasks/", {"q": "Hải quan"}))

    # Each agency stands once in the filter's list of choices.
    assert page.count("Cục Hải quan") > 1
    assert page.count("Sở Tài chính") == 1


def test_a_word_that_fits_nothing_says_so(as_user):
    page = text_of(as_user("lanhdao").get("/tasks/", {"q": "khong-co-viec-nay"}))

    assert "Không có nhiệm vụ nào" in page


def test_a_leader_reads_the_journal_and_each_line_of_it(as_user, quotas):
    client = as_user("lanhdao")

    line = office.plan().history.latest("pk").change_set
    page = text_of(client.get(f"/journal/{line.pk}/"))

    assert str(line.what) in text_of(client.get("/journal/"))
    assert "văn bản" in page


def test_the_journal_is_not_for_a_district(as_user):
    assert as_user("hoankiem").get("/journal/").status_code == 403


def test_a_changed_quota_is_shown_old_beside_new(as_user, quotas):
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    quota.value = 120
    with changeset(by=None, what="Điều chỉnh") as change:
        change.save(quota)

    page = text_of(as_user("lanhdao").get(f"/journal/{change.pk}/"))

    assert "118" in page
    assert "120" in page
    assert "sửa" in page
