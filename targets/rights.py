"""Who may do a deed: 403 for what is not theirs to do, 404 for a strange unit."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import ChangeSet, User
from accounts.refusals import SENTENCES, Refusal
from accounts.reviewing import is_only_reviewer
from accounts.roles import Permission
from accounts.scoping import units_for

__all__ = ["is_only_reviewer", "require", "require_entry"]
P = Permission


def require(by: User | None, permission: Permission, unit_ids: Iterable[int]) -> None:
    """Raise unless `by` has `permission` over every one of the units.

    `by=None` is the system itself, which may.
    """
    if by is None:
        return
    if not by.may(permission):
        raise Refusal(SENTENCES[403], status=403)
    wanted = set(unit_ids)
    if units_for(by, permission).filter(pk__in=wanted).count() != len(wanted):
        raise Refusal(SENTENCES[404], status=404)


def require_entry(by: User | None, unit_ids: Iterable[int], *, door: str) -> None:
    """Results come in by hand (ENTER), or by file from who may load files."""
    is_file = door == ChangeSet.Door.IMPORT and by is not None
    allowed = is_file and by is not None and by.may(Permission.IMPORT)
    require(by, Permission.IMPORT if allowed else Permission.ENTER, unit_ids)
