from django.apps import AppConfig


class NoressConfig(AppConfig):
    name = "noress"
