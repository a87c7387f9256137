"""Registers the room with Django and its jobs with the outbox."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "ohlas.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.exchange.subscriptions")
