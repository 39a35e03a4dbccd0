"""What is said about a sheet while it is locked for a step."""

from __future__ import annotations

from django.utils import timezone

from accounts.journal import Change
from accounts.models import User
from accounts.refusals import Refusal
from communes.models import Assessment, Remark
from sheets.privacy import looks_personal
from sheets.wording import gettext as _


def locked_sheet(sheet: Assessment) -> Assessment:
    """The sheet as it is now, locked until the transaction ends."""
    return Assessment.objects.select_for_update().get(pk=sheet.pk)


def remark(
    change: Change,
    sheet: Assessment,
    step: str,
    *,
    by: User,
    text: str,
    clause: str = "",
) -> None:
    """Add a line to the sheet's history of steps and comments."""
    change.save(
        Remark(
            assessment=sheet,
            step=step,
            clause=clause,
            text=text,
            by=by,
            by_text=str(by),
            at=timezone.now(),
        )
    )


def refuse_personal_data(text: str) -> None:
    """This system keeps counts, not people."""
    if found := looks_personal(text):
        raise Refusal(
            _(
                "Nội dung ghi có vẻ chứa {found}; hệ thống không lưu thông tin "
                "cá nhân, hãy bỏ phần đó rồi lưu lại.",
                found=found,
            )
        )
