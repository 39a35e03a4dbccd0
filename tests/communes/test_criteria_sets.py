"""A criteria set is data: what is wrong with it is said before it is used."""

import copy
import json
from datetime import date

import pytest

from communes.scoring import BadCriteria, criteria_set_from, load_set, score

SMALL = {
    "symbol": "1/KH-UBND",
    "title": "Tiêu chí thử",
    "in_force_from": "2024-01-01",
    "in_force_to": "2024-12-31",
    "unit_level": "commune",
    "scope": "Toàn tỉnh",
    "wording": "",
    "facts": [
        {"name": "area", "label": "Diện tích", "unit": "ha", "kind": "DECIMAL"},
        {
            "name": "movement",
            "label": "Xếp loại phong trào",
            "unit": "",
            "kind": "GRADE",
            "grades": ["Yếu", "Trung bình", "Khá", "Xuất sắc"],
        },
    ],
    "criteria": [
        {
            "number": "1",
            "text": "Diện tích",
            "requirements": [
                {
                    "code": "1.a",
                    "text": "Từ 0,5 đến dưới 1,5 ha",
                    "rule": {
                        "kind": "RANGE",
                        "fact": "area",
                        "from": "0.5",
                        "below": "1.5",
                    },
                }
            ],
        },
        {
            "number": "2",
            "text": "Phong trào",
            "requirements": [
                {
                    "code": "2.a",
                    "text": "Từ loại Khá trở lên",
                    "rule": {"kind": "GRADE", "fact": "movement", "least": 3},
                }
            ],
        },
    ],
    "outcomes": [
        {
            "proposal": "PASSED",
            "when": {
                "kind": "K_OF_N",
                "least": 2,
                "of": [
                    {"kind": "REFERENCE", "to": ["1.a"]},
                    {"kind": "REFERENCE", "to": ["2.a"]},
                ],
            },
        }
    ],
    "otherwise": "FAILED",
}


def small():
    return copy.deepcopy(SMALL)


def rule_of(data, number):
    return data["criteria"][number]["requirements"][0]


def set_rule(data, number, **rule):
    rule_of(data, number)["rule"] = rule


def drop_title(data):
    del data["title"]


def bad_date(data):
    data["in_force_from"] = "1/1/2024"


def ends_before_it_starts(data):
    data["in_force_to"] = "2023-12-31"


def blank_text(data):
    rule_of(data, 0)["text"] = " "


def same_code(data):
    rule_of(data, 1)["code"] = "1.a"


def same_fact(data):
    data["facts"].append(data["facts"][0])


def unknown_reference(data):
    data["outcomes"][0]["when"]["of"][0]["to"] = ["9"]


def in_a_circle(data):
    set_rule(data, 0, kind="REFERENCE", to=["2.a"])
    set_rule(data, 1, kind="REFERENCE", to=["1.a"])


def three_of_two(data):
    data["outcomes"][0]["when"]["least"] = 3


def negative_start(data):
    rule_of(data, 0)["rule"]["from"] = "-1"


def empty_range(data):
    rule_of(data, 0)["rule"]["below"] = "0.5"


def unknown_fact(data):
    rule_of(data, 0)["rule"]["fact"] = "length"


def wrong_kind(data):
    set_rule(data, 0, kind="FLAG", fact="area")


def grade_too_high(data):
    rule_of(data, 1)["rule"]["least"] = 5


def pair_of_decimals(data):
    set_rule(data, 0, kind="ALL", part="area", whole="movement")


def zero_of_another(data):
    rule_of(data, 0)["ask_at_zero"] = "movement"


def unknown_kind(data):
    set_rule(data, 0, kind="FORMULA", text="1+1")


def overlap(data):
    set_rule(data, 1, kind="AT_LEAST", fact="area", least="1.4")


def count_pairs(data, *pairs):
    names = dict.fromkeys(name for pair in pairs for name in pair)
    data["facts"] = [
        {"name": n, "label": n, "unit": "", "kind": "COUNT"} for n in names
    ]
    for number, (part, whole) in enumerate(pairs):
        set_rule(data, number, kind="ALL", part=part, whole=whole)


