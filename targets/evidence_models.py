"""Files an official keeps with a figure: what it was counted from."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import tracked
from targets.querysets import EvidenceQuerySet


class Evidence(models.Model):
    """One file beside one cell of a report, byte for byte, in private storage.

    It hangs on the report and the indicator, not on the result: a figure that is
    cleared and typed again keeps its papers.
    """

    submission = models.ForeignKey(
        "targets.Submission", on_delete=models.PROTECT, related_name="evidence"
    )
    indicator = models.ForeignKey(
        "targets.Indicator", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("tên tệp", max_length=255)
    stored_file = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("cỡ")
    added_at = models.DateTimeField("gửi lúc")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gửi",
    )

    history = tracked()
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "sha256"],
                name="evidence_once_per_cell",
                violation_error_message="Ô này đã có tệp này.",
            )
        ]

    def __str__(self) -> str:
        return self.name
