from django.apps import AppConfig


class StrangerConfig(AppConfig):
    name = "tests.stranger"
    label = "stranger"
    default_auto_field = "django.db.models.BigAutoField"
