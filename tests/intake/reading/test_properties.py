"""Symbols, dates, comparators and any text at all: properties, not examples."""

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from intake.reading import as_json, read_plan_text
from intake.reading.citations import read_citations
from intake.reading.glyphs import fold
from intake.reading.numbers import find_date, plain

KINDS = [
    ("Kế hoạch", "KH"),
    ("Quyết định", "QĐ"),
    ("Chỉ thị", "CT"),
    ("Nghị quyết", "NQ"),
    ("Thông báo", "TB"),
    ("Nghị định", "NĐ"),
    ("Kết luận", "KL"),
]
DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2035, 12, 31))
BODIES = st.sampled_from(["UBND", "TTg", "BCA-C04", "BCĐ", "CP", "HĐND", "BCA-H01"])
NUMBERS = st.integers(1, 99_999).map(lambda n: f"{n:02d}")
DATE_FORMS = st.sampled_from(
    [
        lambda day: f"{day.day}/{day.month}/{day.year}",
        lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}",
        lambda day: f"{day.day}-{day.month}-{day.year}",
        lambda day: f"{day.day:02d} tháng {day.month} năm {day.year}",
        lambda day: f"{day.day} /{day.month}/{day.year}",
    ]
)


@given(st.sampled_from(KINDS), NUMBERS, BODIES, DAYS, DATE_FORMS)
def test_state_symbols_come_back_with_kind_and_day(kind, number, body, day, form):
    word, code = kind
    text = f"Thực hiện {word} số {number}/{code}-{body} ngày {form(day)} của cấp trên."

    (cited,) = read_citations(text, 0, len(text), None)

    assert cited.symbol == f"{number}/{code}-{body}"
    assert (cited.kind, cited.issued_on) == (code, day.isoformat())
    assert text[cited.source.start : cited.source.end] == cited.text


@given(NUMBERS, st.sampled_from(["CT", "KL", "NQ", "KH"]), DAYS)
def test_party_symbols_come_back_with_kind_and_day(number, code, day):
    text = f"theo Văn bản số {number}-{code}/TU ngày {day:%d/%m/%Y} của Tỉnh ủy"

    (cited,) = read_citations(text, 0, len(text), None)

    assert (cited.symbol, cited.kind) == (f"{number}-{code}/TU", code)
    assert cited.issued_on == day.isoformat()


@given(NUMBERS, st.integers(1995, 2035), DAYS)
def test_a_year_inside_the_symbol_stays_in_it(number, year, day):
    text = f"Quyết định số {number}/{year}/QĐ-TTg ngày {day:%d/%m/%Y}"

    (cited,) = read_citations(text, 0, len(text), None)

    assert cited.symbol == f"{number}/{year}/QĐ-TTg"


@given(NUMBERS, st.sampled_from([" ngày 28/12 ", " ngày 31/02/2020 ", " "]))
def test_a_day_the_text_does_not_fix_stays_empty(number, words):
    text = f"Kế hoạch số {number}/KH-UBND{words}của UBND tỉnh"

    (cited,) = read_citations(text, 0, len(text), None)

    assert cited.issued_on is None


@given(st.integers(0, 9_999_999))
def test_thousands_dots_are_not_decimals(value):
    written = f"{value:,}".replace(",", ".")

    assert plain(written) == str(value)


@given(DAYS, DATE_FORMS)
def test_every_way_to_write_a_day_is_one_day(day, form):
    assert find_date(f"ngày {form(day)}") == day.isoformat()


COMPARATORS = st.sampled_from(
    [
        ("ít nhất {n} vụ", "AT_LEAST"),
        ("tối thiểu {n} vụ", "AT_LEAST"),
        ("từ {n} vụ trở lên", "AT_LEAST"),
        ("không dưới {n} vụ", "AT_LEAST"),
        ("trên {n} vụ", "MORE_THAN"),
        ("hơn {n} vụ", "MORE_THAN"),
        ("dưới {n} vụ", "LESS_THAN"),
        ("không quá {n} vụ", "AT_MOST"),
        ("tối đa {n} vụ", "AT_MOST"),
        ("duy trì {n} mô hình", "MAINTAIN"),
        ("giữ vững {n} xã", "MAINTAIN"),
        ("giảm {n} vụ", "REDUCE_BY"),
        ("giảm ít nhất {n} vụ", "REDUCE_BY"),
        ("tăng trên {n} vụ", "GROW_BY"),
        ("lập {n} hồ sơ", "AT_LEAST"),
    ]
)
PAPER = """ỦY BAN NHÂN DÂN TỈNH SƠN HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/KH-UBND
Sơn Hà, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
PHÒNG, CHỐNG MA TÚY NĂM 2026

I. CHỈ TIÊU

1. Phấn đấu {goal} trong năm.
"""


@given(COMPARATORS, st.integers(1, 99_999))
def test_words_before_and_after_a_figure_give_its_comparator(case, value):
    words, comparator = case
    goal = words.format(n=f"{value:,}".replace(",", "."))

    (target,) = read_plan_text(PAPER.format(goal=goal)).targets

    assert (target.value, target.comparator) == (str(value), comparator)
    assert target.paragraph == "I.1"


@given(st.integers(1, 50), st.integers(51, 99))
def test_a_range_is_between_unless_it_falls(low, high):
    (between,) = read_plan_text(PAPER.format(goal=f"đạt {low} - {high}% số xã")).targets
    (fall,) = read_plan_text(
        PAPER.format(goal=f"giảm từ {low}% đến {high}% số xã")
    ).targets

    assert (between.value, between.comparator) == (f"{low}-{high}", "BETWEEN")
    assert (fall.value, fall.comparator) == (f"{low}-{high}", "REDUCE_BY")


@given(st.integers(2001, 2035), st.integers(1, 9))
def test_a_footnote_digit_glued_to_a_year_leaves_the_year(year, note):
    notes = "".join(
        f"{n} Tính đến ngày 14/12/{year}, còn {n + 5:02d} điểm.\n"
        for n in range(1, note + 1)
    )
    goals = "; ".join(
        f"triệt xóa {90 + n}% điểm loại {n} đến năm {year}{n}"
        for n in range(1, note + 1)
    )

    targets = read_plan_text(PAPER.format(goal=goals) + "\n" + notes).targets

    assert [t.baseline for t in targets] == [str(n + 5) for n in range(1, note + 1)]
    assert {t.baseline_as_of for t in targets} == {f"{year}-12-14"}


LETTERS = st.text(
    st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạỦY BAN|-+.,;:/()%0123456789\n\t"
    ),
    max_size=400,
)


@given(LETTERS)
def test_any_text_gives_a_draft_or_says_it_is_no_plan(text):
    draft = read_plan_text(text)

    plain_draft = as_json(draft)
    json.dumps(plain_draft)
    assert draft.document.symbol or draft.questions or draft.document.kind


@given(LETTERS)
def test_any_body_under_a_letterhead_keeps_its_sources_in_the_text(text):
    draft = read_plan_text(PAPER.format(goal="khám phá 100 vụ") + text)

    for item in (*draft.citations, *draft.targets, *draft.tasks):
        assert draft.text[item.source.start : item.source.end] == item.text


@given(LETTERS)
def test_folding_keeps_the_length_so_that_offsets_hold(text):
    assert len(fold(text)) == len(text)
