"""Organisation units through time: who exists when, under which name and parent.

Source of codes and names: Decision 124/2004/QĐ-TTg and 19/2025/QĐ-TTg lists; the
mergers of resolutions 1654–1687/NQ-UBTVQH15 (fixtures/units/SOURCES.md).
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from units import names
from units.querysets import UnitQuerySet
from units.wording import gettext_lazy as _


class Kind(models.TextChoices):
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"
    AGENCY = "AGENCY"
    FORCE = "FORCE"
    FACILITY = "FACILITY"


AREAS = (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)


class Unit(models.Model):
    """An area, an agency or a force that is given targets or tasks.

    `key` is its public name, unique for ever (`d002`, `c00004-2025`, `pc04`);
    `type` the word before the name ("Quận"), empty where there is none.
    In force on `[valid_from, valid_to)`.
    """

    key = models.SlugField(_("mã công khai"), max_length=60, unique=True)
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    code = models.CharField(_("mã số"), max_length=10, blank=True)
    type = models.CharField(_("cấp"), max_length=30, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("trực thuộc"),
    )
    valid_from = models.DateField(_("có từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)
    match_key = models.CharField(max_length=250, editable=False, db_index=True)
    search_key = models.CharField(max_length=250, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["sort_key", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(valid_to__isnull=True) & ~Q(code=""),
                name="unit_code_once_in_force",
                violation_error_message=_("Mã số này đang thuộc một đơn vị khác."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """With its type, as a sentence needs it: "Quận Hoàn Kiếm"."""
        if not self.type:
            return self.name
        word = "Thành phố" if self.type == "Thành phố trung ương" else self.type
        return f"{word} {self.name}"

    @property
    def is_area(self) -> bool:
        return self.kind in AREAS

    def derive_keys(self) -> Unit:
        """Refresh the three keys after a change of name; returns itself."""
        self.name = names.clean(self.name)
        self.sort_key = names.sort_key(self.name)
        self.match_key = names.key(self.name)
        self.search_key = names.search_key(f"{self.full_name} {self.key}")
        return self

    def exists_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (not self.valid_to or day < self.valid_to)


class Alias(models.Model):
    """Another spelling under which documents name a unit ("Trung Màu")."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("cách viết"), max_length=200)
    match_key = models.CharField(max_length=250, editable=False, db_index=True)
    reason = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cách viết khác")
        verbose_name_plural = _("cách viết khác")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "match_key"],
                name="alias_once_per_unit",
                violation_error_message=_("Đơn vị này đã có cách viết đó."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.unit}"

    def derive_keys(self) -> Alias:
        self.text = names.clean(self.text)
        self.match_key = names.key(self.text)
        return self


class Edition(models.Model):
    """An official list that was loaded: which, in force from when, from what file."""

    in_force_on = models.DateField(_("danh mục tại ngày"))
    province = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    source = models.CharField(_("nguồn"), max_length=300)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("số dòng"))

    class Meta:
        verbose_name = _("danh mục đơn vị")
        verbose_name_plural = _("danh mục đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["in_force_on", "sha256"], name="edition_loaded_once"
            )
        ]

    def __str__(self) -> str:
        return f"Danh mục ngày {self.in_force_on:%d/%m/%Y}"


class Succession(models.Model):
    """What became of a unit: whole or in part, into which, by which decision."""

    class Extent(models.TextChoices):
        FULL = "full"
        PART = "part"
        UNCHANGED = "unchanged"
        RENAMED = "renamed"

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    extent = models.CharField(max_length=9, choices=Extent.choices)
    on = models.DateField(_("từ ngày"))
    decision = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("kế thừa đơn vị")
        verbose_name_plural = _("kế thừa đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="succession_between_two_units"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
