"""A handed-in file and its row: kept and taken away with one line of the journal."""

from __future__ import annotations

from django.utils import timezone

from accounts.journal import Change
from accounts.models import User
from accounts.refusals import Refusal
from plans import files
from plans.filed_models import FiledPaper
from sheets.wording import gettext as _


def keep(
    change: Change, row: FiledPaper, *, data: bytes, name: str, by: User | None
) -> None:
    """Store `data` as the file of `row`, a FiledPaper that says what it belongs to.

    Refusal 413, 415 or 422 where the bytes are no paper of an office.
    """
    kept = files.store(data, name=name)
    row.name, row.stored_file = kept.name, kept.place
    row.sha256, row.size = kept.sha256, kept.size
    row.added_at, row.added_by = timezone.now(), by
    change.row.file_name, change.row.file_sha256 = kept.name, kept.sha256
    change.row.stored_file = kept.place
    change.save(row)


def take_away(change: Change, row: FiledPaper) -> None:
    """Delete the row of a file; 409 where somebody was first. Its bytes stay."""
    still = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if still is None:
        raise Refusal(_("Tệp này vừa được bỏ; hãy tải lại trang."), status=409)
    change.delete(still)
