"""People, what they may do where, and the journal of what they changed."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from simple_history import register
from simple_history.models import HistoricalRecords

from accounts.prepared import prepared
from accounts.roles import ROLES, Permission, Role, grants
from units.models import Alias, Succession, Unit
from units.wording import gettext_lazy as _


class ChangeSet(models.Model):
    """One deed that a person can argue about: who, when, why, by which door.

    Rows are only ever inserted: a database trigger refuses UPDATE and DELETE.
    """

    class Door(models.TextChoices):
        FORM = "FORM"
        IMPORT = "IMPORT"
        API = "API"
        ADMIN = "ADMIN"
        COMMAND = "COMMAND"
        UNDO = "UNDO"
        DEMO = "DEMO"

    made_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As text too: the journal must still say who when the account is renamed.
    made_by_text = models.CharField(_("người thực hiện"), max_length=200)
    made_at = models.DateTimeField(_("lúc"), db_index=True)
    door = models.CharField(_("qua"), max_length=8, choices=Door.choices)
    what = models.CharField(_("việc"), max_length=300)
    reason = models.TextField(_("lý do"), blank=True)
    plan_slug = models.CharField(
        _("kế hoạch"), max_length=80, blank=True, db_index=True
    )
    file_name = models.CharField(_("tệp"), max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    stored_file = models.CharField(max_length=255, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="undone_by",
        verbose_name=_("thu hồi"),
    )

    class Meta:
        verbose_name = _("lần ghi")
        verbose_name_plural = _("nhật ký")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Lần ghi {self.pk}: {self.what}"


class Seal(models.Model):
    """The digest of one change set chained to the one before; insert-only too."""

    number = models.PositiveBigIntegerField(_("số thứ tự"), unique=True)
    change_set = models.OneToOneField(
        ChangeSet, on_delete=models.PROTECT, related_name="seal"
    )
    rows = models.PositiveIntegerField(_("số dòng"))
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("niêm phong")
        verbose_name_plural = _("niêm phong")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest[:12]}"


class JournalHead(models.Model):
    """One row; locked while a change set is sealed, so that the chain has no fork."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("đầu chuỗi nhật ký")
        verbose_name_plural = _("đầu chuỗi nhật ký")

    def __str__(self) -> str:
        return f"{self.number}"


class JournalRow(models.Model):
    """Base of every row version: the change set that wrote it."""

    change_set = models.ForeignKey(
        ChangeSet, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True


def tracked(**options) -> HistoricalRecords:
    """History of a model whose versions each carry their change set."""
    return HistoricalRecords(bases=[JournalRow], **options)


class User(AbstractUser):
    """A person. Rights come from memberships only, never from groups."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("họ tên, chức vụ"), max_length=150, blank=True)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    is_demo = models.BooleanField(
        _("tài khoản trình diễn"), default=False, editable=False
    )

    history = tracked(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.username

    @cached_property
    def duties(self) -> list[Membership]:
        """Memberships with their units, read once a request."""
        if not self.is_active:
            return []
        return _duties(self.pk)

    def may(self, permission: Permission) -> bool:
        return grants({duty.role for duty in self.duties}, permission)

    def unit_ids_for(self, permission: Permission) -> list[int]:
        """Roots of the trees in which this person has `permission`."""
        return [d.unit_id for d in self.duties if grants({d.role}, permission)]

    @property
    def role_sentence(self) -> str:
        """ "Cán bộ đơn vị · Quận Hoàn Kiếm", or what to do when there is none."""
        parts = [f"{duty.role_label} · {duty.unit}" for duty in self.duties]
        return "; ".join(parts) or "Chưa được giao vai trò"


class Membership(models.Model):
    """A person holds a role at a unit, and so over everything under it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(
        _("vai trò"), max_length=12, choices=[(r.value, r.value) for r in Role]
    )

    history = tracked()

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                name="membership_once",
                violation_error_message=_("Người này đã có vai trò đó tại đơn vị."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role_label}, {self.unit}"

    @property
    def role_label(self) -> str:
        return ROLES[Role(self.role)].label


@prepared(Membership)
def _duties(user: int) -> models.QuerySet:
    return Membership.objects.filter(user=user).select_related("unit").order_by("pk")


class ApiToken(models.Model):
    """A person's key for another system; only its digest is kept, never the key.

    `prefix` is the public part by which people tell keys apart. A revoked key loses
    its digest, so that not even an undo brings it back to life.
    """

    class Scope(models.TextChoices):
        READ = "READ"
        WRITE = "WRITE"  # read and write

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("tên gọi"), max_length=80)
    prefix = models.CharField(_("phần công khai"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    scope = models.CharField(_("quyền"), max_length=5, choices=Scope.choices)
    created_at = models.DateTimeField(_("tạo lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)

    history = tracked(excluded_fields=["digest", "last_used_at"])

    class Meta:
        verbose_name = _("khóa API")
        verbose_name_plural = _("khóa API")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at__isnull=True),
                name="token_name_once_per_person",
                violation_error_message=_("Đồng chí đang có khóa khác cùng tên."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="token_expires_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"


# Units stand on a lower floor and cannot import the journal; their row versions
# are declared here, one floor up.
for _model in (Unit, Alias, Succession):
    register(_model, app="accounts", bases=[JournalRow])
