"""The working calendar and the rules of when figures are due."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import tracked
from plans import periods


class Holiday(models.Model):
    """A day off, or a weekend day that is worked to make up for one."""

    day = models.DateField("ngày", unique=True)
    name = models.CharField("dịp", max_length=100)
    is_working = models.BooleanField("làm bù", default=False)

    history = tracked()

    class Meta:
        verbose_name = "ngày nghỉ, làm bù"
        verbose_name_plural = "ngày nghỉ, làm bù"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class DeadlineRule(models.Model):
    """When the figures of a period are due: a fixed day, or N working days.

    A rule without a plan holds for every plan that has none of its own.
    """

    plan = models.ForeignKey(
        "plans.Plan",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="rules",
    )
    period_kind = models.CharField(
        "loại kỳ", max_length=1, choices=[(k.value, k.value) for k in periods.Kind]
    )
    working_days = models.PositiveSmallIntegerField(
        "số ngày làm việc", null=True, blank=True
    )
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    history = tracked()

    class Meta:
        verbose_name = "quy định thời hạn"
        verbose_name_plural = "quy định thời hạn"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    working_days__isnull=False, month__isnull=True, day__isnull=True
                )
                | Q(working_days__isnull=True, month__isnull=False, day__isnull=False),
                name="deadline_is_one_of_two_kinds",
                violation_error_message=(
                    "Ghi số ngày làm việc, hoặc ghi ngày và tháng cố định."
                ),
            )
        ]

    def __str__(self) -> str:
        if self.working_days is not None:
            return f"{self.working_days} ngày làm việc sau ngày chốt"
        return f"trước ngày {self.day}/{self.month}"
