"""The communes' sums: a map of tiles with its table, any day, and over the years."""

from __future__ import annotations

import datetime as dt

import pytest

from communes.boards import register
from communes.models import Decision, KeyArea
from communes.trend import Trend
from reports.commune_overview import commune_tiles
from tests.communes.register import FOOTNOTE_DAY, MERGER_DAY, merge, write
from units.models import Unit

pytestmark = pytest.mark.django_db
CITY = Unit.objects.filter(key="p01").values_list("pk", flat=True)


def city():
    return Unit.objects.within(list(CITY.all()))


def test_every_district_is_a_tile_with_its_count(shipped):
    book = register(city(), FOOTNOTE_DAY)

    chart = commune_tiles(book, "/communes/?as_of=2020-12-14")

    shown = {mark.label: (mark.text, mark.level) for mark in chart.marks}
    assert len(shown) == 30
    assert shown["Gia Lâm"] == ("2/22", 1)
    assert shown["Ba Đình"] == ("0/14", 0)
    gia_lam = next(mark for mark in chart.marks if mark.label == "Gia Lâm")
    assert gia_lam.url == "/communes/?as_of=2020-12-14&district=d018"


def test_one_district_alone_has_no_map(shipped):
    own = Unit.objects.within([Unit.objects.get(key="d018").pk])

    assert commune_tiles(register(own, FOOTNOTE_DAY), "") is None


def test_districts_of_a_province_without_a_drawn_map_stand_in_order(shipped):
    province = Unit.objects.get(key="p10")
    for name in ("An", "Bình"):
        district = Unit(
            key=f"d9{len(name)}",
            kind="DISTRICT",
            type="Huyện",
            name=name,
            parent=province,
            valid_from=FOOTNOTE_DAY,
        ).derive_keys()
        write(district)
        write(
            Unit(
                key=f"c9{len(name)}",
                kind="COMMUNE",
                type="Xã",
                name=name,
                parent=district,
                valid_from=FOOTNOTE_DAY,
            ).derive_keys()
        )

    chart = commune_tiles(
        register(Unit.objects.within([province.pk]), FOOTNOTE_DAY), ""
    )

    assert [mark.label for mark in chart.marks] == ["An", "Bình"]


def test_each_year_is_told_under_its_own_map(shipped):
    kim_lan = Unit.objects.get(name="Kim Lan", parent__key="d018")
    merge(kim_lan, Unit.objects.get(name="Văn Đức", parent__key="d018"), into="c90001")

    lines = {line.year: line for line in Trend(city()).lines()}

    before, after = lines[2024].tally, lines[2025].tally
    assert min(lines) == 2020
    assert (before.cells[1], after.cells[1]) == ("5", "4")
    assert after.total == before.total - 1
    assert after.cells[3] == "1"  # the successor waits to be reviewed
    assert MERGER_DAY.year == 2025


def test_units_the_register_knows_nothing_of_have_no_years(shipped):
    other = Trend(Unit.objects.within([Unit.objects.get(key="p10").pk]))

    assert (other.lines(), other.moves(FOOTNOTE_DAY)) == ([], [])


def test_types_are_named_in_the_sentence_once_there_are_any(shipped):
    ward = Unit.objects.filter(parent__key="d002", kind="COMMUNE").first()
    bare = register(city(), FOOTNOTE_DAY).sentence

    write(
        KeyArea(
            unit=ward,
            type="II",
            direction="IN",
            decision=Decision.objects.first(),
            effective_on=FOOTNOTE_DAY,
            year=2020,
        )
    )

    told = register(city(), FOOTNOTE_DAY).sentence
    assert "loại" not in bare
    assert told.endswith("; trọng điểm loại I: 0, loại II: 1, loại III: 0")


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("as_of=2021-03-01", "01/03/2021"),
        ("as_of=2021-03-01&year=2021", "01/03/2021"),
        ("as_of=2021-03-01&year=2022", "14/12/2022"),
        ("as_of=01/03/2021&year=2021", "01/03/2021"),
        ("as_of=khong-phai-ngay&year=2021", "14/12/2021"),
        ("as_of=1000-01-01&year=2021", "14/12/2021"),
        ("year=2021", "14/12/2021"),
    ],
)
def test_the_register_is_read_at_the_day_asked_for(query, day, shipped, as_user):
    client = as_user("thuky")

    for address in ("/communes/", "/communes/overview/"):
        page = client.get(f"{address}?{query}").content.decode()

        assert f"tính đến ngày {day}" in page


def test_a_day_to_come_is_read_as_today(shipped, as_user):
    day = dt.date.today() + dt.timedelta(days=30)

    page = as_user("thuky").get(f"/communes/?as_of={day}")

    assert page.status_code == 200


def test_the_page_of_sums_asks_the_same_whatever_the_number_of_years(
    shipped, as_user, django_assert_max_num_queries
):
    client = as_user("thuky")

    with django_assert_max_num_queries(14):
        page = client.get("/communes/overview/").content.decode()

    assert 'id="years"' in page
    assert "Xã không ma túy theo quận, huyện, thị xã" in page


def key_area(unit, key_type, day, direction="IN"):
    write(
        KeyArea(
            unit=unit,
            type=key_type,
            direction=direction,
            decision=Decision.objects.first(),
            effective_on=day,
            year=day.year,
        )
    )


def test_a_change_of_type_is_told_as_a_transformation(shipped, as_user):
    ward = Unit.objects.filter(parent__key="d002", kind="COMMUNE").first()
    key_area(ward, "I", dt.date(2020, 6, 1))
    key_area(ward, "II", dt.date(2021, 6, 1))

    [move] = Trend(city()).moves(dt.date(2021, 12, 14))
    page = as_user("thuky").get(f"/communes/{ward.key}/").content.decode()
    sums = as_user("thuky").get("/communes/overview/?year=2021").content.decode()

    told = (move.was, move.now, move.since)
    assert told == ("Trọng điểm loại I", "Trọng điểm loại II", "01/06/2021")
    assert "Chuyển từ trọng điểm loại I sang loại II theo 21/KH-UBND" in page
    assert "Chuyển hóa địa bàn năm 2021" in sums


def test_leaving_and_entering_again_is_no_transformation(shipped, as_user):
    ward = Unit.objects.filter(parent__key="d002", kind="COMMUNE").first()
    key_area(ward, "I", dt.date(2020, 6, 1))
    key_area(ward, "I", dt.date(2020, 9, 1), "OUT")
    key_area(ward, "II", dt.date(2021, 6, 1))

    page = as_user("thuky").get(f"/communes/{ward.key}/").content.decode()

    assert "Chuyển từ" not in page
    assert page.count("danh sách trọng điểm loại") == 3


def test_a_successor_is_told_with_what_it_came_from(shipped):
    kim_lan = Unit.objects.get(name="Kim Lan", parent__key="d018")
    merge(kim_lan, into="c90001", extent="part")

    moves = {m.unit.key: m for m in Trend(city()).moves(dt.date(2025, 12, 14))}

    assert moves["c90001"].was == "từ Xã Kim Lan"
    assert moves["c90001"].now == "Cần xét lại"
