"""Questions about criteria sets and sheets."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for, visible_units
from units.models import Unit


class CriteriaSetQuerySet(models.QuerySet):
    def in_force_within(self, first: dt.date, last: dt.date) -> CriteriaSetQuerySet:
        """Sets in force on at least one day of [first, last], the newest first."""
        ended = Q(in_force_to__isnull=False, in_force_to__lt=first)
        return (
            self.filter(in_force_from__lte=last)
            .exclude(ended)
            .order_by("-in_force_from", "-edition")
        )

    def binding(self, unit: Unit) -> CriteriaSetQuerySet:
        """Sets of the whole country and of the province `unit` lies in."""
        level = "province" if unit.kind == "PROVINCE" else "commune"
        above = [unit.pk, unit.parent_id]
        if unit.parent_id:
            above.append(unit.parent.parent_id)
        own = [pk for pk in above if pk]
        return self.filter(
            Q(scope_unit__isnull=True) | Q(scope_unit__in=own), unit_level=level
        )


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> AssessmentQuerySet:
        return self.filter(unit__in=visible_units(user))

    def editable_by(self, user: User) -> AssessmentQuerySet:
        """Sheets whose figures `user` may enter, their state aside."""
        return self.filter(unit__in=units_for(user, Permission.ENTER))