def part_is_a_whole(data):
    count_pairs(data, ("b", "a"), ("c", "b"))


def part_of_two_wholes(data):
    count_pairs(data, ("a", "b"), ("a", "c"))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (drop_title, "thiếu mục “title”"),
        (bad_date, "số hoặc ngày viết sai"),
        (ends_before_it_starts, "Ngày hết hiệu lực 31/12/2023 đứng trước"),
        (blank_text, "“1.a” chưa có nội dung"),
        (same_code, "Mã “1.a” dùng cho 2 yêu cầu"),
        (same_fact, "“area” khai báo 2 lần"),
        (unknown_reference, "dẫn chiếu tới “9” không có"),
        (in_a_circle, "“1.a” dẫn chiếu vòng"),
        (three_of_two, "“PASSED” đòi 3 trong 2"),
        (negative_start, "mức bắt đầu âm"),
        (empty_range, "“1.a” có khoảng giá trị rỗng"),
        (unknown_fact, "“length” chưa khai báo"),
        (wrong_kind, "“area” không đúng loại"),
        (grade_too_high, "“movement” không đúng loại"),
        (pair_of_decimals, "“area” không đúng loại"),
        (zero_of_another, "hỏi về số 0 của “movement”"),
        (unknown_kind, "Không có loại yêu cầu “FORMULA”"),
        (overlap, "Khoảng giá trị của “1.a” và “2.a” chồng lên nhau"),
        (part_is_a_whole, "“b” vừa là phần vừa là tổng"),
        (part_of_two_wholes, "“a” là phần của 2 tổng khác nhau"),
    ],
)
def test_a_faulty_set_is_refused_with_its_fault(spoil, words):
    data = small()
    spoil(data)

    with pytest.raises(BadCriteria) as refused:
        criteria_set_from(data)

    assert any(words in sentence for sentence in refused.value.sentences)


def test_a_figure_that_no_clause_uses_is_a_fault():
    data = small()
    data["facts"].append({"name": "x", "label": "X", "unit": "", "kind": "COUNT"})

    with pytest.raises(BadCriteria, match=r"“x” không được yêu cầu nào dùng"):
        criteria_set_from(data)


def test_a_grade_counts_from_its_rank_up():
    made = criteria_set_from(small())

    assert score(made, {"area": 1, "movement": 3}).proposal == "PASSED"
    assert score(made, {"area": 1, "movement": 2}).proposal == "FAILED"


def test_a_missing_grade_or_area_is_weighed():
    made = criteria_set_from(small())

    assert score(made, {"area": 1}).proposal == "INCOMPLETE"
    assert score(made, {"movement": 3}).proposal == "INCOMPLETE"
    assert score(made, {"movement": 1}).proposal == "FAILED"


@pytest.mark.parametrize("rank", [0, 5, True, "Khá"])
def test_a_rank_that_does_not_exist_is_refused(rank):
    with pytest.raises(ValueError, match="thứ bậc từ 1 đến 4"):
        score(criteria_set_from(small()), {"movement": rank})


def test_a_set_may_lie_in_any_file(tmp_path):
    path = tmp_path / "bo-tieu-chi.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")

    assert load_set(path) == load_set(str(path)) == criteria_set_from(SMALL)


def test_the_shipped_sets_say_since_when_they_are_in_force():
    assert load_set("28/2025/QĐ-TTg").in_force_from == date(2025, 8, 24)
    assert load_set(" 414/KH-UBND ").in_force_from == date(2023, 11, 13)
    assert load_set("28/2025/QĐ-TTg").in_force_to is None


def test_lao_cai_has_six_criteria_with_twelve_requirements():
    made = load_set("414/KH-UBND")

    assert [len(c.requirements) for c in made.criteria] == [3, 1, 3, 1, 3, 1]


def test_the_three_exempt_groups_stand_beside_their_clause():
    clause = next(r for r in load_set("28/2025/QĐ-TTg").requirements if r.code == "6.1")

    assert "sau cai nghiện" in clause.exceptions
