"""Files handed to the import desk, what was read in them, and remembered layouts.

Nothing here is a business row: quotas and results are written through the journal,
and only when a draft is confirmed.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import ChangeSet
from plans.models import Document, Plan
from units.models import Unit

KEPT_HOURS = 24


def new_token() -> str:
    return secrets.token_urlsafe(24)


def expiry() -> dt.datetime:
    return timezone.now() + dt.timedelta(hours=KEPT_HOURS)


class Upload(models.Model):
    """One file as it came, in private storage under a random name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    name = models.CharField("tên tệp", max_length=255)
    stored = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("cỡ")
    created_at = models.DateTimeField("lúc", default=timezone.now)
    # Empty once an import of it was confirmed: the file then stays with its receipt.
    expires_at = models.DateTimeField("giữ đến", null=True, default=expiry)

    class Meta:
        verbose_name = "tệp đã gửi"
        verbose_name_plural = "tệp đã gửi"

    def __str__(self) -> str:
        return self.name


class ImportDraft(models.Model):
    """One reading of an upload: shown to a person, then confirmed once or refused."""

    class Kind(models.TextChoices):
        ANNEX = "annex"
        RESULTS = "results"

    class State(models.TextChoices):
        OPEN = "OPEN"
        REFUSED = "REFUSED"
        DONE = "DONE"

    token = models.CharField(max_length=40, unique=True, default=new_token)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField("loại biểu", max_length=8, choices=Kind.choices)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    period_code = models.CharField("kỳ", max_length=8, blank=True)
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    decision = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+"
    )
    valid_from = models.DateField("hiệu lực từ", null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    # The table as read and what stood in the database then (intake.drafts).
    reading = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    change_set = models.OneToOneField(
        ChangeSet, on_delete=models.PROTECT, null=True, related_name="import_draft"
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)
    decided_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta:
        verbose_name = "lần nạp tệp"
        verbose_name_plural = "lần nạp tệp"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.upload} ({self.plan})"


class Job(models.Model):
    """A long import carried out behind the pages; what its progress page shows.

    A worker that says nothing for `SILENT` is taken for dead: it wrote nothing, since
    an import is one transaction, and may be started again.
    """

    SILENT = dt.timedelta(minutes=2)

    token = models.CharField(max_length=40, unique=True, default=new_token)
    draft = models.OneToOneField(
        ImportDraft, on_delete=models.CASCADE, related_name="job"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("việc", max_length=20)
    total = models.PositiveIntegerField("tổng số dòng")
    done = models.PositiveIntegerField("số dòng đã qua", default=0)
    message = models.CharField("đang làm", max_length=200, blank=True)
    heartbeat = models.DateTimeField("còn chạy lúc", default=timezone.now)
    finished_at = models.DateTimeField("xong lúc", null=True)
    error = models.TextField("lý do không xong", blank=True)

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.draft}"

    @property
    def is_done(self) -> bool:
        return self.finished_at is not None and not self.error

    @property
    def has_failed(self) -> bool:
        if self.finished_at is not None:
            return bool(self.error)
        return timezone.now() - self.heartbeat > self.SILENT


class ListDraft(models.Model):
    """A unit list as read: what it would begin and end, confirmed once."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="lists")
    day = models.DateField("có hiệu lực từ")
    # Rows as read, and a digest of what they would change (intake.list_desk).
    rows = models.JSONField(default=list)
    would = models.CharField(max_length=64)
    change_set = models.OneToOneField(
        ChangeSet, on_delete=models.PROTECT, null=True, related_name="list_draft"
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần nạp danh mục"
        verbose_name_plural = "lần nạp danh mục"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.upload} ({self.day:%d/%m/%Y})"


class HandoutDraft(models.Model):
    """A workbook we handed out, as it came back: shown, then confirmed once.

    `unit` is whose handout it is: one unit's own, or the city or district over all
    that are in it.
    """

    class Kind(models.TextChoices):
        RESULTS = "results"
        FACTS = "facts"

    State = ImportDraft.State

    token = models.CharField(max_length=40, unique=True, default=new_token)
    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="handouts"
    )
    kind = models.CharField("loại biểu", max_length=8, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("biểu", max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    # What the workbook says and what stood there then; what was written, once done.
    reading = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    change_set = models.OneToOneField(
        ChangeSet, on_delete=models.PROTECT, null=True, related_name="handout_draft"
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)
    decided_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta:
        verbose_name = "lần nạp biểu mẫu"
        verbose_name_plural = "lần nạp biểu mẫu"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.upload} ({self.title})"


class Layout(models.Model):
    """Which column a person said holds which indicator, for headers like these."""

    kind = models.CharField(max_length=8, choices=ImportDraft.Kind.choices)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)  # indicator code → column title
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("lúc", auto_now=True)

    class Meta:
        verbose_name = "mẫu cột đã nhớ"
        verbose_name_plural = "mẫu cột đã nhớ"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "signature"], name="layout_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature[:8]}"


class PlanReading(models.Model):
    """A paper lying on the reading desk: its draft, and what a person says of it.

    Kept until it is confirmed or dropped, so that work goes on another day on
    another machine. Without an owner (read by a command) whoever may read plans
    can take it up.
    """

    class State(models.TextChoices):
        OPEN = "OPEN"
        DONE = "DONE"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField("tên tệp", max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField("văn bản đã làm sạch")
    # As `intake.reading.as_json` gives it, without its text.
    draft = models.JSONField(default=dict)
    # Section → what was saved in it (intake.plan_drafts); absent: not looked at yet.
    decisions = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    change_set = models.OneToOneField(
        ChangeSet, on_delete=models.PROTECT, null=True, related_name="plan_reading"
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)
    changed_at = models.DateTimeField("sửa lúc", auto_now=True)

    class Meta:
        verbose_name = "bản đọc kế hoạch"
        verbose_name_plural = "bản đọc kế hoạch"
        ordering = ["-pk"]

    def __str__(self) -> str:
        document = self.draft.get("document") or {}
        return document.get("symbol") or self.name or f"Bản đọc {self.pk}"
