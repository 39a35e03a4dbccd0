"""Accounts and duties, on the record."""

from __future__ import annotations

from accounts.journal import Change
from accounts.models import Membership, User
from accounts.roles import Permission, Role, grants
from units.models import Unit


def add_person(
    change: Change,
    *,
    username: str,
    full_name: str,
    password: str,
    role: Role,
    unit: Unit,
    is_demo: bool = False,
) -> User:
    """One person with one duty; an existing account keeps its password."""
    user = User.objects.filter(username=username).first()
    if user is None:
        is_admin = grants({role.value}, Permission.ADMIN)
        user = User(
            username=username,
            full_name=full_name,
            is_staff=is_admin,
            is_superuser=is_admin,
            is_demo=is_demo,
        )
        user.set_password(password)
        change.save(user)
    if not user.memberships.filter(unit=unit, role=role.value).exists():
        change.save(Membership(user=user, unit=unit, role=role.value))
    return user
