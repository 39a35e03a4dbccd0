"""Cleaning: wraps, joined words, notes, page numbers, tables and web pages."""

import pytest

from intake.reading.footnotes import references, tie
from intake.reading.glyphs import normalise, tidy
from intake.reading.lines import unwrap
from intake.reading.tables import resolve, rows_from_cells
from intake.reading.text import clean


@pytest.mark.parametrize(
    ("joined", "parted"),
    [
        ("ngày31/8/2012", "ngày 31/8/2012"),
        ("Uỷban", "Uỷ ban"),
        ("Thànhủy", "Thành ủy"),
        ("đồngthời", "đồng thời"),
        ("matúy", "ma túy"),
        ("phốHồ", "phố Hồ"),
        ("HOẠCHTHỰC", "HOẠCH THỰC"),
        ("BANHÀNH", "BAN HÀNH"),
        ("Quyết địnhsố 12", "Quyết định số 12"),
    ],
)
def test_joined_words_are_parted_where_only_two_syllables_fit(joined, parted):
    assert tidy(joined) == parted


@pytest.mark.parametrize(
    "word", ["Methadone", "nghiêng", "chuyển", "Buprenorphine", "pano", "khuya", "PC04"]
)
def test_words_that_are_one_word_stay_whole(word):
    assert tidy(word) == word


def test_invisible_letters_and_other_forms_are_made_one():
    assert normalise("Ma tu\u0301y\u200b\r\nsố\u00ad") == "Ma túy\nsố"


def test_wrapped_number_and_wrapped_ministry_name_come_together():
    rows = ["- Điều tra 2.", "300 vụ", "- Sở Lao động", "- Thương binh và Xã hội"]

    assert unwrap(rows) == [
        "- Điều tra 2.300 vụ",
        "- Sở Lao động - Thương binh và Xã hội",
    ]


def test_a_symbol_broken_after_its_hyphen_is_joined_without_a_blank():
    assert unwrap(["Quyết định số 8014/QĐ-", "BCA-H01"]) == [
        "Quyết định số 8014/QĐ-BCA-H01"
    ]


def test_a_note_without_its_reference_is_left_alone():
    paragraphs, notes = tie(["Đến năm 2020.", "1 Tính đến ngày 14/12/2020."])

    assert notes == {}
    assert paragraphs[0] == "Đến năm 2020."


def test_a_digit_glued_to_a_year_is_raised_even_when_its_note_is_lost():
    (paragraph,), _ = tie(["còn tồn tại đến cuối năm 20203;"])

    assert paragraph == "còn tồn tại đến cuối năm 2020³;"
    assert references(paragraph) == ["3"]


def test_cells_on_lines_of_their_own_become_rows():
    cells = [
        "TT",
        "Đơn vị",
        "Số vụ",
        "1",
        "An Bình",
        "20",
        "2",
        "Hòa Tiến",
        "",
        "Tổng",
        "20",
    ]

    table = rows_from_cells(cells)

    assert table.header == ("TT", "Đơn vị", "Số vụ")
    assert table.body == (
        ("1", "An Bình", "20"),
        ("2", "Hòa Tiến", ""),
        ("Tổng", "20"),
    )


def test_a_table_without_any_ruling_is_rebuilt_from_its_running_numbers():
    rows = ["STT", "Đơn vị", "Số vụ"]
    for number, name in enumerate(("An Bình", "Hòa Tiến", "Tân Lập"), 1):
        rows += [str(number), name, str(number * 10)]

    assert resolve([*rows, "Cộng", "60"])[-3:] == [
        "3 | Tân Lập | 30",
        "Cộng | 60",
        "",
    ]


def test_cells_that_never_count_from_one_are_no_table():
    assert rows_from_cells(["TT", "Nội dung", "Ghi chú"]) is None
    assert resolve(["TT", "|", "Nội dung", "|"]) == ["TT", "", "Nội dung", ""]


def test_roman_group_rows_are_left_out_of_the_numbered_rows():
    cells = ["TT", "Đơn vị", "Số vụ", "I", "Khối quận", "1", "A Lưới", "5", "II"]
    cells += ["Khối huyện", "2", "Bình Sơn", "6"]

    table = rows_from_cells(cells)

    assert [row[1] for row in table.body] == ["A Lưới", "Bình Sơn"]


def test_portal_data_rows_become_lines_and_menus_go():
    text = (
        "Đăng nhập\n| Số hiệu | 12/KH-UBND |\nSố hiệu: | 12/KH-UBND | Người ký: | Lê A |\n"
        "ỦY BAN NHÂN DÂN Số: 12/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Hà Nội, ngày 12 tháng 02 năm 2020 |"
    )

    lines = clean(text).text.split("\n")

    assert "Đăng nhập" not in lines
    assert lines[0] == "Số hiệu: 12/KH-UBND"
    assert "Hà Nội, ngày 12 tháng 02 năm 2020" in lines


def test_signature_and_recipients_pasted_on_one_line_are_parted():
    text = (
        "Số: 1/KH-UBND\nNơi nhận: - Như trên; - Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn Thử\nBình luận\nChia sẻ"
    )

    assert clean(text).text.split("\n")[1:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn Thử",
    ]
