"""Registers the room with Django, and its clockwork with the outbox."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ohlas.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.accounts.subscriptions")
