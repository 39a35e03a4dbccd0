"""Rows of targets as markup, each written once from its finished strings.

The heads, captions and what stands around the rows are templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reports.badges import PlainBadges
from reports.charts import Bullet, Columns
from reports.drawing import drawn_bullet, drawn_columns
from reports.markup import NOTHING, filled, joined
from reports.shown import Shown
from targets.models import Target


class Line(Protocol):
    """What a row of a table of targets is printed from."""

    @property
    def target(self) -> Target: ...
    @property
    def words(self) -> Shown: ...
    @property
    def url(self) -> str: ...
    @property
    def explain_url(self) -> str: ...
    @property
    def bullet(self) -> Bullet | None: ...
    @property
    def is_part(self) -> bool: ...


class CityLine(Line, Protocol):
    """A target of the whole plan; `opens_group` names the group it begins."""

    @property
    def goal(self) -> str: ...
    @property
    def opens_group(self) -> str: ...


class OwnLine(Line, Protocol):
    """A target of one unit, with its year period by period."""

    @property
    def is_fraction(self) -> bool: ...
    @property
    def is_provisional(self) -> bool: ...
    @property
    def has_before(self) -> bool: ...
    @property
    def quarters(self) -> Sequence[Quarter]: ...
    @property
    def chart(self) -> Columns: ...


class Quarter(Protocol):
    """One period of one target: finished strings, and the badge of its report."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def percent(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def mark(self) -> SafeString: ...


# Figures: in the period, to date, percent, chart, expected.
_FIGURES = (
    '<td class="num{}">{}</td><td class="num"><strong>{}</strong>{}</td>'
    '<td class="num">{}</td><td class="bullet-cell">{}</td><td class="num">{}</td>'
)
_NAME = (
    '<tr{}><th scope="row" class="wrap"><a href="{}">{}</a>'
    ' <span class="muted small">{}</span></th>'
)
_UNIT_ROW = '{}<td class="num split">{}</td>{}<td class="wrap">{}{}</td>{}</tr>'
_CITY_ROW = (
    '{}{}<td class="wrap">{}</td>{}<td>{}</td><td class="num split">{}{}</td>{}</tr>'
)
_GROUP = '<tr class="group"><th colspan="{}" scope="colgroup">{}</th></tr>'
_SMALL = '<br><span class="muted small">{}</span>'
_SMALL_FIGURE = '<br><span class="muted small nowrap">{} {}</span>'
_CARD = (
    '<section class="card stack" aria-labelledby="line-{0}"><div class="card__header">'
    '<h3 id="line-{0}">{1}</h3> <span class="muted small">{2}</span></div>'
    '<div>{3}</div><div class="table-region"><table class="table table--compact">'
    "<thead><tr>{4}</tr></thead><tbody>{5}</tbody></table></div></section>"
)
_CELLS = (
    '<td class="num split">{}</td><td class="num strong">{}</td>'
    '<td class="num">{}</td><td>{}</td>'
)
_HEAD = '<th scope="col">{}</th>'
_NUMBER_HEAD = '<th class="num" scope="col">{}</th>'
_NUMBER = '<td class="num">{}</td>'


def rows_of_cells(
    lines: Iterable[tuple[str, str, Sequence[Shown]]],
) -> SafeString:
    """The body of the table of units: name, address and words of each target."""
    row, marks = '<tr><th scope="row"><a href="{}">{}</a></th>{}</tr>', PlainBadges()
    return joined(
        filled(row, url, name, cells_of(words, marks)) for name, url, words in lines
    )


def cells_of(
    words: Iterable[Shown], marks: Mapping[tuple[str, str], SafeString]
) -> SafeString:
    """Quota, figure to date, percent and badge of each target."""
    return joined(
        filled(_CELLS, x.quota, x.to_date, x.percent, marks[x.badge, x.label])
        for x in words
    )


def unit_rows(lines: Iterable[OwnLine], *, has_before: bool) -> SafeString:
    """The body of the table of one unit's targets."""
    return joined(_unit_row(line, has_before) for line in lines)


def city_rows(lines: Iterable[CityLine], *, has_before: bool) -> SafeString:
    """The body of the table of a plan's targets, parted by their groups."""
    return joined(_city_row(line, has_before) for line in lines)


