"""Registers the room with Django."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "ohlas.customers"
    default_auto_field = "django.db.models.BigAutoField"
