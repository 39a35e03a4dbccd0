"""The figures beside a cell as they stand now: on the page, and after each save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from plans.models import Round
from sheets.numbers import format_number
from targets.archive import Archive, read_archive
from targets.checks import Finding, findings, total_moved
from targets.kinds import IndicatorKind
from targets.models import Indicator
from targets.outcomes import SaveOutcome
from targets.texts import figure_text, result_text
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class RowNow:
    """What one unit's indicator shows beside its inputs, in finished words."""

    now: str
    to_date: str
    total: str
    stated: str
    findings: tuple[Finding, ...]
    is_answered: bool

    def as_json(self) -> dict[str, object]:
        asked = () if self.is_answered else self.findings
        return {
            "now": self.now,
            "to_date": self.to_date,
            "total": self.total,
            "stated": self.stated,
            "findings": [finding.text for finding in asked],
        }


def row_now(archive: Archive, unit: int, indicator: Indicator) -> RowNow:
    """The row of one unit and indicator as stored; no query."""
    kind, row = IndicatorKind(indicator.kind), archive.now(unit, indicator.pk)
    past = archive.before(unit, indicator.pk)
    total = archive.total(unit, indicator)
    stated = row.stated_total if row else None
    found = findings(kind, row.value if row else None, before=past)
    moved = total_moved(stated, total)
    return RowNow(
        now=result_text(row),
        to_date=figure_text(kind, archive.to_date(unit, indicator)),
        total=format_number(total),
        stated=_stated(stated),
        findings=(*found, *([moved] if moved else [])),
        is_answered=bool(row and row.note),
    )


def moved_rows(
    round_: Round, units: Iterable[Unit], outcome: SaveOutcome
) -> dict[str, RowNow]:
    """Rows a save has moved, by `unit.indicator`: those of its cells and of their
    parts, whose share is of a whole that changed. Three queries."""
    saved = {(item.unit, item.indicator) for item in outcome.saved}
    if not saved:
        return {}
    codes = {code for _unit, code in saved}
    indicators = list(
        Indicator.objects.filter(
            Q(code__in=codes) | Q(part_of__code__in=codes)
        ).select_related("part_of")
    )
    keys = {unit.key: unit.pk for unit in units}
    wholes = [i.part_of for i in indicators if i.part_of]
    units_ = {keys[unit] for unit, _code in saved}
    asked = {i.pk: i for i in [*indicators, *wholes]}.values()
    archive = read_archive(round_.plan, round_.period, units_, asked)
    return {
        f"{unit}.{indicator.code}": row_now(archive, keys[unit], indicator)
        for unit, codes_ in _by_unit(saved).items()
        for indicator in indicators
        if codes_ & {indicator.code, _whole(indicator)}
    }


def _by_unit(saved: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for unit, code in saved:
        found.setdefault(unit, set()).add(code)
    return found


def _whole(indicator: Indicator) -> str:
    return indicator.part_of.code if indicator.part_of else ""


def _stated(total: Decimal | None) -> str:
    if total is None:
        return ""
    return _("tính từ lũy kế %(total)s") % {"total": format_number(total)}
