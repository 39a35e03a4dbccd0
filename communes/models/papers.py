"""Files kept with a sheet: what its figures were counted from."""

from __future__ import annotations

from django.db import models

from accounts.models import tracked
from communes.models.assessments import Assessment
from plans.filed_models import FiledPaper
from units.wording import gettext_lazy as _


class Paper(FiledPaper):
    """One file of a sheet, byte for byte, in private storage.

    `clause` is the clause of the set it proves; empty: the whole sheet.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="papers"
    )
    clause = models.CharField(_("điểm"), max_length=20, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("tệp hồ sơ đánh giá")
        verbose_name_plural = _("tệp hồ sơ đánh giá")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "clause", "sha256"],
                name="paper_once_per_clause",
                violation_error_message=_("Điểm này đã có tệp này."),
            )
        ]

    def __str__(self) -> str:
        return self.name
