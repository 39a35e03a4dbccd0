"""The charts that a page draws by the dozen, as markup: `reports.charts` computes.

The other charts are drawn once a page, by templates/charts.
"""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.charts import Bullet, Columns
from reports.charts.frames import Frame
from reports.markup import NOTHING, filled, joined

_HEAD = (
    'role="img" viewBox="0 0 {1} {2}"{5} aria-labelledby="{0}-title {0}-desc">'
    '<title id="{0}-title">{3}</title><desc id="{0}-desc">{4}</desc>'
)
_SIZE = ' width="{}" height="{}"'
_HATCH = (
    '<defs><pattern id="{0}-hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="chart__hatch-line" d="M0 0V6"/>'
    '</pattern></defs><path class="chart__hatch-box" d="{1}" fill="url(#{0}-hatch)"/>'
)
_MARK = '<path class="mark mark--{}" d="{}"/>'
_WORDS = (
    '<text class="text--middle {}" x="{}" y="{}">{}</text>'
    '<text class="text--middle text--soft" x="{}" y="{}">{}</text>'
)
_LEVEL_TEXT = (
    '<path class="chart__pace" d="M0 10H22"/>'
    '<text class="text--soft" x="28" y="14">{}</text>'
)
_BEFORE_TEXT = (
    '<rect class="mark mark--before" x="210" y="4" width="14" height="12"/>'
    '<text class="text--soft" x="230" y="14">{}</text>'
)


def drawn_bullet(chart: Bullet) -> SafeString:
    """A bullet for a table cell."""
    size = filled(_SIZE, chart.width, chart.height)
    return joined(
        [
            SafeString('<svg class="chart" '),
            _head(chart, size),
            filled('<path class="chart__track" d="{}"/>', chart.track.path),
            _hatched(chart.key, chart.hatch.path if chart.hatch else ""),
            filled(_MARK, chart.verdict, chart.bar.path) if chart.bar else NOTHING,
            _upright("chart__pace", chart.pace_x, "1V15"),
            _upright("chart__quota", chart.quota_x, "0V16"),
            SafeString("</svg>"),
        ]
    )


def drawn_columns(chart: Columns) -> SafeString:
    """Columns of the periods of a year, last year's beside them."""
    return joined(
        [
            SafeString('<svg class="chart chart--fluid chart--columns" '),
            _head(chart, NOTHING),
            filled(_MARK, "before", befores)
            if (befores := chart.before_path)
            else NOTHING,
            _hatched(chart.key, chart.hatch_path),
            *(filled(_MARK, verdict, path) for verdict, path in chart.bars),
            *(filled(_WORDS, *_placed(words)) for words in chart.words),
            _level("chart__axis", chart.base_y, chart.width),
            _level("chart__pace", chart.level_y, chart.width),
            filled(_LEVEL_TEXT, chart.level_text) if chart.level_text else NOTHING,
            filled(_BEFORE_TEXT, chart.before_text) if chart.before_text else NOTHING,
            SafeString("</svg>"),
        ]
    )


def _head(chart: Frame, size: SafeString) -> SafeString:
    words = chart.title, chart.description
    return filled(_HEAD, chart.key, chart.width, chart.height, *words, size)


def _hatched(key: str, path: str) -> SafeString:
    """What is missing, with the pattern it is filled with; nothing for no path."""
    return filled(_HATCH, key, path) if path else NOTHING


def _upright(look: str, x: str | None, ends: str) -> SafeString:
    return filled('<path class="{}" d="M{} {}"/>', look, x, ends) if x else NOTHING


def _level(look: str, y: str | None, width: str) -> SafeString:
    return filled('<path class="{}" d="M0 {}H{}"/>', look, y, width) if y else NOTHING


def _placed(words: tuple[str, str, str, str, str, bool]) -> tuple[str, ...]:
    x, text_y, text, label_y, label, is_missing = words
    look = "text--soft text--halo" if is_missing else "text--strong"
    said = (text or _("chưa có số")) if is_missing else text
    return look, x, text_y, said, x, label_y, label
