"""Geometry of the charts; templates/charts/*.svg.html print it.

Pure: figures come in as `Decimal` or `int` (None = not reported or not assigned) for
lengths only, and as finished strings for people. Every coordinate leaves as a string of
user units with at most two decimals, so neither float drift nor a localised comma can
reach an SVG attribute.
"""

from reports.charts.bar_chart import Bar, BarMark, Bars, bars
from reports.charts.bullet_chart import Bullet, bullet
from reports.charts.column_chart import Column, ColumnMark, Columns, columns
from reports.charts.frames import Box, Figure, Frame
from reports.charts.sparkline_chart import Sparkline, sparkline
from reports.charts.tile_map import LegendMark, Tile, TileMark, Tiles, tiles

__all__ = [
    "Bar",
    "BarMark",
    "Bars",
    "Box",
    "Bullet",
    "Column",
    "ColumnMark",
    "Columns",
    "Figure",
    "Frame",
    "LegendMark",
    "Sparkline",
    "Tile",
    "TileMark",
    "Tiles",
    "bars",
    "bullet",
    "columns",
    "sparkline",
    "tiles",
]
