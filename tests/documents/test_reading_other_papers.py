"""The other papers of 2012 to 2023 and a news item, drafted by hand."""

from pathlib import Path

from intake.reading import PlanDraft, as_json, read_plan_text

ROOT = Path(__file__).parents[2]


def read(name: str) -> PlanDraft:
    path = ROOT / "fixtures/documents" / name
    return read_plan_text(path.read_text(encoding="utf-8"))


def test_nghe_an_2016_has_eight_agencies_and_one_dated_report():
    draft = read("ke-hoach-484-kh-ubnd-2016.txt")

    agencies = [t.agency for t in draft.tasks if t.paragraph.startswith("III.")]
    assert agencies == [
        "Sở Lao động - Thương binh và Xã hội",
        "Công an tỉnh",
        "Bộ chỉ huy Bộ đội biên phòng tỉnh",
        "Cục Hải quan Nghệ An",
        "Sở Công thương",
        "Sở Thông tin và Truyền thông",
        "Sở Y tế",
        "Các sở, ban, ngành cấp tỉnh, Ủy ban nhân dân các huyện, thành, thị",
    ]
    report = next(t for t in draft.tasks if t.paragraph == "IV.1")
    assert report.deadline == "2016-12-30"
    assert report.deadline_text == "trước ngày 30/12/2016"


def test_nghe_an_2016_counts_patients_and_points_once():
    draft = read("ke-hoach-484-kh-ubnd-2016.txt")

    found = [(t.paragraph, t.value, t.unit, t.comparator) for t in draft.targets]
    assert found == [
        ("II.5", "12", "cơ sở", "MAINTAIN"),
        ("II.5", "16", "điểm", "AT_LEAST"),
        ("II.5", "3400", "bệnh nhân", "AT_LEAST"),
    ]


def test_nghe_an_2016_cites_the_ministry_the_party_and_its_own_decision():
    draft = read("ke-hoach-484-kh-ubnd-2016.txt")

    cited = {one.symbol: one.issued_on for one in draft.citations}
    assert cited == {
        "940/TB-V24-P9": "2016-07-06",
        "95-KL/TW": "2014-04-02",
        "21-CT/TW": None,
        "98/NQ-CP": "2014-12-26",
        "13-CT/TU": "2013-05-07",
        "03-NQ/TU": "2016-04-29",
        "35/2016/QĐ-UBND": "2016-05-09",
    }


def test_lao_cai_2023_has_six_criteria_of_three_one_three_one_three_one():
    draft = read("ke-hoach-414-kh-ubnd-2023.txt")

    assert [c.number for c in draft.criteria] == ["1", "2", "3", "4", "5", "6"]
    assert [len(c.requirements) for c in draft.criteria] == [3, 1, 3, 1, 3, 1]
    kinds = [{r.kind for r in c.requirements} for c in draft.criteria]
    assert kinds == [{"ABSENT"}, {"ABSENT"}, {"ALL"}, {"ALL"}, {"ALL"}, {"AT_LEAST"}]
    model = draft.criteria[5].requirements[0]
    assert (model.value, model.unit) == ("1", "mô hình")


def test_lao_cai_2023_takes_its_signer_from_the_portal_and_says_it_is_cut():
    draft = read("ke-hoach-414-kh-ubnd-2023.txt")

    assert draft.document.signer == "Trịnh Xuân Trường"
    assert draft.document.signing_capacity is None
    assert draft.document.recipients is None
    assert [q.code for q in draft.questions] == ["TRUNCATED"]


def test_hanoi_2012_is_a_letter_completed_from_its_own_text():
    document = read("cong-van-4026-ubnd-vx-2012.txt").document

    assert (document.symbol, document.kind) == ("4026/UBND-VX", "CV")
    assert document.issued_on == "2012-05-29"
    assert document.issuer == "Ủy ban nhân dân thành phố Hà Nội"
    assert document.title.startswith("triển khai thực hiện chỉ đạo điểm PCMT")
    assert document.signer == "Nguyễn Thị Bích Ngọc"
    assert len(document.recipients) == 8


def test_hanoi_2012_tells_four_groups_what_to_do():
    draft = read("cong-van-4026-ubnd-vx-2012.txt")

    assert [(t.paragraph, t.agency) for t in draft.tasks] == [
        ("1", "Các sở, ban, ngành, đoàn thể thành viên Ban Chỉ đạo Thành phố"),
        ("2.1", "UBND các quận, huyện, thị xã"),
        ("2.2", "UBND các quận, huyện, thị xã"),
        ("3", "Công an Thành phố"),
    ]


def test_hanoi_2012_contradicts_itself_on_plan_07_and_its_signature():
    draft = read("cong-van-4026-ubnd-vx-2012.txt")

    assert [q.code for q in draft.questions] == [
        "SIGNING_CAPACITY",
        "CITATION_CONFLICT",
    ]
    assert "07/KH-BCĐ" in draft.questions[1].message
    assert "07/KH-UBND" in draft.questions[1].message
    both = {c.symbol: c.issued_on for c in draft.citations if c.symbol[:2] == "07"}
    assert both == {"07/KH-BCĐ": "2012-04-25", "07/KH-UBND": "2012-04-25"}


def test_news_is_not_a_plan_and_nothing_is_made_up_from_it():
    text = (Path(__file__).parent / "tin-2020.txt").read_text(encoding="utf-8")

    plain = as_json(read_plan_text(text))

    assert set(plain["document"].values()) == {None}
    assert [q["code"] for q in plain["questions"]] == ["NOT_A_PLAN"]
    for part in ("citations", "targets", "tasks", "criteria"):
        assert plain[part] == []
    assert plain["annex"] is None
