"""The names people type in the lists of a decision."""

import datetime as dt

import pytest

from communes.deciding import units_named
from units.models import Unit

pytestmark = pytest.mark.usefixtures("shipped")
DAY = dt.date(2021, 12, 20)


def named(text: str) -> tuple[list[str], list[str]]:
    units, problems = units_named(text, Unit.objects.all(), DAY)
    return [row.key for row in units], problems


@pytest.mark.parametrize(
    "line", ["Kim Lan", "Xã Kim Lan", "Kim Lan, Gia Lâm", "Kim Lan (Gia Lâm)", "c00586"]
)
def test_a_commune_is_named_in_many_ways(line):
    assert named(line) == (["c00586"], [])


def test_the_spelling_of_the_footnote_is_known():
    assert named("Trung Màu (Gia Lâm)") == (["c00547"], [])


def test_namesakes_are_asked_and_told_apart_by_district():
    keys, problems = named("Tân Dân\nTân Dân, Phú Xuyên")

    assert keys == ["c10315"]
    assert "có thể là" in problems[0]
    assert "Huyện Sóc Sơn" in problems[0]


def test_an_unknown_name_is_told_with_the_nearest():
    keys, problems = named("Kim Lam\nXã Không Có, Gia Lâm")

    assert keys == []
    assert "Có phải" in problems[0]
    assert "không có trong danh mục" in problems[1]
