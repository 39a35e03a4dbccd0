"""The journal as its reader searches it, and the list that goes to Excel."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import ChangeSet
from targets.models import Quota
from tests import office
from units.models import Alias

pytestmark = pytest.mark.django_db


def deed(what, *, key="d002", by="quantri", door=ChangeSet.Door.FORM, **details):
    alias = Alias(unit=office.unit(key), text=f"{what} {key}").derive_keys()
    person = office.person(by)
    with changeset(by=person, what=what, door=door, **details) as change:
        change.save(alias)
    return change.row


def listed(client, **asked):
    return [row.what for row in client.get("/journal/", asked).context["page"]]


def exported(client, **asked):
    content = client.get("/journal/export/", asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_a_line_is_found_by_the_unit_it_is_about(as_user):
    deed("Một", key="d002")
    deed("Hai", key="d271")

    found = listed(as_user("thuky"), unit="hoan kiem", kind="units.alias")

    assert "Một" in found
    assert "Hai" not in found


def test_a_line_is_found_by_the_kind_of_row_it_wrote(quotas, as_user):
    deed("Một")

    found = listed(as_user("thuky"), kind=Quota._meta.label_lower)

    assert found == ["Biểu giao"]


def test_unit_and_kind_must_hold_of_the_same_row(quotas, as_user):
    deed("Một", key="d271")

    assert listed(as_user("thuky"), kind="units.alias", unit="Ba Vì") == ["Một"]
    assert listed(as_user("thuky"), kind="targets.target", unit="Ba Vì") == []


def test_a_person_is_found_without_accents(as_user):
    deed("Một", by="quantri")
    deed("Hai", by="thuky")
    key = str(office.person("thuky")).lower()

    found = listed(as_user("thuky"), who=key, kind="units.alias")

    assert found[0] == "Hai"
    assert "Một" not in found


def test_the_last_day_of_the_filter_is_included(as_user):
    deed("Hôm nay")
    today = timezone.localdate()
    tomorrow = today + dt.timedelta(days=1)

    client = as_user("thuky")

    assert "Hôm nay" in listed(client, since=today, until=today)
    assert listed(client, since=tomorrow) == []


def test_a_line_is_found_by_its_door(as_user):
    deed("Qua API", door=ChangeSet.Door.API)
    deed("Qua biểu")

    assert listed(as_user("thuky"), door="API") == ["Qua API"]


@pytest.mark.parametrize("text", ["hôm qua", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_told_and_left_out(as_user, text):
    deed("Một")

    page = as_user("thuky").get("/journal/", {"since": text, "until": text})

    assert "Ngày chưa đúng; hãy chọn lại." in page.content.decode()
    assert page.context["page"].object_list


def test_the_export_holds_exactly_the_filtered_lines(as_user):
    line = deed("Qua API", door=ChangeSet.Door.API, reason="Kiểm tra")
    deed("Qua biểu")

    [row] = exported(as_user("thuky"), door="API")

    assert (row["Số"], row["Việc"], row["Lý do"]) == (
        str(line.pk),
        "Qua API",
        "Kiểm tra",
    )


def test_a_reason_that_looks_like_a_formula_stays_text(as_user):
    deed("Qua API", door=ChangeSet.Door.API, reason="=1+1")

    [row] = exported(as_user("thuky"), door="API")

    assert row["Lý do"] == "'=1+1"


def test_more_lines_than_a_sheet_should_hold_are_refused(as_user, monkeypatch):
    monkeypatch.setattr("accounts.views.MOST_EXPORTED", 1)
    deed("Một")
    deed("Hai")

    answer = as_user("thuky").get("/journal/export/")

    assert answer.status_code == 422
    assert "hãy lọc theo ngày" in answer.content.decode()


def test_the_page_leads_to_the_export_of_what_it_shows(as_user):
    deed("Qua API", door=ChangeSet.Door.API)

    page = as_user("thuky").get("/journal/?door=API&page=1").content.decode()

    assert "/journal/export/?door=API" in page


def test_the_export_is_not_for_a_district(as_user):
    assert as_user("hoankiem").get("/journal/export/").status_code == 403


def test_every_filter_costs_at_most_two_questions_more(
    as_user, django_assert_max_num_queries
):
    client = as_user("thuky")
    client.get("/journal/")

    with django_assert_max_num_queries(8):
        client.get("/journal/?who=a&unit=ba&kind=units.alias&since=2021-01-01")


def test_the_export_to_excel_holds_the_same_lines_as_text(as_user):
    deed("Qua API", door=ChangeSet.Door.API, reason="=1+1")

    answer = as_user("thuky").get("/journal/export/?door=API&format=xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).endswith("=1+1") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_no_address_of_the_journal_writes_anything(as_user):
    before = list(ChangeSet.objects.values())
    number = ChangeSet.objects.order_by("pk").last().pk
    client = as_user("thuky")

    for address in ("/journal/", "/journal/export/", f"/journal/{number}/"):
        for send in (client.post, client.put, client.delete):
            assert send(address).status_code == 405

    assert list(ChangeSet.objects.values()) == before
