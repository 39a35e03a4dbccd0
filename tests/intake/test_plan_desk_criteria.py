"""Criteria on the reading desk: the clauses of a plan become a set, and leave again.

Source: mục II of 414/KH-UBND (Lào Cai, 2023): six criteria, twelve requirements.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communes.criteria_reading import criteria_set_from
from communes.models import CriteriaSet
from communes.scoring import score
from intake.plan_criteria import Taken, content_of, kind_of, labels_of
from intake.plan_criteria_rows import KINDS
from intake.plan_forms import SKIP
from tests import office
from tests.intake import desks

pytestmark = pytest.mark.django_db
TEXT = (
    (desks.PAPERS / "ke-hoach-414-kh-ubnd-2023.txt")
    .read_text("utf-8")
    .replace("414/KH-UBND", "515/KH-UBND")
)


@pytest.fixture
def client(as_user):
    return as_user("thuky")


@pytest.fixture
def secretary(db):
    return office.person("thuky")


@pytest.fixture
def settled(client, secretary):
    """The plan as a mere document of the city, its criteria left as proposed."""
    reading = desks.paste(client, TEXT)
    desks.save_all(client, reading, secretary)
    desks.save(client, reading, secretary, "plan", **{"plan-0-deed": SKIP})
    city = str(office.plan().unit_id)
    desks.save(
        client, reading, secretary, "criteria", **{"criteria-0-scope_unit": city}
    )
    return reading


def the_set():
    return CriteriaSet.objects.get(document__symbol="515/KH-UBND")


def test_the_criteria_of_a_paper_have_a_tab_with_their_words_lit(client):
    reading = desks.paste(client, TEXT)

    page = client.get(f"/plans/read/{reading.pk}/criteria/").content.decode()

    start = reading.draft["criteria"][0]["requirements"][0]["source"]["start"]
    assert f'<mark id="s{start}">' in page
    assert "Người nghiện ma túy trên địa bàn có hồ sơ quản lý" in page


def test_confirmed_they_are_a_set_with_the_clauses_of_the_paper(client, settled):
    response = desks.confirm(client, settled)

    made = the_set()
    assert response.status_code == 302, response.content.decode()[:2000]
    assert [r.code for r in made.value.requirements] == [
        *("1.a", "1.b", "1.c", "2", "3.a", "3.b", "3.c"),
        *("4", "5.a", "5.b", "5.c", "6"),
    ]
    assert (made.scope_unit.key, made.edition) == ("p01", 1)
    settled.refresh_from_db()
    assert made.history.get().change_set == settled.change_set


def test_a_commune_is_measured_by_the_set_that_was_read(client, settled):
    desks.confirm(client, settled)
    value = the_set().value
    zero = {fact.name: 0 for fact in value.facts}

    models = [fact.name for fact in value.facts if fact.unit == "mô hình"]

    assert score(value, zero).proposal == "FAILED"
    assert score(value, zero | dict.fromkeys(models, 1)).proposal == "PASSED"
    assert score(value, {}).proposal == "INCOMPLETE"


def test_undo_takes_the_set_back(client, settled):
    before = CriteriaSet.objects.count()
    desks.confirm(client, settled)

    client.post(f"/plans/read/{settled.pk}/undo/", {"reason": "Nhầm bản"})

    assert CriteriaSet.objects.count() == before


def test_criteria_left_out_make_no_set(client, settled, secretary):
    before = CriteriaSet.objects.count()
    desks.save(client, settled, secretary, "criteria", **{"criteria-0-deed": SKIP})

    response = desks.confirm(client, settled)

    assert response.status_code == 302
    assert CriteriaSet.objects.count() == before


def test_a_share_without_its_whole_is_asked_for(client, settled, secretary):
    typed = {"criteria-5-whole": ""}
    desks.save(client, settled, secretary, "criteria", **typed)

    response = desks.confirm(client, settled)

    assert response.status_code == 422
    assert "Phần «Tiêu chí» còn 1 mục" in response.content.decode()


def test_a_set_that_contradicts_itself_is_refused_with_its_fault(
    client, settled, secretary
):
    typed = {"criteria-5-label": "Người sau cai", "criteria-6-label": "Người sau cai"}
    desks.save(client, settled, secretary, "criteria", **typed)

    response = desks.confirm(client, settled)

    assert response.status_code == 422
    assert "là phần của 2 tổng khác nhau" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "text", "proposed"),
    [
        ("RATIO", "từ 90% hộ gia đình trở lên ký cam kết", "RATIO"),
        ("RATIO", "dưới 0,5% dân số nghiện ma túy", "RATIO_BELOW"),
        ("RATIO", "không quá 5% người tái nghiện", ""),
        ("ABSENT", "Không có tụ điểm", "ABSENT"),
    ],
)
def test_a_share_keeps_its_direction_or_is_a_question(kind, text, proposed):
    assert kind_of({"kind": kind, "text": text, "value": "5"}) == proposed


def test_a_later_part_of_a_sentence_has_the_same_whole():
    first = {"kind": "ALL", "text": "100% thôn có hòm thư tố giác"}
    later = {"kind": "ALL", "text": "có bảng niêm yết số điện thoại"}

    label, whole = labels_of(first)

    assert (label, whole) == ("Thôn có hòm thư tố giác", "Thôn")
    assert labels_of(later, whole) == ("Thôn có bảng niêm yết số điện thoại", "Thôn")


def test_three_of_five_are_asked_of_the_set():
    items = [
        Taken(str(n), "", f"Tiêu chí {n}", "FLAG", label=f"Số liệu {n}")
        for n in range(1, 6)
    ]

    content = content_of(
        items,
        symbol="1/KH-UBND",
        title="",
        begins=office.plan().start,
        ends=None,
        level="commune",
        scope="",
        least=3,
    )

    when = content["outcomes"][0]["when"]
    assert (when["least"], len(when["of"])) == (3, 5)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([k for k in KINDS if k != "GRADE"]),
            st.integers(1, 99),
            st.integers(1, 4),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_taken_makes_a_set_that_can_be_used(rows):
    items = [
        Taken(
            str(criterion),
            "",
            f"Yêu cầu {n}",
            kind,
            value=Decimal(value),
            label=f"Số liệu {n}",
            whole=f"Tổng {n}",
        )
        for n, (kind, value, criterion) in enumerate(rows)
    ]
    day = dt.date(2021, 1, 1)
    about = {"symbol": "1/KH-UBND", "title": "", "scope": "", "level": "commune"}

    made = criteria_set_from(content_of(items, begins=day, ends=None, **about))

    assert len(made.requirements) == len(rows)


def test_a_grade_is_a_rank_of_the_scale_that_was_written():
    item = Taken("1", "", "Xếp loại Khá trở lên", "GRADE", label="Xếp loại")
    item = replace(item, grade="khá", grades=("Yếu", "Khá", "Tốt"))
    about = {"symbol": "1/KH-UBND", "title": "", "scope": "", "level": "commune"}

    content = content_of([item], begins=dt.date(2021, 1, 1), ends=None, **about)

    assert content["criteria"][0]["requirements"][0]["rule"]["least"] == 2
