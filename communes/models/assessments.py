"""What a document asks of a commune, and what a commune answered in a year."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import tracked
from communes import criteria_data
from communes.criteria_reading import criteria_set_from
from communes.querysets import AssessmentQuerySet, CriteriaSetQuerySet
from plans.models import Document
from plans.periods import Kind, Period, Scheme
from units.models import Unit
from units.wording import gettext_lazy as _


class CriteriaSet(models.Model):
    """One edition of a document's criteria; never edited once a sheet uses it.

    `content` is the JSON of fixtures/criteria, checked by `criteria_set_from`; the
    dates are those of that JSON, the last day included. `scope_unit` is the province
    whose communes it binds; None: the whole country.
    """

    class Level(models.TextChoices):
        COMMUNE = "commune"
        PROVINCE = "province"

    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        related_name="criteria_sets",
        verbose_name=_("văn bản"),
    )
    unit_level = models.CharField(_("cấp"), max_length=8, choices=Level.choices)
    edition = models.PositiveSmallIntegerField(_("bản"), default=1, editable=False)
    in_force_from = models.DateField(_("áp dụng từ ngày"))
    in_force_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    scope = models.CharField(_("phạm vi"), max_length=200)
    scope_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tỉnh, thành phố áp dụng"),
    )
    content = models.JSONField(_("nội dung"))

    history = tracked()
    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")
        ordering = ["-in_force_from", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "unit_level", "edition"],
                name="criteria_edition_once",
                violation_error_message=_("Văn bản đã có bản tiêu chí này."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                name="criteria_end_after_they_begin",
                violation_error_message=_("Ngày hết áp dụng phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        which = f", bản {self.edition}" if self.edition > 1 else ""
        return f"{self.document.symbol}{which}"

    @cached_property
    def value(self) -> criteria_data.CriteriaSet:
        """The set as the pure modules take it."""
        return criteria_set_from(self.content)

    @property
    def is_used(self) -> bool:
        """Whether a sheet rests on it, so that it must stay as it is."""
        return self.pk is not None and self.assessments.exists()


class Assessment(models.Model):
    """A unit's sheet of one year (15/12–14/12) under one criteria set.

    The figures are its answers. `outcome` is what the approver decided, in the words
    of the set's proposals; what the program proposes is computed, never stored.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT"
        SUBMITTED = "SUBMITTED"
        VERIFIED = "VERIFIED"
        APPROVED = "APPROVED"
        RETURNED = "RETURNED"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("xã")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    criteria_set = models.ForeignKey(
        CriteriaSet,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("bộ tiêu chí"),
    )
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=State.choices, default=State.DRAFT
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    verified_at = models.DateTimeField(_("thẩm định lúc"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("duyệt hoặc trả lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("lý do"), blank=True)
    outcome = models.CharField(_("kết luận"), max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu đánh giá")
        verbose_name_plural = _("phiếu đánh giá")
        ordering = ["-year", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "criteria_set"],
                name="assessment_once_per_year_and_set",
                violation_error_message=_(
                    "Xã đã có phiếu của năm theo bộ tiêu chí này."
                ),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2999),
                name="assessment_year_has_four_digits",
                violation_error_message=_("Năm phải từ 2000 đến 2999."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SUBMITTED", "VERIFIED", "APPROVED"])
                | Q(submitted_at__isnull=False),
                name="submitted_sheet_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["VERIFIED", "APPROVED"])
                | Q(verified_at__isnull=False),
                name="verified_sheet_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="APPROVED")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="approved_sheet_has_outcome",
                violation_error_message=_("Duyệt phải ghi kết luận."),
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(reason=""),
                name="returned_sheet_says_why",
                violation_error_message=_("Trả lại phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, năm {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its figures may be entered, as far as its own state goes."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def window(self) -> tuple[dt.date, dt.date]:
        return year_window(self.year)


class Answer(models.Model):
    """One figure of a sheet and where it comes from.

    `value` is exact text: digits with a point, "true"/"false" for a yes or no; empty:
    not answered. `fact` is a name of the sheet's set.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="answers"
    )
    fact = models.CharField(_("số liệu"), max_length=60)
    value = models.CharField(_("giá trị"), max_length=30, blank=True)
    evidence = models.CharField(_("căn cứ, hồ sơ"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked(no_db_index=["assessment"])

    class Meta:
        verbose_name = _("số liệu đánh giá")
        verbose_name_plural = _("số liệu đánh giá")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "fact"],
                name="answer_once_per_sheet",
                violation_error_message=_("Phiếu đã có số liệu này."),
            ),
            models.CheckConstraint(
                condition=Q(value__regex=r"^([0-9]{1,12}(\.[0-9]{1,6})?|true|false)?$"),
                name="answer_is_exact_number",
                violation_error_message=_(
                    "Số liệu phải là số không âm, có hoặc không."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} = {self.value or 'chưa có số'}"


class Remark(models.Model):
    """A step of a sheet's way or a comment on it: who, when, what was said.

    `clause` is the clause of the set that a comment speaks of; empty: the sheet.
    """

    class Step(models.TextChoices):
        SUBMIT = "SUBMIT"
        RETURN = "RETURN"
        VERIFY = "VERIFY"
        APPROVE = "APPROVE"
        AMEND = "AMEND"
        COMMENT = "COMMENT"

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="remarks"
    )
    step = models.CharField(_("bước"), max_length=7, choices=Step.choices)
    clause = models.CharField(_("điểm"), max_length=20, blank=True, default="")
    text = models.TextField(_("nội dung"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_text = models.CharField(_("người ghi"), max_length=200)
    at = models.DateTimeField(_("lúc"))

    history = tracked(no_db_index=["assessment"])

    class Meta:
        verbose_name = _("ý kiến về phiếu")
        verbose_name_plural = _("ý kiến về phiếu")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=["COMMENT", "RETURN", "AMEND"]) | ~Q(text=""),
                name="remark_says_something",
                violation_error_message=_("Hãy ghi nội dung ý kiến."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.by_text}"


def year_window(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a reporting year: 15/12 of the year before to 14/12."""
    return Period(Kind.YEAR, year).window(Scheme.REPORTING)
