"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "ohlas.customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.customers.subscriptions").listen()
