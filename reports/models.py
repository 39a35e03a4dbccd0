"""Official reports: a draft whose sentences are edited, then an issued, frozen one."""

from __future__ import annotations

import base64
import hashlib
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import tracked
from plans.models import Plan
from plans.periods import Period
from reports.letterhead import Letterhead, from_plan, written_number
from reports.querysets import ReportQuerySet
from units.wording import gettext_lazy as _


class Report(models.Model):
    """One report of a plan at a period.

    `letterhead` holds the changed formal fields (all or none), `texts` the sections
    somebody has written: key → {"text", "basis"}, `basis` being the sentences that
    the figures gave at that time.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT"
        ISSUED = "ISSUED"

    plan = models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("kế hoạch"),
    )
    period_code = models.CharField(_("kỳ"), max_length=8)
    state = models.CharField(
        _("trạng thái"), max_length=6, choices=State.choices, default=State.DRAFT
    )
    letterhead = models.JSONField(_("thể thức"), default=dict, blank=True)
    texts = models.JSONField(_("nội dung đã sửa"), default=dict, blank=True)
    number = models.CharField(_("số"), max_length=20, blank=True)
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issued_at = models.DateTimeField(_("phát hành lúc"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người phát hành"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period_code"],
                condition=Q(state="DRAFT"),
                name="one_draft_per_period",
                violation_error_message=_("Kỳ này đang có một bản dự thảo."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ISSUED")
                | Q(issued_at__isnull=False, dated__isnull=False),
                name="issued_report_says_when",
                violation_error_message=_("Báo cáo phát hành phải có ngày."),
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.period.label}, {self.plan}"

    @cached_property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def head(self) -> Letterhead:
        """The formal fields: as changed, else what the plan's document says."""
        if self.letterhead:
            return Letterhead.from_json(self.letterhead)
        return from_plan(self.plan, self.period)

    @property
    def symbol(self) -> str:
        """ "05/BC-UBND", without its number while it has none."""
        return f"{written_number(self.number) or '…'}/{self.head.symbol}"


class Snapshot(models.Model):
    """What an issued report said and the files that went out, never written again."""

    KEPT_FOR_GOOD = (
        "Báo cáo đã phát hành không thu hồi được; hãy phát hành báo cáo thay thế."
    )

    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, related_name="snapshot"
    )
    data = models.JSONField(_("số liệu"))
    data_sha256 = models.CharField(max_length=64)
    # As text: tables are compared, archived and restored as text on both databases.
    docx_base64 = models.TextField(_("tệp Word"))
    docx_sha256 = models.CharField(max_length=64)
    xlsx_base64 = models.TextField(_("tệp Excel"))
    xlsx_sha256 = models.CharField(max_length=64)

    # The digests are in the journal; the bytes stay in one place.
    history = tracked(excluded_fields=["data", "docx_base64", "xlsx_base64"])

    class Meta:
        verbose_name = _("bản phát hành")
        verbose_name_plural = _("bản phát hành")

    def __str__(self) -> str:
        return f"{self.report}: {self.data_sha256[:12]}"

    def file(self, form: str) -> bytes:
        """The bytes that went out, "docx" or "xlsx"."""
        return base64.b64decode(getattr(self, f"{form}_base64"))

    def is_intact(self, form: str) -> bool:
        """Whether the stored bytes still have the digest they were issued with."""
        digest: str = getattr(self, f"{form}_sha256")
        return hashlib.sha256(self.file(form)).hexdigest() == digest
