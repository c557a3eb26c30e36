from django.apps import AppConfig


class NoressConfig(AppConfig):
    name = "noress"

    def ready(self):
        from .cache import signals

        signals.connect()
