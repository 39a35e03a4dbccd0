"""Criteria, annexes, roles, deadlines and letterheads in their less common forms."""

import pytest

from intake.reading import read_plan_tables, read_plan_text
from intake.reading.deadlines import find_deadline
from intake.reading.names import body_name
from intake.reading.tasks import TaskDraft

HEAD = """UBND TỈNH SƠN HÀ
CÔNG AN TỈNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 120/KH-CAT-PC04
Sơn Hà, ngày 11 tháng 6 năm 2025
KẾ HOẠCH
PHÒNG, CHỐNG MA TÚY

"""
CRITERIA = """II. TIÊU CHÍ XÃ KHÔNG MA TÚY
1. Tiêu chí về người nghiện:
a) Không có người nghiện trên địa bàn xã.
b) Tỷ lệ người nghiện trên dân số từ 0,1% đến dưới 0,5%.
c) Phong trào toàn dân bảo vệ an ninh Tổ quốc xếp loại Khá trở lên.
2. Đạt ít nhất 3 trong 5 tiêu chí sau đây.
3. Có nghị quyết chuyên đề của cấp ủy về phòng, chống ma túy.
4. Tổ chức tuyên truyền ít nhất 01 lần/tháng; trên 90% hộ dân ký cam kết.
5. Trên địa bàn không có điểm phức tạp, không quá 02 vụ trong năm.
"""


def tasks_of(body: str) -> list[TaskDraft]:
    return list(read_plan_text(HEAD + body).tasks)


def test_criteria_hold_every_kind_of_requirement():
    criteria = read_plan_text(HEAD + CRITERIA).criteria

    kinds = [[(r.kind, r.value) for r in c.requirements] for c in criteria]
    assert kinds == [
        [("ABSENT", "0"), ("RATIO", "0.1-0.5"), ("GRADE", "Khá")],
        [("K_OF_N", "3")],
        [("FLAG", None)],
        [("AT_LEAST", "1"), ("RATIO", "90")],
        [("ABSENT", "0"), ("AT_MOST", "2")],
    ]


def test_criteria_named_one_by_one_keep_their_numbers():
    body = (
        "II. TIÊU CHÍ\nTiêu chí 1: Không có điểm phức tạp.\nTiêu chí 2: Có mô hình.\n"
    )

    criteria = read_plan_text(HEAD + body).criteria

    assert [c.number for c in criteria] == ["1", "2"]


def test_sets_of_criteria_under_one_heading_are_all_read():
    body = (
        "II. TIÊU CHÍ\n1. Tiêu chí đơn vị không có ma túy\na) Không có người nghiện.\n"
        "2. Tiêu chí đơn vị trọng điểm\na) Có từ 10 người nghiện trở lên.\n"
    )

    criteria = read_plan_text(HEAD + body).criteria

    kinds = [
        (c.number, c.requirements[0].kind, c.requirements[0].value) for c in criteria
    ]
    assert kinds == [("a", "ABSENT", "0"), ("a", "AT_LEAST", "10")]


def test_issuer_under_a_superior_body_takes_its_province():
    assert read_plan_text(HEAD).document.issuer == "Công an tỉnh Sơn Hà"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("UỶ BAN NHÂN DÂN TP. HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA", "Hội đồng nhân dân tỉnh Sơn La"),
        ("THÀNH UỶ HÀ NỘI", "Thành ủy Hà Nội"),
        ("BỘ CÔNG AN", "Bộ Công an"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("UBND XÃ HOÀ TIẾN", "Ủy ban nhân dân xã Hòa Tiến"),
    ],
)
def test_capitals_of_a_letterhead_become_ordinary_words(written, name):
    assert body_name(written) == name


@pytest.mark.parametrize(
    ("words", "due", "as_written"),
    [
        ("báo cáo trước ngày 30/12/2016.", "2016-12-30", "trước ngày 30/12/2016"),
        ("xong trong quý II/2024;", "2024-Q2", "xong trong quý II/2024"),
        ("hoàn thành trong năm 2025.", "2025-Y", "hoàn thành trong năm 2025"),
        ("hoàn thành trong tháng 6/2017", "2017-M06", "hoàn thành trong tháng 6/2017"),
        ("báo cáo 6 tháng đầu năm 2024", "2024-H1", "báo cáo 6 tháng đầu năm 2024"),
        ("trong 9 tháng năm 2024", "2024-N9", "trong 9 tháng năm 2024"),
        ("báo cáo (06 tháng, 01 năm) về Sở", None, "06 tháng, 01 năm"),
        ("trước ngày 15/12 hằng năm", None, "trước ngày 15/12 hằng năm"),
        ("công tác năm 2024", None, None),
        ("trước ngày 31/02/2024", None, None),
    ],
)
def test_deadlines_are_dates_periods_or_only_words(words, due, as_written):
    assert find_deadline(words) == (due, as_written)


