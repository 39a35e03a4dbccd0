"""Writing about official reports: start a draft, save what was written, issue it."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from accounts.journal import changeset
from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from plans.models import Plan
from plans.periods import BadPeriod, Period
from reports.letterhead import Letterhead
from reports.models import Report, Snapshot
from reports.snapshots import KINDS, Files, Picture, digest, file_digest, picture_of
from sheets.wording import gettext as _

_STALE = "Bản dự thảo vừa được người khác sửa; hãy tải lại trang rồi sửa tiếp."
_ISSUED = "Báo cáo này đã phát hành, không sửa được nữa; hãy lập bản dự thảo mới."


def start_draft(plan: Plan, period: Period, *, by: User | None) -> Report:
    """The draft of this period: the one being written, or a new one.

    Raises `Refusal` without the right to write reports, or for a wrong period.
    """
    _require_right(plan, by)
    _require_period(plan, period)
    with changeset(
        by=by, what=f"Lập dự thảo báo cáo {period.label}", plan_slug=plan.slug
    ) as change:
        Plan.objects.select_for_update().get(pk=plan.pk)
        standing = Report.objects.filter(plan=plan, period_code=period.code)
        draft = standing.filter(state=Report.State.DRAFT).first()
        if draft is None:
            draft = Report(plan=plan, period_code=period.code)
            before = standing.filter(state=Report.State.ISSUED).first()
            if before is not None:
                draft.letterhead, draft.texts = before.letterhead, before.texts
            change.save(draft)
    return draft


def save_draft(
    report: Report,
    *,
    by: User,
    version: int,
    letterhead: Letterhead,
    texts: Mapping[str, str],
) -> Report:
    """Keep the formal fields and the sections that differ from the drafted ones.

    `version` is the one the person saw; raises `Refusal` 409 when it is not the last.
    """
    _require_right(report.plan, by)
    what = f"Sửa dự thảo báo cáo {report.period.label}"
    with changeset(by=by, what=what, plan_slug=report.plan.slug) as change:
        row = _locked(report, version)
        seen = picture_of(row.plan, row.period, row)
        picture = replace(seen, letterhead=letterhead)
        row.letterhead = letterhead.as_json()
        row.texts = _written(picture, seen, texts)
        if _is_changed(row):
            row.version += 1
            change.save(row)
    return row


def issue(
    report: Report,
    *,
    by: User | None,
    number: str = "",
    dated: dt.date | None = None,
    version: int | None = None,
    door: str = ChangeSet.Door.FORM,
) -> Report:
    """Freeze the report: figures, sentences and both files, each with its digest.

    `dated` is the date on the paper, by default the day after the cut-off. Raises
    `Refusal` before the period is over, when it is issued already or was edited since.
    """
    _require_right(report.plan, by)
    what = f"Phát hành báo cáo {report.period.label}"
    details = {"door": door, "plan_slug": report.plan.slug}
    with changeset(by=by, what=what, **details) as change:
        row = _locked(report, version)
        picture = picture_of(row.plan, row.period, row)
        _require_over(picture)
        row.number, row.dated = number.strip(), dated or picture.day_after
        _require_day(picture, row.dated)
        files = picture.files(number=row.number, dated=row.dated)
        row.state, row.version = Report.State.ISSUED, row.version + 1
        row.letterhead = picture.letterhead.as_json()
        row.issued_at, row.issued_by = timezone.now(), by
        change.save(row)
        change.save(_snapshot(row, files))
    return row


def _snapshot(report: Report, files: Files) -> Snapshot:
    return Snapshot(
        report=report,
        data=files.data,
        data_sha256=digest(files.data),
        docx_base64=base64.b64encode(files.docx).decode(),
        docx_sha256=file_digest(files.docx),
        xlsx_base64=base64.b64encode(files.xlsx).decode(),
        xlsx_sha256=file_digest(files.xlsx),
    )


def _written(
    picture: Picture, seen: Picture, texts: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Only what a person wrote; what was written earlier keeps its basis.

    Sentences that were `seen` and left as they were follow a new letterhead.
    """
    found = {}
    for section, old in zip(picture.drafted, seen.drafted, strict=True):
        text = "\n".join(texts.get(section.key, old.text).split("\r\n")).strip()
        if text in (section.text.strip(), old.text.strip()):
            continue
        kept = picture.texts.get(section.key)
        if kept is not None and kept["text"] == text:
            found[section.key] = dict(kept)
        else:
            found[section.key] = {"text": text, "basis": section.text}
    return found


def _is_changed(row: Report) -> bool:
    stored = Report.objects.get(pk=row.pk)
    return (stored.letterhead, stored.texts) != (row.letterhead, row.texts)


def _locked(report: Report, version: int | None) -> Report:
    """The draft under its own lock; refused when it is not as the person saw it."""
    row = (
        Report.objects.select_for_update(of=("self",))
        .select_related("plan__document", "plan__unit")
        .get(pk=report.pk)
    )
    if row.is_issued:
        raise Refusal(_ISSUED, status=409)
    if version is not None and row.version != version:
        raise Refusal(_STALE, status=409)
    return row


def _require_right(plan: Plan, by: User | None) -> None:
    """The command line (`by` None) may; a person needs the right over the plan."""
    if by is None:
        return
    if not units_for(by, Permission.REPORT).filter(pk=plan.unit_id).exists():
        raise Refusal(_("Đồng chí không có quyền lập báo cáo này."), status=403)


def _require_period(plan: Plan, period: Period) -> None:
    try:
        period.parts(plan.grain_kind)
    except BadPeriod as error:
        raise Refusal(str(error)) from error
    if period.year != plan.year or period.kind not in KINDS:
        raise Refusal(
            _(
                "Kế hoạch năm {year} không lập báo cáo kỳ {period}; hãy chọn "
                "quý, 6 tháng, 9 tháng hoặc năm.",
                year=plan.year,
                period=period.label,
            )
        )


def _require_over(picture: Picture) -> None:
    if not picture.period.is_finished(timezone.localdate(), picture.plan.calendar):
        raise Refusal(
            _(
                "{period} chốt số liệu ngày {cut_off}; hãy phát hành sau ngày "
                "đó, trước đó chỉ xem dự thảo.",
                period=picture.period.label,
                cut_off=format(picture.cut_off, "%d/%m/%Y"),
            ),
            status=409,
        )


def _require_day(picture: Picture, day: dt.date) -> None:
    if day < picture.day_after:
        raise Refusal(
            _(
                "Ngày văn bản {day} trước ngày chốt số liệu {cut_off}; hãy ghi "
                "ngày sau đó.",
                day=format(day, "%d/%m/%Y"),
                cut_off=format(picture.cut_off, "%d/%m/%Y"),
            )
        )
