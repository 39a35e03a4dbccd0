"""Geometry of the charts: lengths, edges, missing figures, clean attributes."""

import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import (
    Bar,
    Box,
    Bullet,
    Column,
    Tile,
    Tiles,
    bars,
    bullet,
    columns,
    sparkline,
    tiles,
)

CLEAN = re.compile(r"\d+(\.\d{1,2})?")
FIGURES = st.one_of(
    st.none(), st.integers(0, 10**7), st.decimals("0", "9999", places=3)
)
WORDS: dict[str, Any] = {"key": "k", "title": "Số vụ", "description": "mô tả"}
LEGEND = ["chưa có số", "dưới 50%", "50%", "75%", "từ 100%"]


def draw_bullet(done: int | None, quota: int | None, pace: int | None = None) -> Bullet:
    return bullet(done=done, quota=quota, pace=pace, verdict="DONE", **WORDS)


def draw_tiles(*items: Tile) -> Tiles:
    return tiles(items=items, bounds=(50, 75, 100), legend=LEGEND, **WORDS)


def tile(value: int | None, *, col: int = 0, row: int = 0) -> Tile:
    return Tile(label="Ba Vì", col=col, row=row, value=value, text="–")


def boxes(drawn: object) -> Iterator[Box]:
    if isinstance(drawn, Box):
        yield drawn
    elif dataclasses.is_dataclass(drawn):
        for field in dataclasses.fields(drawn):
            yield from boxes(getattr(drawn, field.name))
    elif isinstance(drawn, tuple):
        for part in drawn:
            yield from boxes(part)


def right_edge(box: Box) -> Decimal:
    return Decimal(box.x) + Decimal(box.width)


def bottom_edge(box: Box) -> Decimal:
    return Decimal(box.y) + Decimal(box.height)


def test_half_of_the_quota_draws_a_bar_half_as_long_as_the_way_to_the_quota() -> None:
    drawn = draw_bullet(59, 118, 59)

    assert drawn.bar is not None
    assert drawn.bar.width == "48"
    assert drawn.quota_x == "96"
    assert drawn.pace_x == "48"


def test_quota_stands_at_the_same_place_in_every_row_up_to_a_quarter_over() -> None:
    places = {draw_bullet(done, quota).quota_x for done, quota in [(0, 7), (145, 118)]}

    assert places == {"96"}


def test_over_fulfilment_stays_in_the_box_and_passes_its_quota() -> None:
    drawn = draw_bullet(400, 100)

    assert drawn.bar is not None
    assert drawn.bar.width == drawn.width == "120"
    assert drawn.quota_x == "30"


def test_missing_result_is_hatched_and_never_a_bar_of_zero() -> None:
    drawn = draw_bullet(None, 118, 59)

    assert drawn.bar is None
    assert drawn.hatch == drawn.track
    assert drawn.quota_x == "96"


def test_zero_reported_is_a_bar_without_length_and_no_hatch() -> None:
    drawn = draw_bullet(0, 118)

    assert drawn.bar is not None
    assert drawn.bar.width == "0"
    assert drawn.hatch is None


@pytest.mark.parametrize("done", [None, 70])
def test_unit_without_a_quota_has_neither_bar_nor_hatch(done: int | None) -> None:
    # Phụ lục 21/KH-UBND, dòng 31: PC04 không giao chỉ tiêu cai nghiện
    drawn = draw_bullet(done, None, 10)

    assert (drawn.bar, drawn.hatch, drawn.quota_x, drawn.pace_x) == (None,) * 4


def test_quota_of_zero_with_a_result_fills_the_box() -> None:
    drawn = draw_bullet(3, 0)

    assert drawn.bar is not None
    assert drawn.bar.width == "120"
    assert drawn.quota_x == "0"


def test_nothing_done_of_a_quota_of_zero_draws_no_length() -> None:
    drawn = draw_bullet(0, 0)

    assert drawn.bar is not None
    assert drawn.bar.width == drawn.quota_x == "0"


def test_verdict_becomes_the_name_of_a_class() -> None:
    drawn = bullet(done=1, quota=2, verdict="ON_TRACK", **WORDS)

    assert drawn.verdict == "on_track"


def test_columns_are_as_tall_as_their_figures_and_stand_on_the_base() -> None:
    items = [
        Column(label="Quý I", value=200, text="200"),
        Column(label="Quý II", value=100, text="100"),
    ]

    first, second = (mark.bar for mark in columns(items=items, **WORDS).marks)

    assert first is not None
    assert second is not None
    assert Decimal(first.height) == 2 * Decimal(second.height)
    assert bottom_edge(first) == bottom_edge(second) == Decimal(212)


def test_quarter_without_figures_is_hatched_and_keeps_last_year_beside_it() -> None:
    item = Column(label="Quý III", value=None, text="", before=610)

    (mark,) = columns(items=[item], **WORDS).marks

    assert mark.bar is None
    assert mark.hatch is not None
    assert mark.before is not None
    assert right_edge(mark.before) < Decimal(mark.hatch.x)


