"""Kế hoạch 21/KH-UBND of 21/01/2021 (Hà Nội), drafted by hand from the paper."""

from pathlib import Path

import pytest

from intake.reading import PlanDraft, read_plan_text

PAPER = Path(__file__).parents[2] / "fixtures/documents/ke-hoach-21-kh-ubnd-2021.txt"


@pytest.fixture(scope="module")
def draft() -> PlanDraft:
    return read_plan_text(PAPER.read_text(encoding="utf-8"))


def test_letterhead_names_the_committee_its_number_and_its_day(draft):
    document = draft.document

    assert (document.symbol, document.kind, document.number) == (
        "21/KH-UBND",
        "KH",
        "21",
    )
    assert document.issuer == "Ủy ban nhân dân thành phố Hà Nội"
    assert (document.place, document.issued_on) == ("Hà Nội", "2021-01-21")
    assert document.title == (
        "PHÒNG, CHỐNG MA TÚY TRÊN ĐỊA BÀN THÀNH PHỐ HÀ NỘI NĂM 2021"
    )


def test_vice_chairman_signs_for_the_chairman(draft):
    document = draft.document

    assert document.signer == "Chử Xuân Dũng"
    assert document.signing_capacity == (
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
    )


def test_ten_recipients_end_with_the_archive(draft):
    recipients = draft.document.recipients

    assert len(recipients) == 10
    assert recipients[0] == "Chủ tịch UBND Thành phố"
    assert recipients[1].endswith("Lê Hồng Sơn, Chử Xuân Dũng")
    assert recipients[-1] == "Lưu: VT, KGVX"


def test_every_cited_document_appears_once_with_its_date(draft):
    cited = {(one.symbol, one.kind, one.issued_on) for one in draft.citations}

    assert len(cited) == len(draft.citations)
    assert cited == {
        ("36-CT/TW", "CT", "2019-08-16"),
        ("8014/QĐ-BCA-H01", "QĐ", "2018-12-14"),
        ("101/KH-UBND", "KH", "2019-04-23"),
        ("291/QĐ-TTg", "QĐ", "2020-02-21"),
        ("30-CT/TU", "CT", "2020-01-22"),
        ("175-KH/TU", "KH", "2020-01-22"),
        ("66/KH-UBND", "KH", "2020-03-26"),
        ("67/KH-UBND", "KH", "2020-03-26"),
        ("6190/QĐ-UBND", "QĐ", "2019-11-05"),
        ("225/KH-UBND", "KH", "2018-12-12"),
        ("90/2016/NĐ-CP", "NĐ", None),
        ("1567/KH-BGDĐT", "KH", "2020-12-11"),
    }


EXPECTED_TARGETS = [
    ("II.1", "2300", "vụ", "AT_LEAST", "FLOW", None),
    ("II.1", "50", "%", "AT_LEAST", "SHARE", 0),
    ("II.1", "100", "%", "ALL", "RATIO", None),
    ("II.2", "900", "hồ sơ", "AT_LEAST", "FLOW", None),
    ("II.2", "50", "%", "AT_LEAST", "SHARE", 3),
    ("II.3", "4986", "bệnh nhân", "MAINTAIN", "STOCK", None),
    ("II.3", "6500", "bệnh nhân", "AT_LEAST", "CUMULATIVE", None),
    ("II.3", None, "%", "REDUCE_BY", "RATIO", None),
    ("II.4", "0", "vụ", "EXACTLY", "EVENT_FREE", None),
    ("II.5", "5", "xã", "MAINTAIN", "STOCK", None),
    ("II.5", "6", "xã, phường, thị trấn", "AT_LEAST", "STOCK", None),
    ("II.5", "5", "%", "REDUCE_BY", "STOCK", None),
    ("III.4", "80", "%", "AT_LEAST", "RATIO", None),
    ("IV.2", "2", "người", "AT_LEAST", "STOCK", None),
]


def test_targets_are_those_of_the_paper_and_repeats_in_iv_18_are_left_out(draft):
    found = [
        (t.paragraph, t.value, t.unit, t.comparator, t.kind, t.part_of)
        for t in draft.targets
    ]

    assert found == EXPECTED_TARGETS


def test_footnotes_give_the_baselines_with_their_day(draft):
    based = {t.text[:22]: (t.baseline, t.baseline_as_of) for t in draft.targets}

    assert based["Triệt xóa 100% điểm ph"] == ("6", "2020-12-14")
    assert based["giảm tỷ lệ bệnh nhân n"] == ("1009", None)
    assert based["duy trì, giữ 05 xã tro"] == ("5", "2020-12-14")


def test_eighteen_agency_groups_are_told_or_asked_in_section_iv(draft):
    section = [t for t in draft.tasks if t.paragraph.startswith("IV.")]

    assert [t.paragraph for t in section] == [f"IV.{n}" for n in range(1, 19)]
    asked = [t.agency for t in section if t.part == "REQUESTED"]
    assert asked == [
        "Viện Kiểm sát nhân dân Thành phố, Tòa án nhân dân Thành phố",
        "Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố",
        "Ban Tuyên giáo Thành ủy",
    ]
    assert section[1].agency == "Sở Lao động - Thương binh và Xã hội"
    assert section[13].agency == "Các Hội, đoàn thể chính trị Thành phố"


def test_half_yearly_report_is_a_rhythm_and_not_a_date(draft):
    report = next(t for t in draft.tasks if t.paragraph == "V.1")

    assert (report.deadline, report.deadline_text) == (None, "06 tháng, 01 năm")


def test_annex_holds_31_rows_and_closes_on_2300_and_900(draft):
    annex = draft.annex

    assert len(annex.rows) == 31
    assert (annex.rows[0].unit, annex.rows[0].values) == ("Hoàn Kiếm", ("118", "45"))
    assert (annex.rows[30].unit, annex.rows[30].values) == ("Phòng PC04", ("70", None))
    assert annex.totals == ("2300", "900")
    assert sum(int(row.values[0]) for row in annex.rows) == 2300
    assert annex.columns[0].startswith("CÔNG TÁC ĐẤU TRANH")


def test_nothing_in_this_paper_is_doubtful(draft):
    assert draft.questions == ()
