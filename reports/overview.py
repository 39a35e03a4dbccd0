"""The whole city at one period: targets, units, reports, the map of districts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.prepared import prepared
from reports.badges import PlainBadges
from reports.charts import Bullet, Tiles
from reports.choosing import Choice
from reports.figures_read import PlanFigures, plan_figures
from reports.pictures import bullet_of, has_bullet, tiles_of
from reports.printed import cells_of, city_rows, rows_of_cells
from reports.rows import Row
from reports.shown import Shown, goal_sentence, shown
from reports.tilegrid import fits
from sheets import wording
from sheets.numbers import format_number
from targets.models import Submission, Target
from targets.progress import expected_share
from units.models import Unit


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the strip on top of a page."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class TargetLine:
    """One target of the city; `opens_group` names the group it begins."""

    target: Target
    row: Row
    words: Shown
    goal: str
    url: str
    explain_url: str
    bullet: Bullet | None
    opens_group: str

    @property
    def is_part(self) -> bool:
        return self.target.indicator.part_of_id is not None


@dataclass(frozen=True)
class UnitLine:
    """One unit against the targets that are dealt out."""

    unit: Unit
    url: str
    rows: tuple[Row, ...]
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Overview:
    """Everything the page of the whole city shows."""

    choice: Choice
    figures: PlanFigures
    reports: Counter[str]

    @cached_property
    def lines(self) -> list[TargetLine]:
        lines: list[TargetLine] = []
        for target in self.figures.targets:
            new_group = not lines or lines[-1].target.group != target.group
            lines.append(self._line(target, target.group if new_group else ""))
        return lines

    @cached_property
    def heads(self) -> tuple[Target, ...]:
        return self.figures.quota_targets

    @cached_property
    def unit_lines(self) -> list[UnitLine]:
        """Units that are dealt a quota, in the paper's order."""
        return [self._unit_line(u) for u in self.figures.units if self._is_dealt(u)]

    @property
    def unit_rows(self) -> SafeString:
        """The body of the table of units."""
        return rows_of_cells((x.unit.name, x.url, x.cells) for x in self.unit_lines)

    @property
    def total_cells(self) -> SafeString:
        by_target = {line.target.pk: line.words for line in self.lines}
        words = [by_target[target.pk] for target in self.heads]
        return cells_of(words, PlainBadges())

    @cached_property
    def tiles(self) -> Tiles | None:
        """The map for the first dealt target; None where it is not these units'."""
        if not self.heads or not fits(self.figures.units):
            return None
        expected = expected_share(self.figures.finished)
        lines = [(x.unit, x.rows[0], x.cells[0], x.url) for x in self.unit_lines]
        return tiles_of(lines, expected=expected)

    @cached_property
    def key_figures(self) -> list[KeyFigure]:
        return [*map(self._key_figure, self._headline()), *self._report_figures()]

    @cached_property
    def has_before(self) -> bool:
        """Whether there is anything of last year to compare with."""
        return any(line.words.change_to_date for line in self.lines)

    @property
    def rows(self) -> SafeString:
        """The body of the table of targets."""
        return city_rows(self.lines, has_before=self.has_before)

    def _headline(self) -> list[TargetLine]:
        return [line for line in self.lines if line.target in self.heads][:3]

    def _key_figure(self, line: TargetLine) -> KeyFigure:
        words = line.words
        note = _reached(words)
        if words.provisional:
            note += wording.gettext("; tạm tính {figure}", figure=words.provisional)
        indicator = line.target.indicator
        return KeyFigure(
            indicator.short_name, words.to_date, indicator.measure_unit, note, line.url
        )

    def _report_figures(self) -> list[KeyFigure]:
        owed = sum(self.reports.values())
        if not owed:
            return []
        approved = self.reports["APPROVED"]
        waiting, returned = self.reports["SUBMITTED"], self.reports["RETURNED"]
        part = f"{format_number(approved)}/{format_number(owed)}"
        told = wording.gettext(
            "{waiting} chờ duyệt, {returned} trả lại, {missing} chưa nộp",
            waiting=waiting,
            returned=returned,
            missing=self.reports["DRAFT"],
        )
        label = wording.gettext("Báo cáo kỳ này đã duyệt")
        return [KeyFigure(label, part, wording.gettext("đơn vị"), told)]

    def _line(self, target: Target, group: str) -> TargetLine:
        row = self.figures.total(target)
        words = shown(row)
        key = f"target-{target.pk}"
        return TargetLine(
            target=target,
            row=row,
            words=words,
            goal=goal_sentence(target),
            url=self._url("indicator", target.indicator.code),
            explain_url=self.choice.explain_url(target.pk),
            bullet=bullet_of(row, words, key=key) if has_bullet(row) else None,
            opens_group=group,
        )

    def _unit_line(self, unit: Unit) -> UnitLine:
        rows = tuple(self.figures.row(target, unit) for target in self.heads)
        cells = tuple(shown(row) for row in rows)
        return UnitLine(unit, self._url("unit", unit.key), rows, cells)

    def _is_dealt(self, unit: Unit) -> bool:
        return any(
            self.figures.quota(target, unit) is not None for target in self.heads
        )

    def _url(self, name: str, code: str) -> str:
        return f"{reverse(name, args=[code])}?{self._query}"

    @cached_property
    def _query(self) -> str:
        return self.choice.query


def overview(choice: Choice, user: User) -> Overview:
    """Read the page: the figures of the plan and one count of its reports."""
    figures = plan_figures(choice.plan, choice.period, user=user)
    return Overview(choice, figures, report_states(choice, figures))


def report_states(choice: Choice, figures: PlanFigures) -> Counter[str]:
    """How many reports of the period's last round stand where."""
    last = choice.period.up_to(choice.plan.grain_kind)[-1]
    return Counter(dict(_states(choice.plan.pk, last.code, sorted(figures.visible))))


@prepared(Submission)
def _states(plan: int, period: str, units: list[int]) -> QuerySet[Any, Any]:
    rows = Submission.objects.filter(
        round__plan=plan, round__period_code=period, unit__in=units
    )
    return rows.order_by().values_list("state").annotate(Count("pk"))


def _reached(words: Shown) -> str:
    if not words.percent:
        return ""
    return wording.gettext(
        "đạt {percent} chỉ tiêu {quota}", percent=words.percent, quota=words.quota
    )
