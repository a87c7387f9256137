"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "ohlas.outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.outreach.subscriptions").listen()
        import_module("ohlas.outreach.channels").open_shelf()
