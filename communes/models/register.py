"""The register: who was put in or taken out, by which document, from which day.

Entries are never overwritten: a status at any date is the last entry before it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import tracked
from plans.models import Document
from units.models import Unit
from units.wording import gettext_lazy as _


class Direction(models.TextChoices):
    IN = "IN"
    OUT = "OUT"


class KeyType(models.TextChoices):
    I = "I"  # noqa: E741 - the type's own numeral
    II = "II"
    III = "III"


_YEARS = Q(year__gte=2000, year__lte=2999)
_YEARS_MESSAGE = _("Năm phải từ 2000 đến 2999.")


class Decision(models.Model):
    """What a document decides about a list of communes.

    LISTING: the document decides nothing but names who was in at a date, as a plan's
    footnote does.
    """

    class Kind(models.TextChoices):
        RECOGNITION = "RECOGNITION"
        WITHDRAWAL = "WITHDRAWAL"
        KEY_AREAS = "KEY_AREAS"
        LISTING = "LISTING"

    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        related_name="commune_decisions",
        verbose_name=_("văn bản"),
    )
    kind = models.CharField(_("nội dung"), max_length=11, choices=Kind.choices)
    effective_on = models.DateField(_("có hiệu lực từ ngày"))
    year = models.PositiveSmallIntegerField(_("của năm"))
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("quyết định về xã")
        verbose_name_plural = _("quyết định về xã")
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind"],
                name="decision_once_per_document_and_kind",
                violation_error_message=_("Văn bản này đã được nhập với nội dung đó."),
            ),
            models.CheckConstraint(
                condition=_YEARS,
                name="decision_year_has_four_digits",
                violation_error_message=_YEARS_MESSAGE,
            ),
        ]

    def __str__(self) -> str:
        return self.document.symbol


class Recognition(models.Model):
    """A commune enters or leaves the list of those without drugs."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="recognitions",
        verbose_name=_("xã"),
    )
    direction = models.CharField(_("chiều"), max_length=3, choices=Direction.choices)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        related_name="recognitions",
        verbose_name=_("theo"),
    )
    effective_on = models.DateField(_("từ ngày"))
    year = models.PositiveSmallIntegerField(_("của năm"))
    source = models.CharField(_("nguyên văn, căn cứ"), max_length=500, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("công nhận không ma túy")
        verbose_name_plural = _("công nhận không ma túy")
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "effective_on"],
                name="recognition_once_per_day",
                violation_error_message=_("Xã đã được đưa vào hoặc ra trong ngày này."),
            ),
            models.CheckConstraint(
                condition=_YEARS,
                name="recognition_year_has_four_digits",
                violation_error_message=_YEARS_MESSAGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.effective_on:%d/%m/%Y}"


class KeyArea(models.Model):
    """A commune enters or leaves the list of key areas of one type.

    A change of type is one entry of the new type: the old type ends with it.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="key_areas", verbose_name=_("xã")
    )
    type = models.CharField(_("loại"), max_length=3, choices=KeyType.choices)
    direction = models.CharField(_("chiều"), max_length=3, choices=Direction.choices)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        related_name="key_areas",
        verbose_name=_("theo"),
    )
    effective_on = models.DateField(_("từ ngày"))
    year = models.PositiveSmallIntegerField(_("của năm"))
    source = models.CharField(_("nguyên văn, căn cứ"), max_length=500, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("địa bàn trọng điểm")
        verbose_name_plural = _("địa bàn trọng điểm")
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "effective_on"],
                name="key_area_once_per_day",
                violation_error_message=_(
                    "Xã đã có thay đổi trọng điểm trong ngày này."
                ),
            ),
            models.CheckConstraint(
                condition=_YEARS,
                name="key_area_year_has_four_digits",
                violation_error_message=_YEARS_MESSAGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, loại {self.type}, {self.effective_on:%d/%m/%Y}"


class PilotArea(models.Model):
    """A place chosen for close direction (chỉ đạo điểm) in a phase of a document.

    4026/UBND-VX speaks of 3 districts and 15 wards without naming them: the list is
    entered from the decision it cites, none is shipped.
    """

    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        related_name="pilot_areas",
        verbose_name=_("văn bản"),
    )
    phase = models.PositiveSmallIntegerField(
        _("giai đoạn"), choices=[(1, "1"), (2, "2")]
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pilot_areas",
        verbose_name=_("đơn vị"),
    )
    place = models.CharField(_("địa bàn ghi trong văn bản"), max_length=200, blank=True)
    source = models.CharField(_("căn cứ"), max_length=300, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("địa bàn chỉ đạo điểm")
        verbose_name_plural = _("địa bàn chỉ đạo điểm")
        ordering = ["document", "phase", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "phase", "unit"],
                name="pilot_unit_once_per_phase",
                violation_error_message=_("Đơn vị đã có trong giai đoạn này."),
            ),
            models.UniqueConstraint(
                fields=["document", "phase", "place"],
                condition=Q(unit__isnull=True),
                name="pilot_place_once_per_phase",
                violation_error_message=_("Địa bàn đã có trong giai đoạn này."),
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(place=""),
                name="pilot_area_names_a_place",
                violation_error_message=_("Hãy chọn đơn vị hoặc ghi tên địa bàn."),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=[1, 2]),
                name="pilot_phase_is_one_or_two",
                violation_error_message=_("Giai đoạn là 1 hoặc 2."),
            ),
        ]

    def __str__(self) -> str:
        return self.place or str(self.unit)
