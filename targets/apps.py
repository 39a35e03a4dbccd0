from django.apps import AppConfig

from units.wording import gettext_lazy as _


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = _("Chỉ tiêu và kết quả")