def test_a_section_without_items_still_tells_its_agencies():
    tasks = tasks_of(
        "IV. TỔ CHỨC THỰC HIỆN\nCăn cứ Kế hoạch này, đề nghị các hội, đoàn thể phối hợp.\n"
        "Giao Công an tỉnh theo dõi, đôn đốc.\n"
    )

    assert [(t.paragraph, t.agency, t.part) for t in tasks] == [
        ("IV", "các hội, đoàn thể", "REQUESTED"),
        ("IV", "Công an tỉnh", "LEAD"),
    ]


def test_a_group_heading_gives_way_to_the_agencies_under_it():
    tasks = tasks_of(
        "IV. PHÂN CÔNG\n1. Các sở, ngành:\na) Công an tỉnh: chủ trì.\n"
        "b) Sở Y tế: điều trị.\n2. Kho bạc Nhà nước tỉnh kiểm soát chi.\n"
    )

    assert [(t.paragraph, t.agency) for t in tasks] == [
        ("IV.1.a", "Công an tỉnh"),
        ("IV.1.b", "Sở Y tế"),
        ("IV.2", "Kho bạc Nhà nước tỉnh"),
    ]


def test_directors_addressed_as_persons_are_agencies_too():
    tasks = tasks_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Các ông (bà) Giám đốc sở; Chủ tịch UBND các xã có "
        "trách nhiệm xây dựng kế hoạch trước 31/12/2025.\n2. Kinh phí do ngân sách.\n"
    )

    assert [(t.agency, t.deadline) for t in tasks] == [
        ("Giám đốc sở; Chủ tịch UBND các xã", "2025-12-31")
    ]


def test_an_annex_with_a_lost_row_is_asked_about():
    body = "Biểu số 01\nTT | Đơn vị | Số vụ | Ghi chú\n(1) | (2) | (3) | (4)\n"
    body += "1 | Xã A | 10 | điểm\n3 | Xã C | 5 | \nCộng | | 15 |\n"

    draft = read_plan_text(HEAD + body)

    assert draft.annex.title == "Biểu số 01"
    assert draft.annex.columns == ("Số vụ", "Ghi chú")
    assert draft.annex.totals == ("15", None)
    assert [q.code for q in draft.questions] == ["ANNEX_NUMBERING"]


def test_tables_kept_apart_from_the_text_are_read_with_it():
    table = [["TT", "Đơn vị", "Số vụ"], ["1", "Xã A", "1.200"], ["2", "Xã B", "-"]]

    draft = read_plan_tables(HEAD, [table])

    assert [row.values for row in draft.annex.rows] == [("1200",), (None,)]
    assert draft.annex.totals is None


def test_a_table_of_words_is_no_quota_table():
    body = "TT | Đơn vị | Nội dung\n1 | Sở Y tế | điều trị\n2 | Công an | đấu tranh\n"

    assert read_plan_text(HEAD + body).annex is None


def test_one_number_with_two_dates_is_a_question():
    body = (
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 01/02/2024 của UBND tỉnh;\nI. NHIỆM VỤ\n"
        "1. Tiếp tục Kế hoạch số 15/KH-UBND ngày 02/02/2024.\n"
    )

    draft = read_plan_text(HEAD + body)

    assert [q.code for q in draft.questions] == ["CITATION_DATES"]


def test_a_lost_title_is_taken_from_the_sentence_that_announces_the_plan():
    head = HEAD.replace("KẾ HOẠCH\nPHÒNG, CHỐNG MA TÚY\n", ".\n")
    body = "Công an tỉnh ban hành Kế hoạch điều trị nghiện năm 2025, cụ thể như sau:\n"

    assert read_plan_text(head + body).document.title == "điều trị nghiện năm 2025"


def test_an_unnumbered_paper_takes_its_number_from_the_portal():
    text = "Số hiệu: 9/KH-UBND\nNgày ban hành: 03/02/2024\n" + HEAD.replace(
        "120/KH-CAT-PC04", "    /KH-CAT"
    ).replace("ngày 11 tháng 6", "ngày   tháng 6")

    document = read_plan_text(text).document

    assert (document.symbol, document.issued_on) == ("9/KH-UBND", "2024-02-03")


def test_what_is_kept_at_many_places_is_one_target_and_the_list_in_brackets_none():
    body = (
        "I. MỤC TIÊU\n- Giữ vững, không để phát sinh tệ nạn tại 28 xã (Sơn Hà: 1 xã; Yên "
        "Sơn: 27 xã).\n- Năm 2026: 10 xã; giảm số tái nghiện so với năm 2024.\n"
    )

    targets = read_plan_text(HEAD + body).targets

    assert [(t.value, t.comparator, t.kind) for t in targets] == [
        ("28", "MAINTAIN", "STOCK"),
        ("10", "AT_LEAST", "STOCK"),
        (None, "REDUCE_BY", "QUALITATIVE"),
    ]
