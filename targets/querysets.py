"""Questions about quotas, results and submissions; always scoped, never row by row."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import editable_units, units_for, visible_units


class UnitRowQuerySet(models.QuerySet):
    """Rows that belong to a unit."""

    def visible_to(self, user: User) -> UnitRowQuerySet:
        return self.filter(unit__in=visible_units(user))

    def editable_by(self, user: User) -> UnitRowQuerySet:
        return self.filter(unit__in=editable_units(user))


class QuotaQuerySet(UnitRowQuerySet):
    def as_of(self, day: dt.date) -> QuotaQuerySet:
        """Quotas in force on `day`; an amended one stays readable on its days."""
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )

    def in_force(self) -> QuotaQuerySet:
        """The latest decision's rows, whatever the day."""
        return self.filter(valid_to__isnull=True)


class SubmissionQuerySet(UnitRowQuerySet):
    def reviewable_by(self, user: User) -> SubmissionQuerySet:
        return self.filter(unit__in=units_for(user, Permission.REVIEW))

    def waiting(self) -> SubmissionQuerySet:
        return self.filter(state="SUBMITTED")


class ResultQuerySet(UnitRowQuerySet):
    def of_year(self, year: int, grain: str) -> ResultQuerySet:
        """Grain rows of one reporting year; codes sort as text within a year."""
        return self.filter(
            period_code__gte=f"{year}-{grain}", period_code__lt=f"{year}-{grain}~"
        )

    def approved(self) -> ResultQuerySet:
        return self.filter(submission__state="APPROVED")


class EvidenceQuerySet(models.QuerySet):
    """Files belong to whom the report belongs to."""

    def visible_to(self, user: User) -> EvidenceQuerySet:
        return self.filter(submission__unit__in=visible_units(user))
