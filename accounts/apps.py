from django.apps import AppConfig

from units.wording import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Người dùng và nhật ký")
