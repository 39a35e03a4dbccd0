"""Invented but realistic papers in the other forms offices use, 2013 to 2026.

A provincial plan after the two-level reform, a commune's steering committee, a
decision with its plan attached, a party directive, a chairman's directive, a letter
and a methadone plan in parts.
"""

from pathlib import Path

import pytest

from intake.reading import PlanDraft, read_plan_text

PAPERS = Path(__file__).parent / "papers"


def read(name: str) -> PlanDraft:
    return read_plan_text((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))


LETTERHEADS = [
    (
        "ke-hoach-tinh-2026",
        "12/KH-UBND",
        "KH",
        "Ủy ban nhân dân tỉnh Sơn Hà",
        "Sơn Hà",
        "2026-01-15",
    ),
    (
        "ke-hoach-xa-2025",
        "05/KH-BCĐ",
        "KH",
        "Ban Chỉ đạo 138 xã Đông Phú",
        "Đông Phú",
        "2025-09-03",
    ),
    (
        "quyet-dinh-2013",
        "745/QĐ-UBND",
        "QĐ",
        "Ủy ban nhân dân tỉnh Sơn Hà",
        "Sơn Hà",
        "2013-05-07",
    ),
    (
        "chi-thi-tinh-uy",
        "14-CT/TU",
        "CT",
        "Tỉnh ủy Sơn Hà",
        "Sơn Hà",
        "2024-03-12",
    ),
    (
        "chi-thi-ubnd-2017",
        "08/CT-UBND",
        "CT",
        "Ủy ban nhân dân tỉnh Bình Hải",
        "Quy Sơn",
        "2017-04-07",
    ),
    (
        "cong-van-2025",
        "2895/UBND-NC",
        "CV",
        "Ủy ban nhân dân thành phố Hải An",
        "Hải An",
        "2025-11-06",
    ),
    (
        "ke-hoach-methadone-2020",
        "71/KH-UBND",
        "KH",
        "Ủy ban nhân dân tỉnh Sơn Hà",
        "Sơn Hà",
        "2020-02-28",
    ),
]


@pytest.mark.parametrize(
    ("name", "symbol", "kind", "issuer", "place", "day"), LETTERHEADS
)
def test_letterhead_is_read_in_every_form(name, symbol, kind, issuer, place, day):
    document = read(name).document

    assert (document.symbol, document.kind) == (symbol, kind)
    assert (document.issuer, document.place) == (issuer, place)
    assert document.issued_on == day


