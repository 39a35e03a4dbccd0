"""The catalogue of indicators, the targets of plans, quotas, results, submissions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import tracked
from plans.models import Document, Plan, Round
from sheets.numbers import format_number
from targets.evidence_models import Evidence
from targets.kinds import Comparator, Direction, IndicatorKind, Rounding
from targets.querysets import QuotaQuerySet, ResultQuerySet, SubmissionQuerySet
from targets.reminder_models import ReminderNote
from units.models import Unit
from units.wording import gettext_lazy as _

__all__ = [
    "Evidence",
    "Indicator",
    "Quota",
    "ReminderNote",
    "Result",
    "Submission",
    "Target",
]


def _choices(enumeration: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enumeration]


class Indicator(models.Model):
    """What is counted, across plans and years; results hang here."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name = models.CharField(_("tên chỉ tiêu"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=80)
    measure_unit = models.CharField(_("đơn vị tính"), max_length=40)
    kind = models.CharField(_("loại"), max_length=12, choices=_choices(IndicatorKind))
    direction = models.CharField(
        _("hướng"),
        max_length=5,
        choices=_choices(Direction),
        default=Direction.UP.value,
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("trong đó của"),
    )
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    definition = models.TextField(_("cách tính"), blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("chỉ tiêu (danh mục)")
        verbose_name_plural = _("danh mục chỉ tiêu")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="SHARE") | Q(part_of__isnull=False),
                name="share_names_its_whole",
                violation_error_message=_("Chỉ tiêu «trong đó» phải nêu chỉ tiêu gốc."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="indicator_not_part_of_itself",
                violation_error_message=_("Chỉ tiêu không thể thuộc chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ratio(self) -> bool:
        """Entered as two numbers: numerator and denominator."""
        return self.kind == IndicatorKind.RATIO


class Target(models.Model):
    """What a plan asks of an indicator, with the paragraph that says so."""

    class Scope(models.TextChoices):
        EACH_UNIT = "EACH_UNIT"  # every assigned unit reports
        EACH_AREA = "EACH_AREA"  # assigned areas report, forces such as PC04 do not
        OWNER = "OWNER"  # the plan's own unit reports one figure

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="targets"
    )
    group = models.CharField(_("nhóm"), max_length=120, blank=True)
    paragraph = models.CharField(_("mục"), max_length=20, blank=True)
    text = models.TextField(_("nguyên văn"), blank=True)
    comparator = models.CharField(
        _("so sánh"), max_length=10, choices=_choices(Comparator)
    )
    value = models.DecimalField(
        _("mức"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    value_to = models.DecimalField(
        _("đến mức"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    baseline = models.DecimalField(
        _("số nền"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    baseline_as_of = models.DateField(_("số nền tính đến"), null=True, blank=True)
    scope = models.CharField(
        _("ai báo cáo"), max_length=9, choices=Scope.choices, default=Scope.EACH_UNIT
    )
    reporter = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị báo cáo"),
        help_text=_(
            "Chỉ khi toàn thành phố báo cáo một số; trống: đơn vị của kế hoạch."
        ),
    )
    rounding = models.CharField(
        _("làm tròn"), max_length=11, choices=_choices(Rounding), default="REPORT_ONLY"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    history = tracked()

    class Meta:
        verbose_name = _("chỉ tiêu của kế hoạch")
        verbose_name_plural = _("chỉ tiêu của kế hoạch")
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "comparator"],
                name="target_once_per_plan",
                violation_error_message=_("Kế hoạch đã có chỉ tiêu này."),
            ),
            models.CheckConstraint(
                condition=~Q(comparator="BETWEEN") | Q(value_to__gte=F("value")),
                name="between_has_two_ends",
                violation_error_message=_("Khoảng «từ … đến …» cần hai mức tăng dần."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.indicator.short_name}".strip()


class Quota(models.Model):
    """A unit's share of a target under one decision; blank in the paper = no row."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="quotas")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="quotas")
    value = models.DecimalField(_("chỉ tiêu giao"), max_digits=15, decimal_places=2)
    decision = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theo văn bản"),
    )
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    origin_cell = models.CharField(_("ô trong tệp"), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked(no_db_index=["target", "unit", "decision"])
    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu giao")
        verbose_name_plural = _("chỉ tiêu giao")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "valid_from"],
                name="quota_once_per_day",
                violation_error_message=_(
                    "Đơn vị đã được giao chỉ tiêu này từ ngày đó."
                ),
            ),
            models.UniqueConstraint(
                fields=["target", "unit"],
                condition=Q(valid_to__isnull=True),
                name="one_open_quota",
                violation_error_message=_("Đơn vị đang có mức giao khác còn hiệu lực."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="quota_not_negative",
                violation_error_message=_("Chỉ tiêu giao không được âm."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="quota_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {format_number(self.value)}"


class Submission(models.Model):
    """One unit's report of one round, and where it stands."""

    class State(models.TextChoices):
        DRAFT = "DRAFT"
        SUBMITTED = "SUBMITTED"
        RETURNED = "RETURNED"
        APPROVED = "APPROVED"

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="submissions"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=State.choices, default=State.DRAFT
    )
    is_nil = models.BooleanField(_("báo cáo không phát sinh"), default=False)
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    submitted_by = models.ForeignKey(
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
    reason = models.TextField(_("lý do trả lại"), blank=True)
    answer = models.TextField(_("giải trình"), blank=True)
    reopened_until = models.DateTimeField(_("mở lại đến"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo của đơn vị")
        verbose_name_plural = _("báo cáo của đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="submission_once_per_round",
                violation_error_message=_("Đơn vị đã có báo cáo của kỳ này."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SUBMITTED", "APPROVED"])
                | Q(submitted_at__isnull=False),
                name="submitted_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(reason=""),
                name="returned_says_why",
                violation_error_message=_("Trả lại phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"

    @property
    def is_open(self) -> bool:
        """Whether its figures may be edited, as far as its own state goes."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class Result(models.Model):
    """What one unit reports of one indicator for one grain period.

    Indexes are chosen, not defaulted: one composite key in the order pages read it
    (performance.md, "What decides the result", 4).
    """

    class Origin(models.TextChoices):
        FORM = "FORM"
        IMPORT = "IMPORT"
        API = "API"
        DEMO = "DEMO"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="results", db_index=False
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="results", db_index=False
    )
    period_code = models.CharField(_("kỳ"), max_length=8)
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="results"
    )
    value = models.DecimalField(
        _("số liệu"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    numerator = models.PositiveBigIntegerField(_("tử số"), null=True, blank=True)
    denominator = models.PositiveBigIntegerField(_("mẫu số"), null=True, blank=True)
    stated_total = models.DecimalField(
        _("lũy kế đơn vị ghi"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    text = models.TextField(_("kết quả bằng chữ"), blank=True)
    grade = models.CharField(_("đánh giá"), max_length=7, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    origin = models.CharField(max_length=6, choices=Origin.choices)
    origin_cell = models.CharField(_("ô trong tệp"), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked(no_db_index=["unit", "indicator", "submission"])
    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả")
        verbose_name_plural = _("kết quả")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "period_code"],
                name="result_once_per_period",
                violation_error_message=_("Đã có kết quả của đơn vị trong kỳ này."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="result_not_negative",
                violation_error_message=_("Kết quả không được âm."),
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=False, numerator__lte=F("denominator")),
                name="result_part_within_whole",
                violation_error_message=_("Tử số không được lớn hơn mẫu số."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["indicator", "period_code", "unit"], name="result_by_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.indicator.short_name}, {self.period_code}"
