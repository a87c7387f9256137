"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "ohlas.insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.insight.subscriptions").listen()
        writer = import_module("ohlas.insight.pages.alerts.letters").write_letter
        import_module("ohlas.insight.actions.notices").letters_by(writer)
        import_module("ohlas.insight.channels").open_shelf()