def cards(lines: Iterable[OwnLine]) -> SafeString:
    """One card for each target: its periods drawn, and the same in a table."""
    heads = {
        (is_fraction, has_before): _card_heads(is_fraction, has_before)
        for is_fraction in (True, False)
        for has_before in (True, False)
    }
    return joined(
        _card(line, heads[line.is_fraction, line.has_before]) for line in lines
    )


def _unit_row(line: OwnLine, has_before: bool) -> SafeString:
    words = line.words
    waiting = _("có số chưa duyệt") if line.is_provisional else ""
    before = '<td class="split wrap small">{}</td>'
    return filled(
        _UNIT_ROW,
        _name(line, line.target.indicator.measure_unit),
        words.quota,
        _figures(line, "", _small(waiting)),
        words.mark,
        _small(words.needed),
        filled(before, words.change_to_date) if has_before else NOTHING,
    )


def _city_row(line: CityLine, has_before: bool) -> SafeString:
    words = line.words
    before = '<td class="wrap small">{}</td>'
    width = "10" if has_before else "9"
    return filled(
        _CITY_ROW,
        filled(_GROUP, width, line.opens_group) if line.opens_group else NOTHING,
        _name(line, line.target.paragraph),
        line.goal,
        _figures(line, " split", _beside(gettext_noop("tạm tính"), words.provisional)),
        words.mark,
        words.coverage,
        _beside(gettext_noop("đã nhập"), words.provisional_coverage),
        filled(before, words.change_to_date) if has_before else NOTHING,
    )


def _name(line: Line, beside: str) -> SafeString:
    """The start of a row; a part of another target is set back."""
    look = SafeString(' class="part"') if line.is_part else NOTHING
    return filled(_NAME, look, line.url, line.target.indicator.short_name, beside)


def _figures(line: Line, look: str, note: SafeString) -> SafeString:
    words = line.words
    return filled(
        _FIGURES,
        look,
        _or_none(words.in_period),
        _linked(words.to_date, line.explain_url),
        note,
        words.percent,
        drawn_bullet(line.bullet) if line.bullet else NOTHING,
        words.expected,
    )


def _card(line: OwnLine, heads: SafeString) -> SafeString:
    indicator = line.target.indicator
    measure, forecast = indicator.measure_unit, line.words.forecast
    unit = "%" if line.is_fraction else measure
    return filled(
        _CARD,
        str(line.target.pk),
        indicator.short_name,
        f"{unit} · {forecast}" if forecast else unit,
        drawn_columns(line.chart),
        heads,
        _quarter_rows(line),
    )


def _card_heads(is_fraction: bool, has_before: bool) -> SafeString:
    heads = [filled(_HEAD, _("Kỳ")), filled(_NUMBER_HEAD, _("Số liệu"))]
    if is_fraction:
        heads.append(filled(_NUMBER_HEAD, _("Tỷ lệ")))
    if has_before:
        heads.append(filled(_NUMBER_HEAD, _("Năm trước")))
    return joined([*heads, filled(_HEAD, _("Tình trạng"))])


def _quarter_rows(line: OwnLine) -> SafeString:
    is_fraction, has_before = line.is_fraction, line.has_before
    row = '<tr><th scope="row">{}</th><td class="num">{}</td>{}{}<td>{}</td></tr>'
    return joined(
        filled(
            row,
            quarter.label,
            _or_none(quarter.value),
            filled(_NUMBER, quarter.percent) if is_fraction else NOTHING,
            filled(_NUMBER, quarter.before) if has_before else NOTHING,
            quarter.mark,
        )
        for quarter in line.quarters
    )


def _or_none(figure: str) -> str:
    """The figure, or the words for none: an empty cell could be read as 0."""
    return figure or filled('<span class="none">{}</span>', _("chưa có số"))


def _linked(figure: str, url: str) -> SafeString:
    link = '<a class="figure__link" href="{}">{}</a>'
    return filled(link, url, figure) if figure else NOTHING


def _small(text: str) -> SafeString:
    return filled(_SMALL, text) if text else NOTHING


def _beside(word: str, figure: str) -> SafeString:
    return filled(_SMALL_FIGURE, _(word), figure) if figure else NOTHING
