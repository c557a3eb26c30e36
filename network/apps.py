"""The plugin's one Django app. Its label names tables and permissions: it never changes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    label = "network"
    verbose_name = _("Network of organisations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.log_actions import registry

        from . import checks  # noqa: F401

        # The worker knows what there is to do and to tell, though no address was ever asked for in
        # it.
        from .actions import chores as _actions_chores  # noqa: F401
        from .actions import notifications as _actions  # noqa: F401
        from .core.audit import AuditEntry
        from .documents import chores as _documents_chores  # noqa: F401
        from .documents import notifications as _documents  # noqa: F401
        from .members import notifications as _members  # noqa: F401

        for model in self.get_models():
            registry.register_model(model, AuditEntry)
