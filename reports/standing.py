"""Whose reports stand behind the figures of a period, and who is missing, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plans.models import Plan
from plans.periods import Period
from sheets.numbers import format_number
from targets.models import Submission
from targets.reporting import Duties

_WORDS = {
    "SUBMITTED": "Đã nộp, chưa được duyệt",
    "RETURNED": "Bị trả lại để bổ sung",
    "DRAFT": "Chưa nộp báo cáo",
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Units that owe a report; `missing` maps a state to the names that stand there."""

    expected: int
    approved: int
    missing: Mapping[str, Sequence[str]]

    def lines(self) -> list[str]:
        """The section "Tình hình báo cáo": one paragraph a line."""
        told = (
            f"{format_number(self.approved)}/{format_number(self.expected)} đơn vị "
            "đã nộp đủ báo cáo và được duyệt. "
        )
        found = [f"{told}Số liệu trong báo cáo là số liệu đã được duyệt."]
        if self.approved == self.expected:
            return found
        found[0] = (
            f"{told}Số liệu trong báo cáo chỉ gồm số liệu đã được duyệt; số liệu chưa "
            "duyệt ghi riêng là tạm tính. Đơn vị chưa báo cáo không tính là 0."
        )
        found.extend(
            f"- {_WORDS[state]} ({len(names):02} đơn vị): {'; '.join(names)}."
            for state in ("DRAFT", "RETURNED", "SUBMITTED")
            if (names := self.missing.get(state))
        )
        return found


def standing_of(plan: Plan, period: Period, duties: Duties) -> Standing:
    """Read the reports of the period's rounds: one query.

    A unit stands where its least finished report of the period stands.
    """
    parts = period.parts(plan.grain_kind)
    states = {
        (unit, code): state
        for unit, code, state in Submission.objects.filter(
            round__plan=plan, round__period_code__in=[part.code for part in parts]
        ).values_list("unit_id", "round__period_code", "state")
    }
    missing: dict[str, list[str]] = {}
    approved = 0
    for unit in duties.reporters:
        lacking = {
            part: state
            for part in parts
            if (state := states.get((unit.pk, part.code), "DRAFT")) != "APPROVED"
        }
        if not lacking:
            approved += 1
            continue
        worst = min(lacking.values(), key=list(_WORDS)[::-1].index)
        name = unit.full_name
        if len(parts) > 1:
            name += f" ({', '.join(_small(part.label) for part in lacking)})"
        missing.setdefault(worst, []).append(name)
    return Standing(expected=len(duties.reporters), approved=approved, missing=missing)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
