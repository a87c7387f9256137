"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "ohlas.outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.outbox.pruning")  # registers its schedule