SIGNATURES = [
    (
        "ke-hoach-tinh-2026",
        "Trần Văn Mẫu",
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    ),
    (
        "ke-hoach-xa-2025",
        "Lê Thị Thử",
        "TM. BAN CHỈ ĐẠO / TRƯỞNG BAN / CHỦ TỊCH UBND XÃ",
    ),
    ("quyet-dinh-2013", "Phạm Văn Giả Định", "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
    ("chi-thi-tinh-uy", "Hoàng Văn Ví Dụ", "T/M BAN THƯỜNG VỤ / BÍ THƯ"),
    ("chi-thi-ubnd-2017", "Hồ Quốc Thí Dụ", "CHỦ TỊCH"),
    ("cong-van-2025", "Đỗ Thị Minh Họa", "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG"),
]


@pytest.mark.parametrize(("name", "signer", "capacity"), SIGNATURES)
def test_signature_is_read_in_every_form(name, signer, capacity):
    document = read(name).document

    assert (document.signer, document.signing_capacity) == (signer, capacity)


def test_provincial_plan_of_2026_has_seventeen_agencies():
    draft = read("ke-hoach-tinh-2026")

    assert [t.paragraph for t in draft.tasks] == [f"V.{n}" for n in range(1, 18)]
    parts = {t.agency: t.part for t in draft.tasks}
    assert parts["Ban Tuyên giáo và Dân vận Tỉnh ủy"] == "REQUESTED"
    assert parts["Sở Nội vụ"] == "SUPPORT"
    assert parts["Chi cục Hải quan Khu vực IV"] == "LEAD"


def test_provincial_plan_of_2026_gives_dates_and_quarters():
    due = {t.agency: t.deadline for t in read("ke-hoach-tinh-2026").tasks}

    assert due["Công an tỉnh"] == "2026-Q2"
    assert due["Sở Giáo dục và Đào tạo"] == "2026-09-30"
    assert due["UBND các xã, phường"] == "2026-02-15"
    assert due["Sở Y tế"] is None


def test_provincial_plan_of_2026_tells_every_comparator():
    found = [
        (t.value, t.unit, t.comparator) for t in read("ke-hoach-tinh-2026").targets
    ]

    assert found == [
        ("3", "%", "GROW_BY"),
        ("5", "%", "GROW_BY"),
        ("100", "%", "ALL"),
        ("0", "tụ điểm", "EXACTLY"),
        ("450", "vụ", "AT_LEAST"),
        ("60", "%", "AT_LEAST"),
        ("100", "%", "ALL"),
        ("90", "%", "MORE_THAN"),
        ("320", "người", "AT_LEAST"),
        ("120", "người", "AT_LEAST"),
        ("1250", "bệnh nhân", "MAINTAIN"),
        ("10", "%", "LESS_THAN"),
        ("1", "%", "AT_MOST"),
        ("52", "xã, phường", "AT_LEAST"),
        ("28", "xã, phường", "MAINTAIN"),
        ("1", "mô hình", "AT_LEAST"),
        ("2-4", "buổi", "BETWEEN"),
        ("5-10", "%", "REDUCE_BY"),
    ]


def test_annex_whose_total_is_off_by_one_is_reported_and_not_corrected():
    draft = read("ke-hoach-tinh-2026")

    assert draft.annex.totals == ("40", "21")
    assert draft.annex.rows[1].values == ("12", None)
    assert [q.code for q in draft.questions] == ["ANNEX_TOTAL"]
    assert "ghi 21, cộng các dòng được 20, lệch -1" in draft.questions[0].message


def test_commune_plan_reads_its_lettered_sections_and_last_years_count():
    draft = read("ke-hoach-xa-2025")

    last = next(t for t in draft.targets if t.paragraph == "A.3")
    assert (last.value, last.comparator) == ("3", "REDUCE_BY")
    assert last.baseline == "17"
    assert [t.paragraph for t in draft.tasks] == [f"C.{n}" for n in range(1, 6)]
    assert draft.tasks[2].deadline == "2025-M10"


def test_decision_reads_the_plan_attached_after_its_signature():
    draft = read("quyet-dinh-2013")

    assert [t.paragraph for t in draft.tasks] == [
        "Điều 2",
        *(f"C.{n}" for n in range(1, 6)),
    ]
    assert [(t.paragraph, t.value) for t in draft.targets] == [
        ("B.I.1.1", "10"),
        ("B.I.1.1", "42"),
        ("B.I.1.2", "600"),
        ("B.I.1.2", "70"),
        ("B.I.2", "15-20"),
        ("B.I.2", "500"),
    ]


def test_decision_cites_joint_circulars_and_symbols_with_parentheses():
    cited = {c.symbol: c.kind for c in read("quyet-dinh-2013").citations}

    assert cited == {
        None: "Luật",
        "1203/QĐ-TTg": "QĐ",
        "03/2012/TTLT-BLĐTBXH-BYT-BCA": "TTLT",
        "367/TTr-CAT-TM(CSMT)": "TTr",
    }


def test_party_directive_orders_party_bodies():
    draft = read("chi-thi-tinh-uy")

    assert [t.agency for t in draft.tasks] == [
        "Các cấp ủy, tổ chức đảng",
        "Ban Cán sự đảng UBND tỉnh",
        "Đảng ủy Công an tỉnh",
        "Ban Tuyên giáo Tỉnh ủy",
        "Văn phòng Tỉnh ủy",
    ]
    assert draft.tasks[1].deadline == "2024-Q2"


def test_last_years_results_in_a_directive_are_not_its_targets():
    assert read("chi-thi-ubnd-2017").targets == ()


def test_methadone_plan_ties_new_patients_to_the_whole_and_points_to_the_note():
    draft = read("ke-hoach-methadone-2020")

    new = draft.targets[1]
    assert (new.value, new.part_of, new.kind) == ("250", 0, "FLOW")
    assert draft.targets[0].kind == "CUMULATIVE"
    points = draft.targets[3]
    assert (points.value, points.comparator) == ("14", "MAINTAIN")
    assert (points.baseline, points.baseline_as_of) == ("14", "2019-12-31")


def test_lead_and_support_are_read_where_the_plan_names_them_apart():
    tasks = read("ke-hoach-methadone-2020").tasks

    assert [(t.agency, t.part, t.deadline) for t in tasks[:2]] == [
        ("Sở Y tế", "LEAD", "2020-Q3"),
        ("Công an tỉnh, Sở Tài chính", "SUPPORT", "2020-Q3"),
    ]


@pytest.mark.parametrize("name", [row[0] for row in LETTERHEADS])
def test_every_item_shows_the_very_words_it_came_from(name):
    draft = read(name)

    for item in (*draft.citations, *draft.targets, *draft.tasks):
        assert draft.text[item.source.start : item.source.end] == item.text
