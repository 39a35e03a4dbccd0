"""Files an official keeps with a figure: what it was counted from."""

from __future__ import annotations

from django.db import models

from accounts.models import tracked
from plans.filed_models import FiledPaper
from targets.querysets import EvidenceQuerySet
from units.wording import gettext_lazy as _


class Evidence(FiledPaper):
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

    history = tracked()
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp minh chứng")
        verbose_name_plural = _("tệp minh chứng")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "sha256"],
                name="evidence_once_per_cell",
                violation_error_message=_("Ô này đã có tệp này."),
            )
        ]

    def __str__(self) -> str:
        return self.name