def test_level_line_above_all_columns_lowers_the_columns() -> None:
    items = [Column(label="Quý I", value=50, text="50")]

    drawn = columns(items=items, level=100, level_text="chỉ tiêu", **WORDS)

    assert drawn.level_y == "48"
    assert drawn.marks[0].bar is not None
    assert drawn.marks[0].bar.height == "82"


def test_missing_quarter_breaks_the_line_and_a_lone_quarter_is_a_dot() -> None:
    drawn = sparkline(values=[1, None, 4, 2], **WORDS)

    assert drawn.paths == ("M3 15L3 15", "M63 3L93 11")
    assert drawn.last == ("93", "11")


def test_last_dot_stands_on_the_last_figure_reported() -> None:
    drawn = sparkline(values=[1, 4, None, None], **WORDS)

    assert drawn.last == ("33", "3")


def test_bars_share_one_scale_and_keep_the_order_given() -> None:
    items = [
        Bar(label="Ba Vì", value=50, text="50", quota=100),
        Bar(label="Ba Đình", value=100, text="100"),
    ]

    first, second = bars(items=items, **WORDS).marks

    assert (first.label, second.label) == ("Ba Vì", "Ba Đình")
    assert first.bar is not None
    assert second.bar is not None
    assert (first.bar.width, second.bar.width) == ("255", "510")
    assert first.quota_x == "650"
    assert second.quota_x is None


def test_unit_that_has_not_reported_is_hatched_beside_its_quota() -> None:
    (mark,) = bars(
        items=[Bar(label="Ba Vì", value=None, text="", quota=9)], **WORDS
    ).marks

    assert mark.bar is None
    assert mark.hatch is not None
    assert mark.quota_x == "650"


def test_thirty_one_units_get_thirty_one_rows_of_equal_height() -> None:
    items = [Bar(label=f"Đơn vị {n}", value=n, text=str(n)) for n in range(31)]

    drawn = bars(items=items, **WORDS)

    assert len(drawn.marks) == 31
    assert drawn.height == str(31 * 22)


def test_tile_stands_at_its_column_and_row() -> None:
    drawn = draw_tiles(tile(80, col=2, row=3))

    assert drawn.marks[0].box == Box("185", "151", "89", "47")
    assert drawn.marks[0].middle == "229.5"


@pytest.mark.parametrize(
    ("value", "level"),
    [(None, 0), (0, 1), (49, 1), (50, 2), (75, 3), (99, 3), (100, 4), (240, 4)],
)
def test_tile_level_counts_the_bounds_reached_and_missing_is_no_level(
    value: int | None, level: int
) -> None:
    (mark,) = draw_tiles(tile(value)).marks

    assert mark.level == level


def test_legend_names_the_missing_and_the_four_levels() -> None:
    drawn = draw_tiles(tile(1))

    assert [(mark.level, mark.text) for mark in drawn.legend] == list(enumerate(LEGEND))


def test_empty_lists_draw_empty_frames() -> None:
    drawn = [
        columns(items=[], **WORDS),
        sparkline(values=[], **WORDS),
        bars(items=[], **WORDS),
        draw_tiles(),
    ]

    assert [getattr(chart, "marks", ()) for chart in drawn] == [()] * 4
    assert all(Decimal(chart.height) > 0 for chart in drawn)


def test_correction_below_zero_draws_as_nothing() -> None:
    (mark,) = bars(items=[Bar(label="Ba Vì", value=-2, text="-2")], **WORDS).marks

    assert mark.bar is not None
    assert mark.bar.width == "0"


def test_box_is_one_closed_path_for_the_template() -> None:
    assert Box("1", "2.5", "30", "4").path == "M1 2.5h30v4h-30z"


@given(done=FIGURES, quota=FIGURES, pace=FIGURES)
def test_no_bullet_leaves_its_box_and_no_attribute_drifts(
    done: Decimal | None, quota: Decimal | None, pace: Decimal | None
) -> None:
    drawn = bullet(done=done, quota=quota, pace=pace, **WORDS)

    places = [drawn.quota_x or "0", drawn.pace_x or "0"]
    assert all(0 <= Decimal(place) <= 120 for place in places)
    assert all(right_edge(box) <= 120 for box in boxes(drawn))
    assert all(CLEAN.fullmatch(text) for text in places)


@given(st.lists(FIGURES, max_size=31))
def test_no_bar_or_column_leaves_its_box_and_no_attribute_drifts(
    values: list[Decimal | None],
) -> None:
    units = [Bar(label="Ba Vì", value=value, text="") for value in values]
    quarters = [Column(label="Quý I", value=value, text="") for value in values]

    for drawn in (bars(items=units, **WORDS), columns(items=quarters, **WORDS)):
        for box in boxes(drawn):
            assert right_edge(box) <= Decimal(drawn.width)
            assert bottom_edge(box) <= Decimal(drawn.height)
            assert all(CLEAN.fullmatch(text) for text in dataclasses.astuple(box))
