"""The only place that decides rows: which units a person may see or edit.

Higher floors turn these into their own querysets (`Result.objects.visible_to(user)`).
"""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import Membership, User
from accounts.prepared import prepared
from accounts.roles import Permission
from units.models import Unit
from units.querysets import UnitQuerySet


def visible_units(user: User) -> UnitQuerySet:
    """Units whose figures `user` may read: own units and everything under them."""
    return _within(user, Permission.VIEW)


def visible_unit(user: User, key: str) -> Unit | None:
    """The unit of `key`, where it is one of `visible_units`."""
    if not user.is_authenticated:
        return None
    found = _by_key(key, user.unit_ids_for(Permission.VIEW))
    return found[0] if found else None


@prepared(Unit)
def _by_key(key: str, roots: list[int]) -> UnitQuerySet:
    rows: UnitQuerySet = Unit.objects.within(roots).filter(key=key)
    return rows


def editable_units(user: User) -> UnitQuerySet:
    """Units whose results `user` may enter."""
    return _within(user, Permission.ENTER)


def units_for(user: User, permission: Permission) -> UnitQuerySet:
    """Units over which `user` has `permission`."""
    return _within(user, permission)


def people_of(user: User) -> QuerySet[User]:
    """People whose every duty is within `user`'s units, and those without any."""
    elsewhere = Membership.objects.exclude(unit__in=visible_units(user))
    return User.objects.exclude(memberships__in=elsewhere)


def _within(user: User, permission: Permission) -> UnitQuerySet:
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    roots = user.unit_ids_for(permission)
    return Unit.objects.within(roots) if roots else Unit.objects.none()
