"""The letter to the late, and the board it must agree with."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.journal import changeset
from reports.reminders import letter, reminder_of
from targets.boards import board
from targets.models import Submission
from tests import office
from tests.reports.issuing import word, words

pytestmark = pytest.mark.django_db
AFTER = dt.datetime(2021, 3, 25, 2, 5, tzinfo=dt.UTC)
WHO_HANDED_IN = ("d002", "pc04")


@pytest.fixture
def first_quarter(quarters):
    """Two of the units handed in; the others are late."""
    round_ = quarters[0]
    round_.due_at = dt.datetime(2021, 3, 20, 16, 59, tzinfo=dt.UTC)
    rows = [office.submission(key) for key in WHO_HANDED_IN]
    for row in rows:
        row.state, row.submitted_at = Submission.State.SUBMITTED, round_.due_at
    with changeset(by=None, what="Nộp") as change:
        change.save(round_)
        change.save_all(rows)
    return round_


def hand_in_all_but(round_, *keys):
    rows = list(round_.submissions.exclude(unit__key__in=keys))
    for row in rows:
        row.state, row.submitted_at = Submission.State.SUBMITTED, round_.due_at
    with changeset(by=None, what="Nộp") as change:
        change.save_all(rows)


def listed(document):
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "TT")
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def fetch(client, round_):
    return client.get(reverse("reminder", args=[round_.pk]))


def test_the_letter_lists_exactly_the_late_units_of_the_board(first_quarter, as_user):
    rows = board(office.person("thuky"), period="2021-Q1").rows
    late = [row for row in rows if row.badges[0].code == "LATE"]

    found = listed(word(fetch(as_user("thuky"), first_quarter).content))

    names = [row.submission.unit.full_name for row in late]
    assert [row[1] for row in found] == names
    assert [f"quá hạn {row[2]} ngày" for row in found] == [
        row.badges[0].timing for row in late
    ]
    assert [row[3] for row in found] == [row.people for row in late]
    assert len(names) == 31


def test_the_letter_has_the_form_of_the_decree(first_quarter):
    hand_in_all_but(first_quarter, "d271", "d001")

    document = word(letter(reminder_of(first_quarter, now=AFTER)))

    number, day = document.tables[0].rows[1].cells
    assert number.paragraphs[0].text.endswith("/UBND")
    assert number.paragraphs[1].text == "V/v đôn đốc nộp báo cáo quý I/2021"
    assert day.text == "Hà Nội, ngày 25 tháng 3 năm 2021"
    text = words(document)
    assert "Kính gửi:\n- Quận Ba Đình;\n- Huyện Ba Vì." in text
    assert "chậm nhất ngày 20/3/2021" in text
    assert "Đến 09 giờ 05 ngày 25/3/2021, còn 02 đơn vị chưa nộp báo cáo" in text
    assert "- Như trên;" in text


def test_a_letter_about_figures_made_up_says_so_on_every_page(first_quarter):
    document = word(letter(reminder_of(first_quarter, now=AFTER)))

    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.startswith("Số liệu minh họa")


def test_one_late_unit_is_addressed_by_name(first_quarter):
    hand_in_all_but(first_quarter, "d271")

    text = words(word(letter(reminder_of(first_quarter, now=AFTER))))

    assert "Kính gửi: Huyện Ba Vì." in text


def test_the_same_late_units_on_one_day_give_the_same_file(first_quarter):
    first = letter(reminder_of(first_quarter, now=AFTER))

    assert letter(reminder_of(first_quarter, now=AFTER)) == first


def test_when_nobody_is_late_a_sentence_stands_in_place_of_a_letter(
    first_quarter, as_user
):
    first_quarter.due_at = timezone.now() + dt.timedelta(hours=1)
    with changeset(by=None, what="Gia hạn") as change:
        change.save(first_quarter)

    answer = fetch(as_user("thuky"), first_quarter)

    assert answer.status_code == 409
    assert "Không có đơn vị nào quá hạn Quý I/2021" in answer.content.decode()


def test_a_returned_report_is_not_reminded_as_late(first_quarter):
    row = office.submission("d271")
    row.state, row.reason = Submission.State.RETURNED, "Thiếu số liệu"
    with changeset(by=None, what="Trả lại") as change:
        change.save(row)

    late = reminder_of(first_quarter, now=AFTER).late

    assert "d271" not in {item.unit.key for item in late}


def test_an_official_does_not_write_to_the_neighbours(first_quarter, as_user):
    assert fetch(as_user("hoankiem"), first_quarter).status_code == 403


def test_the_board_leads_to_the_letter(first_quarter, as_user):
    page = as_user("thuky").get("/submissions/?period=2021-Q1").content.decode()

    assert reverse("reminder", args=[first_quarter.pk]) in page
