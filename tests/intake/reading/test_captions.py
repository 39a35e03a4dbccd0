"""Papers that lost their letterhead, and news that only speaks of a plan."""

import pytest

from intake.reading import read_plan_text
from intake.reading.draft import DocumentDraft

BODY = """I. MỤC TIÊU
1. Bắt giữ ít nhất 50 vụ.
II. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh chủ trì.
"""


def document_of(caption: str, body: str = BODY) -> DocumentDraft:
    return read_plan_text(f"{caption}\n{body}").document


@pytest.mark.parametrize(
    ("caption", "issuer", "title"),
    [
        (
            "Kế hoạch số 04/KH-UBND ngày 23/7/2025 của UBND tỉnh Sơn Hà Xây dựng xã "
            "không ma túy",
            "Ủy ban nhân dân tỉnh Sơn Hà",
            "Xây dựng xã không ma túy",
        ),
        (
            "Kế hoạch số 04/KH-UBND ngày 23/7/2025 của Chủ tịch UBND huyện An Lãng về "
            "việc phòng, chống ma túy",
            "Ủy ban nhân dân huyện An Lãng",
            "Phòng, chống ma túy",
        ),
        (
            "KẾ HOẠCH 04/KH-UBND ngày 23 tháng 7 năm 2025 về phòng, chống ma túy",
            None,
            "Phòng, chống ma túy",
        ),
    ],
)
def test_caption_gives_number_day_issuer_and_title(caption, issuer, title):
    document = document_of(caption)

    assert (document.symbol, document.kind) == ("04/KH-UBND", "KH")
    assert document.issued_on == "2025-07-23"
    assert (document.issuer, document.title) == (issuer, title)


def test_impossible_day_and_missing_title_stay_empty():
    document = document_of("Quyết định 7/QĐ-UBND ngày 31/02/2025")

    assert (document.symbol, document.issued_on) == ("7/QĐ-UBND", None)
    assert document.title is None


def test_portal_data_complete_what_the_caption_leaves_out():
    data = (
        "Nghị quyết 15/NQ-HĐND năm 2022 về phòng, chống ma túy\n"
        "Số hiệu: 15/NQ-HĐND\nNgày ban hành: 09/12/2022\nLoại văn bản: Nghị quyết\n"
        "Cơ quan ban hành: Tỉnh Sơn Hà\nNgười ký: Lê Thị Thử"
    )

    document = document_of(data)

    assert document.issuer == "Hội đồng nhân dân tỉnh Sơn Hà"
    assert (document.issued_on, document.signer) == ("2022-12-09", "Lê Thị Thử")


def test_portal_body_that_is_no_province_stands_as_written():
    data = "Kế hoạch 9/KH-BCA năm 2024 về ma túy\nSố hiệu: 9/KH-BCA\n"
    data += "Cơ quan ban hành: Bộ Công an"

    assert document_of(data).issuer == "Bộ Công an"


def test_caption_over_a_letterhead_lends_only_the_lost_title():
    head = (
        "Kế hoạch 12/KH-UBND năm 2026 thực hiện Nghị quyết phòng, chống ma túy\n"
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN HÀ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 12/KH-UBND\nSơn Hà, ngày 14 tháng 01 năm 2026\n"
        "Những năm qua, công tác phòng, chống ma túy đạt nhiều kết quả quan trọng."
    )

    document = document_of(head)

    assert document.title == "Thực hiện Nghị quyết phòng, chống ma túy"
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hà"


def test_news_that_names_a_plan_is_no_plan():
    news = (
        "Kế hoạch số 04/KH-UBND ngày 23/7/2025 của UBND tỉnh Sơn Hà đã được triển khai."
    )

    draft = read_plan_text(news + "\nTheo đó, toàn tỉnh phấn đấu bắt 50 vụ.")

    assert draft.document == DocumentDraft()
    assert [q.code for q in draft.questions] == ["NOT_A_PLAN"]


def test_party_committee_and_office_are_named_under_their_superiors():
    party = "ĐẢNG BỘ TỈNH SƠN HÀ\nHUYỆN ỦY AN LÃNG\nSố 112-KH/HU\n"
    party += "ĐẢNG CỘNG SẢN VIỆT NAM\nAn Lãng, ngày 06 tháng 5 năm 2022\nKẾ HOẠCH\n"
    office = "ỦY BAN NHÂN DÂN\nTỈNH SƠN HÀ\nVĂN PHÒNG\nSố: 188/TB-VP\n"
    office += "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSơn Hà, ngày 20 tháng 3 năm 2023\n"

    assert document_of(party).issuer == "Huyện ủy An Lãng"
    assert document_of(office).issuer == "Văn phòng Ủy ban nhân dân tỉnh Sơn Hà"


@pytest.mark.parametrize(
    ("item", "agency", "part"),
    [
        ("Các Sở: Tài chính, Tư pháp: Bố trí kinh phí.", "Các Sở: Tài chính, Tư pháp", "LEAD"),
        ("Công an huyện mở đợt cao điểm.", "Công an huyện", "LEAD"),
        ("Phòng Tham mưu phối hợp với PC04 theo dõi.", "Phòng Tham mưu", "SUPPORT"),
        ("Hội Nông dân tỉnh đề nghị vận động hội viên.", "Hội Nông dân tỉnh", "REQUESTED"),
        ("Chánh án Tòa án nhân dân tỉnh chỉ đạo xét xử.", "Chánh án Tòa án nhân dân tỉnh", "LEAD"),
        ("UBND các xã tổng rà soát người nghiện.", "UBND các xã", "LEAD"),
        ("Thông qua các mục tiêu phòng, chống ma túy.", None, None),
    ],
)  # fmt: skip
def test_name_of_an_agency_ends_where_its_work_begins(item, agency, part):
    body = f"I. MỤC TIÊU\n1. Giảm ma túy.\nII. TỔ CHỨC THỰC HIỆN\n1. {item}\n"

    draft = read_plan_text("Kế hoạch số 4/KH-UBND ngày 23/7/2025 về ma túy\n" + body)

    found = [(task.agency, task.part) for task in draft.tasks]
    assert found == ([(agency, part)] if agency else [])


def test_section_of_work_whose_items_are_agencies_gives_tasks():
    body = "I. MỤC TIÊU\n1. Giảm ma túy.\nII. NHIỆM VỤ\n1. Công an tỉnh\n- Rà soát.\n"
    body += "2. Sở Y tế\n- Điều trị.\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ thi đua.\n"

    draft = read_plan_text("Kế hoạch số 4/KH-UBND ngày 23/7/2025 về ma túy\n" + body)

    assert [task.paragraph for task in draft.tasks] == ["II.1", "II.2", "III.1"]
