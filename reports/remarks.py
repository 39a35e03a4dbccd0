"""The column "Ghi chú" of a report: why a figure is missing or not compared."""

from __future__ import annotations

from reports.goals_read import starts_from_base
from reports.rows import Row
from reports.shown import Shown
from targets.kinds import Verdict


def remark(row: Row, told: Shown, *, is_dealt: bool) -> str:
    """ "chưa duyệt đủ; tạm tính 99", "không giao chỉ tiêu"; empty where all is said.

    `is_dealt`: the target is handed out by a quota table.
    """
    is_unasked = bool(row.unit) and is_dealt and row.goal is None
    reported = row.current.to_date.is_reported
    said = ["" if is_unasked and not reported else _standing(row, told)]
    verdict = row.official.verdict
    if is_unasked:
        said.append("không giao chỉ tiêu")
    if verdict in (Verdict.NOT_ARISEN, Verdict.NOTHING_TO_DO):
        said.append(told.label.lower())
    if verdict is Verdict.NOT_ASSIGNED and row.goal and starts_from_base(row.target):
        said.append("chưa có số nền")
    if row.year_ago.reason:
        said.append(f"không so sánh được ({row.year_ago.reason})")
    return "; ".join(filter(None, said))


def _standing(row: Row, told: Shown) -> str:
    """Whether the line's own figure is there, whole and approved."""
    to_date = row.official.to_date
    said = []
    if row.unit is None and not to_date.is_complete and to_date.expected > 1:
        said.append(f"{told.coverage} đơn vị đã báo cáo")
    elif not to_date.is_reported and not told.provisional:
        said.append("chưa báo cáo")
    elif not to_date.is_complete:
        said.append("chưa duyệt đủ" if told.provisional else "chưa đủ báo cáo")
    if told.provisional not in ("", told.to_date):
        said.append(f"tạm tính {told.provisional}")
    return "; ".join(said)
