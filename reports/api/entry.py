"""PUT results: one unit's cells of one round, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Status

from accounts.models import ChangeSet, User
from accounts.refusals import SENTENCES, Refusal
from accounts.roles import Permission
from plans.models import Round
from plans.periods import Period
from reports.api import figures, told
from reports.api.asking import plan_of, unit_of
from reports.api.auth import person
from reports.api.etags import cell_versions, current_tag, report_version, wanted
from reports.api.refusing import MAY_REFUSE
from reports.api.sent import Cell, Report, parts_of
from reports.api.told import number
from sheets.numbers import echo
from targets.actions import SaveOutcome, save_results
from targets.edits import CellEdit, Content
from targets.models import Result
from targets.outcomes import Conflict
from units.models import Unit

router = figures.router  # one address, two methods
STALE = -1  # no cell ever had this version
UNREAD = (
    "Hãy gửi kèm phiên bản đã đọc: đầu mục «If-Match» với ETag của GET results "
    "(đủ plan, period, unit), hoặc «version» ở từng ô."
)


@router.put(
    "results",
    tags=["Nhập kết quả"],
    response={
        200: told.Saved,
        409: told.Conflicted,
        428: told.Refused,
        413: told.Refused,
        **{code: form for code, form in MAY_REFUSE.items() if code != 304},
    },
    openapi_extra={
        "parameters": [
            {
                "in": "header",
                "name": "If-Match",
                "required": False,
                "schema": {"type": "string"},
                "description": "ETag của GET results cho cùng plan, period và unit.",
            }
        ]
    },
)
def put_results(request: HttpRequest, response: HttpResponse, report: Report) -> Any:
    """Save the cells, or none of them: 409 with both values when somebody was first."""
    user = person(request)
    if not user.may(Permission.ENTER):
        raise Refusal(SENTENCES[403], status=403)
    round_, unit = _opened(user, report)
    edits = _edits(request, report, round_, unit)
    try:
        outcome = save_results(
            round=round_,
            unit=unit,
            cells=edits,
            by=user,
            door=ChangeSet.Door.API,
            origin=Result.Origin.API,
            all_or_nothing=True,
        )
    except Refusal as refusal:
        return Status(refusal.status, _refused(refusal, report.cells))
    version = report_version(round_, unit, cell_versions(round_, unit))
    response["ETag"] = f'"{current_tag(request)}.{version}"'
    return _saved(report, outcome)


def _opened(user: User, report: Report) -> tuple[Round, Unit]:
    plan = plan_of(user, report.plan)
    unit = unit_of(user, report.unit)
    period = Period.parse(report.period)
    round_ = plan.rounds.select_related("plan__document")
    found = round_.filter(period_code=period.code).first()
    if found is None:
        raise Refusal(f"{plan} chưa mở đợt báo cáo {period.label}.", status=404)
    return found, unit


def _edits(
    request: HttpRequest, report: Report, round_: Round, unit: Unit
) -> list[CellEdit]:
    """The cells at the versions they were read at; 428 where nobody says which."""
    codes = [cell.indicator for cell in report.cells]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise Refusal(f"Chỉ tiêu “{echo(min(twice))}” được gửi hai lần; hãy bỏ một.")
    matches = wanted(request)
    if matches is None and any(cell.version is None for cell in report.cells):
        raise Refusal(UNREAD, status=428)
    versions = cell_versions(round_, unit)
    state = report_version(round_, unit, versions)
    return [_edit(cell, matches, state, versions) for cell in report.cells]


def _edit(
    cell: Cell, matches: list[str] | None, state: str, versions: dict[str, int]
) -> CellEdit:
    return CellEdit(
        indicator=cell.indicator,
        version=_version(cell, matches, state, versions),
        nil=cell.nil,
        **parts_of(cell),
    )


def _version(
    cell: Cell, matches: list[str] | None, state: str, versions: dict[str, int]
) -> int | None:
    """The version the cell is written over; "*" overwrites whatever is there."""
    if matches is None or "*" in matches:
        return cell.version
    if state in matches:
        known = versions.get(cell.indicator, 0)
        return known if cell.version is None else cell.version
    if _is_cell_version(matches):
        return int(matches[0]) if cell.version is None else cell.version
    return STALE


def _is_cell_version(matches: list[str]) -> bool:
    """A plain number in `If-Match` is the version of the cells themselves."""
    return len(matches) == 1 and re.fullmatch("[0-9]{1,9}", matches[0]) is not None


def _saved(report: Report, outcome: SaveOutcome) -> dict[str, Any]:
    return {
        "ok": True,
        "plan": report.plan,
        "period": report.period,
        "unit": report.unit,
        "saved": [
            {
                "indicator": cell.indicator,
                "version": cell.version,
                "changed": cell.changed,
                **_held(cell.content),
            }
            for cell in outcome.saved
        ],
        "changeset": outcome.change,
    }


def _refused(refusal: Refusal, cells: Sequence[Cell]) -> dict[str, Any]:
    outcome = refusal.details.get("outcome")
    if not isinstance(outcome, SaveOutcome):
        outcome = SaveOutcome()
    sent = {cell.indicator: cell for cell in cells}
    return {
        "ok": False,
        "message": refusal.message,
        "conflicts": [_conflict(one, sent[one.indicator]) for one in outcome.conflicts],
        "problems": [
            {"indicator": one.indicator, "message": one.message}
            for one in outcome.refused
        ],
    }


def _conflict(found: Conflict, sent: Cell) -> dict[str, Any]:
    yours = sent.model_dump(exclude={"indicator", "version"}, exclude_unset=True)
    told_ = {
        name: value if value is None or isinstance(value, bool) else str(value)
        for name, value in yours.items()
    }
    return {
        "indicator": found.indicator,
        "yours": told_,
        "stored": _held(found.content),
        "version": found.version,
        "by": found.by,
        "at": found.at,
    }


def _held(content: Content) -> dict[str, Any]:
    return {
        "value": number(content.value),
        "numerator": number(content.numerator),
        "denominator": number(content.denominator),
        "text": content.text or None,
        "grade": content.grade or None,
        "note": content.note or None,
    }
