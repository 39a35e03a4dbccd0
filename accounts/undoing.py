"""Take a change set back as a new one; refused while later edits depend on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.journal import CHANGED, CREATED, DELETED, Change, changeset, versions_of
from accounts.models import ChangeSet, User


class CannotUndo(Exception):
    """The undo is refused; `reasons` says why, one Vietnamese sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


Guard = Callable[[list[Any]], list[str]]


def undo(
    change_set: ChangeSet,
    *,
    by: User | None,
    reason: str,
    guard: Guard | None = None,
) -> ChangeSet:
    """Put every row of `change_set` back as it was before it; returns the new one.

    `guard` is asked inside the transaction what higher floors have against it.
    Raises `CannotUndo`.
    """
    if not reason.strip():
        raise CannotUndo(["Hãy ghi lý do thu hồi."])
    with changeset(
        by=by,
        what=f"Thu hồi lần ghi {change_set.pk}: {change_set.what}",
        door=ChangeSet.Door.UNDO,
        reason=reason.strip(),
        plan_slug=change_set.plan_slug,
        undoes=_lock(change_set),
    ) as change:
        versions = _undoable(change_set)
        if guard and (reasons := guard(versions)):
            raise CannotUndo(reasons)
        for version in reversed(versions):
            _put_back(change, version)
    return change.row


def _lock(change_set: ChangeSet) -> ChangeSet:
    if ChangeSet.objects.filter(undoes=change_set).exists():
        raise CannotUndo([f"Lần ghi {change_set.pk} đã được thu hồi trước đó."])
    if change_set.door == ChangeSet.Door.UNDO:
        raise CannotUndo(["Không thu hồi một lần thu hồi; hãy nhập lại số liệu."])
    return change_set


def _undoable(change_set: ChangeSet) -> list[Any]:
    versions = versions_of(change_set)
    if not versions:
        raise CannotUndo([f"Lần ghi {change_set.pk} không có dòng nào để thu hồi."])
    for model in {type(version) for version in versions}:
        kept = getattr(model.instance_type, "KEPT_FOR_GOOD", "")
        if kept:
            raise CannotUndo([kept])
    later = [line for version in versions for line in _later(version)]
    if later:
        raise CannotUndo(later[:20])
    return versions


def _later(version: Any) -> list[str]:
    """Sentences naming the later edits of the same row."""
    edits = (
        type(version)
        .objects.filter(id=version.id, history_id__gt=version.history_id)
        .exclude(change_set=version.change_set_id)
        .filter(change_set__undone_by=None, change_set__undoes=None)
        .select_related("change_set")
    )
    return [
        f"{_name(version)} đã được sửa sau đó ở lần ghi {edit.change_set_id} "
        f"({edit.change_set.made_by_text}, {_when(edit.change_set)}); "
        "hãy thu hồi lần ghi đó trước."
        for edit in edits
        if edit.change_set_id
    ]


def _put_back(change: Change, version: Any) -> None:
    model = version.instance_type
    if version.history_type == CREATED:
        change.delete(_current(model, version))
        return
    before = version if version.history_type == DELETED else _previous(version)
    row = before.instance if before else None
    if row is None:
        raise CannotUndo([f"{_name(version)} không còn bản trước đó để khôi phục."])
    row._state.adding = version.history_type == DELETED
    if version.history_type == CHANGED and hasattr(row, "version"):
        row.version = _current(model, version).version + 1
    change.save(row)


def _current(model: type[models.Model], version: Any) -> Any:
    # Not in the model's own order: that may join a parent that is already gone.
    found = model._base_manager.filter(pk=version.id).order_by("pk").first()
    if found is None:
        raise CannotUndo([f"{_name(version)} đã bị xóa sau đó."])
    return found


def _previous(version: Any) -> Any:
    return (
        type(version)
        .objects.filter(id=version.id, history_id__lt=version.history_id)
        .order_by("-history_id")
        .first()
    )


def _name(version: Any) -> str:
    what = str(version.instance_type._meta.verbose_name)
    what = what[:1].upper() + what[1:]
    try:
        return f"{what} «{version.instance}»"
    except Exception:  # a parent of the row may be gone: the number still names it
        return f"{what} số {version.id}"


def _when(change_set: ChangeSet) -> str:
    return timezone.localtime(change_set.made_at).strftime("%H:%M %d/%m/%Y")
