from django.apps import AppConfig

from units.wording import gettext_lazy as _


class CommunesConfig(AppConfig):
    name = "communes"
    verbose_name = _("Xã, phường không ma túy")
