"""One edit of one cell, without a database: what it becomes, or why not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.numbers import format_number
from targets.edits import (
    EMPTY,
    BadEdit,
    CellEdit,
    Content,
    Spec,
    applied,
    figures_of,
    part_above_whole,
    part_sentence,
)
from targets.kinds import IndicatorKind

CASES = Spec(code="cases", name="Vụ án", kind=IndicatorKind.FLOW)
AREA = Spec(code="area", name="Diện tích", kind=IndicatorKind.FLOW, decimals=1)
RATIO = Spec(code="hotspots", name="Điểm", kind=IndicatorKind.RATIO)
WORDS = Spec(code="words", name="Nhận xét", kind=IndicatorKind.QUALITATIVE)
PART = Spec(code="part", name="Mua bán", kind=IndicatorKind.SHARE, part_of="cases")


def typed(spec=CASES, old=EMPTY, **parts):
    return applied(CellEdit(indicator=spec.code, **parts), spec, old)


@given(st.integers(0, 10**12 - 1))
def test_every_count_survives_being_shown_and_typed_again(number):
    assert typed(value=format_number(number)).value == number


@pytest.mark.parametrize("text", ["2300", "2.300", "2 300", "2\u00a0300", "２３００"])
def test_the_office_writes_2300_in_many_ways(text):
    assert typed(value=text).value == 2300


@pytest.mark.parametrize("blank", ["", " ", "-", "–", None])
def test_a_blank_or_a_dash_clears_and_is_never_zero(blank):
    assert typed(old=Content(value=Decimal(4), note="x"), value=blank) is EMPTY


@pytest.mark.parametrize("text", ["1.5", "1,5", "-3", "2_300", "1e3", "12,345", "x"])
def test_what_is_not_one_clear_count_is_refused(text):
    with pytest.raises(BadEdit, match="“"):
        typed(value=text)


def test_decimals_are_taken_as_far_as_the_indicator_has_them():
    assert typed(AREA, value="12,5").value == Decimal("12.5")
    with pytest.raises(BadEdit, match="quá 1 chữ số sau dấu phẩy"):
        typed(AREA, value="12,55")
    with pytest.raises(BadEdit, match="không phải"):
        typed(AREA, value="1.5")


def test_only_the_parts_that_are_given_change():
    old = Content(value=Decimal(4), note="gồm 1 vụ chuyển đến")

    assert typed(old=old, value="5").note == "gồm 1 vụ chuyển đến"
    assert typed(old=old, note="").value == 4


def test_a_denominator_may_wait_alone_and_a_numerator_may_not():
    assert typed(RATIO, denominator="6").denominator == 6
    with pytest.raises(BadEdit, match="chưa có mẫu số"):
        typed(RATIO, numerator="4")


def test_nothing_of_nothing_is_a_full_answer():
    content = typed(RATIO, numerator="0", denominator="0")

    assert (content.numerator, content.denominator) == (0, 0)
    assert not content.is_empty


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        (RATIO, {"value": "1"}),
        (CASES, {"numerator": "1"}),
        (CASES, {"text": "x"}),
        (WORDS, {"value": "1"}),
        (WORDS, {"nil": True}),
    ],
)
def test_a_part_the_indicator_does_not_have_is_refused(spec, parts):
    with pytest.raises(BadEdit, match="chỉ tiêu này"):
        typed(spec, **parts)


def test_words_and_a_grade_are_an_answer_too():
    content = typed(WORDS, text="Đã tổ chức 3 lớp", grade="MET")

    assert content == Content(text="Đã tổ chức 3 lớp", grade="MET")
    with pytest.raises(BadEdit, match="hãy chọn Đạt, Đạt một phần, Chưa đạt"):
        typed(WORDS, grade="A+")


def test_not_arisen_is_zero_or_zero_of_zero():
    assert typed(nil=True).value == 0
    assert typed(RATIO, nil=True).denominator == 0
    with pytest.raises(BadEdit, match="đã có số 4; hãy xóa"):
        typed(old=Content(value=Decimal(4)), nil=True)


def test_a_note_needs_a_figure_and_holds_no_person():
    with pytest.raises(BadEdit, match="hãy nhập số trước"):
        typed(note="x")
    with pytest.raises(BadEdit, match="dài 501 ký tự"):
        typed(value="1", note="x" * 501)
    with pytest.raises(BadEdit, match="thông tin cá nhân"):
        typed(value="1", note="CCCD 001090012345")


def test_characters_no_page_can_show_are_dropped_from_words():
    assert typed(value="1", note="a\x00b\x1bc\nd").note == "abc\nd"


@given(st.none() | st.integers(0, 50), st.none() | st.integers(0, 50))
def test_a_part_is_above_its_whole_only_where_both_are_known(part, whole):
    figure = {"part": part, "cases": whole}
    contents = {k: Content(value=v and Decimal(v)) for k, v in figure.items()}

    found = part_above_whole(contents, {"part": PART, "cases": CASES})

    known = part is not None and whole is not None
    assert bool(found) is (known and part > whole)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (Content(value=Decimal("1205.50")), "1.205,5"),
        (Content(numerator=4, denominator=6), "4/6"),
        (Content(denominator=6), "…/6"),
        (Content(text="đã làm"), "đã làm"),
        (Content(grade="MET"), "Đạt"),
        (EMPTY, ""),
    ],
)
def test_a_result_in_one_piece(content, text):
    assert figures_of(content) == text


def test_a_pair_that_breaks_its_bounds_is_named_with_both_names():
    contents = {
        "part": Content(value=Decimal(1200)),
        "cases": Content(value=Decimal(10)),
    }

    sentence = part_sentence("part", "cases", contents, {"part": PART, "cases": CASES})

    assert sentence.startswith("“Mua bán” là 1.200, lớn hơn “Vụ án” là 10;")


def test_a_numerator_above_its_denominator_is_refused_with_both():
    with pytest.raises(BadEdit, match="tử số 7 lớn hơn mẫu số 6"):
        typed(RATIO, numerator="7", denominator="6")
