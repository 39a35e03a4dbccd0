"""The collection of a period's figures, or of one day's, under a plan."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import tracked
from plans.as_of import AsOf
from plans.periods import Period
from units.wording import gettext_lazy as _


class Round(models.Model):
    """The collection of one period's figures under a plan: opened, due, locked.

    With `as_of` it is an ad-hoc collection of how things stood on one day, of the
    indicators whose codes `asks` lists; its figures add to no period (ADR 7).
    """

    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.CASCADE, related_name="rounds"
    )
    period_code = models.CharField(_("kỳ"), max_length=8)
    as_of = models.DateField(_("số liệu đến ngày"), null=True, blank=True)
    title = models.CharField(_("nội dung"), max_length=200, blank=True)
    asks = models.JSONField(_("chỉ tiêu"), default=list, blank=True)
    opened_at = models.DateTimeField(_("mở lúc"))
    due_at = models.DateTimeField(_("hạn nộp"))
    locked_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lock_reason = models.CharField(_("lý do khóa"), max_length=300, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("đợt báo cáo")
        verbose_name_plural = _("đợt báo cáo")
        ordering = ["plan", "due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period_code"],
                name="round_once_per_period",
                violation_error_message=_("Kỳ này đã được mở."),
            ),
            models.CheckConstraint(
                condition=Q(as_of__isnull=True, asks=[])
                | (Q(as_of__isnull=False) & ~Q(asks=[])),
                name="snapshot_asks_for_something",
                violation_error_message=_("Đợt số liệu đến ngày phải nêu chỉ tiêu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.label}, {self.plan}"

    @cached_property
    def period(self) -> Period | AsOf:
        if self.as_of:
            return AsOf(self.as_of)
        return Period.parse(self.period_code)

    @property
    def is_regular(self) -> bool:
        """Of a period of the plan's calendar, not of one day."""
        return self.as_of is None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def window(self) -> tuple[dt.date, dt.date]:
        return self.period.window(self.plan.calendar)
