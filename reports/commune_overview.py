"""The map of districts by their share of communes without drugs."""

from __future__ import annotations

from fractions import Fraction

from communes.boards import Register, Tally
from communes.standing import Status
from reports.charts import Tile, Tiles, tiles
from reports.pictures import percent_of
from reports.tilegrid import places
from sheets.wording import gettext as _

# The aims of 163/2024/QH15 and 132-KL/TW: 20% by the end of 2025, 50% by 2030.
_BOUNDS = (20, 50, 100)
_ACROSS = 8


def commune_tiles(book: Register, link: str) -> Tiles | None:
    """One tile a district, in its place on the map or in order of name.

    None for a single district, where there is nothing to compare. `link` is the
    register of the same day.
    """
    tallies = [tally for tally in book.by_district if tally.unit is not None]
    if len(tallies) < 2:
        return None
    return tiles(
        key="communes",
        title=_("Tỷ lệ xã không ma túy của từng quận, huyện, thị xã"),
        description=_("Mỗi ô là một đơn vị: số xã không ma túy trên tổng số xã."),
        items=_items(tallies, link),
        bounds=_BOUNDS,
        legend=_legend(),
    )


def _items(tallies: list[Tally], link: str) -> list[Tile]:
    grid = places()
    keys = [tally.unit.key for tally in tallies if tally.unit]
    if not set(keys) <= set(grid):
        grid = {key: (at % _ACROSS, at // _ACROSS) for at, key in enumerate(keys)}
    return [
        _tile(tally, grid[key], f"{link}&district={key}")
        for tally, key in zip(tallies, keys, strict=True)
    ]


def _tile(tally: Tally, place: tuple[int, int], url: str) -> Tile:
    count = tally.count(Status.RECOGNISED)
    share = Fraction(100 * count, tally.total) if count else None
    return Tile(
        label=tally.unit.name if tally.unit else "",
        col=place[0],
        row=place[1],
        value=percent_of(share / 100) if share else None,
        text=f"{count}/{tally.total}",
        url=url,
    )


def _legend() -> tuple[str, ...]:
    return (
        _("chưa có xã nào"),
        _("dưới 20%"),
        _("20% – dưới 50%"),
        _("từ 50%"),
        _("tất cả"),
    )
