"""Documents and what they cite, plans, the reporting calendar, tasks of agencies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import tracked
from plans import periods
from plans.periods import Period
from plans.querysets import DocumentQuerySet, PlanQuerySet
from units.models import Unit
from units.wording import gettext_lazy as _


class Document(models.Model):
    """An official document, or a stub of one that is only cited.

    Identity is issuer + symbol + date: a number alone repeats (domain.md §0.5).
    The symbol keeps its leading zeros.
    """

    class Status(models.TextChoices):
        IN_FORCE = "IN_FORCE"
        REPLACED = "REPLACED"
        REVOKED = "REVOKED"
        EXPIRED = "EXPIRED"

    slug = models.SlugField(_("mã"), max_length=80, unique=True)
    kind = models.CharField(_("loại văn bản"), max_length=8)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)
    symbol_key = models.CharField(max_length=80, editable=False, db_index=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    place = models.CharField(_("địa danh"), max_length=100, blank=True)
    title = models.CharField(_("trích yếu"), max_length=500, blank=True)
    signer = models.CharField(_("người ký"), max_length=100, blank=True)
    signing_capacity = models.CharField(_("quyền hạn ký"), max_length=200, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list, blank=True)
    text = models.TextField(_("toàn văn"), blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    is_stub = models.BooleanField(_("chỉ được viện dẫn"), default=False)
    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.IN_FORCE
    )
    effective_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    effective_to = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)

    history = tracked()
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-issued_on", "symbol"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "symbol_key", "issued_on"],
                name="document_identity",
                violation_error_message=_("Đã có văn bản cùng cơ quan, số và ngày."),
            ),
            models.UniqueConstraint(
                fields=["issuer", "symbol_key"],
                condition=Q(issued_on__isnull=True),
                name="undated_document_identity",
                violation_error_message=_("Đã có văn bản cùng cơ quan và số."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} ({self.issuer})" if self.issuer else self.symbol


class Citation(models.Model):
    """One document names another; the words are kept as written."""

    class Relation(models.TextChoices):
        BASIS = "BASIS"
        CARRIES_OUT = "CARRIES_OUT"
        AMENDS = "AMENDS"
        REPLACES = "REPLACES"
        REVOKES = "REVOKES"
        MENTIONS = "MENTIONS"

    source = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="citations"
    )
    cited = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="cited_by"
    )
    relation = models.CharField(_("quan hệ"), max_length=12, choices=Relation.choices)
    text = models.CharField(_("nguyên văn"), max_length=500)
    order = models.PositiveSmallIntegerField(default=0)

    history = tracked()

    class Meta:
        verbose_name = _("viện dẫn")
        verbose_name_plural = _("viện dẫn")
        ordering = ["source", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cited__isnull=True) | ~Q(cited=F("source")),
                name="citation_of_another_document",
                violation_error_message=_("Văn bản không thể viện dẫn chính nó."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Plan(models.Model):
    """A document whose targets are followed: its years, calendar and pace."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="plan"
    )
    slug = models.SlugField(_("mã"), max_length=80, unique=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="plans", verbose_name=_("của")
    )
    title = models.CharField(_("tên gọi"), max_length=300)
    year = models.PositiveSmallIntegerField(_("năm"))
    start = models.DateField(_("từ ngày"))
    end = models.DateField(_("đến ngày"))
    scheme = models.CharField(
        _("chế độ kỳ"),
        max_length=10,
        choices=[(s.value, s.value) for s in periods.Scheme],
        default=periods.Scheme.REPORTING.value,
    )
    grain = models.CharField(
        _("kỳ nhập"),
        max_length=1,
        choices=[("M", "M"), ("Q", "Q")],
        default="Q",
    )
    reporting_scheme = models.ForeignKey(
        "plans.ReportingScheme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("theo chế độ báo cáo"),
    )
    # Off unless the Secretariat turns it on, with the rule on the page.
    is_ranked = models.BooleanField(_("xếp thứ tự đơn vị"), default=False)
    # Shares of the year expected by each grain period ("2021-Q1": "0.25"); empty:
    # linear (arithmetic.md §4).
    pace = models.JSONField(_("phân kỳ"), default=dict, blank=True)
    is_demo = models.BooleanField(_("số liệu minh họa"), default=False)

    history = tracked()
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")
        ordering = ["-year", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document.symbol} năm {self.year}"

    @property
    def calendar(self) -> periods.Scheme:
        return periods.Scheme(self.scheme)

    @property
    def grain_kind(self) -> periods.Kind:
        return periods.Kind(self.grain)

    @property
    def year_period(self) -> Period:
        return Period(periods.Kind.YEAR, self.year)

    @property
    def grain_periods(self) -> tuple[Period, ...]:
        return self.year_period.parts(self.grain_kind)


class AssignedUnit(models.Model):
    """A unit that is given targets by a plan, in the order of the paper's annex."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="assigned_units"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(_("TT"))

    history = tracked()

    class Meta:
        verbose_name = _("đơn vị được giao")
        verbose_name_plural = _("đơn vị được giao")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit"], name="unit_assigned_once_per_plan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.unit}"


# Models of the same room with files of their own; Django looks for them here.
from plans.calendar_models import (  # noqa: E402
    DeadlineRule,
    Holiday,
    ReportingScheme,
)
from plans.round_models import Round  # noqa: E402
from plans.task_models import (  # noqa: E402
    Assignment,
    Attachment,
    Extension,
    Task,
    TaskReport,
)

__all__ = [
    "AssignedUnit",
    "Assignment",
    "Attachment",
    "Citation",
    "DeadlineRule",
    "Document",
    "Extension",
    "Holiday",
    "Plan",
    "ReportingScheme",
    "Round",
    "Task",
    "TaskReport",
]
