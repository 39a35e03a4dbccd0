"""Rights of the admin come from roles: import admins do all of it, others nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from accounts.models import User
from accounts.prepared import prepared
from accounts.roles import Permission


class RoleBackend(ModelBackend):
    """Passwords as Django checks them; permissions from memberships only."""

    def get_user(self, user_id: int) -> User | None:
        """Who is logged in; every request asks."""
        for user in _of(user_id):
            if self.user_can_authenticate(user):
                return user
        return None

    def has_perm(self, user_obj: User, perm: str, obj: Any = None) -> bool:
        return user_obj.is_active and user_obj.may(Permission.ADMIN)

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:
        return self.has_perm(user_obj, app_label)

    def get_all_permissions(self, user_obj: User, obj: Any = None) -> set[str]:
        return set()


@prepared(User)
def _of(number: int) -> QuerySet:
    return User.objects.filter(pk=number)
