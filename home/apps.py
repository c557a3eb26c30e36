from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("public pages")

    def ready(self):
        from .translation import follow  # noqa: F401  (its signal receivers)
