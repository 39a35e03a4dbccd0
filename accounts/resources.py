"""Flat lists of the admin: which columns come in, which never do."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from accounts.flat_import import JournaledResource
from accounts.models import User
from accounts.scoping import people_of, visible_units
from units.models import Unit


class UnitResource(JournaledResource):
    """Units without their tree: moving one to another parent is not a flat edit."""

    class Meta(JournaledResource.Meta):
        model = Unit
        import_id_fields = ("key",)
        fields = ("key", "kind", "code", "type", "name", "valid_from", "valid_to")
        export_order = fields

    def scope(self, user: User) -> QuerySet:
        return visible_units(user)


class UserResource(JournaledResource):
    """People without roles or rights: an import can never raise a privilege."""

    username = Field(attribute="username", column_name="tên đăng nhập")
    full_name = Field(attribute="full_name", column_name="họ tên, chức vụ")
    email = Field(attribute="email", column_name="email")

    class Meta(JournaledResource.Meta):
        model = User
        import_id_fields = ("username",)
        fields = ("username", "full_name", "email")
        export_order = fields

    def scope(self, user: User) -> QuerySet:
        """People with a duty elsewhere belong to the admin of that place."""
        return people_of(user)

    def after_init_instance(
        self, instance: User, new: bool, row: Any, **kwargs: Any
    ) -> None:
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.set_unusable_password()  # an admin hands out the first one
            instance.must_change_password = True
