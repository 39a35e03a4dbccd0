"""Who was reminded of a late report, when, by which channel, and what came of it."""

from __future__ import annotations

from django.db import models

from accounts.models import tracked
from units.models import Unit
from units.wording import gettext_lazy as _


class ReminderNote(models.Model):
    """One reminder of one unit on one day by one channel; a second try is counted.

    The unique key is what keeps a unit from two mails on one day.
    """

    class Channel(models.TextChoices):
        IN_APP = "IN_APP"
        MAIL = "MAIL"

    class Outcome(models.TextChoices):
        SENDING = "SENDING"  # taken up by a run that has not come back yet
        SENT = "SENT"
        FAILED = "FAILED"
        NO_ADDRESS = "NO_ADDRESS"

    round = models.ForeignKey(
        "plans.Round", on_delete=models.CASCADE, related_name="reminders"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("cách nhắc"), max_length=6, choices=Channel.choices)
    day = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"))
    to = models.CharField(_("gửi đến"), max_length=500, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome.choices)
    detail = models.CharField(_("chi tiết"), max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần gửi"), default=1)

    history = tracked()

    class Meta:
        verbose_name = _("lần nhắc")
        verbose_name_plural = _("lần nhắc")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "channel", "day"],
                name="reminded_once_a_day",
                violation_error_message=_("Đơn vị đã được nhắc trong ngày."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.day:%d/%m/%Y}"
