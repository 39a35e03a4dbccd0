"""The working calendar and the rules of when figures are due."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import tracked
from plans import periods
from units.wording import gettext_lazy as _


class ReportingScheme(models.Model):
    """A reporting regime (chế độ báo cáo): its calendar, its grain and its law.

    In force on [valid_from, valid_to). A plan that follows it keeps the calendar and
    the grain as its own columns: a scheme of next year moves nothing of this year.
    """

    name = models.CharField(_("tên chế độ"), max_length=150)
    basis = models.ForeignKey(
        "plans.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản căn cứ"),
    )
    clause = models.CharField(_("điều, khoản căn cứ"), max_length=300, blank=True)
    calendar = models.CharField(
        _("cách tính kỳ"),
        max_length=10,
        choices=[(s.value, s.value) for s in periods.Scheme],
        default=periods.Scheme.REPORTING.value,
    )
    grain = models.CharField(
        _("kỳ nhập"), max_length=1, choices=[("M", "M"), ("Q", "Q")], default="Q"
    )
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("chế độ báo cáo")
        verbose_name_plural = _("chế độ báo cáo")
        ordering = ["-valid_from", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="scheme_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def basis_text(self) -> str:
        """ "Quyết định 01/2023/QĐ-UBND, khoản 2 Điều 12", or what is known of it."""
        return ", ".join(filter(None, [str(self.basis or ""), self.clause]))


class Holiday(models.Model):
    """A day off, or a weekend day that is worked to make up for one."""

    day = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("dịp"), max_length=100)
    is_working = models.BooleanField(_("làm bù"), default=False)

    history = tracked()

    class Meta:
        verbose_name = _("ngày nghỉ, làm bù")
        verbose_name_plural = _("ngày nghỉ, làm bù")
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
        _("loại kỳ"), max_length=1, choices=[(k.value, k.value) for k in periods.Kind]
    )
    working_days = models.PositiveSmallIntegerField(
        _("số ngày làm việc"), null=True, blank=True
    )
    month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("ngày"), null=True, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("quy định thời hạn")
        verbose_name_plural = _("quy định thời hạn")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    working_days__isnull=False, month__isnull=True, day__isnull=True
                )
                | Q(working_days__isnull=True, month__isnull=False, day__isnull=False),
                name="deadline_is_one_of_two_kinds",
                violation_error_message=(
                    _("Ghi số ngày làm việc, hoặc ghi ngày và tháng cố định.")
                ),
            )
        ]

    def __str__(self) -> str:
        if self.working_days is not None:
            return f"{self.working_days} ngày làm việc sau ngày chốt"
        return f"trước ngày {self.day}/{self.month}"
