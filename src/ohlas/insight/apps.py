"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "ohlas.insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.insight.subscriptions").listen()
        import_module("ohlas.insight.channels").open_shelf()
