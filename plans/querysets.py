"""Questions about documents, plans and tasks."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for, visible_units


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Official documents are public to everybody who has a duty here."""
        return self if user.may(Permission.VIEW) else self.none()


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans of the unit above me, of mine, and those that give mine targets."""
        return self.concerning(visible_units(user))

    def concerning(self, units: models.QuerySet) -> PlanQuerySet:
        """Plans of `units`, and those that give them targets or tasks."""
        return self.filter(
            models.Q(unit__in=units)
            | models.Q(pk__in=self._assigning(units))
            | models.Q(tasks__assignments__unit__in=units)
        ).distinct()

    def _assigning(self, units: models.QuerySet) -> models.QuerySet:
        assigned = self.model._meta.get_field("assigned_units").related_model
        return assigned.objects.filter(unit__in=units).values("plan")


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> TaskQuerySet:
        """The whole plan's tasks to those who see the city, own tasks to others."""
        if user.may(Permission.VIEW_CITY):
            plans = self.model._meta.get_field("plan").related_model
            return self.filter(plan__in=plans.objects.visible_to(user))
        mine = units_for(user, Permission.VIEW)
        return self.filter(assignments__unit__in=mine).distinct()
