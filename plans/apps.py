from django.apps import AppConfig

from units.wording import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Văn bản và kế hoạch")
