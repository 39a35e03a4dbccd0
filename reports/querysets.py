"""Questions about official reports: who may read them, what changed after them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for
from targets.models import Quota, Result, Submission


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Issued reports to those who see the whole city; drafts to who writes them."""
        readers = units_for(user, Permission.VIEW_CITY)
        writers = units_for(user, Permission.REPORT)
        issued = models.Q(state="ISSUED", plan__unit__in=readers)
        return self.filter(issued | models.Q(plan__unit__in=writers))

    def editable_by(self, user: User) -> ReportQuerySet:
        return self.filter(plan__unit__in=units_for(user, Permission.REPORT))

    def with_later_edits(self) -> ReportQuerySet:
        """`touched`: whether figures, approvals or quotas were written after issue."""
        after = {"change_set__made_at__gt": OuterRef("issued_at")}
        results = Result.history.model.objects.filter(
            period_code__startswith=Substr(OuterRef("period_code"), 1, 4), **after
        )
        reports = Submission.history.model.objects.filter(
            round__plan=OuterRef("plan"), **after
        )
        quotas = Quota.history.model.objects.filter(
            target__plan=OuterRef("plan"), **after
        )
        return self.annotate(touched=Exists(results) | Exists(reports) | Exists(quotas))
