"""Charts of rows: exact lengths beside the finished strings of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from reports.charts import Bar, Bars, Bullet, Tile, Tiles, bars, bullet, tiles
from reports.rows import Row
from reports.shown import Shown
from reports.tilegrid import places
from sheets.wording import Words
from sheets.wording import gettext as _
from targets.kinds import Comparator, IndicatorKind
from targets.progress import Progress
from units.models import Unit

_CHANGES = (Comparator.REDUCE_BY, Comparator.GROW_BY)
_HUNDRED = Decimal(100)
# A district whose reports are not all in is not called slow.
_OPEN = ("SUBMITTED", "NOT_REPORTED")
_MARK = {"MET": "DONE"}  # "chưa đạt" before the year is over is no alarm


def bullet_of(row: Row, words: Shown, *, key: str, official: bool = True) -> Bullet:
    """The figure to date on the way to its goal; counts, or percents of a fraction."""
    progress = row.official if official else row.current
    done, goal, pace = _scale(row, progress)
    name = row.target.indicator.short_name
    told = _(
        "{to_date}; chỉ tiêu {quota}",
        to_date=words.to_date or _("chưa có số"),
        quota=words.quota or _("không giao"),
    )
    return bullet(
        key=key,
        title=f"{name}: {told}",
        description=_(
            "{words}. Vạch đứng là chỉ tiêu, vạch mảnh là tiến độ.", words=words.label
        ),
        done=done,
        quota=goal,
        pace=pace,
        verdict=_MARK.get(words.badge, words.badge),
    )


def has_bullet(row: Row) -> bool:
    """Whether the goal is a length at all: zero and changes of a base are not."""
    goal = row.goal
    if goal is None or not goal.count or goal.comparator in _CHANGES:
        return False
    return row.kind is not IndicatorKind.EVENT_FREE


def bars_of(
    lines: Sequence[tuple[Unit, Row, Shown, str]],
    *,
    title: str,
    key: str = "units-bars",
) -> Bars:
    """Units under each other in the order given, each with its quota."""
    items = [
        Bar(
            label=unit.name,
            value=_scale(row, row.official)[0],
            text=_told(row, words),
            quota=_scale(row, row.official)[1],
            verdict=_MARK.get(words.badge, words.badge),
            url=url,
        )
        for unit, row, words, url in lines
    ]
    note = _("Vạch đứng là chỉ tiêu giao; ô gạch chéo là chưa có số được duyệt.")
    return bars(key=key, title=title, description=note, items=items)


def _told(row: Row, words: Shown) -> str:
    """What stands at the end of a bar: "62/118", a percent, or nothing."""
    if row.kind.is_fraction or not words.to_date:
        return words.percent
    return f"{words.to_date}/{words.quota}" if words.quota else words.to_date


def tiles_of(
    lines: Sequence[tuple[Unit, Row, Shown, str]], *, expected: Fraction
) -> Tiles:
    """Percent of the quota by district, in steps of the expected pace."""
    grid = places()
    items = [
        Tile(
            label=unit.name,
            col=grid[unit.key][0],
            row=grid[unit.key][1],
            value=None if words.badge in _OPEN else percent_of(row.official.percent),
            text=words.percent or _("chưa có số"),
            url=url,
        )
        for unit, row, words, url in lines
        if unit.key in grid
    ]
    pace = percent_of(expected) or Decimal(0)
    return tiles(
        key="districts",
        title=_("Phần trăm chỉ tiêu đã đạt của từng quận, huyện, thị xã"),
        description=_("Mỗi ô là một đơn vị, đặt gần vị trí trên bản đồ."),
        items=items,
        bounds=(pace * 80 / 100, pace, max(_HUNDRED, pace)),
        legend=tuple(LEGEND.values()),
    )


LEGEND = Words(
    "legend",
    {
        0: "chưa đủ báo cáo",
        1: "chậm nhiều",
        2: "chậm",
        3: "đúng tiến độ",
        4: "đạt chỉ tiêu năm",
    },
)


def percent_of(share: Fraction | None) -> Decimal | None:
    """A share as a length in percent, exact to four decimals; never for people."""
    if share is None:
        return None
    return (Decimal(share.numerator) * 100 / Decimal(share.denominator)).quantize(
        Decimal("0.0001")
    )


def lengths(row: Row) -> tuple[Decimal | None, Decimal | None]:
    """The approved figure to date and its goal in one scale."""
    return _scale(row, row.official)[:2]


def _scale(
    row: Row, progress: Progress
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    goal = row.goal.count if row.goal else None
    if row.kind.is_fraction:
        is_all = row.goal is not None and row.goal.comparator is Comparator.ALL
        asked = _HUNDRED if is_all else goal
        return percent_of(progress.to_date.share), asked, None
    return progress.to_date.value, goal, progress.expected
