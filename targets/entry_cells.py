"""The inputs of one figure: as it is typed, or as the year's running total."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from sheets.numbers import format_number
from targets.archive import Archive
from targets.cells import Cell, cell_of
from targets.kinds import IndicatorKind
from targets.labels import GRADE
from targets.models import Target
from targets.running import takes_total
from units.models import Unit


def parts_of(target: Target) -> tuple[tuple[str, str], ...]:
    """The inputs a result of `target` takes: part of the cell's id and its word."""
    if target.indicator.is_ratio:
        return (("d", _("mẫu số")), ("n", _("tử số")))
    if target.indicator.kind == IndicatorKind.QUALITATIVE:
        return (("text", ""), ("grade", _("đánh giá")))
    return (("", ""),)


def is_summed(target: Target) -> bool:
    """Whether its year is a sum, so that a running total can be typed instead."""
    return takes_total(IndicatorKind(target.indicator.kind))


def figure_cell(
    unit: Unit, target: Target, archive: Archive, *, part: str, word: str
) -> Cell:
    """One input of a figure with what stands in it."""
    name = target.indicator.short_name
    cell = cell_of(
        unit,
        target,
        archive.now(unit.pk, target.indicator_id),
        part=part,
        label=f"{unit}, {name}{', ' + word if word else ''}",
    )
    if archive.is_counted(unit.pk, target.indicator_id):
        return replace(cell, url=archive.register_url(unit), readonly=True)
    if part == "grade":
        return replace(cell, choices=(("", "—"), *GRADE.items()))
    return cell


def total_cell(unit: Unit, target: Target, archive: Archive) -> Cell:
    """The input for the running total; blank as long as the total is not known."""
    indicator = target.indicator
    row = archive.now(unit.pk, indicator.pk)
    name = indicator.short_name
    label = _("%(unit)s, %(name)s, lũy kế") % {"unit": unit, "name": name}
    cell = cell_of(unit, target, row, part="total", label=label)
    value = format_number(archive.total(unit.pk, indicator))
    before = archive.year_so_far(unit.pk, indicator.pk).sum
    return replace(
        cell,
        value=value,
        original=value,
        decimals=indicator.decimals,
        is_total=True,
        before=str(before) if before is not None else "",
    )
