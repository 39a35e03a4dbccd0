"""Tasks of agencies, what they report of them and file with it, and extensions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import tracked
from plans.querysets import TaskQuerySet
from units.models import Unit
from units.wording import gettext_lazy as _


class Task(models.Model):
    """A duty a plan's paragraph lays on agencies."""

    class Cycle(models.TextChoices):
        ONCE = "ONCE"
        ALWAYS = "ALWAYS"
        MONTH = "MONTH"
        QUARTER = "QUARTER"
        HALF = "HALF"
        YEAR = "YEAR"

    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.CASCADE, related_name="tasks"
    )
    paragraph = models.CharField(_("mục"), max_length=20)
    title = models.CharField(_("nhiệm vụ"), max_length=300)
    text = models.TextField(_("nguyên văn"), blank=True)
    cycle = models.CharField(
        _("chu kỳ"), max_length=8, choices=Cycle.choices, default=Cycle.ALWAYS
    )
    deadline = models.DateField(_("thời hạn"), null=True, blank=True)
    deadline_text = models.CharField(_("thời hạn ghi"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)

    history = tracked()
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="task_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.title}"


class Assignment(models.Model):
    """An agency's part in a task; `agency` as the document names it."""

    class Part(models.TextChoices):
        LEAD = "LEAD"
        SUPPORT = "SUPPORT"
        REQUESTED = "REQUESTED"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("cơ quan"),
    )
    agency = models.CharField(_("cơ quan ghi trong văn bản"), max_length=300)
    part = models.CharField(_("vai trò"), max_length=9, choices=Part.choices)

    history = tracked()

    class Meta:
        verbose_name = _("phân công nhiệm vụ")
        verbose_name_plural = _("phân công nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "agency"], name="agency_once_per_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.task}"


class TaskReport(models.Model):
    """One agency's report of one instance of a task ("" = a task without a cycle)."""

    class State(models.TextChoices):
        SUBMITTED = "SUBMITTED"
        RETURNED = "RETURNED"
        ACCEPTED = "ACCEPTED"

    assignment = models.ForeignKey(
        "plans.Assignment", on_delete=models.PROTECT, related_name="reports"
    )
    period_code = models.CharField(_("kỳ"), max_length=8, blank=True)
    state = models.CharField(_("trạng thái"), max_length=9, choices=State.choices)
    note = models.TextField(_("kết quả thực hiện"))
    submitted_at = models.DateTimeField(_("báo cáo lúc"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("xem xét lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("lý do trả lại"), blank=True)
    file_name = models.CharField(_("sản phẩm"), max_length=255, blank=True)
    stored_file = models.CharField(max_length=120, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()

    class Meta:
        verbose_name = _("báo cáo nhiệm vụ")
        verbose_name_plural = _("báo cáo nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "period_code"],
                name="task_report_once_per_period",
                violation_error_message=_("Cơ quan đã có báo cáo của kỳ này."),
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(reason=""),
                name="returned_task_says_why",
                violation_error_message=_("Trả lại phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.period_code}".strip()

    @property
    def finished_at(self):
        """When it was finished; what was returned is not."""
        return None if self.state == self.State.RETURNED else self.submitted_at


class Extension(models.Model):
    """A later day for one agency's instance; the old day stays readable."""

    assignment = models.ForeignKey(
        "plans.Assignment", on_delete=models.PROTECT, related_name="extensions"
    )
    period_code = models.CharField(_("kỳ"), max_length=8, blank=True)
    old_due = models.DateField(_("hạn cũ"))
    new_due = models.DateField(_("hạn mới"))
    reason = models.CharField(_("lý do"), max_length=500)

    history = tracked()

    class Meta:
        verbose_name = _("gia hạn")
        verbose_name_plural = _("gia hạn")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_due__gt=F("old_due")),
                name="extension_is_later",
                violation_error_message=_("Hạn mới phải sau hạn cũ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_due:%d/%m/%Y} → {self.new_due:%d/%m/%Y}"


class Attachment(models.Model):
    """The signed paper of a document, byte for byte, in private storage."""

    document = models.ForeignKey(
        "plans.Document", on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    stored_file = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("cỡ"))
    added_at = models.DateTimeField(_("đính kèm lúc"))

    history = tracked()

    class Meta:
        verbose_name = _("tệp đính kèm")
        verbose_name_plural = _("tệp đính kèm")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="attachment_once_per_document",
                violation_error_message=_("Văn bản đã có tệp này."),
            )
        ]

    def __str__(self) -> str:
        return self.name
