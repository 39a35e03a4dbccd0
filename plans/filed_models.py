"""The columns of a file that is kept, byte for byte, in private storage."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from units.wording import gettext_lazy as _


class FiledPaper(models.Model):
    """One file a person handed in: where it lies, its digest, size, when and by whom.

    `name` is the person's own; `stored_file` the random one in private storage
    (plans/files.py).
    """

    name = models.CharField(_("tên tệp"), max_length=255)
    stored_file = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("cỡ"))
    added_at = models.DateTimeField(_("gửi lúc"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người gửi"),
    )

    class Meta:
        abstract = True
