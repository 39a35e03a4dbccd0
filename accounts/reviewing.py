"""Two people behind a figure: who hands in does not approve (docs/adr/0006)."""

from __future__ import annotations

from accounts.models import Membership, User
from accounts.roles import ROLES, Permission
from units.models import Unit


def is_only_reviewer(by: User | None, unit: Unit) -> bool:
    """Whether nobody else who is active could approve a report of `unit`."""
    if by is None:
        return True
    roles = [
        role.value
        for role, spec in ROLES.items()
        if Permission.REVIEW in spec.permissions
    ]
    above = [unit.pk, unit.parent_id, unit.parent.parent_id if unit.parent else None]
    others = Membership.objects.filter(
        role__in=roles, unit__in=[pk for pk in above if pk], user__is_active=True
    ).exclude(user=by)
    return not others.exists()
