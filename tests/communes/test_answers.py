"""What a person types in a sheet, what is stored, what is scored and shown."""

from decimal import Decimal

import pytest

from communes.answers import BadAnswer, figure, figures, shown, stored, typed
from communes.criteria_data import Fact, FactKind
from communes.forms import FactsForm
from communes.scoring import load_set
from communes.sheet_page import FactLine

COUNT = Fact("plants", "Cây", "cây", FactKind.COUNT)
PEOPLE = Fact("resident_population", "Nhân khẩu", "người", FactKind.COUNT, True)
AREA = Fact("plant_area_m2", "Diện tích", "m²", FactKind.DECIMAL)
ROUTE = Fact("on_key_route", "Tuyến", "", FactKind.FLAG)
GRADE = Fact("movement", "Phong trào", "", FactKind.GRADE, grades=("Yếu", "Khá"))


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        (COUNT, "1.207", "1207"),
        (COUNT, " 0 ", "0"),
        (COUNT, "", ""),
        (AREA, "749,99", "749.99"),
        (AREA, "750", "750"),
        (ROUTE, "1", "true"),
        (ROUTE, "Không", "false"),
        (GRADE, "2", "2"),
    ],
)
def test_what_is_typed_is_kept_exactly(fact, text, expected):
    assert stored(fact, text) == expected


@pytest.mark.parametrize(
    ("fact", "text", "sentence"),
    [
        (COUNT, "-", "ghi 0 nếu không có"),
        (COUNT, "-3", "số âm"),
        (COUNT, "1,5", "số lẻ"),
        (COUNT, "ba", "ba"),
        (PEOPLE, "0", "phải lớn hơn 0"),
        (ROUTE, "có lẽ", "hãy ghi 1 \\(có\\) hoặc 0 \\(không\\)"),
        (GRADE, "3", "thứ bậc từ 1 đến 2"),
    ],
)
def test_what_is_no_answer_is_told_with_its_name(fact, text, sentence):
    with pytest.raises(BadAnswer, match=f"“{fact.label}”.*{sentence}"):
        stored(fact, text)


def test_a_rank_is_chosen_by_its_name():
    line = FactLine(GRADE, "", "", "", "", 0)

    form = FactsForm([line])

    assert form.fields["f-movement"].choices[1:] == [("1", "Yếu"), ("2", "Khá")]


def test_an_empty_answer_is_missing_and_not_zero():
    values = figures(load_set("28/2025/QĐ-TTg"), {"plants": "0"})

    assert values["plants"] == 0
    assert values["drug_use_points"] is None


@pytest.mark.parametrize(
    ("fact", "text", "value", "page", "field"),
    [
        (COUNT, "8200", 8200, "8.200", "8.200"),
        (AREA, "749.99", Decimal("749.99"), "749,99", "749,99"),
        (ROUTE, "true", True, "có", "1"),
        (ROUTE, "false", False, "không", "0"),
        (GRADE, "2", 2, "Khá", "2"),
        (GRADE, "9", 9, "", "9"),  # a rank of another law's scale
        (COUNT, "", None, "", ""),
        (ROUTE, "", None, "", ""),
    ],
)
def test_a_stored_answer_is_scored_printed_and_edited(fact, text, value, page, field):
    assert figure(fact, text) == value
    assert shown(fact, text) == page
    assert typed(fact, text) == field
