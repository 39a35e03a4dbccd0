"""What the reader missed is added from the paper's own words, and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.refusals import Refusal
from intake.models import PlanReading
from intake.plan_additions import find, items_of, line_of
from plans.models import Plan
from tests import office
from tests.intake import desks

TEXT = desks.HANOI_2021.read_text("utf-8").replace("21/KH-UBND", "45/KH-UBND")
PAPER = (
    "II. MỤC TIÊU\n1. Chung\na) Khám phá 95% vụ;\nIII. VIỆC\n1. Sở Y tế: làm ngay.\n"
)


def whole(text):
    return 0, len(text)


def test_a_sentence_is_found_by_its_words_whatever_the_blanks():
    start, end = find(PAPER, words="khám  phá\n95% vụ")

    assert PAPER[start:end] == "Khám phá 95% vụ"


def test_of_two_equal_sentences_the_selected_one_is_meant():
    text = "Tăng 5%. Tăng 5%."

    assert find(text, words="Tăng 5%", start=9) == (9, 16)
    assert find(text, words="Tăng 5%") == (0, 7)


@pytest.mark.parametrize("number", ["II.1.a", "mục ii.1.a", "II.1.A."])
def test_a_paragraph_is_found_by_its_number(number):
    start, end = find(PAPER, words="", paragraph=number)

    assert PAPER[start:end] == "a) Khám phá 95% vụ;"


@pytest.mark.parametrize(
    ("words", "paragraph", "sentence"),
    [
        ("Không hề có câu này", "", "Không thấy câu này"),
        ("", "IX.9", "không có mục IX.9"),
        ("", "", "Hãy bôi chọn"),
    ],
)
def test_what_the_paper_does_not_have_is_refused(words, paragraph, sentence):
    with pytest.raises(Refusal, match=sentence):
        find(PAPER, words=words, paragraph=paragraph)


def test_a_target_is_read_by_the_same_reader_and_stays_at_its_place():
    place = find(PAPER, words="Khám phá 95% vụ")

    (item,) = items_of("targets", PAPER, place, known=3)

    assert (item["value"], item["unit"], item["paragraph"]) == ("95", "%", "II.1.a")
    assert PAPER[item["source"]["start"] :].startswith("Khám phá 95%")


def test_a_part_points_to_its_whole_behind_those_already_there():
    text = "Tiếp nhận 900 hồ sơ, trong đó 50% là người có nơi cư trú"

    items = items_of("targets", text, whole(text), known=7)

    assert [item["part_of"] for item in items] == [None, 7]


def test_what_the_reader_makes_nothing_of_stays_empty():
    (item,) = items_of("targets", "Làm tốt hơn", (0, 11), known=0)

    assert (item["value"], item["comparator"], item["kind"]) == (None, "", "")


def test_a_task_names_its_agency_or_leaves_it_open():
    place = find(PAPER, words="Sở Y tế: làm ngay.")
    text = "Làm ngay việc này."

    assert items_of("tasks", PAPER, place, known=0)[0]["agency"] == "Sở Y tế"
    assert items_of("tasks", text, whole(text), known=0)[0]["agency"] == ""


def test_a_criterion_has_the_number_of_its_paragraph():
    text = "II. TIÊU CHÍ\n7. Không có tụ điểm ma túy.\n"

    (item,) = items_of("criteria", text, (13, len(text) - 1), known=0)

    assert (item["number"], item["requirements"][0]["kind"]) == ("7", "ABSENT")


@pytest.mark.parametrize(
    "line",
    ["32 | Quận Mới | 1.207 | -", "32\tQuận Mới\t1.207\t–", "32 Quận Mới 1.207 -"],
)
def test_a_line_of_the_annex_is_its_unit_and_figures(line):
    item = line_of(line, whole(line), wide=2)

    assert (item["no"], item["unit"]) == ("32", "Quận Mới")
    assert item["values"] == ["1207", None]


@pytest.mark.parametrize("line", ["Quận Mới", "Quận A | 1 | 2 | 3", "Quận A | x1"])
def test_what_is_no_line_of_the_table_is_refused(line):
    with pytest.raises(Refusal):
        line_of(line, whole(line), wide=2)


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_found_has_the_words_that_were_asked_for(text, words):
    try:
        start, end = find(text, words=words)
    except Refusal:
        return
    assert text[start:end].casefold().split() == words.casefold().split()


@pytest.fixture
def secretary(db):
    return office.person("thuky")


@pytest.fixture
def client(as_user, db):
    return as_user("thuky")


@pytest.fixture
def reading(client):
    return desks.paste(client, TEXT)


def add(client, reading, user, here, **fields):
    typed = {f"add-{name}": value for name, value in fields.items()}
    return desks.save(client, reading, user, here, add="1", **typed)


@pytest.mark.django_db
def test_an_added_task_is_confirmed_with_the_rest(client, reading, secretary):
    desks.save_all(client, reading, secretary)
    words = "Tiếp tục quán triệt, triển khai thực"

    done = add(client, reading, secretary, "targets", section="tasks", words=words)
    body = str(office.unit("so-y-te").pk)
    last = len(PlanReading.objects.get().draft["tasks"]) - 1
    fields = {f"tasks-{last}-deed": "take", f"tasks-{last}-body-0": body}
    desks.save(client, reading, secretary, "tasks", **fields)
    desks.confirm(client, reading)

    assert done.url.endswith(f"/tasks/#item-{last}")
    plan = Plan.objects.get(document__symbol="45/KH-UBND")
    assert plan.tasks.count() == 21
    assert plan.tasks.last().assignments.get().unit.key == "so-y-te"


@pytest.mark.django_db
def test_an_added_item_opens_its_section_again(client, reading, secretary):
    desks.save_all(client, reading, secretary)

    add(client, reading, secretary, "plan", section="citations", paragraph="II.1")
    response = desks.confirm(client, reading)

    assert response.status_code == 422
    assert "Phần «Viện dẫn» còn 1 mục" in response.content.decode()


@pytest.mark.django_db
def test_what_was_being_typed_is_kept_beside_the_addition(client, reading, secretary):
    typed = {"document-0-place": "Hn", "add-section": "targets"}
    typed |= {"add-paragraph": "II.1", "add": "1"}

    desks.save(client, reading, secretary, "document", **typed)

    page = client.get(f"/plans/read/{reading.pk}/document/").content.decode()
    assert 'value="Hn"' in page


@pytest.mark.django_db
def test_a_sentence_that_is_not_there_leaves_everything_as_typed(
    client, reading, secretary
):
    typed = {"document-0-place": "Hn", "add-section": "targets"}
    typed |= {"add-words": "Câu bịa ra", "add": "1"}

    refused = desks.save(client, reading, secretary, "document", **typed)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Không thấy câu này trong văn bản" in page
    assert 'value="Hn"' in page
    assert PlanReading.objects.get().version == reading.version


@pytest.mark.django_db
def test_a_line_added_to_the_annex_is_reconciled_with_its_total(
    client, reading, secretary
):
    desks.save_all(client, reading, secretary)
    line = next(x for x in reading.text.split("\n") if "Hoàn Kiếm | 118" in x)

    add(client, reading, secretary, "annex", section="annex", words=line)
    desks.save(client, reading, secretary, "annex", **{"annex-32-deed": "take"})
    response = desks.confirm(client, reading)

    told = response.content.decode()
    assert response.status_code == 422
    assert "Quận Hoàn Kiếm có 2 dòng trong biểu giao" in told
    assert "cộng được 2.418, lệch +118" in told


@pytest.mark.django_db
def test_two_windows_do_not_add_to_one_draft_unseen(client, reading, secretary):
    stale = desks.as_shown(reading, secretary, "document")
    desks.save(client, reading, secretary, "document")
    stale |= {"add-section": "targets", "add-paragraph": "II.1", "add": "1"}

    response = client.post(f"/plans/read/{reading.pk}/document/", stale)

    assert response.status_code == 409
